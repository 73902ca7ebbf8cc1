//! Addresses as archives of mailing lists write them, so that nobody collects them.

use super::super::find::find;
use super::super::text::Text;
use super::{Unquoted, unquoted};

/// What stands for `@`. Nmap escapes blanks, so these are no data.
const SIGNS: [&[u8]; 2] = [b" () ", b" at "];

pub(super) fn unquote(rest: &[u8]) -> Option<Unquoted> {
    let sign = SIGNS.iter().find(|sign| rest.starts_with(sign))?;
    unquoted(b'@', sign.len())
}

/// True when some of it is in `text`.
pub(in super::super) fn has_address(text: &Text) -> bool {
    SIGNS
        .iter()
        .any(|sign| find(text.rest(0), sign, 0).is_some())
}
