//! A button that opens a file of the user's.

use gloo_file::callbacks::{FileReader, read_as_bytes};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What [`OpenFile`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct OpenFileProps {
    /// Called with the bytes of the file.
    pub onopen: Callback<Vec<u8>>,
}

/// The browser's own file field, drawn as a button.
#[component]
pub(super) fn OpenFile(props: &OpenFileProps) -> Html {
    let reader = use_mut_ref(|| None::<FileReader>);
    let onopen = props.onopen.clone();
    let onchange = Callback::from(move |event: Event| {
        let field = event
            .target()
            .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else { return };
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            let onopen = onopen.clone();
            let reading = read_as_bytes(&file.into(), move |bytes| {
                // A file that cannot be read leaves everything as it is.
                if let Ok(bytes) = bytes {
                    onopen.emit(bytes);
                }
            });
            *reader.borrow_mut() = Some(reading);
        }
        // Else the same file could not be opened twice.
        field.set_value("");
    });
    html! {
        <label class="button open-file">
            { "Open a file" }
            <input type="file" class="open-file__field" {onchange} />
        </label>
    }
}
