//! Bytes in the escapes of `sflens::bytes::encode_escaped`, with marks.

use std::rc::Rc;

use sflens::bytes::encode_escaped;
use yew::prelude::*;

use super::marks::{Mark, render_piece, split_marks};

/// What [`EscapedText`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct EscapedTextProps {
    /// The bytes.
    pub bytes: Rc<[u8]>,
    /// Show this many of them.
    pub n_shown: usize,
    /// Marks over them.
    #[prop_or_default]
    pub marks: Rc<[Mark]>,
    /// What stands before the bytes.
    #[prop_or_default]
    pub before: AttrValue,
    /// What stands behind them.
    #[prop_or_default]
    pub after: AttrValue,
}

/// See the head of this file.
#[component]
pub fn EscapedText(props: &EscapedTextProps) -> Html {
    let n_shown = props.n_shown.min(props.bytes.len());
    let pieces = split_marks(0..n_shown, &props.marks);
    html! {
        <div class="bytes" translate="no">
            <span class="bytes__frame">{ &props.before }</span>
            { for pieces.iter().map(|piece| {
                let text = escape_run(&props.bytes, piece.range.start, piece.range.end);
                render_piece(piece, html! { { text } })
            }) }
            <span class="bytes__frame">{ &props.after }</span>
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
