//! Text fields as the browser has them: what is selected, and changes that it can undo.

use std::ops::Range;

use wasm_bindgen::prelude::*;
use web_sys::{
    HtmlDocument, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent,
};

/// The id of the field that holds the match lines.
pub const LINES_FIELD: &str = "lines";

/// The text of the text area that an event came from.
pub fn area_text(event: &yew::Event) -> Option<String> {
    let area = event.target()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    Some(area.value())
}

/// The same of typing, which has a text area always.
pub fn field_value(event: &yew::InputEvent) -> String {
    area_text(event).unwrap_or_default()
}

/// The text of the one-line field that an event came from.
pub fn input_value(event: &yew::InputEvent) -> String {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .map_or_else(String::new, |field| field.value())
}

/// The index of the option that was chosen in the field that an event came from.
pub fn chosen_index(event: &yew::Event) -> usize {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
    field.map_or(0, |field| field.selected_index().max(0) as usize)
}

#[wasm_bindgen]
extern "C" {
    /// A text area, or the element of the editor, which answers and obeys alike.
    #[wasm_bindgen(extends = HtmlElement)]
    type TextField;

    #[wasm_bindgen(method, getter, js_name = selectionStart)]
    fn selection_start(this: &TextField) -> u32;

    #[wasm_bindgen(method, getter, js_name = selectionEnd)]
    fn selection_end(this: &TextField) -> u32;

    #[wasm_bindgen(method, js_name = setSelectionRange)]
    fn set_selection_range(this: &TextField, start: u32, end: u32);

    /// In the editor a change that can be undone.
    #[wasm_bindgen(method, js_name = setRangeText)]
    fn set_range_text(this: &TextField, text: &str, start: u32, end: u32);
}

/// A text area whose place another field takes.
pub(super) struct PlainField(HtmlTextAreaElement);

impl PlainField {
    /// The text area with this id.
    pub(super) fn find(id: &str) -> Option<Self> {
        Some(Self(field(id)?.dyn_into().ok()?))
    }

    pub(super) fn text(&self) -> String {
        self.0.value()
    }

    /// In UTF-16 units.
    pub(super) fn selection(&self) -> Range<u32> {
        let field: &TextField = self.0.unchecked_ref();
        field.selection_start()..field.selection_end()
    }

    pub(super) fn has_focus(&self) -> bool {
        has_focus(&self.0)
    }

    /// Takes it out of sight with what is drawn around it, and gives up its id.
    pub(super) fn leave(&self) {
        let around = self.0.parent_element();
        if let Some(around) = around.and_then(|around| around.dyn_into::<HtmlElement>().ok()) {
            around.set_hidden(true);
        }
        self.0.set_id("");
    }
}

fn has_focus(field: &HtmlElement) -> bool {
    let focused = gloo_utils::document().active_element();
    field.is_same_node(focused.as_deref())
}

/// The caret of the field with this id, in UTF-16 units; nothing while the focus is elsewhere.
pub fn field_caret(id: &str) -> Option<u32> {
    let field = field(id)?;
    has_focus(&field).then(|| field.selection_start())
}

/// Focuses the field with this id and selects `range`, in UTF-16 units, scrolled into view.
pub fn select_in_field(id: &str, range: Range<u32>) {
    let Some(field) = field(id) else { return };
    // A browser that refuses leaves the field as it was.
    let _ = field.focus();
    field.set_selection_range(range.start, range.end);
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        reveal(area, range.start);
    }
    field.scroll_into_view_with_bool(false);
}

/// Replaces `range`, in UTF-16 units, of the field with this id as if the user had typed `text`,
/// so that undo takes it back.
pub fn replace_in_field(id: &str, range: Range<u32>, text: &str) {
    let Some(field) = field(id) else { return };
    let _ = field.focus();
    if !field.has_type::<HtmlTextAreaElement>() {
        return field.set_range_text(text, range.start, range.end);
    }
    field.set_selection_range(range.start, range.end);
    if !type_text(text) {
        // Without undo, but done; the page hears of it as of typing.
        field.set_range_text(text, range.start, range.end);
        if let Ok(event) = bubbling_input() {
            let _ = field.dispatch_event(&event);
        }
    }
}

fn field(id: &str) -> Option<TextField> {
    let element = gloo_utils::document().get_element_by_id(id)?;
    Some(element.unchecked_into())
}

/// Characters that a row of a field of this page holds at least; its font is monospaced.
const CHARACTER_WIDTH: i32 = 8;

/// Scrolls the field so that the offset `at` is in its upper half, also in a line that wraps.
fn reveal(field: &HtmlTextAreaElement, at: u32) {
    let text: Vec<u16> = field.value().encode_utf16().collect();
    let (before, _) = text.split_at((at as usize).min(text.len()));
    let width = (field.client_width() / CHARACTER_WIDTH).max(1) as usize;
    let (n_rows_before, n_rows) = (n_rows(before, width), n_rows(&text, width));
    let at = i64::from(field.scroll_height()) * (n_rows_before as i64 - 1) / n_rows as i64;
    field.set_scroll_top(at as i32 - field.client_height() / 3);
}

/// Rows that a text takes when no row holds more than `width`.
fn n_rows(text: &[u16], width: usize) -> usize {
    let lines = text.split(|unit| *unit == u16::from(b'\n'));
    lines.map(|line| line.len().div_ceil(width).max(1)).sum()
}

fn type_text(text: &str) -> bool {
    let Ok(document) = gloo_utils::document().dyn_into::<HtmlDocument>() else {
        return false;
    };
    let command = if text.is_empty() {
        "delete"
    } else {
        "insertText"
    };
    document
        .exec_command_with_show_ui_and_value(command, false, text)
        .unwrap_or(false)
}

fn bubbling_input() -> Result<InputEvent, wasm_bindgen::JsValue> {
    let options = web_sys::InputEventInit::new();
    options.set_bubbles(true);
    InputEvent::new_with_event_init_dict("input", &options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_wraps_takes_several_rows() {
        let rows = |text: &str| n_rows(&text.encode_utf16().collect::<Vec<_>>(), 10);
        assert_eq!((rows(""), rows("a\nb"), rows("a\n")), (1, 2, 2));
        assert_eq!((rows(&"a".repeat(10)), rows(&"a".repeat(95))), (1, 10));
    }
}
