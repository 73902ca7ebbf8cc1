//! The probes files in force, as the page and each worker hold them.
//!
//! On the page [`set_probes`] says which files count from now on; each worker gets them before its
//! next job, and each new worker anew. The message is an array, so that the bytes are copied once:
//!
//! ```text
//! ["probes", "mine", Uint8Array, "nmap-service-probes", Uint8Array]
//! ```
//!
//! In a worker `loaded_probes` reads them when they are first needed.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::Worker;

/// The first part of the message.
const HEAD: &str = "probes";

thread_local! {
    /// The message, and how often it has changed.
    static IN_FORCE: RefCell<(u32, Option<Array>)> = const { RefCell::new((0, None)) };
}

/// From now on the files in `message` count. Gives their number, which is another each time.
pub fn set_probes(message: Array) -> u32 {
    IN_FORCE.with_borrow_mut(|(number, files)| {
        *number += 1;
        *files = Some(message);
        *number
    })
}

/// Sends the files to `worker`, unless those numbered `brought` are what counts.
pub(super) fn bring(worker: &Worker, brought: &mut u32) -> Result<(), JsValue> {
    news_of_probes(brought).map_or(Ok(()), |message| worker.post_message(&message))
}

/// The files as a message, unless those numbered `brought` are what counts.
pub(super) fn news_of_probes(brought: &mut u32) -> Option<JsValue> {
    let (number, files) = in_force();
    let news = files.filter(|_| number != *brought);
    *brought = number;
    news.map(JsValue::from)
}

/// Takes the page's message; false when it is another one.
pub(super) fn take(message: &JsValue) -> bool {
    let files = message.dyn_ref::<Array>();
    let files = files.filter(|parts| parts.get(0).as_string().as_deref() == Some(HEAD));
    if let Some(files) = files {
        set_probes(files.clone());
    }
    files.is_some()
}

/// The files, with their number.
pub(super) fn in_force() -> (u32, Option<Array>) {
    IN_FORCE.with_borrow(Clone::clone)
}
