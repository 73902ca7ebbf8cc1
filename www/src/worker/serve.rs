//! The worker's side: messages in, answers out.

use js_sys::{Array, global};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use yew::platform::spawn_local;

use super::dispatch::{answer, answer_with_second_opinion, load_analysis, load_second_opinion};
use super::files;
use super::later::{answer_complete, answer_help, answer_redact, answer_trace};
use super::lint::{answer_lint, load_lint};
use super::loading::loaded;
use super::panic::report_worker_panics;
use super::probes;
use super::probes_part::{answer_probes, load_probes_part};
use crate::lazy::NotLoaded;
use crate::protocol::{FromWorker, Request, ToWorker, from_js, to_js};

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
    let scope = scope();
    report_worker_panics(scope.clone());
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        if probes::take(&data) {
            return;
        }
        if data.is_instance_of::<Array>() {
            return files::take(data);
        }
        let job = from_js(&data).expect("a request of this protocol");
        spawn_local(run(job));
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker serves until the page terminates it.
    on_message.forget();
    post(&FromWorker::Started);
}

async fn run(ToWorker { id, request }: ToWorker) {
    post(&match analyzed(request).await {
        Ok(reply) => FromWorker::Done { id, reply },
        Err(_) => FromWorker::NotLoaded { id },
    });
}

/// The bytes of the reply.
async fn analyzed(request: Request) -> Result<Vec<u8>, NotLoaded> {
    match request {
        Request::Evaluate {
            second_opinion: true,
            ..
        } => {
            loaded(load_second_opinion()).await?;
            answer_with_second_opinion(request).await
        }
        Request::Evaluate { .. } => {
            loaded(load_analysis()).await?;
            answer(request).await
        }
        Request::Trace(question) => answer_trace(question).await,
        Request::Redact(question) => answer_redact(question).await,
        Request::Complete(question) => answer_complete(question).await,
        Request::Help(question) => answer_help(question).await,
        Request::Probes(bytes) => {
            loaded(load_probes_part()).await?;
            answer_probes(bytes).await
        }
        Request::Lint(question) => {
            loaded(load_lint()).await?;
            answer_lint(question).await
        }
    }
}

/// Posts a message to the page.
pub(super) fn post(message: &FromWorker) {
    scope()
        .post_message(&to_js(message))
        .expect("bytes can be copied");
}

/// What the worker runs in.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    global().unchecked_into()
}
