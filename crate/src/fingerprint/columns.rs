//! Cuts a fingerprint out of lines that each have something else before and behind it.
//!
//! ```text
//! 10:00:07 scan[1]: SF-Port7070-TCP:…%r(NUL |
//! 10:00:07 scan[1]: SF:L,8,"ACME\x203\r\n");     |
//! ```
//!
//! Nmap's lines have 74 characters, so on a line that was not broken again everything before the
//! first `SF:` and behind the 74 characters is of something else, whatever it is. What follows the
//! first line is taken off the last one too, which is shorter. Behind a blank each line can have
//! something else, since Nmap escapes blanks.

use std::ops::Range;

use super::encode::{CONTINUATION, LINE};
use super::find::find;
use super::text::Text;

/// Characters of a line after the first without its mark.
const CONTINUED: usize = LINE - CONTINUATION.len();

/// The run of text that Nmap had before it wrapped it; `None` when a line before the last one is
/// longer than Nmap's.
pub(super) fn cut_columns(text: &Text) -> Option<Text> {
    let mut cut = Text::with_capacity(text.len());
    let mut was_long = false;
    for line in marked_lines(text) {
        if was_long {
            return None;
        }
        was_long = line.is_long;
        for at in line.kept {
            cut.copy(text, at);
        }
    }
    Some(cut).filter(|cut| cut.len() > 0)
}

/// True when lines of Nmap's length have something before or behind them that is not a mark of
/// quoting: then it is none of the fingerprint, even where it would fit.
pub(super) fn is_framed(text: &Text) -> bool {
    let mut n_framed = 0;
    let mut before_full = true;
    for (idx, line) in marked_lines(text).enumerate() {
        let is_full = line.kept.len() == if idx == 0 { LINE } else { CONTINUED };
        if !before_full {
            return false;
        }
        before_full = is_full && !line.is_long;
        n_framed += usize::from(idx > 0 && line.is_framed);
    }
    n_framed > 0
}

/// One line with a mark.
struct MarkedLine {
    /// The fingerprint's characters on it.
    kept: Range<usize>,
    /// Something stands before the mark or behind the line.
    is_framed: bool,
    /// More stands behind it than behind the first line, without a blank before.
    is_long: bool,
}

fn marked_lines(text: &Text) -> impl Iterator<Item = MarkedLine> {
    let mut start = 0;
    let mut suffix: &[u8] = b"";
    let lines = text.rest(0).split(|byte| *byte == b'\n');
    lines.filter_map(move |line| {
        let line_start = start;
        start += line.len() + 1;
        let mark = if line_start == 0 {
            0
        } else {
            find(line, CONTINUATION, 0)?
        };
        let full = line.get(mark..)?;
        if line_start == 0 {
            suffix = full.get(line_len(full)..).unwrap_or_default().trim_ascii();
        }
        let n_mark = if line_start == 0 {
            0
        } else {
            CONTINUATION.len()
        };
        let before = line.get(..mark).unwrap_or_default();
        let from = line_start + mark;
        let full = without_suffix(full, suffix);
        let len = full.len().min(line_len(full));
        Some(MarkedLine {
            kept: from + n_mark..from + len,
            is_framed: !suffix.is_empty() || !before.trim_ascii().is_empty(),
            is_long: full
                .get(len)
                .is_some_and(|byte| !byte.is_ascii_whitespace()),
        })
    })
}

/// Characters of a full line; the final `;` is never wrapped.
fn line_len(line: &[u8]) -> usize {
    LINE + usize::from(line.get(LINE) == Some(&b';'))
}

/// A line without what stood behind the first one.
fn without_suffix<'a>(line: &'a [u8], suffix: &[u8]) -> &'a [u8] {
    let line = line.trim_ascii_end();
    line.strip_suffix(suffix).unwrap_or(line).trim_ascii_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let text = Text::new(text.as_bytes(), Span::new(0, text.len()));
        let cut = cut_columns(&text);
        let cut = cut.as_ref().map_or(&b""[..], |cut| cut.rest(0));
        assert_eq!(String::from_utf8_lossy(cut), expected);
    }

    #[test]
    fn what_stands_before_and_behind_the_lines_goes() {
        let first = format!("SF-Port1-TCP:{}", "a".repeat(61));
        let second = "b".repeat(71);
        let expected = format!("{first}{second}c\");");
        check(&format!("{first}\nSF:{second}\nSF:c\");"), &expected);
        check(
            &format!("{first} |\nx 1: SF:{second} |\nx 2: SF:c\");   |"),
            &expected,
        );
        check(
            &format!("{first}</i>\n<i>SF:{second}</i>\nnone\n<i>SF:c\");</i>"),
            &expected,
        );
        check(&format!("{first}\nSF:{second}x\nSF:c\");"), "");
        let numbered = format!("{first} 1\nSF:{second}  2\nSF:c\");");
        check(&numbered, &expected);
    }
}
