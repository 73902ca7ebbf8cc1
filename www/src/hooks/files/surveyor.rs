//! What each fingerprint of the list comes to with the present lines, batch after batch, by a
//! worker of its own: the one that answers while the user types is never kept waiting.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::store::{Dispatch, Store};
use crate::hooks::{DocumentHandle, use_document};
use crate::model::files::{Entry, FilesAction};
use crate::protocol::{FilesNews, FilesRequest};
use crate::worker::FilesClient;

/// Milliseconds without a keystroke after which the lines are taken.
const PAUSE: u32 = 300;
/// Milliseconds that a batch may take before its worker is stopped.
const TIME_LIMIT: u32 = 10_000;

/// The lines in force, as a request.
pub(super) fn load_request(document: &DocumentHandle) -> FilesRequest {
    FilesRequest::Load {
        lines: document.texts.lines.to_string(),
        starter_lines: document.uses_starter_lines(),
        release: document.release.name().to_owned(),
    }
}

/// The worker, and the batch that it has.
#[derive(Default)]
struct Surveyor {
    client: Option<FilesClient>,
    lines: Option<FilesRequest>,
    batch: Option<Batch>,
}

struct Batch {
    numbers: Rc<[u64]>,
    sent_at: f64,
    _watch: Timeout,
}

/// Keeps the survey going as long as something is unanswered.
#[hook]
pub(super) fn use_survey(store: &UseReducerHandle<Store>) {
    let surveyor = use_mut_ref(Surveyor::default);
    let document = use_document();
    let lines = load_request(&document);
    {
        let (surveyor, dispatch) = (surveyor.clone(), store.dispatcher());
        use_effect_with((lines, document.probes), move |(lines, _)| {
            let (lines, is_first) = (lines.clone(), surveyor.borrow().lines.is_none());
            let take = move || {
                surveyor.borrow_mut().take_lines(lines);
                dispatch.dispatch(FilesAction::Renew);
            };
            let pause = if is_first { 0 } else { PAUSE };
            let timeout = Timeout::new(pause, take);
            move || drop(timeout)
        });
    }
    let files = &store.0;
    let is_due = files.asked.is_none() && !files.is_survey_stopped;
    let batch = match is_due {
        true => files.survey.next_batch(&files.entries, files.pace.n_batch),
        false => Vec::new(),
    };
    let round = files.survey.round();
    let dispatch = store.dispatcher();
    use_effect_with((batch, round), move |(batch, _)| {
        if !batch.is_empty() && surveyor.borrow().lines.is_some() {
            dispatch.dispatch(FilesAction::Ask);
            ask(&surveyor, batch, &dispatch);
        }
    });
}

impl Surveyor {
    fn take_lines(&mut self, lines: FilesRequest) {
        if let Some(client) = &self.client {
            client.bring_probes();
            client.send(&lines, &[]);
        }
        self.lines = Some(lines);
    }
}

/// Sends a batch; starts the worker when there is none.
fn ask(surveyor: &Rc<RefCell<Surveyor>>, entries: &[Rc<Entry>], dispatch: &Dispatch) {
    let numbers: Rc<[u64]> = entries.iter().map(|entry| entry.same).collect();
    let texts = entries.iter().map(|entry| entry.text.to_string()).collect();
    if surveyor.borrow().client.is_none() {
        start(surveyor, dispatch);
    }
    let watch = {
        let (surveyor, dispatch) = (surveyor.clone(), dispatch.clone());
        Timeout::new(TIME_LIMIT, move || take(&surveyor, &dispatch, None))
    };
    let mut now = surveyor.borrow_mut();
    now.batch = Some(Batch {
        numbers,
        sent_at: js_sys::Date::now(),
        _watch: watch,
    });
    if let Some(client) = &now.client {
        client.send(&FilesRequest::Survey { texts }, &[]);
    }
}

fn start(surveyor: &Rc<RefCell<Surveyor>>, dispatch: &Dispatch) {
    let (weak, dispatch) = (Rc::downgrade(surveyor), dispatch.clone());
    let started = FilesClient::start(move |news| {
        if let Some(surveyor) = weak.upgrade() {
            take(&surveyor, &dispatch, Some(news));
        }
    });
    // A worker that cannot be started is noticed by the clock.
    let mut now = surveyor.borrow_mut();
    now.client = started.ok();
    if let (Some(client), Some(lines)) = (&now.client, &now.lines) {
        client.bring_probes();
        client.send(lines, &[]);
    }
}

/// Takes the answer to the batch; without one its worker is replaced.
fn take(surveyor: &Rc<RefCell<Surveyor>>, dispatch: &Dispatch, news: Option<FilesNews>) {
    let Some(batch) = surveyor.borrow_mut().batch.take() else {
        return;
    };
    let Some(FilesNews::Surveyed(records)) = news else {
        let dead = surveyor.borrow_mut().client.take();
        drop(dead);
        return dispatch.dispatch(FilesAction::SurveyDied(batch.numbers));
    };
    let milliseconds = js_sys::Date::now() - batch.sent_at;
    let answers = FilesAction::Surveyed(batch.numbers, records, milliseconds);
    dispatch.dispatch(answers);
}
