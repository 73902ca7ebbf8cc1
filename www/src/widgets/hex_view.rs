//! Bytes in hexadecimal with their offsets and ASCII, sixteen a row.
//!
//! A row is two halves of eight, each with its own offset and ASCII; the stylesheet sets them side
//! by side where there is room, and below each other on a narrow card.

use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;

use super::marks::{Overlay, Piece, render_piece, split_overlay};

const HALF: usize = 8;
const ROW: usize = 2 * HALF;
/// Rows that are drawn as one block.
const BLOCK_ROWS: usize = 32;

/// The first `n_shown` of `bytes`; see the head of this file.
pub fn render_hex_view(bytes: &Rc<[u8]>, n_shown: usize, overlay: &Rc<Overlay>) -> Html {
    let n_shown = n_shown.min(bytes.len());
    let starts = (0..n_shown).step_by(ROW * BLOCK_ROWS);
    html! {
        <div class="hex" translate="no">
            { for starts.map(|start| html! {
                <Block
                    key={start}
                    bytes={bytes.clone()}
                    {start}
                    end={n_shown.min(start + ROW * BLOCK_ROWS)}
                    overlay={overlay.clone()}
                />
            }) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct BlockProps {
    bytes: Rc<[u8]>,
    start: usize,
    end: usize,
    overlay: Rc<Overlay>,
}

#[component]
fn Block(props: &BlockProps) -> Html {
    let halves = (props.start..props.end).step_by(HALF);
    html! {
        <div class="hex__block">
            { for halves.map(|start| {
                let range = start..props.end.min(start + HALF);
                render_half(&props.bytes, range, &props.overlay)
            }) }
        </div>
    }
}

fn render_half(bytes: &[u8], range: Range<usize>, overlay: &Overlay) -> Html {
    let side = if range.start.is_multiple_of(ROW) {
        "left"
    } else {
        "right"
    };
    let class = |part: &str| format!("hex__{part} hex__{part}--{side}");
    let pieces = split_overlay(range.clone(), overlay);
    html! {
        <>
            <span class={class("offset")}>{ format!("{:04x}", range.start) }</span>
            <span class={class("bytes")} data-form="hex">
                { for pieces.iter().map(|piece| render_hex(bytes, piece)) }
            </span>
            <span class={class("ascii")} data-form="ascii" aria-hidden="true">
                { for pieces.iter().map(|piece| render_ascii(bytes, piece)) }
            </span>
        </>
    }
}

/// The bytes of one piece; the space between two of them is filled, the one behind the last not.
fn render_hex(bytes: &[u8], piece: &Piece) -> Html {
    let bytes = &bytes[piece.range.clone()];
    let text = bytes
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .join(" ");
    let space = if bytes.is_empty() { "" } else { " " };
    html! { <>{ render_piece(piece, html! { { text } }) }{ space }</> }
}

/// The numbers stand in the hexadecimal column; here a fill is enough.
fn render_ascii(bytes: &[u8], piece: &Piece) -> Html {
    let text: String = (bytes[piece.range.clone()].iter())
        .map(|byte| {
            if matches!(byte, 0x20..=0x7e) {
                char::from(*byte)
            } else {
                '.'
            }
        })
        .collect();
    let ends = Vec::new();
    let piece = Piece {
        ends,
        ..piece.clone()
    };
    render_piece(&piece, html! { { text } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};

    #[test]
    fn a_row_has_offset_bytes_and_ascii_for_each_half() {
        let html = render_html(render_hex_view(
            &b"220 stage FTP \r\n".as_slice().into(),
            16,
            &Rc::default(),
        ));
        let text = text_of(&html);
        assert!(
            text.starts_with("000032 32 30 20 73 74 61 67 220 stag0008"),
            "{text}"
        );
        assert!(text.ends_with("65 20 46 54 50 20 0d 0a e FTP .."), "{text}");
    }

    #[test]
    fn nothing_is_drawn_of_no_bytes() {
        let html = render_html(render_hex_view(&Rc::default(), 9, &Rc::default()));
        assert_eq!(text_of(&html), "");
    }
}
