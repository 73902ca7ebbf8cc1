//! Finds where fingerprints begin in any text.
//!
//! A fingerprint inside a response is data: Nmap writes it with a backslash before each dot and
//! bracket (`SF-Port1-TCP:V=7\.95…%r\(NULL`), which no header of its own has before the first
//! `%r(`. So what follows decides, not what stands before.

use memchr::memmem;

use super::encode::CONTINUATION;
use super::header::{RECORD, START};
use super::space::{behind_color, without_color};
use super::version::{MAX_VERSION, VersionForm, is_entity_version, version_form};

/// Characters of a port at most, anonymized ones too.
const MAX_PORT: usize = 16;

/// What a hyphen becomes on the way: itself, quoted in Markdown, XML, URLs and mail, typeset.
const HYPHENS: [&[u8]; 12] = [
    b"-",
    b"\\-",
    b"&#45;",
    b"&#x2d;",
    b"&#x2D;",
    b"%2D",
    b"%2d",
    b"=2D",
    b"\xe2\x80\x90",
    b"\xe2\x80\x91",
    b"\xe2\x80\x93",
    b"\xe2\x88\x92",
];
/// What a colon becomes.
const COLONS: [&[u8]; 8] = [
    b":", b"\\:", b"%3A", b"%3a", b"&#58;", b"&#x3a;", b"&#x3A;", b"&colon;",
];

/// Characters before `SF:` on its line that are looked at.
const MAX_INDENT: usize = 64;

/// Bytes in front of a first record in which a torn header is looked for.
const MAX_TORN: usize = 300;

/// Bytes behind `SF-Port` within which the first record of a header is looked for: Nmap's header
/// has at most about 120 characters, the rest is room for prefixes and padding.
pub(super) const MAX_HEADER: usize = 1_000;

/// Offset of the first header at or behind `from`.
pub(super) fn find_header(paste: &[u8], from: usize) -> Option<usize> {
    const PORT: &[u8] = b"Port";
    let mut at = from;
    loop {
        let port = find(paste, PORT, at)?;
        at = port + PORT.len();
        let start = start_before(paste.get(from..port)?).map(|start| from + start);
        if let Some(start) = start.filter(|start| is_header(paste, *start, at)) {
            return Some(start);
        }
    }
}

/// Where the `SF-` begins that `text` ends with; its hyphen may be quoted or typeset.
fn start_before(text: &[u8]) -> Option<usize> {
    let found = HYPHENS.iter().find_map(|hyphen| {
        let before = text.strip_suffix(*hyphen)?;
        without_color(before).strip_suffix(b"SF")
    });
    found.map(<[u8]>::len)
}

/// Offset of the header that a line break tore in front of its version, between `from` and the
/// record at `record_at`, which is its first one.
pub(super) fn torn_header(paste: &[u8], from: usize, record_at: usize) -> Option<usize> {
    let from = from.max(record_at.saturating_sub(MAX_TORN));
    let head = paste.get(from..record_at)?;
    let is_torn = |byte: &u8| byte.is_ascii_whitespace() || b">|#".contains(byte);
    let kept = || (from..).zip(head).filter(|(_, byte)| !is_torn(byte));
    let whole: Vec<u8> = kept().map(|(_, byte)| *byte).collect();
    let at = memmem::rfind(&whole, START)?;
    let rest = whole.get(at + START.len()..)?;
    let values = rest.get(port_and_protocol(rest)?..)?;
    // A response has a backslash before the dot of a version, and a quote before its text.
    let is_of_header = |byte: &u8| byte.is_ascii_graphic() && !b"\\\"(,".contains(byte);
    let is_first = values.starts_with(b"V=") && values.iter().all(is_of_header);
    kept().nth(at).map(|(at, _)| at).filter(|_| is_first)
}

/// Offset of the first `needle` at or behind `from`.
pub(super) fn find(paste: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    memmem::find(paste.get(from..)?, needle).map(|at| from + at)
}

