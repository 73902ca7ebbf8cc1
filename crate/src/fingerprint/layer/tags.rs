//! Tags of web pages and forums: `<span class="x">` stands for nothing, `<br>` for a line break.
//!
//! In the source of a page each `<` of the fingerprint is `&lt;`, so a bare one begins a tag.

use super::{Unquoted, unquoted};

/// Bytes of a tag at most.
const MAX_TAG: usize = 300;
/// Tags that end a line.
const BREAKS: [&[u8]; 8] = [b"br", b"p", b"/p", b"div", b"/div", b"li", b"/li", b"/tr"];

pub(super) fn unquote(rest: &[u8]) -> Option<Unquoted> {
    let behind = rest.strip_prefix(b"<")?;
    let is_tag =
        matches!(behind, [first, ..] if first.is_ascii_alphabetic() || b"/!".contains(first));
    let end = behind
        .iter()
        .take(MAX_TAG)
        .position(|byte| matches!(byte, b'>' | b'<'))?;
    if !is_tag || behind.get(end) != Some(&b'>') {
        return None;
    }
    let tag = behind.get(..end)?;
    let name = tag
        .split(|byte| byte.is_ascii_whitespace())
        .next()
        .unwrap_or_default();
    let name = name.strip_suffix(b"/").unwrap_or(name);
    if BREAKS.iter().any(|tag| tag.eq_ignore_ascii_case(name)) {
        return unquoted(b'\n', end + 2);
    }
    Some(Unquoted {
        byte: None,
        len: end + 2,
    })
}
