//! Entities of XML and HTML.

use super::super::text::Text;
use super::{Unquoted, peel_run, unquoted};

/// Longest entity that is read, its `&` and `;` counted.
const MAX_ENTITY: usize = 10;
/// Dashes of Windows-1252, of which another layer makes hyphens.
const SHORT_DASH: u8 = 0x96;
const LONG_DASH: u8 = 0x97;
const NAMED: [(&str, u8); 43] = [
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
    ("shy", b' '),
    ("ensp", b' '),
    ("emsp", b' '),
    ("thinsp", b' '),
    ("ndash", SHORT_DASH),
    ("mdash", LONG_DASH),
    ("Tab", b'\t'),
    ("NewLine", b'\n'),
    ("excl", b'!'),
    ("num", b'#'),
    ("dollar", b'$'),
    ("percnt", b'%'),
    ("lpar", b'('),
    ("rpar", b')'),
    ("ast", b'*'),
    ("plus", b'+'),
    ("comma", b','),
    ("period", b'.'),
    ("sol", b'/'),
    ("colon", b':'),
    ("semi", b';'),
    ("equals", b'='),
    ("quest", b'?'),
    ("commat", b'@'),
    ("lbrack", b'['),
    ("lsqb", b'['),
    ("bsol", b'\\'),
    ("rsqb", b']'),
    ("Hat", b'^'),
    ("lowbar", b'_'),
    ("grave", b'`'),
    ("vert", b'|'),
    ("verbar", b'|'),
];

/// The value of an attribute: it ends at a bare quote.
pub(super) fn peel_attribute(text: &Text) -> Text {
    let mut peeled = Text::with_capacity(text.len());
    let mut at = 0;
    while text.byte(at).is_some_and(|byte| byte != b'"') {
        at += peel_run(text, at, [b'&', b'"'], unquote, &mut peeled);
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
        0x2013 => Some(SHORT_DASH),
        0x2014 => Some(LONG_DASH),
        // What nobody sees.
        0xa0 | 0xad | 0x2000..=0x200f | 0x2028..=0x202f | 0xfeff => Some(b' '),
        _ => u8::try_from(code).ok(),
    }
}
