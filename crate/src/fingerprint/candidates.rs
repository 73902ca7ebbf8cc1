//! The ways in which a text can be read whose quoting shows no more: which layers, where `SF:` is a
//! mark, and what the text must have for a way to be worth trying.

use super::columns::cut_columns;
use super::layer::{Layer, has_address, peel_layer};
use super::text::Text;
use super::unwrap::{Marks, unwrap_lines};

/// How the lines of a text are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joining {
    /// By white space and marks.
    Marked(Marks),
    /// By the length of Nmap's lines, with anything before and behind them.
    Columns,
}

/// One way to read a text.
#[derive(Debug)]
pub(super) struct Reading {
    /// What is peeled off before the lines are joined.
    layers: &'static [Layer],
    /// What is peeled off afterwards; Markdown did not know of Nmap's lines.
    joined_layers: &'static [Layer],
    joining: Joining,
    /// What a message says was done.
    pub(super) what: &'static str,
}

/// Undoes no quoting; joins lines at white space and marks.
const PLAIN: Reading = Reading {
    layers: &[],
    joined_layers: &[],
    joining: Joining::Marked(Marks::Everywhere),
    what: "",
};
const ENTITIES: &str = "its entities (`&lt;`) undone";
const TAGS: &str = "its tags (`<br>`) and entities (`&lt;`) undone";
const BACKSLASHES: &str = "its doubled backslashes undone";
const MARKDOWN: &str = "the backslashes of Markdown taken out";
const APOSTROPHES: &str = "its doubled apostrophes undone";
const ADDRESSES: &str = "its addresses (`a () b`) written with `@` again";
const MARKS: &str = "`SF:` as part of a response";
const COLUMNS: &str = "what stands before and behind its lines left out";

const fn layered(layers: &'static [Layer], what: &'static str) -> Reading {
    Reading {
        layers,
        what,
        ..PLAIN
    }
}

const fn joined(
    layers: &'static [Layer],
    joined_layers: &'static [Layer],
    what: &'static str,
) -> Reading {
    Reading {
        layers,
        joined_layers,
        what,
        ..PLAIN
    }
}

const fn columns(layers: &'static [Layer], what: &'static str) -> Reading {
    Reading {
        layers,
        joining: Joining::Columns,
        what,
        ..PLAIN
    }
}

const fn marked(layers: &'static [Layer], marks: Marks) -> Reading {
    Reading {
        layers,
        joining: Joining::Marked(marks),
        what: MARKS,
        ..PLAIN
    }
}

use Layer::{Address, Apostrophes, Backslashes, Entities, Markdown, Tags};

/// Tried in this order when the plain reading is not sound.
pub(super) const OTHERS: [Reading; 28] = [
    columns(&[], COLUMNS),
    layered(&[Address], ADDRESSES),
    layered(&[Entities, Address], ADDRESSES),
    layered(&[Entities], ENTITIES),
    layered(&[Backslashes], BACKSLASHES),
    joined(&[], &[Markdown], MARKDOWN),
    layered(&[Markdown], MARKDOWN),
    layered(&[Tags, Entities], TAGS),
    layered(&[Apostrophes], APOSTROPHES),
    layered(&[Entities, Backslashes], BACKSLASHES),
    layered(&[Backslashes, Entities], BACKSLASHES),
    layered(&[Apostrophes, Backslashes], APOSTROPHES),
    joined(&[Entities], &[Markdown], MARKDOWN),
    layered(&[Tags, Entities, Backslashes], TAGS),
    layered(&[Entities, Entities], ENTITIES),
    columns(&[Entities], ENTITIES),
    columns(&[Backslashes], BACKSLASHES),
    columns(&[Markdown], MARKDOWN),
    columns(&[Tags, Entities], TAGS),
    columns(&[Entities, Backslashes], BACKSLASHES),
    columns(&[Apostrophes], APOSTROPHES),
    marked(&[], Marks::BehindSpace),
    marked(&[], Marks::Nowhere),
    marked(&[], Marks::LineEnds),
    marked(&[Entities], Marks::LineEnds),
    marked(&[Backslashes], Marks::LineEnds),
    marked(&[Backslashes], Marks::Nowhere),
    marked(&[Entities], Marks::Nowhere),
];

impl Reading {
    /// The run of text that Nmap had, read this way; `prefix` stood before it on its line.
    /// `None` when it cannot be read this way, or nothing is left of it.
    pub(super) fn join(&self, text: &Text, prefix: &[u8]) -> Option<Text> {
        let peel = |text: Text, layer: &Layer| peel_layer(*layer, &text);
        let joined = match self.layers {
            [] => self.join_lines(text, prefix),
            layers => self.join_lines(&layers.iter().fold(text.clone(), peel), prefix),
        };
        let joined = joined.map(|joined| self.joined_layers.iter().fold(joined, peel));
        joined.filter(|joined| joined.len() > 0)
    }

