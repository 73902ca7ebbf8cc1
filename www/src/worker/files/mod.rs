//! The worker's side of everything about files, in a part of the program of its own: reading them as
//! streams, a survey of what was found, records for a file of JSON, and responses that come without
//! a fingerprint.

mod kept_text;
mod messages;
mod raw;
mod read;
mod small;
mod surveyor;

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use yew::platform::spawn_local;

use super::serve::post;
use crate::lazy::{NotLoaded, wasm_split};
use crate::protocol::FromWorker;

thread_local! {
    /// Messages that came before the part did, in their order.
    static WAITING: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
}

#[wasm_split(files_worker, fallible)]
fn files_worker() -> Result<fn(&JsValue), NotLoaded> {
    Ok(messages::take)
}

/// Takes one message of the page's.
pub(super) fn take(message: JsValue) {
    WAITING.with_borrow_mut(|waiting| waiting.push(message));
    spawn_local(async move {
        match files_worker().await {
            Ok(take) => WAITING.take().iter().for_each(take),
            Err(_) => {
                let message = "a part of the program could not be loaded".to_owned();
                post(&FromWorker::Panicked { message });
            }
        }
    });
}
