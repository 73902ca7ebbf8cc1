//! The escapes of probe payloads and of strings in calls.
//!
//! `\\ \0 \n \r \t \xHH`, nothing else: `\012` is a NUL, `1` and `2`. Releases before 7.991 also
//! knew `\a \b \f \v`, and a backslash before any character that is no letter or digit stood for
//! that character.

use super::Release;

/// An escape that the release does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EscapeFault {
    /// Offset of the backslash in the escaped text.
    pub at: usize,
    /// Bytes of the escape, as far as it goes: 1 for a backslash at the end.
    pub len: usize,
}

/// The bytes that `escaped` stands for, or its first faulty escape.
pub(crate) fn decode_escapes(escaped: &[u8], release: Release) -> Result<Vec<u8>, EscapeFault> {
    let mut bytes = Vec::with_capacity(escaped.len());
    let mut at = 0;
    while let Some(byte) = escaped.get(at) {
        let (value, len) = match byte {
            b'\\' => decode_escape(escaped, at, release)?,
            byte => (*byte, 1),
        };
        bytes.push(value);
        at += len;
    }
    Ok(bytes)
}

/// The value and length of the escape whose backslash stands at `at`.
fn decode_escape(escaped: &[u8], at: usize, release: Release) -> Result<(u8, usize), EscapeFault> {
    let letter = escaped.get(at + 1).copied();
    let value = match letter {
        Some(b'\\') => Some(b'\\'),
        Some(b'0') => Some(0),
        Some(b'n') => Some(b'\n'),
        Some(b'r') => Some(b'\r'),
        Some(b't') => Some(b'\t'),
        Some(b'x') => return decode_hex_escape(escaped, at),
        Some(letter) if release.has_old_escapes() => decode_old_escape(letter),
        _ => None,
    };
    let len = 1 + usize::from(letter.is_some());
    Ok((value.ok_or(EscapeFault { at, len })?, 2))
}

fn decode_hex_escape(escaped: &[u8], at: usize) -> Result<(u8, usize), EscapeFault> {
    let digits = escaped.get(at + 2..at + 4).unwrap_or_default();
    let len = escaped.len().min(at + 4) - at;
    match crate::bytes::decode_hex(&crate::bytes::latin1_text(digits)).as_deref() {
        Some([value]) => Ok((*value, 4)),
        _ => Err(EscapeFault { at, len }),
    }
}

fn decode_old_escape(letter: u8) -> Option<u8> {
    match letter {
        b'a' => Some(0x07),
        b'b' => Some(0x08),
        b'f' => Some(0x0c),
        b'v' => Some(0x0b),
        letter if !letter.is_ascii_alphanumeric() => Some(letter),
        _ => None,
    }
}
