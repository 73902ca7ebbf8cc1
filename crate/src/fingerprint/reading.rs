//! Chooses among the ways in which a block can be read.
//!
//! What stands where the first quote must be shows the quoting, from the outside in: `&quot;` XML,
//! `\"` a literal, `"` none. The reading that it shows is tried first and taken if it is sound.
//! Otherwise readings compete that the text has some sign of (`&lt;`, `\\`, `\_`, `SF:` at odd
//! places): the one with the most records whose declared length fits wins, the earlier one when
//! they are equal. So data that merely looks quoted comes through untouched.

use super::block::{Block, parse_block};
use super::fault::Fault::Undone;
use super::layer::{Layer, has_typography, peel_layer};
use super::opening::first_quote;
use super::text::Text;
use super::unwrap::{Marks, unwrap_lines};

/// Layers of quoting that are looked for around one another.
const MAX_LAYERS: usize = 4;

/// One way to read a text that shows no more quoting.
struct Reading {
    /// What is peeled off before the lines are joined.
    layers: &'static [Layer],
    /// What is peeled off afterwards; Markdown did not know of Nmap's lines.
    joined_layers: &'static [Layer],
    marks: Marks,
    /// What a message says was done.
    what: &'static str,
}

const PLAIN: Reading = Reading {
    layers: &[],
    joined_layers: &[],
    marks: Marks::Everywhere,
    what: "",
};
const ENTITIES: &str = "its entities (`&lt;`) undone";
const BACKSLASHES: &str = "its doubled backslashes undone";
const MARKDOWN: &str = "the backslashes of Markdown taken out";
const MARKS: &str = "`SF:` as part of a response";
/// Tried in this order when the plain reading is not sound.
const OTHERS: [Reading; 9] = [
    Reading {
        layers: &[Layer::Entities],
        what: ENTITIES,
        ..PLAIN
    },
    Reading {
        layers: &[Layer::Backslashes],
        what: BACKSLASHES,
        ..PLAIN
    },
    Reading {
        joined_layers: &[Layer::Markdown],
        what: MARKDOWN,
        ..PLAIN
    },
    Reading {
        layers: &[Layer::Markdown],
        what: MARKDOWN,
        ..PLAIN
    },
    Reading {
        layers: &[Layer::Entities, Layer::Backslashes],
        what: BACKSLASHES,
        ..PLAIN
    },
    Reading {
        layers: &[Layer::Entities],
        joined_layers: &[Layer::Markdown],
        what: MARKDOWN,
        ..PLAIN
    },
    Reading {
        marks: Marks::BehindSpace,
        what: MARKS,
        ..PLAIN
    },
    Reading {
        marks: Marks::Nowhere,
        what: MARKS,
        ..PLAIN
    },
    Reading {
        marks: Marks::LineEnds,
        what: MARKS,
        ..PLAIN
    },
];

/// The best reading of the block in `text`; `prefix` stood before it on its line.
pub(super) fn read_block(text: &Text, prefix: &[u8]) -> Block {
    match peel_shown(text) {
        Some(shown) => read_shown(&shown, prefix),
        None => read_shown(text, prefix),
    }
}

/// The best reading of a text that shows no more quoting.
fn read_shown(text: &Text, prefix: &[u8]) -> Block {
    let mut best = read_with(text, &PLAIN, prefix);
    for reading in &OTHERS {
        if best.is_sound() {
            break;
        }
        if reading
            .layers
            .iter()
            .chain(reading.joined_layers)
            .all(|layer| has_sign(text, *layer))
        {
            take_better(&mut best, read_with(text, reading, prefix), reading.what);
        }
    }
    best
}

fn read_with(text: &Text, reading: &Reading, prefix: &[u8]) -> Block {
    let peel = |text: Text, layer: &Layer| peel_layer(*layer, &text);
    let mut joined = match reading.layers {
        [] => unwrap_lines(text, reading.marks, prefix),
        layers => {
            let peeled = layers.iter().fold(text.clone(), peel);
            unwrap_lines(&peeled, reading.marks, prefix)
        }
    };
    joined = reading.joined_layers.iter().fold(joined, peel);
    parse_block(&joined)
}

/// Replaces `best` when `block` has more sound records, or as many and is sound as a whole.
fn take_better(best: &mut Block, mut block: Block, what: &'static str) {
    let rank = |block: &Block| (block.n_sound_records(), block.is_sound());
    if rank(&block) > rank(best) {
        block.faults.add(Undone { what }, block.span);
        *best = block;
    }
}

/// True when the text has something that this layer would undo, and nothing that contradicts it.
fn has_sign(text: &Text, layer: Layer) -> bool {
    match layer {
        Layer::Entities => has_pair(text, |first, second| {
            first == b'&' && (second == b'#' || second.is_ascii_alphabetic())
        }),
        Layer::Markdown => has_pair(text, |first, second| {
            first == b'\\' && second.is_ascii_punctuation()
        }),
        _ => has_doubled_backslashes(text),
    }
}

fn has_pair(text: &Text, accept: impl Fn(u8, u8) -> bool) -> bool {
    text.rest(0)
        .windows(2)
        .any(|pair| matches!(pair, [first, second] if accept(*first, *second)))
}

/// True when there are backslashes, and each before `x`, a dot or a bracket is one of a pair: then
/// they were doubled, for Nmap writes a single one there.
fn has_doubled_backslashes(text: &Text) -> bool {
    let unwrapped = unwrap_lines(text, Marks::Everywhere, b"");
    let (mut n_backslashes, mut n_pairs) = (0, 0);
    for byte in unwrapped.rest(0) {
        if *byte == b'\\' {
            n_backslashes += 1;
            continue;
        }
        if n_backslashes % 2 == 1 && b"x.()".contains(byte) {
            return false;
        }
        n_pairs += n_backslashes / 2;
        n_backslashes = 0;
    }
    n_pairs > 0
}

/// The text without the layers that its first quote shows; `None` when it shows none.
fn peel_shown(text: &Text) -> Option<Text> {
    let mut peeled = None;
    for _ in 0..MAX_LAYERS {
        let current = peeled.as_ref().unwrap_or(text);
        let Some(layer) = shown_layer(current) else {
            break;
        };
        peeled = Some(peel_layer(layer, current));
    }
    peeled
}

fn shown_layer(text: &Text) -> Option<Layer> {
    if has_typography(text) {
        return Some(Layer::Typography);
    }
    match first_quote(text.rest(0)) {
        [b'&', ..] => Some(Layer::Attribute),
        [b'\\', ..] => Some(Layer::Literal),
        // The empty response is no doubled quote.
        [b'"', b'"', b')', ..] => None,
        [b'"', b'"', ..] => Some(Layer::Csv),
        _ => None,
    }
}
