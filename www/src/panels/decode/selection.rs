//! Bytes of a response that are selected, with the mouse or by keyboard: what took them, what they
//! may mean, and copies of them for other programs.
//!
//! The bytes' panel is one stop of the Tab key. There the arrow keys go from byte to byte, with
//! Shift they select more, Home and End go to the ends, Control and A select all, Control and C copy,
//! Escape ends it.

use std::ops::Range;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::hooks::{SelectionEnd, attribute_around, copy_text, take_selection};
use crate::model::{Linked, Pointed, byte_at, copies, readings};
use crate::widgets::{CopyButton, render_prose};

/// Selected bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Selected {
    /// The bytes.
    pub(super) range: Range<usize>,
    /// What took them, in a sentence.
    pub(super) words: String,
}

impl Selected {
    /// Those of one response, if any are.
    pub(super) fn on(idx: usize, fixed: Option<&Pointed>, linked: &Linked) -> Option<Self> {
        match fixed {
            Some(Pointed::Bytes {
                response_idx,
                start,
                end,
            }) if *response_idx == idx => Some(Self {
                range: *start as usize..*end as usize,
                words: linked.words.clone(),
            }),
            _ => None,
        }
    }
}

/// What selecting needs to know of a response.
pub(super) struct Selecting {
    pub(super) response_idx: usize,
    pub(super) bytes: Rc<[u8]>,
    /// The user's line whose captures are marked.
    pub(super) line: Option<u32>,
    pub(super) selected: Option<Selected>,
    pub(super) onhover: Callback<Option<Pointed>>,
    pub(super) onfix: Callback<Option<Pointed>>,
}

/// The handlers of a response's card.
pub(super) struct SelectBytes {
    pub(super) onmouseover: Callback<MouseEvent>,
    pub(super) onmouseleave: Callback<MouseEvent>,
    pub(super) onmouseup: Callback<MouseEvent>,
    pub(super) onkeydown: Callback<KeyboardEvent>,
}

impl Selecting {
    pub(super) fn handlers(self) -> SelectBytes {
        let (line, response_idx) = (self.line, self.response_idx);
        let (onhover, onleave) = (self.onhover.clone(), self.onhover.clone());
        let is_selected = self.selected.is_some();
        let keys = Rc::new(self);
        let mouse = keys.clone();
        SelectBytes {
            // While a button is held something is being selected, and nothing must be redrawn.
            // What is selected stays lit when the mouse moves on over the bytes.
            onmouseover: Callback::from(move |event: MouseEvent| {
                if event.buttons() == 0 && !is_selected {
                    onhover.emit(pointed_around(&event, line, response_idx));
                }
            }),
            onmouseleave: Callback::from(move |event: MouseEvent| {
                if event.buttons() == 0 {
                    onleave.emit(None);
                }
            }),
            onmouseup: Callback::from(move |event: MouseEvent| mouse.take(&event)),
            onkeydown: Callback::from(move |event: KeyboardEvent| keys.press(&event)),
        }
    }

    fn fix(&self, range: Range<usize>) {
        self.onfix.emit(Some(Pointed::Bytes {
            response_idx: self.response_idx,
            start: range.start as u32,
            end: range.end as u32,
        }));
    }

    /// What the mouse has selected; a click among the bytes ends a selection.
    fn take(&self, event: &MouseEvent) {
        let Some(panel) = panel_around(event) else {
            return;
        };
        match take_selection(&panel) {
            Some((start, end)) => {
                let range = self.byte_of(&start, false)..self.byte_of(&end, true);
                if !range.is_empty() {
                    self.fix(range);
                }
            }
            None if self.selected.is_some() => self.onfix.emit(None),
            None => {}
        }
    }

    fn byte_of(&self, end: &SelectionEnd, is_end: bool) -> usize {
        byte_at(&self.bytes, end.at, &end.form, end.n_characters, is_end)
    }

    fn press(&self, event: &KeyboardEvent) {
        let is_panel = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|element| element.get_attribute("role").as_deref() == Some("tabpanel"));
        if !is_panel || self.bytes.is_empty() {
            return;
        }
        let selected = self
            .selected
            .as_ref()
            .map(|selected| selected.range.clone());
        if event.key() == "Escape" && selected.is_some() {
            return self.onfix.emit(None);
        }
        if event.ctrl_key() || event.meta_key() {
            match (event.key().as_str(), selected) {
                ("a", _) => {
                    event.prevent_default();
                    self.fix(0..self.bytes.len());
                }
                ("c", Some(range)) => {
                    let [(_, text), ..] = copies(&self.bytes[range]);
                    copy_text(&text);
                }
                _ => {}
            }
            return;
        }
        if let Some(range) = move_range(&event.key(), event.shift_key(), selected, self.bytes.len())
        {
            event.prevent_default();
            self.fix(range);
        }
    }
}

