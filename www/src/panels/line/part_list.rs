//! The items of a pattern that matched, each in words and with the bytes that it took.
//!
//! ```text
//! ^          the start of the response
//! 220␣       `220 `                                220␣
//! (\w+)  1   group 1                               stage
//! ```

use sflens::bytes::print_readable;
use sflens::results::PartRecord;
use yew::prelude::*;

use super::point::PointAt;
use crate::model::{Linked, Pointed};
use crate::widgets::render_prose;

/// Bytes of an item that are shown.
const SHOWN: usize = 60;

/// A line's items on one response.
pub(super) struct Parts<'a> {
    pub(super) line: u32,
    pub(super) response_idx: usize,
    pub(super) parts: &'a [PartRecord],
    pub(super) response: &'a [u8],
    pub(super) lines: &'a str,
}

/// See the head of this file. Each item is a button that points at all that belongs to it.
pub(super) fn render_parts(
    parts: &Parts<'_>,
    linked: &Linked,
    onpoint: &Callback<Option<Pointed>>,
) -> Html {
    let rows = parts.parts.iter().enumerate();
    html! {
        <ol class="parts" aria-label={format!("Items of line {}", parts.line)}>
            { for rows.map(|(part_idx, part)| {
                let pointed = Pointed::Part {
                    line: parts.line,
                    response_idx: parts.response_idx,
                    part_idx,
                };
                let is_lit = linked.items.contains(&part.span);
                render_part(part, parts, is_lit, &PointAt::new(onpoint, pointed))
            }) }
        </ol>
    }
}

fn render_part(part: &PartRecord, parts: &Parts<'_>, is_lit: bool, point: &PointAt) -> Html {
    let span = part.span;
    let item = parts.lines.get(span.start as usize..span.end as usize);
    let mark = part.group.map(|number| format!("mark mark--{number}"));
    html! {
        <li>
            <button
                type="button"
                class={classes!("parts__part", is_lit.then_some("parts__part--lit"))}
                onmouseenter={point.onmouseenter.clone()}
                onmouseleave={point.onmouseleave.clone()}
                onfocus={point.onfocus.clone()}
                onblur={point.onblur.clone()}
            >
                <code class="parts__item" translate="no">
                    <span class={mark.clone()}>{ item.unwrap_or_default() }</span>
                </code>
                <span class="parts__words">{ render_prose(&part.words) }</span>
                <code class="parts__took" translate="no">
                    <span class="aside">{ ", took " }</span>
                    <span class={mark}>{ took(part, parts.response) }</span>
                </code>
            </button>
        </li>
    }
}

/// The bytes that an item took, readable; a long run is cut.
fn took(part: &PartRecord, response: &[u8]) -> String {
    let range = part.took.start as usize..part.took.end as usize;
    let bytes = response.get(range).unwrap_or_default();
    if bytes.is_empty() {
        return "nothing".to_owned();
    }
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let ellipsis = if shown.len() < bytes.len() { "…" } else { "" };
    format!("{}{ellipsis}", print_readable(shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};
    use sflens::results::SpanRecord;

    #[test]
    fn each_item_has_its_words_and_its_bytes() {
        let span = |start, end| SpanRecord { start, end };
        let part = |item, took, group, words: &str| PartRecord {
            span: item,
            took,
            group,
            divided: false,
            words: words.into(),
        };
        let parts = [
            part(span(0, 1), span(0, 0), None, "the start of the response"),
            part(span(1, 6), span(0, 70), Some(1), "group 1"),
        ];
        let html = render_html(render_parts(
            &Parts {
                line: 1,
                response_idx: 0,
                parts: &parts,
                response: &[b'a'; 70],
                lines: r"^(\w+)",
            },
            &Linked::default(),
            &Callback::noop(),
        ));
        let text = text_of(&html);
        assert!(
            text.starts_with(r"^the start of the response, took nothing(\w+)group 1, took aaa"),
            "{text}"
        );
        assert!(text.ends_with("a…"), "{text}");
    }
}
