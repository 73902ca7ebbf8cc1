//! The worker's side: messages in, answers out.

use js_sys::global;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::dispatch::answer;
use super::panic::report_worker_panics;
use crate::protocol::{FromWorker, ToWorker, from_js, to_js};

/// True in a worker, false in a page: both run the same program, so that it is loaded once.
pub fn is_in_worker() -> bool {
    global().has_type::<DedicatedWorkerGlobalScope>()
}

/// Takes requests from now on, one after the other, and says [`FromWorker::Started`].
///
/// # Panics
///
/// Outside a worker, and when a message is not a [`ToWorker`]: page and worker are built
/// together, so that is a fault of ours, and the page replaces a worker that panics.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
    report_worker_panics(scope.clone());
    let poster = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let ToWorker { id, request } = from_js(&event.data()).expect("a request of this protocol");
        let reply = answer(request);
        post(&poster, &FromWorker::Done { id, reply });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker serves until the page terminates it.
    on_message.forget();
    post(&scope, &FromWorker::Started);
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    scope
        .post_message(&to_js(message))
        .expect("bytes can be copied");
}