/// The range to which a key leads among `n_bytes`; the first byte when none was selected.
fn move_range(
    key: &str,
    extends: bool,
    selected: Option<Range<usize>>,
    n_bytes: usize,
) -> Option<Range<usize>> {
    let last = n_bytes.saturating_sub(1);
    let Some(Range { start, end }) = selected else {
        return matches!(key, "ArrowRight" | "ArrowLeft").then_some(0..1);
    };
    let one = |at: usize| at..at + 1;
    match (key, extends) {
        ("ArrowRight", true) => Some(start..(end + 1).min(n_bytes)),
        ("ArrowLeft", true) => Some(start..(end - 1).max(start + 1)),
        ("Home", true) => Some(0..end),
        ("End", true) => Some(start..n_bytes),
        ("ArrowRight", false) => Some(one(end.min(last))),
        ("ArrowLeft", false) => Some(one(start.saturating_sub(1))),
        ("Home", false) => Some(one(0)),
        ("End", false) => Some(one(last)),
        _ => None,
    }
}

/// The group, or the bytes of the strip, that the mouse is over.
fn pointed_around(event: &MouseEvent, line: Option<u32>, response_idx: usize) -> Option<Pointed> {
    if let Some(number) = attribute_around(event, "data-group") {
        let (line, numbers) = (line?, vec![number.parse().ok()?]);
        return Some(Pointed::Groups { line, numbers });
    }
    let bytes = attribute_around(event, "data-bytes")?;
    let (start, end) = bytes.split_once('-')?;
    Some(Pointed::Bytes {
        response_idx,
        start: start.parse().ok()?,
        end: end.parse().ok()?,
    })
}

fn panel_around(event: &MouseEvent) -> Option<Element> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("[role=tabpanel]").ok()?
}

/// What took the bytes, what they may mean, and copies of them.
pub(super) fn render_selection(selected: &Selected, bytes: &[u8]) -> Html {
    let range = selected.range.start.min(bytes.len())..selected.range.end.min(bytes.len());
    let taken = &bytes[range.clone()];
    html! {
        <section class="card__part selection" aria-label="Selected bytes">
            <p role="status">{ render_prose(&selected.words) }</p>
            <div class="selection__copies" role="group" aria-label="Copy as">
                <span aria-hidden="true">{ "Copy as" }</span>
                { for copies(taken).into_iter().map(|(name, text)| html! {
                    <CopyButton {text} label={name} what="of the selected bytes" />
                }) }
            </div>
            <dl class="selection__readings">
                { for readings(bytes, range.start, range.end).into_iter().map(|reading| html! {
                    <div>
                        <dt>{ reading.name }</dt>
                        <dd>{ reading.value }</dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};

    #[test]
    fn keys_move_and_extend_within_the_bytes() {
        let rows = [
            ("ArrowRight", false, None, Some(0..1)),
            ("Home", false, None, None),
            ("ArrowRight", false, Some(3..5), Some(5..6)),
            ("ArrowRight", false, Some(8..9), Some(8..9)),
            ("ArrowLeft", false, Some(0..4), Some(0..1)),
            ("ArrowRight", true, Some(3..9), Some(3..9)),
            ("ArrowLeft", true, Some(3..4), Some(3..4)),
            ("End", true, Some(3..4), Some(3..9)),
            ("End", false, Some(3..4), Some(8..9)),
            ("Home", true, Some(3..4), Some(0..4)),
            ("a", false, Some(3..4), None),
        ];
        for (key, extends, from, to) in rows {
            assert_eq!(
                move_range(key, extends, from.clone(), 9),
                to,
                "{key} {from:?}"
            );
        }
    }

    #[test]
    fn selected_bytes_are_told_with_what_they_may_mean() {
        let selected = Selected {
            range: 0..2,
            words: "taken by `a`".into(),
        };
        let text = text_of(&render_html(render_selection(&selected, b"\0\x02ab")));
        assert!(text.starts_with("taken by aCopy as"), "{text}");
        assert!(
            text.contains("Lengthcounts the 2 bytes that follow"),
            "{text}"
        );
    }
}
