//! The page's side of a worker that works on files: it begins at once, and ends when it is dropped,
//! whatever it is doing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::host;
use super::probes::news_of_probes;
use crate::protocol::{FilesNews, FilesRequest, FromWorker, from_array, from_js, to_array};

/// A worker of its own, beside the one that answers while the user types.
pub struct FilesClient {
    worker: Worker,
    /// What it cannot take yet; `None` when it runs.
    waiting: Rc<RefCell<Option<Vec<JsValue>>>>,
    /// The number of the probes files that it has.
    brought_probes: Cell<u32>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(ErrorEvent)>,
}

impl FilesClient {
    /// Starts a worker; `take` is called with all that it says. Fails with what the browser said.
    pub fn start(take: impl Fn(FilesNews) + 'static) -> Result<Self, String> {
        let worker = host::new_worker().map_err(|thrown| format!("{thrown:?}"))?;
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let take = Rc::new(take);
        let on_message = on_message(&worker, &waiting, take.clone());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| {
            // The browser would report it once more, as an error of the page.
            event.prevent_default();
            take(FilesNews::Died(event.message()));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            waiting,
            brought_probes: Cell::new(0),
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends a request with the browser's own files; before the worker runs it is kept for it.
    pub fn send(&self, request: &FilesRequest, files: &[JsValue]) {
        self.post(to_array(request, files));
    }

    /// From now on the probes files in force count for it.
    pub fn bring_probes(&self) {
        let mut brought = self.brought_probes.get();
        if let Some(message) = news_of_probes(&mut brought) {
            self.post(message);
        }
        self.brought_probes.set(brought);
    }

    fn post(&self, message: JsValue) {
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.push(message),
            None => post(&self.worker, &message),
        }
    }
}

impl Drop for FilesClient {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

/// News come in arrays; what any worker says of its life comes as it always does.
fn on_message(
    worker: &Worker,
    waiting: &Rc<RefCell<Option<Vec<JsValue>>>>,
    take: Rc<impl Fn(FilesNews) + 'static>,
) -> Closure<dyn Fn(MessageEvent)> {
    let (worker, waiting) = (worker.clone(), waiting.clone());
    Closure::new(move |event: MessageEvent| {
        let data = event.data();
        if let Some((news, _)) = from_array(&data) {
            return take(news);
        }
        match from_js(&data) {
            Some(FromWorker::Started) => {
                let messages = waiting.take().unwrap_or_default();
                messages.iter().for_each(|message| post(&worker, message));
            }
            Some(FromWorker::Panicked { message }) => take(FilesNews::Died(message)),
            _ => take(FilesNews::Died("its message cannot be read".to_owned())),
        }
    })
}

fn post(worker: &Worker, message: &JsValue) {
    // Bytes and files can always be copied.
    let _ = worker.post_message(message);
}
