//! Finds where fingerprints begin in any text.
//!
//! A fingerprint inside a response is data: Nmap writes it with a backslash before each dot and
//! bracket (`SF-Port1-TCP:V=7\.95…%r\(NULL`), which no header of its own has before the first
//! `%r(`. So what follows decides, not what stands before.

use memchr::memmem;

use super::encode::CONTINUATION;
use super::header::{RECORD, START};

/// Characters before `SF:` on its line that are looked at.
const MAX_INDENT: usize = 64;

/// Bytes behind `SF-Port` within which the first record of a header is looked for: Nmap's header
/// has at most about 120 characters, the rest is room for prefixes and padding.
const MAX_HEADER: usize = 1_000;

/// Offset of the first header at or behind `from`.
pub(super) fn find_header(paste: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at = find(paste, START, at)?;
        if is_header(paste, at) {
            return Some(at);
        }
        at += START.len();
    }
}

/// Offset of the first `needle` at or behind `from`.
pub(super) fn find(paste: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    memmem::find(paste.get(from..)?, needle).map(|at| from + at)
}

/// Offset of the first line between `from` and `to` that begins with `SF:`.
pub(super) fn find_continuation(paste: &[u8], from: usize, to: usize) -> Option<usize> {
    let paste = paste.get(..to)?;
    let mut at = from;
    loop {
        at = find(paste, CONTINUATION, at)?;
        if is_line_start(paste, at) {
            return Some(at);
        }
        at += CONTINUATION.len();
    }
}

/// True when nothing that is read as text stands before `at` on its line.
fn is_line_start(paste: &[u8], at: usize) -> bool {
    let before = paste
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n');
    let is_mark = |byte: &u8| !byte.is_ascii_alphabetic() && *byte != b'\\';
    before.take(MAX_INDENT).all(is_mark)
}

/// True when the `SF-Port` at `at` begins a fingerprint, and is not data of one.
fn is_header(paste: &[u8], at: usize) -> bool {
    let end = paste.len().min(at + START.len() + MAX_HEADER);
    let rest = paste.get(at + START.len()..end).unwrap_or_default();
    let Some(n_port) = port_and_protocol(rest) else {
        return false;
    };
    let rest = rest.get(n_port..).unwrap_or_default();
    match rest
        .iter()
        .enumerate()
        .find_map(|(at, _)| stop(rest.get(at..).unwrap_or_default()))
    {
        Some(Stop::Record) => true,
        Some(Stop::Data) => false,
        Some(Stop::End) | None => rest.starts_with(b"V=") && is_at_boundary(paste, at),
    }
}

/// Length of `21-TCP:` at the start of `rest`; the port may be anonymized.
fn port_and_protocol(rest: &[u8]) -> Option<usize> {
    const MAX_PORT: usize = 16;
    let n_port = rest.iter().take(MAX_PORT).position(|byte| *byte == b'-')?;
    let protocol = rest.get(n_port + 1..n_port + 5)?;
    let plain = rest
        .get(..n_port)?
        .iter()
        .all(|byte| byte.is_ascii_graphic() && *byte != b'\\');
    (plain && matches!(protocol, b"TCP:" | b"UDP:")).then_some(n_port + 5)
}

/// What ends the text of a header.
enum Stop {
    /// `%r(`: records follow.
    Record,
    /// An escape of a response byte, which no header has.
    Data,
    /// Anything else that no header has.
    End,
}

fn stop(rest: &[u8]) -> Option<Stop> {
    match rest {
        // Doubled backslashes, a written line break, Markdown's underscore.
        [b'\\', b'\\' | b'_' | b'n' | b'r', ..] => None,
        [b'\\', ..] => Some(Stop::Data),
        [b'&', b'#' | b'a', ..] => None,
        [b'"' | b'&' | b',' | b')' | b'(' | b';', ..] => Some(Stop::End),
        _ => rest.starts_with(RECORD).then_some(Stop::Record),
    }
}

/// True when what stands before `at` is no response data: nothing but marks on its line, white
/// space, or a quote that belongs to no record.
fn is_at_boundary(paste: &[u8], at: usize) -> bool {
    match paste.get(..at).unwrap_or_default() {
        // Behind a backslash or a record's declared length a quote belongs to a response.
        [.., b'\\' | b',', b'"'] => false,
        [.., b'"'] => true,
        [.., before] if before.is_ascii_whitespace() => true,
        _ => is_line_start(paste, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paste: &str, expected: &[usize]) {
        let next = |from: &usize| find_header(paste.as_bytes(), from + 1);
        let first = find_header(paste.as_bytes(), 0);
        let found: Vec<usize> = std::iter::successors(first, next).collect();
        assert_eq!(found, expected, "{paste}");
    }

    #[test]
    fn headers_are_found_behind_any_prefix() {
        check("SF-Port1-TCP:V=7.95%r(", &[0]);
        check(
            "> | xSF-Port1-UDP:V=7.95%r(NULL SF-PortXXX-TCP:%r(",
            &[5, 32],
        );
        check("SF-Port1-TCP:V=7.95%P=x86\\_64%r(", &[0]);
    }

    #[test]
    fn a_header_inside_a_response_is_data() {
        check(
            r#""SF-Port1-TCP:V=7\.95%I=7%r\(NULL,3,\"abc\"\);")%r(A"#,
            &[],
        );
        check(r#"(NULL,4,"SF-Port1-TCP:")%r("#, &[]);
        check(r#"(NULL,4,"xSF-Port1-TCP:V=7%I=7")%r("#, &[]);
    }

    #[test]
    fn a_header_without_records_counts_where_no_data_can_stand() {
        check("SF-Port1-TCP:V=7.95%I=7", &[0]);
        check("text SF-Port1-TCP:V=7.95%I=7", &[5]);
        check("SF-Port for short; SF-Port-; SF-Port1-SCTP:", &[]);
    }
}
