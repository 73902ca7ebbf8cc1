//! Says where a block can end at the latest: before the next header, before a line of the report
//! around it, and never more than a limit behind its start.
//!
//! A line of the report is prose: no `SF:`, several words, and nothing that only a fingerprint
//! has. White space alone proves nothing, since lines get joined and padded on the way.

use super::decode::MAX_BLOCK;
use super::find::{find, find_header};
use super::header::START;
use crate::source::Span;

/// The block that begins with the header at `start`. `next_header` is where the next one begins.
pub(super) fn block_extent(paste: &[u8], start: usize, next_header: usize) -> Span {
    let end = next_header.min(start + MAX_BLOCK).min(paste.len());
    let mut line_start = start;
    while let Some(line_break) = find(paste.get(..end).unwrap_or_default(), b"\n", line_start) {
        line_start = line_break + 1;
        if is_prose(line_at(paste, line_start, end)) {
            return Span::new(start, line_start);
        }
    }
    Span::new(start, end)
}

/// Where the header behind the one at `start` begins, or the end of the paste.
pub(super) fn next_header(paste: &[u8], start: usize) -> usize {
    find_header(paste, start + START.len()).unwrap_or(paste.len())
}

/// The line that begins at `start`, cut at `end`.
fn line_at(paste: &[u8], start: usize, end: usize) -> &[u8] {
    let rest = paste.get(start..end).unwrap_or_default();
    let len = rest
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(rest.len());
    rest.get(..len).unwrap_or_default()
}

/// True for a line of words that no damage makes of a fingerprint.
fn is_prose(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let words = line
        .split(|byte| byte.is_ascii_whitespace())
        .filter(|word| !word.is_empty());
    let of_fingerprint =
        |word: &[u8]| word.contains(&b'\\') || word.starts_with(b"SF:") || word.contains(&b'%');
    words.clone().nth(1).is_some() && !words.into_iter().any(of_fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paste: &str, expected: &str) {
        let extent = block_extent(paste.as_bytes(), 0, next_header(paste.as_bytes(), 0));
        assert_eq!(extent.slice(paste.as_bytes()), expected.as_bytes());
    }

    #[test]
    fn the_report_around_ends_a_block() {
        check(
            "SF-Port1-TCP:%r(A\nSF:x\nService Info: Host: a\nSF:y",
            "SF-Port1-TCP:%r(A\nSF:x\n",
        );
        check(
            "SF-Port1-TCP:%r(A\n===NEXT SERVICE===\n",
            "SF-Port1-TCP:%r(A\n",
        );
        check(
            "SF-Port1-TCP:%r(A\nSF-Port2-TCP:%r(A",
            "SF-Port1-TCP:%r(A\n",
        );
    }

    #[test]
    fn damaged_lines_do_not_end_a_block() {
        let padded = "SF-Port1-TCP:%r(A\n\nlost\n> SF:x y\n> \\x2   0a\n";
        check(padded, padded);
    }
}
