//! Writes the fingerprint that Nmap would print for given responses.
//!
//! The text grows piece by piece; a line break and `SF:` are put in whenever the text so far, line
//! breaks and `SF:` counted, is 74 long modulo 75, so every line has 74 characters. The final `;`
//! is never wrapped. A response is cut at [`Detail::stored_limit`] bytes, and no record is added
//! once the wrapped text is over [`Detail::text_limit`]; the check comes before a record, so the
//! last one may end far beyond.
//!
//! Source: Nmap's behaviour; `tests/fingerprint_nmap.rs` compares whole outputs.

use super::{Detail, Header};
use crate::bytes::encode_escaped;

/// Characters of one line, `SF:` included.
pub(super) const LINE: usize = 74;
/// What a line after the first begins with.
pub(super) const CONTINUATION: &[u8] = b"SF:";

/// The fingerprint as Nmap's normal output shows it: lines of 74 characters, no line break at
/// the end.
///
/// `responses` are probe names and whole responses in the order in which they came. Header
/// values that are `None` are left out; a port that is `None` is written `xxxxx`.
///
/// ```
/// use sflens::fingerprint::{Detail, Header, Protocol, encode_fingerprint};
/// let header = Header::new(Some(7070), Protocol::Tcp);
/// let text = encode_fingerprint(&header, &[("NULL", b"ACME 3\r\n")], Detail::Normal);
/// assert_eq!(text, r#"SF-Port7070-TCP:%r(NULL,8,"ACME\x203\r\n");"#);
/// ```
pub fn encode_fingerprint(header: &Header, responses: &[(&str, &[u8])], detail: Detail) -> String {
    wrap(&encode_unfinished(header, responses, detail))
}

/// The same for a fingerprint that was decoded: of each response the stored bytes are known, and
/// the length that came, and all that was stored is written again.
pub fn encode_stored<'a>(
    header: &Header,
    stored: impl Iterator<Item = StoredResponse<'a>>,
) -> String {
    let mut text = encode_header(header);
    stored.for_each(|response| push_record(&mut text, &response));
    wrap(&text)
}

/// What a fingerprint has of a response.
#[derive(Clone, Copy, Debug)]
pub struct StoredResponse<'a> {
    /// The probe that was answered.
    pub probe: &'a str,
    /// Bytes that came.
    pub declared_length: usize,
    /// Bytes that were stored: all of them, or the first ones.
    pub bytes: &'a [u8],
}

/// The text in lines, and ended.
fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(wrapped_len(text.len()) + 1);
    for c in text.chars() {
        if wrapped.len() % (LINE + 1) == LINE {
            wrapped.push_str("\nSF:");
        }
        wrapped.push(c);
    }
    wrapped.push(';');
    wrapped
}

/// The same as one unwrapped string: the value of `servicefp` in XML before XML escaping. It
/// holds the same records, since Nmap counts the wrapped text.
pub fn encode_servicefp(header: &Header, responses: &[(&str, &[u8])], detail: Detail) -> String {
    encode_unfinished(header, responses, detail) + ";"
}

/// Header and records, neither wrapped nor ended.
fn encode_unfinished(header: &Header, responses: &[(&str, &[u8])], detail: Detail) -> String {
    let mut text = encode_header(header);
    for (probe, response) in responses {
        if wrapped_len(text.len()) > detail.text_limit() {
            break;
        }
        let stored = StoredResponse {
            probe,
            declared_length: response.len(),
            bytes: response.get(..detail.stored_limit()).unwrap_or(response),
        };
        push_record(&mut text, &stored);
    }
    text
}

fn push_record(text: &mut String, response: &StoredResponse<'_>) {
    let (probe, length) = (response.probe, response.declared_length);
    let escaped = encode_escaped(response.bytes);
    text.push_str(&format!("%r({probe},{length:X},\"{escaped}\")"));
}

fn encode_header(header: &Header) -> String {
    let port = header
        .port
        .map_or("xxxxx".to_owned(), |port| port.to_string());
    let version = header
        .version
        .as_ref()
        .map(|version| format!("V={version}"));
    let rest = [
        header.tunnel.map(|tunnel| format!("%T={}", tunnel.name())),
        header.intensity.map(|intensity| format!("%I={intensity}")),
        header
            .date
            .map(|date| format!("%D={}/{}", date.month, date.day)),
        header.time.map(|time| format!("%Time={time:X}")),
        header
            .platform
            .as_ref()
            .map(|platform| format!("%P={platform}")),
    ];
    let rest: String = rest.into_iter().flatten().collect();
    format!(
        "SF-Port{port}-{}:{}{rest}",
        header.protocol.name(),
        version.unwrap_or_default()
    )
}

/// Characters of the wrapped form of `len` characters: the first line takes 74, each further one
/// 71 and four for its line break and `SF:`.
pub(super) fn wrapped_len(len: usize) -> usize {
    let further = len.saturating_sub(LINE).div_ceil(LINE - CONTINUATION.len());
    len + further * (1 + CONTINUATION.len())
}
