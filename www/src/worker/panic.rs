//! Panics leave a module dead (`panic = "abort"`), so each side says so with its last breath.

use std::panic::{PanicHookInfo, set_hook};

use web_sys::DedicatedWorkerGlobalScope;

use super::host;
use crate::protocol::{FromWorker, to_js};

/// From now on a panic of the page's program is shown by `boot.js`, which offers a restart with
/// the text that it keeps. Told to yew, which would put a hook of its own in the place of ours.
pub fn report_page_panics() {
    yew::set_custom_panic_hook(Box::new(|info| host::panicked(&said(info))));
}

/// From now on a panic of the worker is its last message to the page.
pub(super) fn report_worker_panics(scope: DedicatedWorkerGlobalScope) {
    set_hook(Box::new(move |info| {
        let message = said(info);
        // Nothing can be done when even this fails: the page's clock notices the silence.
        let _ = scope.post_message(&to_js(&FromWorker::Panicked { message }));
    }));
}

/// What the panic said and where it was: `index out of bounds … (www/src/app.rs:12)`.
fn said(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload_as_str().unwrap_or("no message");
    match info.location() {
        Some(place) => format!("{payload} ({}:{})", place.file(), place.line()),
        None => payload.to_owned(),
    }
}
