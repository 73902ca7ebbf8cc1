//! Text to the clipboard.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

/// Copies `text`. Where the page is not served securely there is no clipboard to write to, and
/// the text is selected in a field and copied from there.
pub fn copy_text(text: &str) {
    let window = gloo_utils::window();
    if window.is_secure_context() {
        // The promise fails only where the user has forbidden it, and then nothing else would do.
        let _ = window.navigator().clipboard().write_text(text);
    } else {
        // Without an element to copy from there is nothing left to try.
        let _ = copy_from_field(text);
    }
}

fn copy_from_field(text: &str) -> Option<()> {
    let document: HtmlDocument = gloo_utils::document().dyn_into().ok()?;
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("aside");
    document.body()?.append_child(&field).ok()?;
    field.select();
    let copied = document.exec_command("copy");
    field.remove();
    copied.ok().map(drop)
}
