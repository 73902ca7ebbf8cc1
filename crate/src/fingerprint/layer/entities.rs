//! Entities of XML and HTML.

use super::super::text::Text;
use super::{Unquoted, peel_next, unquoted};

/// Longest entity that is read, its `&` and `;` counted.
const MAX_ENTITY: usize = 8;
const NAMED: [(&str, u8); 10] = [
    ("quot", b'"'),
    ("ldquo", b'"'),
    ("rdquo", b'"'),
    ("apos", b'\''),
    ("lsquo", b'\''),
    ("rsquo", b'\''),
    ("amp", b'&'),
    ("lt", b'<'),
    ("gt", b'>'),
    ("nbsp", b' '),
];

/// The value of an attribute: it ends at a bare quote.
pub(super) fn peel_attribute(text: &Text) -> Text {
    let mut peeled = Text::with_capacity(text.len());
    let mut at = 0;
    while text.byte(at).is_some_and(|byte| byte != b'"') {
        at += peel_next(text, at, unquote, &mut peeled);
    }
    peeled
}

pub(super) fn unquote(rest: &[u8]) -> Option<Unquoted> {
    let behind = rest.strip_prefix(b"&")?;
    let len = behind
        .iter()
        .take(MAX_ENTITY - 1)
        .position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(behind.get(..len)?).ok()?;
    let named = NAMED.iter().find(|(known, _)| *known == name);
    let byte = named.map(|(_, byte)| *byte).or_else(|| numeric(name))?;
    unquoted(byte, len + 2)
}

/// `#45` or `#x2d`.
fn numeric(name: &str) -> Option<u8> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0x201c | 0x201d => Some(b'"'),
        0x2018 | 0x2019 => Some(b'\''),
        _ => u8::try_from(code).ok(),
    }
}
