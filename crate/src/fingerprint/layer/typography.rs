//! Curly quotes and dashes, in UTF-8 or Windows-1252, as the plain characters they were made of.

use super::super::text::Text;
use super::{Unquoted, unquoted};

pub(super) fn unquote(rest: &[u8]) -> Option<Unquoted> {
    match rest {
        [0xe2, 0x80, 0x9c..=0x9f, ..] => unquoted(b'"', 3),
        [0xe2, 0x80, 0x98..=0x9b, ..] => unquoted(b'\'', 3),
        [0xe2, 0x80, 0x90..=0x95, ..] => unquoted(b'-', 3),
        [0x93 | 0x94, ..] => unquoted(b'"', 1),
        [0x91 | 0x92, ..] => unquoted(b'\'', 1),
        [0x96, ..] => unquoted(b'-', 1),
        _ => None,
    }
}

/// True when some of it is in `text`. Nmap writes ASCII, so it is never data.
pub(in super::super) fn has_typography(text: &Text) -> bool {
    let bytes = text.rest(0);
    !bytes.is_ascii() && (0..bytes.len()).any(|at| unquote(text.rest(at)).is_some())
}
