//! What `boot.js` offers to the page's program, as the global object `sflensHost`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A new worker from the page's own files; the loader's URL passed the Trusted Types policy.
    /// Throws where the browser refuses.
    #[wasm_bindgen(catch, js_namespace = sflensHost, js_name = newWorker)]
    pub(super) fn new_worker() -> Result<web_sys::Worker, JsValue>;

    /// Tells `boot.js` that this program is dead, so that it offers a restart.
    #[wasm_bindgen(js_namespace = sflensHost, js_name = panicked)]
    pub(super) fn panicked(message: &str);
}
