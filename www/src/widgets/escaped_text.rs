//! Bytes in the escapes of `sflens::bytes::encode_escaped`, with marks.

use sflens::bytes::encode_escaped;
use yew::prelude::*;

use super::marks::{Overlay, render_piece, split_overlay};

/// What stands around the bytes.
pub struct Frame<'a> {
    /// Before the first.
    pub before: &'a str,
    /// Behind the last.
    pub after: &'a str,
}

/// The first `n_shown` of `bytes` inside `frame`; see the head of this file.
pub fn render_escaped(bytes: &[u8], n_shown: usize, overlay: &Overlay, frame: &Frame<'_>) -> Html {
    let n_shown = n_shown.min(bytes.len());
    let pieces = split_overlay(0..n_shown, overlay);
    html! {
        <div class="bytes" translate="no" data-form="escaped">
            <span class="bytes__frame">{ frame.before }</span>
            { for pieces.iter().map(|piece| {
                let text = escape_run(bytes, piece.range.start, piece.range.end);
                render_piece(piece, html! { { text } })
            }) }
            <span class="bytes__frame">{ frame.after }</span>
        </div>
    }
}

/// The escapes of the bytes from `start` to `end` as they stand within the whole: written with
/// the byte behind them, whose own escape is then taken off.
fn escape_run(bytes: &[u8], start: usize, end: usize) -> String {
    let Some(next) = bytes.get(end..end + 1) else {
        return encode_escaped(&bytes[start..end]);
    };
    let with_next = encode_escaped(&bytes[start..=end]);
    let kept = with_next.len() - encode_escaped(next).len();
    with_next[..kept].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sees_the_byte_behind_its_run() {
        assert_eq!(escape_run(b"a\x001", 0, 2), r"a\x00");
        assert_eq!(escape_run(b"a\x00b", 0, 2), r"a\0");
        assert_eq!(escape_run(b"a\x00", 0, 2), r"a\0");
        assert_eq!(escape_run(b"a1", 1, 1), "");
    }
}
