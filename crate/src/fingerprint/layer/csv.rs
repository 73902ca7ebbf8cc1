//! Doubled quotes, as spreadsheets, SQL and YAML write them, and the shell's way to put an
//! apostrophe into apostrophes.

use super::{Unquoted, unquoted};

pub(super) fn unquote(rest: &[u8]) -> Option<Unquoted> {
    rest.starts_with(b"\"\"")
        .then(|| unquoted(b'"', 2))
        .flatten()
}

pub(super) fn unquote_apostrophes(rest: &[u8]) -> Option<Unquoted> {
    match rest {
        [b'\'', b'\\', b'\'', b'\'', ..] => unquoted(b'\'', 4),
        [b'\'', b'\'', ..] => unquoted(b'\'', 2),
        _ => None,
    }
}