/// Where the fingerprint without a head begins that the record at `record_at` belongs to: on the
/// first line since `from` that begins with `SF:`, or on the record's own line.
pub(super) fn fragment_start(paste: &[u8], from: usize, record_at: usize) -> Option<usize> {
    let continued = find_continuation(paste, from, record_at);
    let line_start = paste
        .get(from..record_at)?
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(from, |line_break| from + line_break + 1);
    match continued {
        Some(start) if start < line_start || !is_record(paste, record_at) => Some(start),
        _ if is_record(paste, record_at) => Some(own_start(paste, line_start, record_at)),
        _ => None,
    }
}

/// Where on its line the text begins that can be a header's end: behind white space.
fn own_start(paste: &[u8], line_start: usize, record_at: usize) -> usize {
    let before = paste.get(line_start..record_at).unwrap_or_default();
    let space = before.iter().rposition(u8::is_ascii_whitespace);
    space.map_or(line_start, |space| line_start + space + 1)
}

/// True when `%r(` at `record_at` begins a whole record: `%r(name,1B,"`, however it is quoted.
fn is_record(paste: &[u8], record_at: usize) -> bool {
    const MAX_HEAD: usize = 80;
    let rest = paste.get(record_at + RECORD.len()..).unwrap_or_default();
    let rest = rest.get(..MAX_HEAD).unwrap_or(rest);
    let mut parts = rest.splitn(3, |byte| *byte == b',');
    let (Some(name), Some(length), Some(quote)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_\\".contains(byte);
    let is_quote = |byte: &u8| b"\"&\\".contains(byte) || !byte.is_ascii();
    !name.is_empty()
        && name.iter().all(is_name)
        && !length.is_empty()
        && length.iter().all(u8::is_ascii_hexdigit)
        && quote.first().is_some_and(is_quote)
}

/// Offset of the first line between `from` and `to` that begins with `SF:`.
fn find_continuation(paste: &[u8], from: usize, to: usize) -> Option<usize> {
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

/// True when the `SF-Port` at `at`, whose port begins at `port`, begins a fingerprint, and is not
/// data of one.
fn is_header(paste: &[u8], at: usize, port: usize) -> bool {
    let end = paste.len().min(port + MAX_HEADER);
    let rest = paste.get(port..end).unwrap_or_default();
    let rest = behind_color(rest);
    let Some(n_port) = port_and_protocol(rest) else {
        return false;
    };
    let rest = rest.get(n_port..).unwrap_or_default();
    if is_entity_version(rest) {
        return true;
    }
    let version = version_form(rest);
    if version == Some(VersionForm::Escaped) {
        // One backslash is of Markdown when the hyphen before has one too.
        let is_quoted = paste.get(at + 2) == Some(&b'\\');
        return is_quoted
            && !rest
                .iter()
                .take(MAX_VERSION)
                .zip(rest.iter().skip(1))
                .any(|pair| pair == (&b'\\', &b'\\'));
    }
    match header_stop(rest) {
        Some(Stop::Record) => true,
        Some(Stop::Data) => false,
        Some(Stop::End) | None => {
            version.is_some() || (rest.starts_with(b"V=") && is_at_boundary(paste, at))
        }
    }
}

/// What ends the header in `rest`; what stands before `SF:` on a line is none of it.
fn header_stop(rest: &[u8]) -> Option<Stop> {
    let mut at = 0;
    while at < rest.len() {
        let behind = rest.get(at..)?;
        let stopped = stop(behind);
        if stopped.is_some() {
            return stopped;
        }
        at += 1 + prefix_behind_break(behind);
    }
    None
}

/// Length of what stands before `SF:` on the line behind the line break that `rest` begins with.
fn prefix_behind_break(rest: &[u8]) -> usize {
    let [b'\n', line @ ..] = rest else { return 0 };
    let line = line.get(..MAX_INDENT).unwrap_or(line);
    let line = line.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mark = find(line, CONTINUATION, 0).and_then(|at| line.get(..at));
    // A quote is of a record, and so is a mark behind it.
    mark.filter(|before| !before.contains(&b'"'))
        .map_or(0, <[u8]>::len)
}

/// Length of `21-TCP:` at the start of `rest`; the port may be anonymized.
fn port_and_protocol(rest: &[u8]) -> Option<usize> {
    let window = rest.get(..MAX_PORT).unwrap_or(rest);
    (1..window.len()).find_map(|n_port| {
        let hyphen = prefix_len(rest.get(n_port..)?, &HYPHENS)?;
        let protocol = rest.get(n_port + hyphen..)?;
        let colon = protocol
            .strip_prefix(b"TCP")
            .or(protocol.strip_prefix(b"UDP"))?;
        let colon = prefix_len(colon, &COLONS)?;
        let port = rest.get(..n_port)?;
        let plain = port
            .iter()
            .all(|byte| byte.is_ascii_graphic() && *byte != b'\\');
        plain.then_some(n_port + hyphen + 3 + colon)
    })
}

pub(super) fn prefix_len(text: &[u8], prefixes: &[&[u8]]) -> Option<usize> {
    let found = prefixes.iter().find(|prefix| text.starts_with(prefix));
    found.map(|prefix| prefix.len())
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
        [b'\\', escaped, ..] if b"()[]\"?*+$^|.x0".contains(escaped) => Some(Stop::Data),
        // A written line break, or punctuation that Nmap leaves bare.
        [b'\\', ..] => None,
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
        check("<code>SF-Port1-TCP:V=7.95%I=7%\nSF:r(NULL", &[6]);
        check("b'SF-Port1-TCP:V=7.95%r\nSF:(NULL", &[2]);
    }

    #[test]
    fn quoted_headers_are_found() {
        check("SF-Port1-TCP:V&#x3d;7&#x5c;&#x2e;95&#x25;r", &[]);
        check(r"SF\-Port1\-TCP:V=7\.95%r\(", &[0]);
        check(r"SF-Port1-TCP:V=7.95%D=3\/9%r(", &[0]);
        check("SF-Port1-TCP%3AV%3D7.95%25I%3D7%25r%28", &[0]);
        check("SF-Port1-TCP:V=3D7.95%I=3D7%r(", &[0]);
        check("SF\u{2011}Port1\u{2011}TCP:V=7.95", &[0]);
        check("&#45;SF&#45;Port1&#x2d;TCP&#58;V=7.95", &[5]);
        check("SF-Port1-TCP:V=7.95%P=x86\\_64%r(", &[0]);
        check("SF&#x2d;Port1&#x2d;TCP&#x3a;V&#x3d;7&#x2e;95&#x25;r", &[0]);
        check("\x1b[31mSF\x1b[m\x1b[K-Port\x1b[m1-TCP:V=7.95%r(", &[5]);
    }

    #[track_caller]
    fn check_fragment(paste: &str, expected: Option<usize>) {
        let record_at = paste.find("%r(").unwrap();
        assert_eq!(
            fragment_start(paste.as_bytes(), 0, record_at),
            expected,
            "{paste}"
        );
    }

    #[test]
    fn a_record_without_a_head_is_found() {
        check_fragment("x\nSF:ab\nSF:c\")%r(A,1,\"a\"", Some(2));
        check_fragment("see =7%D=3/9%r(NULL,1,\"a\"", Some(4));
        check_fragment("\n%r(NULL,1F,&quot;a", Some(1));
        check_fragment("match = %r(^a,b,c)", None);
        check_fragment("x %r(NULL,none,\"", None);
    }

    #[test]
    fn a_torn_header_is_found() {
        let check_torn = |paste: &str, expected: Option<usize>| {
            let record_at = paste.find("%r(").unwrap();
            assert_eq!(
                torn_header(paste.as_bytes(), 0, record_at),
                expected,
                "{paste}"
            );
        };
        check_torn("see SF-Po\nrt12-TCP:V=7.95%I=7%r(", Some(4));
        check_torn("> x\n> S\n> F-Port12-\n> TCP:V=7.95%I=7%r(", Some(6));
        check_torn("SF-Port12-SCTP:V=7.95%r(", None);
        check_torn("rt12-TCP:V=7.95%r(", None);
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
