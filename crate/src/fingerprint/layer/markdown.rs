//! The backslashes that Markdown editors put before punctuation.
//!
//! Only before punctuation that Nmap leaves bare: `\_` is Markdown's, `\*` can be Nmap's. A
//! doubled backslash is Nmap's for a backslash and shields what follows, but not `|`.

use super::super::text::Text;
use super::tags;

/// Nmap writes these without a backslash.
const BARE: &[u8] = b"_-#!<>{}~&',/:;=@%`";

pub(super) fn peel_markdown(text: &Text) -> Text {
    let mut peeled = Text::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let skipped = match text.rest(at) {
            // An escape that was broken where a line ends with a tag.
            [b'\\', tag @ ..] if tags::unquote(tag).is_some() => 0,
            [b'\\', punctuation, ..] if BARE.contains(punctuation) => 1,
            // Nmap never writes a bare `|`: in a table each has one more backslash.
            [b'\\', b'\\', b'|', ..] => 1,
            [b'\\', _, ..] => {
                peeled.copy(text, at);
                1
            }
            _ => 0,
        };
        peeled.copy(text, at + skipped);
        at += skipped + 1;
    }
    peeled
}
