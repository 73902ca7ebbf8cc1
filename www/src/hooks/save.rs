//! Files that the user saves.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, HtmlAnchorElement, Url};

/// Gives bytes to the user as a file called `name`.
pub fn save_bytes(name: &str, bytes: &[u8]) {
    save_parts(name, &Array::of1(&Uint8Array::from(bytes)));
}

/// Gives texts and bytes to the user as one file called `name`.
pub fn save_parts(name: &str, parts: &Array) {
    // A browser that makes no file of it has no place for one either.
    let _ = try_save(name, parts);
}

fn try_save(name: &str, parts: &Array) -> Result<(), JsValue> {
    let blob = Blob::new_with_str_sequence(parts)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = gloo_utils::document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser holds what it saves from the click on.
    Url::revoke_object_url(&url)
}
