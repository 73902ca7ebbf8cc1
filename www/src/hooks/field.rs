//! Text fields as the browser has them: what is selected, and changes that it can undo.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent};

/// The id of the field that holds the match lines.
pub const LINES_FIELD: &str = "lines";

/// The text of the field that an event came from.
pub fn field_value(event: &yew::InputEvent) -> String {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok())
        .map_or_else(String::new, |field| field.value())
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

/// The caret of the field with this id, in UTF-16 units; nothing while the focus is elsewhere.
pub fn field_caret(id: &str) -> Option<u32> {
    let field = field(id)?;
    let focused = gloo_utils::document().active_element()?;
    field
        .is_same_node(Some(&focused))
        .then(|| field.selection_start().ok())??
}

/// Focuses the field with this id and selects `range`, in UTF-16 units, scrolled into view.
pub fn select_in_field(id: &str, range: Range<u32>) {
    let Some(field) = field(id) else { return };
    // A browser that refuses leaves the field as it was.
    let _ = field.focus();
    let _ = field.set_selection_range(range.start, range.end);
    reveal(&field, range.start);
    field.scroll_into_view_with_bool(false);
}

/// Replaces `range`, in UTF-16 units, of the field with this id as if the user had typed `text`,
/// so that the browser's undo takes it back.
pub fn replace_in_field(id: &str, range: Range<u32>, text: &str) {
    let Some(field) = field(id) else { return };
    let _ = field.focus();
    let _ = field.set_selection_range(range.start, range.end);
    if !type_text(text) {
        // Without undo, but done; the page hears of it as of typing.
        let _ = field.set_range_text(text);
        if let Ok(event) = bubbling_input() {
            let _ = field.dispatch_event(&event);
        }
    }
}

fn field(id: &str) -> Option<HtmlTextAreaElement> {
    gloo_utils::document()
        .get_element_by_id(id)?
        .dyn_into()
        .ok()
}

/// Scrolls the field so that the line with the offset `at` is in its upper half.
fn reveal(field: &HtmlTextAreaElement, at: u32) {
    let text = field.value();
    let before: Vec<u16> = text.encode_utf16().take(at as usize).collect();
    let n_lines_before = before
        .iter()
        .filter(|unit| **unit == u16::from(b'\n'))
        .count() as i32;
    let n_lines = text.matches('\n').count() as i32 + 1;
    let at = field.scroll_height() * n_lines_before / n_lines;
    field.set_scroll_top(at - field.client_height() / 3);
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
