//! Says where a block can end at the latest: before the next header, before a line of the report
//! around it, and never more than a limit behind its start.
//!
//! A line of the report is prose: no `SF:`, several words, and nothing that only a fingerprint
//! has. White space alone proves nothing, since lines get joined and padded on the way. A few
//! lines of prose that `SF:` follows are a remark (`[... 12 lines cut ...]`), and end nothing.

use memchr::memchr;

use super::decode::MAX_BLOCK;
use super::encode::CONTINUATION;
use super::find::{find, find_header};
use super::header::START;
use crate::source::Span;

/// Lines of prose between two lines of a fingerprint at most: a remark, not a report.
const MAX_PROSE: usize = 3;

/// The block that begins with the header at `start`. `next_header` is where the next one begins.
pub(super) fn block_extent(paste: &[u8], start: usize, next_header: usize) -> Span {
    let end = next_header.min(start + MAX_BLOCK).min(paste.len());
    let paste = paste.get(..end).unwrap_or_default();
    let mut line_start = start;
    let mut report = None;
    while let Some(n_line) = memchr(b'\n', paste.get(line_start..).unwrap_or_default()) {
        line_start += n_line + 1;
        match line_kind(line_at(paste, line_start)) {
            LineKind::Continuation => report = None,
            LineKind::Prose if report.is_some_and(|(n_lines, _)| n_lines >= MAX_PROSE) => break,
            LineKind::Prose => {
                let (n_lines, first) = report.unwrap_or((0, line_start));
                report = Some((n_lines + 1, first));
            }
            LineKind::Unclear => {}
        }
    }
    Span::new(start, report.map_or(end, |(_, first)| first))
}

/// Where the header behind the one at `start` begins, or the end of the paste.
pub(super) fn next_header(paste: &[u8], start: usize) -> usize {
    find_header(paste, start + START.len()).unwrap_or(paste.len())
}

/// The line that begins at `start`.
fn line_at(paste: &[u8], start: usize) -> &[u8] {
    let rest = paste.get(start..).unwrap_or_default();
    let len = memchr(b'\n', rest).unwrap_or(rest.len());
    rest.get(..len).unwrap_or_default()
}

enum LineKind {
    /// Has `SF:`, whatever stands before it.
    Continuation,
    Prose,
    /// A piece of a broken line, a blank line, one word.
    Unclear,
}

fn line_kind(line: &[u8]) -> LineKind {
    if line.starts_with(CONTINUATION) || find(line, CONTINUATION, 0).is_some() {
        return LineKind::Continuation;
    }
    if is_prose(line) {
        LineKind::Prose
    } else {
        LineKind::Unclear
    }
}

/// True for a line of words that no damage makes of a fingerprint.
pub(super) fn is_prose(line: &[u8]) -> bool {
    let of_fingerprint = |word: &[u8]| {
        let has_form = word.iter().any(|byte| matches!(byte, b'\\' | b'%'));
        has_form || find(word, CONTINUATION, 0).is_some() || find(word, b");", 0).is_some()
    };
    let is_entity = |word: &[u8]| word.starts_with(b"&") && word.ends_with(b";");
    let is_word = |word: &&[u8]| word.iter().any(u8::is_ascii_alphanumeric) && !is_entity(word);
    let is_several = words(line).filter(is_word).nth(1).is_some();
    is_several && !is_end(line) && !words(line).any(of_fingerprint)
}

/// True for the final `;` that was broken from its line, with whatever stands behind it.
fn is_end(line: &[u8]) -> bool {
    matches!(line, [b';', behind, ..] if !behind.is_ascii_whitespace() && *behind != b';')
}

/// True for a line that says nothing but that something was left out: `...`, `--- snip ---`,
/// `<SNIP>`. Nmap never writes a bare dot.
pub(super) fn is_left_out(line: &[u8]) -> bool {
    const WORDS: [&str; 12] = [
        "snip",
        "snipped",
        "snippet",
        "cut",
        "trimmed",
        "truncated",
        "omitted",
        "removed",
        "redacted",
        "continued",
        "shortened",
        "skipped",
    ];
    const MAX_LINE: usize = 60;
    const DOTS: &[u8] = b".\xe2\x80\xa6[](){}<> ";
    let line = line.trim_ascii();
    if line.len() > MAX_LINE || line.contains(&b'\\') {
        return false;
    }
    let n_dots = line
        .iter()
        .filter(|byte| matches!(byte, b'.' | 0xa6))
        .count();
    let is_dots = line.iter().all(|byte| DOTS.contains(byte));
    let is_decorated = line
        .first()
        .is_some_and(|byte| !byte.is_ascii_alphanumeric());
    let word: Vec<u8> = line
        .iter()
        .copied()
        .filter(u8::is_ascii_alphanumeric)
        .collect();
    let is_word = WORDS
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known.as_bytes()));
    (is_dots && (n_dots > 1 || line.contains(&0xa6))) || (is_decorated && is_word)
}

fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| byte.is_ascii_whitespace())
        .filter(|word| !word.is_empty())
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
            "SF-Port1-TCP:%r(A\nSF:x\nService Info: Host: a\n",
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
    fn a_remark_between_two_lines_does_not_end_a_block() {
        let remark = "SF-Port1-TCP:%r(A\n[... 12 lines cut ...]\nSF:y";
        check(remark, remark);
    }

    #[test]
    fn a_line_can_say_that_something_was_left_out() {
        for line in [
            "...",
            "[...]",
            " \u{2026} ",
            "--- snip ---",
            "<SNIP>",
            "**Truncated**",
            "....snip",
        ] {
            assert!(is_left_out(line.as_bytes()), "{line}");
        }
        for line in ["", ".", "---", "cut", "snip\\x20", "SF:...cut", "=snips="] {
            assert!(!is_left_out(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn a_final_semicolon_on_a_line_of_its_own_is_no_prose() {
        assert!(!is_prose(b";[/code] any idea?"));
        assert!(!is_prose(b"a\");[/code] any idea?"));
        assert!(is_prose(b";; any idea?") && is_prose(b"; any idea?"));
    }

    #[test]
    fn damaged_lines_do_not_end_a_block() {
        let padded = "SF-Port1-TCP:%r(A\n\nlost\n> SF:x y\n> \\x2   0a\n";
        check(padded, padded);
    }
}
