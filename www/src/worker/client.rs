//! The page's side: a worker that is started, watched and replaced.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::failure::{Failed, Failure};
use super::host;
use super::probes::bring;
use super::queue::{Job, Queue};
use crate::protocol::{FromWorker, Reply, Request, ToWorker, from_bytes, from_js, to_js};

/// Milliseconds that one job may take before its worker is stopped.
pub const TIME_LIMIT: u32 = 3_000;

/// Milliseconds that a worker may take to start, or to get a part of its program: that is loaded
/// and compiled in them.
const START_LIMIT: u32 = 20_000;

/// How a job ended.
pub type Outcome = Result<Reply, Failed>;

type Done = Box<dyn FnOnce(Outcome)>;

/// Runs requests in a worker. A clone is another handle on the same worker.
#[derive(Clone)]
pub struct Client {
    inner: Rc<RefCell<Inner>>,
}

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }
}

struct Inner {
    queue: Queue<Done>,
    phase: Phase,
    /// The number of the probes files that the worker has.
    brought_probes: u32,
    /// Runs while an answer is due; dropping it stops it.
    watch: Option<Timeout>,
    // One pair for all workers, so that none is dropped while it runs.
    on_message: Closure<dyn Fn(MessageEvent)>,
    on_error: Closure<dyn Fn(ErrorEvent)>,
}

/// What the worker is up to.
enum Phase {
    /// There is none; the next job starts one.
    Absent,
    /// Its program is being loaded.
    Starting(Worker),
    /// It takes requests.
    Running(Worker),
}

impl Client {
    /// Starts a worker, so that it is ready when the first job comes.
    pub fn start() -> Self {
        let inner = Rc::new_cyclic(|weak| RefCell::new(Inner::new(weak)));
        let client = Self { inner };
        client.start_worker();
        client
    }

    /// Runs `request` when the worker is free, then calls `done` with the answer or the failure.
    ///
    /// A newer request of the same kind replaces one that still waits; `done` of the older one is
    /// then dropped without a call, unless both ask for the same and share the answer. A failure
    /// concerns this job only: the next one gets a new worker.
    pub fn run(&self, request: Request, done: impl FnOnce(Outcome) + 'static) {
        self.inner.borrow_mut().queue.push(request, Box::new(done));
        self.advance();
    }

    /// Sends the next job, if one waits and a worker is free; starts a worker where there is none.
    fn advance(&self) {
        let mut inner = self.inner.borrow_mut();
        if matches!(inner.phase, Phase::Absent) && inner.queue.is_waiting() {
            drop(inner);
            return self.start_worker();
        }
        let Phase::Running(worker) = &inner.phase else {
            return;
        };
        let worker = worker.clone();
        let Some(job) = inner.queue.send_next() else {
            return;
        };
        let message = ToWorker {
            id: job.id,
            request: job.request.clone(),
        };
        let sent = bring(&worker, &mut inner.brought_probes)
            .and_then(|()| worker.post_message(&to_js(&message)))
            .map_err(|thrown| format!("{thrown:?}"));
        inner.watch = Some(self.watch(TIME_LIMIT, Failure::TimedOut));
        drop(inner);
        if let Err(message) = sent {
            self.fail(Failure::Panicked { message });
        }
    }

    fn start_worker(&self) {
        match host::new_worker() {
            Ok(worker) => {
                let message = format!("it did not answer within {} s", START_LIMIT / 1000);
                let watch = self.watch(START_LIMIT, Failure::NotStarted { message });
                self.inner.borrow_mut().begin(worker, watch);
            }
            Err(thrown) => {
                let message = format!("{thrown:?}");
                self.fail(Failure::NotStarted { message });
            }
        }
    }

    /// A clock that gives up with `failure` unless it is dropped before.
    fn watch(&self, milliseconds: u32, failure: Failure) -> Timeout {
        let client = self.clone();
        Timeout::new(milliseconds, move || client.fail(failure))
    }

    fn take(&self, message: JsValue) {
        match from_js(&message) {
            Some(FromWorker::Started) => {
                self.inner.borrow_mut().take_started();
                self.advance();
            }
            Some(FromWorker::Done { id, reply }) => {
                self.finish(id, |job| {
                    job.end(|| from_bytes(&reply).ok_or_else(unread));
                });
            }
            Some(FromWorker::Panicked { message }) => self.take_fault(message),
            Some(FromWorker::Loading) => self.set_watch(START_LIMIT, Failure::NotLoaded),
            Some(FromWorker::Loaded) => self.set_watch(TIME_LIMIT, Failure::TimedOut),
            Some(FromWorker::NotLoaded { id }) => {
                self.finish(id, |job| job.fail(Failure::NotLoaded));
            }
            None => self.fail(unread()),
        }
    }

