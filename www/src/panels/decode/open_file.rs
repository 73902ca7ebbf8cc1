//! Buttons that open files and folders of the user's.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::hooks::{Given, files_of};

/// The browser's own file fields, drawn as buttons: for files, and for a folder where the browser
/// lets one choose a folder.
pub(super) fn render_open_files(ongive: &Callback<Given>) -> Html {
    let onchange = ongive.reform(|event: Event| {
        let field = event.target().and_then(|it| it.dyn_into().ok());
        field.map_or(Given::Nothing, |field| chosen(&field))
    });
    html! {
        <>
            <label class="button open-file">
                { "Open files" }
                <input type="file" class="open-file__field" multiple=true onchange={&onchange} />
            </label>
            <label class="button open-file open-file--folder">
                { "Open a folder" }
                <input type="file" class="open-file__field" webkitdirectory=true {onchange} />
            </label>
        </>
    }
}

fn chosen(field: &HtmlInputElement) -> Given {
    let given = field.files().map_or(Given::Nothing, |list| files_of(&list));
    // Else the same file could not be opened twice.
    field.set_value("");
    given
}