    fn join_lines(&self, text: &Text, prefix: &[u8]) -> Option<Text> {
        match self.joining {
            Joining::Marked(marks) => Some(unwrap_lines(text, marks, prefix)),
            Joining::Columns => cut_columns(text),
        }
    }

    /// True when the text has something that each layer of this reading would undo.
    pub(super) fn has_sign(&self, signs: &Signs) -> bool {
        let mut layers = self.layers.iter().chain(self.joined_layers);
        layers.all(|layer| match layer {
            // A page with tags can have no entities.
            Entities => signs.entities || self.layers.contains(&Tags),
            Tags => signs.tags,
            Markdown => signs.markdown,
            Apostrophes => signs.apostrophes,
            Address => signs.addresses,
            _ => signs.backslashes,
        })
    }

    /// True when nothing is undone but what stands around the lines.
    pub(super) fn is_simple(&self) -> bool {
        self.layers.is_empty() && self.joined_layers.is_empty() && self.what != MARKS
    }

    /// True when an evident reading is beyond doubt: entities can be data, backslashes cannot.
    pub(super) fn is_certain(&self) -> bool {
        self.layers == [Backslashes]
    }

    /// True when nothing but this reading explains the signs, whatever the lengths say.
    pub(super) fn is_evident(&self, signs: &Signs) -> bool {
        match self.layers {
            [Backslashes] => signs.only_doubled,
            [Entities] => signs.entities && signs.no_bare_markup,
            _ => false,
        }
    }
}

/// Doubled backslashes before hexadecimal digits that are no chance; a response can hold a few.
const MIN_DOUBLED: usize = 3;

/// What a text has of each kind of quoting.
#[derive(Debug)]
pub(super) struct Signs {
    entities: bool,
    tags: bool,
    markdown: bool,
    apostrophes: bool,
    addresses: bool,
    backslashes: bool,
    /// Some hexadecimal escapes have an even number of backslashes, and none has an odd one, which
    /// is what Nmap writes.
    only_doubled: bool,
    /// Entities for angle brackets, and no bare bracket.
    no_bare_markup: bool,
}

impl Signs {
    pub(super) fn of(text: &Text) -> Self {
        let bytes = text.rest(0);
        let n_doubled = count_doubled(text);
        let has_bracket = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        Self {
            entities: has_pair(bytes, |first, second| {
                first == b'&' && (second == b'#' || second.is_ascii_alphabetic())
            }),
            tags: has_pair(bytes, |first, second| {
                first == b'<' && (second.is_ascii_alphabetic() || b"/!".contains(&second))
            }),
            markdown: has_pair(bytes, |first, second| {
                first == b'\\' && second.is_ascii_punctuation()
            }),
            apostrophes: has_pair(bytes, |first, second| (first, second) == (b'\'', b'\'')),
            addresses: has_address(text),
            backslashes: n_doubled.is_some()
                && (bytes.starts_with(b"SF\\")
                    || has_pair(bytes, |first, second| (first, second) == (b'\\', b'\\'))),
            only_doubled: n_doubled.is_some_and(|n_doubled| n_doubled >= MIN_DOUBLED),
            no_bare_markup: (has_bracket(b"&lt;") || has_bracket(b"&gt;"))
                && !bytes.contains(&b'<'),
        }
    }
}

fn has_pair(bytes: &[u8], accept: impl Fn(u8, u8) -> bool) -> bool {
    bytes
        .windows(2)
        .any(|pair| matches!(pair, [first, second] if accept(*first, *second)))
}

/// Hexadecimal escapes with an even number of backslashes; `None` when one has an odd number.
fn count_doubled(text: &Text) -> Option<usize> {
    let unwrapped = unwrap_lines(text, Marks::Everywhere, b"");
    let bytes = unwrapped.rest(0);
    let (mut n_backslashes, mut n_doubled) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\\' {
            n_backslashes += 1;
            continue;
        }
        let digits = bytes.get(at + 1..at + 3).unwrap_or_default();
        let is_hex = *byte == b'x' && digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit);
        if n_backslashes > 0 && is_hex {
            if n_backslashes % 2 == 1 {
                return None;
            }
            n_doubled += 1;
        }
        n_backslashes = 0;
    }
    Some(n_doubled)
}
