//! The sequences that color a terminal, inside of a line too: `grep` colors what it found.
//!
//! Nmap writes ESC as `\x1b`, so a bare one is never data.

use super::super::space::space_len;
use super::super::text::Text;
use super::Unquoted;

pub(super) const ESCAPE: u8 = 0x1b;

pub(super) fn unquote(rest: &[u8]) -> Option<Unquoted> {
    let len = space_len(rest);
    (len > 0).then_some(Unquoted { byte: None, len })
}

/// True when some of it is in `text`.
pub(in super::super) fn has_terminal(text: &Text) -> bool {
    memchr::memchr(ESCAPE, text.rest(0)).is_some()
}
