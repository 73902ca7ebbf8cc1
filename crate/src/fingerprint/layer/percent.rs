//! Bytes written by their number: `%22` in URLs and forms, `=22` in mail.

use super::super::text::Text;
use super::{Unquoted, unquoted};

/// URLs and forms; a space may be a plus sign.
pub(super) fn unquote_percent(rest: &[u8]) -> Option<Unquoted> {
    match rest {
        [b'%', high, low, ..] => unquoted(byte_of(*high, *low)?, 3),
        [b'+', ..] => unquoted(b' ', 1),
        _ => None,
    }
}

/// Quoted-printable: `=` at the end of a line joins it with the next.
pub(super) fn unquote_printable(rest: &[u8]) -> Option<Unquoted> {
    match rest {
        [b'=', b'\r', b'\n', ..] => Some(Unquoted { byte: None, len: 3 }),
        [b'=', b'\n', ..] => Some(Unquoted { byte: None, len: 2 }),
        [b'=', high, low, ..] => unquoted(byte_of(*high, *low)?, 3),
        _ => None,
    }
}

/// Formats and batch files: a percent sign is doubled.
pub(super) fn unquote_doubled(rest: &[u8]) -> Option<Unquoted> {
    rest.starts_with(b"%%").then(|| unquoted(b'%', 2)).flatten()
}

fn byte_of(high: u8, low: u8) -> Option<u8> {
    let digits = [high, low];
    let digits = std::str::from_utf8(&digits).ok()?;
    u8::from_str_radix(digits, 16).ok().filter(|_| high != b'+')
}

/// True when the header in `text` is written so, by what stands behind its protocol or version.
pub(in super::super) fn has_percent(text: &Text) -> bool {
    header_has(
        text,
        &[
            b"TCP%3A", b"UDP%3A", b"TCP%3a", b"UDP%3a", b":V%3D", b":V%3d",
        ],
    )
}

/// The same for mail.
pub(in super::super) fn has_printable(text: &Text) -> bool {
    header_has(text, &[b":V=3D"])
}

/// The same for formats, by the date, which every release wrote.
pub(in super::super) fn has_doubled_percent(text: &Text) -> bool {
    header_has(text, &[b"%%D=", b"%%I=", b"%%T="])
}

fn header_has(text: &Text, signs: &[&[u8]]) -> bool {
    const MAX_SIGN: usize = 64;
    let start = text.rest(0);
    let start = start.get(..MAX_SIGN).unwrap_or(start);
    signs
        .iter()
        .any(|sign| start.windows(sign.len()).any(|window| window == *sign))
}
