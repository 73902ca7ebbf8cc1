//! Doubled quotes, as spreadsheets and SQL write them.

use super::{Unquoted, unquoted};

pub(super) fn unquote(rest: &[u8]) -> Option<Unquoted> {
    rest.starts_with(b"\"\"")
        .then(|| unquoted(b'"', 2))
        .flatten()
}
