//! Bytes as text that hides nothing: spaces show a dot, all else that is not printable ASCII its
//! escape, and a line ends where a line feed stands.

use std::rc::Rc;

use sflens::bytes::print_byte;
use yew::prelude::*;

use super::marks::{Overlay, render_piece, split_overlay};

/// Bytes that are drawn as one block. The browser lays a block out only when it is near the
/// screen, and an unchanged block is not drawn again.
pub(super) const BLOCK: usize = 1_024;

/// The first `n_shown` of `bytes`; see the head of this file.
pub fn render_byte_text(bytes: &Rc<[u8]>, n_shown: usize, overlay: &Rc<Overlay>) -> Html {
    let n_shown = n_shown.min(bytes.len());
    let starts = (0..n_shown.max(1)).step_by(BLOCK);
    html! {
        <div class="bytes" translate="no" data-form="text">
            { for starts.map(|start| html! {
                <Block
                    key={start}
                    bytes={bytes.clone()}
                    {start}
                    end={n_shown.min(start + BLOCK)}
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
    let pieces = split_overlay(props.start..props.end, &props.overlay);
    html! {
        <span class="bytes__block">
            { for pieces.iter().map(|piece| {
                render_piece(piece, render_runs(&props.bytes[piece.range.clone()]))
            }) }
        </span>
    }
}

/// What a run of bytes has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    Space,
    /// An escape; a line feed ends its run.
    Control,
    High,
}

fn look_of(byte: u8) -> Look {
    match byte {
        b' ' => Look::Space,
        b'\\' | 0..0x20 | 0x7f => Look::Control,
        0x80.. => Look::High,
        _ => Look::Plain,
    }
}

fn render_runs(bytes: &[u8]) -> Html {
    bytes
        .chunk_by(|a, b| look_of(*a) == look_of(*b) && *a != b'\n')
        .map(render_run)
        .collect()
}

fn render_run(run: &[u8]) -> Html {
    let text: String = run.iter().map(|byte| print_byte(*byte)).collect();
    let class = match look_of(run[0]) {
        Look::Plain => return html! { { text } },
        Look::Space => "bytes__space",
        Look::Control => "bytes__control",
        Look::High => "bytes__high",
    };
    let line_break = run.ends_with(b"\n").then_some("\n");
    html! { <><span {class}>{ text }</span>{ line_break }</> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};
    use crate::widgets::Mark;

    fn show(bytes: &[u8], marks: &[Mark]) -> String {
        render_html(render_byte_text(
            &bytes.into(),
            bytes.len(),
            &Overlay::of_marks(marks.to_vec()).into(),
        ))
    }

    #[test]
    fn what_is_not_printable_is_escaped() {
        let html = show(b"a b\r\n\x1b\xff\xe2\x80\xae\\", &[]);
        assert_eq!(text_of(&html), "a b\\r\\n\n\\x1b\\xff\\xe2\\x80\\xae\\\\");
    }

    #[test]
    fn bytes_are_text_and_never_markup() {
        let html = show(b"<img src=x onerror=y>&lt;", &[]);
        assert!(!html.contains("<img"), "{html}");
        assert!(html.contains("&lt;img"), "{html}");
    }

    #[test]
    fn a_mark_carries_its_number() {
        let html = show(
            b"220 stage",
            &[Mark {
                start: 4,
                end: 9,
                number: 1,
            }],
        );
        assert!(html.contains("mark--1"), "{html}");
        assert_eq!(text_of(&html), "220 stage1");
    }

    #[test]
    fn uncertain_bytes_look_so_inside_a_mark_too() {
        let mark = Mark {
            start: 1,
            end: 4,
            number: 1,
        };
        let overlay = Overlay {
            uncertain_from: Some(2),
            ..Overlay::of_marks(vec![mark])
        };
        let bytes = b"abcdef".as_slice().into();
        let html = render_html(render_byte_text(&bytes, 6, &overlay.into()));
        assert_eq!(html.matches("is-uncertain").count(), 2, "{html}");
        assert_eq!(text_of(&html), "abcd1ef");
    }

    #[test]
    fn a_mark_over_a_block_border_is_numbered_once() {
        let bytes = vec![b'a'; BLOCK + 10];
        let html = show(
            &bytes,
            &[Mark {
                start: 5,
                end: BLOCK + 5,
                number: 2,
            }],
        );
        assert_eq!(html.matches("<sup>").count(), 1);
        assert_eq!(html.matches("mark--2").count(), 2);
    }
}