    /// From now on another clock runs for the job in flight.
    fn set_watch(&self, milliseconds: u32, failure: Failure) {
        let watch = self.watch(milliseconds, failure);
        self.inner.borrow_mut().watch = Some(watch);
    }

    fn finish(&self, id: u32, end: impl FnOnce(Job<Done>)) {
        let job = self.inner.borrow_mut().finish(id);
        if let Some(job) = job {
            end(job);
        }
        self.advance();
    }

    /// A panic, or an error event, which comes when the worker's program could not be loaded and
    /// when it trapped without a panic, such as on a full stack.
    fn take_fault(&self, message: String) {
        let is_running = matches!(self.inner.borrow().phase, Phase::Running(_));
        self.fail(if is_running {
            Failure::Panicked { message }
        } else {
            Failure::NotStarted { message }
        });
    }

    /// Stops the worker, tells the jobs that suffer, and starts the next worker; not at once when
    /// starting failed, which would only fail again.
    fn fail(&self, failure: Failure) {
        let not_started = matches!(failure, Failure::NotStarted { .. });
        self.inner.borrow_mut().stop();
        if not_started {
            while let Some(job) = self.abandon_next() {
                job.fail(failure.clone());
            }
            return;
        }
        let job = self.inner.borrow_mut().queue.abandon();
        self.start_worker();
        if let Some(job) = job {
            job.fail(failure);
        }
    }

    /// Takes out the next job of all, in flight or waiting.
    fn abandon_next(&self) -> Option<Job<Done>> {
        let queue = &mut self.inner.borrow_mut().queue;
        queue.send_next();
        queue.abandon()
    }
}

impl Job<Done> {
    /// Tells each who asked. `outcome` is called for each: to read a reply twice, where two asked,
    /// takes less code in the first view than to clone it.
    fn end(self, outcome: impl Fn() -> Result<Reply, Failure>) {
        for done in self.done {
            done(outcome().map_err(|failure| Failed {
                request: self.request.clone(),
                failure,
            }));
        }
    }

    fn fail(self, failure: Failure) {
        self.end(|| Err(failure.clone()));
    }
}

/// Page and worker are built together, so this is a fault of ours.
fn unread() -> Failure {
    Failure::Panicked {
        message: "its message cannot be read".to_owned(),
    }
}

impl Inner {
    fn new(weak: &Weak<RefCell<Self>>) -> Self {
        Self {
            queue: Queue::new(),
            phase: Phase::Absent,
            brought_probes: 0,
            watch: None,
            on_message: handler(weak, |client, event: MessageEvent| {
                client.take(event.data())
            }),
            on_error: handler(weak, |client, event: ErrorEvent| {
                // The browser would report it once more, as an error of the page.
                event.prevent_default();
                client.take_fault(event.message());
            }),
        }
    }

    fn begin(&mut self, worker: Worker, watch: Timeout) {
        worker.set_onmessage(Some(self.on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(self.on_error.as_ref().unchecked_ref()));
        self.watch = Some(watch);
        self.brought_probes = 0;
        self.phase = Phase::Starting(worker);
    }

    fn take_started(&mut self) {
        self.phase = match std::mem::replace(&mut self.phase, Phase::Absent) {
            Phase::Starting(worker) => {
                self.watch = None;
                Phase::Running(worker)
            }
            other => other,
        };
    }

    fn finish(&mut self, id: u32) -> Option<Job<Done>> {
        let job = self.queue.finish(id)?;
        self.watch = None;
        Some(job)
    }

    /// Ends the worker, whatever it is doing; nothing more is heard of it.
    fn stop(&mut self) {
        self.watch = None;
        if let Phase::Starting(worker) | Phase::Running(worker) =
            std::mem::replace(&mut self.phase, Phase::Absent)
        {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

/// A browser's event handler that does nothing once the client is gone.
fn handler<E: FromWasmAbi + 'static>(
    weak: &Weak<RefCell<Inner>>,
    handle: impl Fn(&Client, E) + 'static,
) -> Closure<dyn Fn(E)> {
    let weak = weak.clone();
    Closure::new(move |event| {
        if let Some(inner) = weak.upgrade() {
            handle(&Client { inner }, event);
        }
    })
}
