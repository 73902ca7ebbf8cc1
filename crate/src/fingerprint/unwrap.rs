//! Takes out what stands between the pieces of a wrapped fingerprint: line breaks, `SF:`, prefixes
//! of quoted mail, padding.
//!
//! Nmap escapes white space, so unescaped white space is never data. `SF:` can be data. It is a
//! continuation mark behind white space, and where Nmap puts one: after the first 74 characters
//! and after every 71 further ones. There it is found even when lines were joined without
//! anything between them, with a literal `\n` or with `<br>`.

use super::encode::{CONTINUATION, LINE};
use super::text::Text;

/// Response characters of a line after the first.
const CONTINUED: usize = LINE - CONTINUATION.len();
/// What people join lines with, written out.
const JOINERS: [&[u8]; 6] = [b"", b"\\n", b"\\r\\n", b"<br>", b"<br/>", b"<br />"];

/// The run of text that Nmap had before it wrapped it.
pub(super) fn unwrap_lines(text: &Text) -> Text {
    let mut stage = Unwrap {
        text,
        at: 0,
        left: LINE,
        behind_space: false,
        bare_wraps: None,
    };
    let mut unwrapped = Text::with_capacity(text.len());
    while stage.at < text.len() {
        if !(stage.skip_space() || stage.skip_continuation()) {
            unwrapped.copy(text, stage.at);
            stage.at += 1;
            stage.count_character();
        }
    }
    unwrapped
}

struct Unwrap<'a> {
    text: &'a Text,
    at: usize,
    /// Characters that still belong to this line.
    left: usize,
    behind_space: bool,
    /// Whether `SF:` without white space before it was found at the end of the first line, so
    /// that the lines are joined; `None` before the first line ended.
    bare_wraps: Option<bool>,
}

impl Unwrap<'_> {
    /// Steps over one space, with the line's prefix if it is a line break.
    fn skip_space(&mut self) -> bool {
        let n_space = space_len(self.text.rest(self.at));
        if n_space == 0 {
            return false;
        }
        let is_line_break = self.text.byte(self.at) == Some(b'\n');
        self.at += n_space;
        self.behind_space = true;
        if is_line_break {
            self.at += prefix_len(self.text.rest(self.at));
        }
        true
    }

    fn skip_continuation(&mut self) -> bool {
        let Some(len) = self.continuation_len() else {
            return false;
        };
        self.at += len;
        self.left = CONTINUED;
        self.behind_space = false;
        true
    }

    /// Length of the continuation mark here, with what the lines were joined with.
    fn continuation_len(&mut self) -> Option<usize> {
        let rest = self.text.rest(self.at);
        if self.behind_space {
            // A tail can be cut inside the mark.
            let mark = rest
                .get(..CONTINUATION.len())
                .unwrap_or(rest.trim_ascii_end());
            return (!mark.is_empty() && CONTINUATION.starts_with(mark)).then_some(mark.len());
        }
        if self.left > 0 || self.bare_wraps == Some(false) {
            return None;
        }
        let mark = JOINERS.iter().find_map(|joiner| {
            let behind = rest.strip_prefix(*joiner)?;
            behind
                .starts_with(CONTINUATION)
                .then_some(joiner.len() + CONTINUATION.len())
        });
        self.bare_wraps.get_or_insert(mark.is_some());
        mark
    }

    /// Counts one character; a line that should have ended lost its `SF:`.
    fn count_character(&mut self) {
        self.behind_space = false;
        self.left = self.left.checked_sub(1).unwrap_or(CONTINUED - 1);
    }
}

/// Length of the white space that `rest` begins with: ASCII white space, and in UTF-8 a no-break
/// space, a zero-width character or a byte order mark.
fn space_len(rest: &[u8]) -> usize {
    match rest {
        [b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c, ..] => 1,
        [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, 0x8b..=0x8f, ..] | [0xe2, 0x81, 0xa0, ..] | [0xef, 0xbb, 0xbf, ..] => 3,
        _ => 0,
    }
}

/// Length of a prefix that stands before `SF:` on its line: quote marks, comment marks, line
/// numbers. 0 without `SF:` behind it.
fn prefix_len(line: &[u8]) -> usize {
    const MAX_PREFIX: usize = 32;
    let is_prefix = |byte: &u8| b" \t>|_#*/:;.)-'\"".contains(byte) || byte.is_ascii_digit();
    let n_prefix = line
        .iter()
        .take(MAX_PREFIX)
        .take_while(|byte| is_prefix(byte))
        .count();
    let behind = line.get(n_prefix..).unwrap_or_default();
    if behind.starts_with(CONTINUATION) {
        n_prefix
    } else {
        0
    }
}
