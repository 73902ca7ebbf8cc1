//! Files given to the page, read by a worker of their own, which ends when the user cancels.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::gather::gather;
use super::store::{Dispatch, Store};
use crate::hooks::{DocumentHandle, Given, GivenHandle, MAX_CHOSEN, use_document, use_given};
use crate::model::Action;
use crate::model::files::{Ended, Entry, FilesAction};
use crate::protocol::{FileEnd, FilesNews, FilesRequest, Found};
use crate::worker::FilesClient;

/// The name of a text from the clipboard.
const PASTED: &str = "pasted text";

/// Files with their names, and of a list that was kept the lines on which its fingerprints stood.
pub(super) struct Job {
    pub(super) files: Vec<(String, File)>,
    pub(super) lines: Vec<Vec<u32>>,
}

/// What is to be read then, and where each can go instead of the list.
type Waiting = VecDeque<(Job, Option<Whither>)>;

/// The worker that reads, while it reads, and what comes after that.
#[derive(Clone)]
pub(super) struct Reader {
    client: Rc<RefCell<Option<FilesClient>>>,
    waiting: Rc<RefCell<Waiting>>,
    dispatch: Dispatch,
}

/// Begins to read whatever is given.
#[hook]
pub(super) fn use_reader(store: &UseReducerHandle<Store>) -> Reader {
    let reader = Reader {
        client: use_mut_ref(|| None),
        waiting: use_mut_ref(VecDeque::new),
        dispatch: store.dispatcher(),
    };
    let (given, document) = (use_given(), use_document());
    let is_list_empty = store.0.entries.is_empty();
    let reading = reader.clone();
    use_effect_with(given.last(), move |(_, last)| {
        let last = last.clone();
        let whither = Whither {
            document,
            given,
            is_list_empty,
        };
        spawn_local(async move {
            let is_single_listed = matches!(last, Given::Listed(_));
            let files = match last {
                Given::Things(things) => gather(&things).await,
                Given::Text(text) | Given::Listed(text) => text_file(&text).into_iter().collect(),
                Given::Nothing | Given::Raw(_) => return,
            };
            let lines = Vec::new();
            reading.read(Job { files, lines }, (!is_single_listed).then_some(whither));
        });
    });
    reader
}

fn text_file(text: &str) -> Option<(String, File)> {
    let parts = Array::of1(&JsValue::from_str(text));
    let file = File::new_with_str_sequence(&parts, PASTED).ok()?;
    Some((PASTED.to_owned(), file))
}

/// Where a single file can go instead of the list.
pub(super) struct Whither {
    document: DocumentHandle,
    given: GivenHandle,
    is_list_empty: bool,
}

impl Reader {
    /// Ends the worker, whatever it is doing, and forgets what was to come.
    pub(super) fn stop(&self) {
        self.waiting.take();
        self.client.take();
    }

    /// Reads files into the list, after those that are being read; a single one can go elsewhere.
    pub(super) fn read(&self, job: Job, whither: Option<Whither>) {
        self.waiting.borrow_mut().push_back((job, whither));
        if self.client.borrow().is_none() {
            self.begin_next();
        }
    }

    /// The job is done, its worker too.
    fn finish(&self, last: FilesAction) {
        self.client.take();
        self.dispatch.dispatch(last);
        self.begin_next();
    }

    fn begin_next(&self) {
        let is_real = |(job, _): &(Job, _)| !job.files.is_empty();
        let next = std::iter::from_fn(|| self.waiting.borrow_mut().pop_front()).find(is_real);
        if let Some((job, whither)) = next {
            self.begin(job, whither);
        }
    }

    fn begin(&self, job: Job, whither: Option<Whither>) {
        let sizes = job.files.iter();
        let sizes = sizes.map(|(name, file)| (name.as_str().into(), file.size() as u64));
        self.dispatch.dispatch(FilesAction::Begin(sizes.collect()));
        let (names, files): (Vec<String>, Vec<File>) = job.files.into_iter().unzip();
        let whither = whither.filter(|whither| whither.is_list_empty && names.len() == 1);
        let mut taking = Taking {
            reader: self.clone(),
            names: names.iter().map(|name| name.as_str().into()).collect(),
            lines: job.lines,
            whither,
            n_ended: 0,
            n_found: 0,
            only: None,
        };
        let taking = RefCell::new(move |news| taking.take(news));
        let started = FilesClient::start(move |news| (taking.borrow_mut())(news));
        match started {
            Ok(client) => {
                let files: Vec<JsValue> = files.into_iter().map(JsValue::from).collect();
                client.send(&FilesRequest::Read { names }, &files);
                *self.client.borrow_mut() = Some(client);
            }
            Err(said) => self.dispatch.dispatch(FilesAction::Stop(Some(said.into()))),
        }
    }
}

/// What the page makes of a worker's news about one job.
struct Taking {
    reader: Reader,
    names: Rc<[Rc<str>]>,
    lines: Vec<Vec<u32>>,
    whither: Option<Whither>,
    /// Files that are read.
    n_ended: usize,
    /// Fingerprints of the present file.
    n_found: usize,
    /// The text of the first fingerprint.
    only: Option<Rc<str>>,
}

impl Taking {
    fn take(&mut self, news: FilesNews) {
        match news {
            FilesNews::Progress { n_read, found } => {
                let found = found.into_iter().map(|found| self.entry(found)).collect();
                self.tell(FilesAction::Progress(n_read, found));
            }
            FilesNews::FileEnd(end) => self.end_file(*end),
            FilesNews::AllRead => self.reader.finish(FilesAction::AllRead),
            FilesNews::Died(said) => self.reader.finish(FilesAction::Stop(Some(said.into()))),
            // Answers to what this worker is not asked.
            FilesNews::Surveyed(_)
            | FilesNews::Exported { .. }
            | FilesNews::Encoded { .. }
            | FilesNews::Lint(_) => {}
        }
    }

    fn tell(&self, action: FilesAction) {
        self.reader.dispatch.dispatch(action);
    }

    fn entry(&mut self, found: Found) -> Rc<Entry> {
        let Found {
            same,
            text,
            mut record,
        } = found;
        let lines = self.lines.get(self.n_ended);
        if let Some(line) = lines.and_then(|lines| lines.get(self.n_found)) {
            record.source.line = *line;
        }
        self.n_found += 1;
        let entry = Entry::new(same, text, record);
        self.only.get_or_insert_with(|| entry.text.clone());
        Rc::new(entry)
    }

    fn end_file(&mut self, end: FileEnd) {
        let file = self.names.get(self.n_ended).cloned().unwrap_or_default();
        let n_found = std::mem::take(&mut self.n_found);
        self.n_ended += 1;
        if let Some(whither) = &self.whither
            && end.failure.is_none()
            && whither.take(&end, n_found, self.only.clone())
        {
            return self.tell(FilesAction::TakeOut);
        }
        let absence = end.absence.filter(|_| n_found == 0);
        let ended = match (end.failure, absence) {
            (Some(reason), _) => Some(Ended::Unreadable {
                file,
                reason: reason.into(),
            }),
            (None, Some((title, help))) => Some(Ended::Nothing {
                file,
                title: title.into(),
                help: help.into(),
            }),
            (None, None) => None,
        };
        self.tell(FilesAction::FileEnd(ended));
    }
}

impl Whither {
    /// Puts a small text into the field, as well as the only fingerprint of a large one, and lets
    /// the user say what bytes without a fingerprint are. False when it belongs into the list.
    fn take(&self, end: &FileEnd, n_found: usize, only: Option<Rc<str>>) -> bool {
        if let (Some(raw), 0) = (&end.raw, n_found)
            && is_binary(raw)
        {
            let text = sflens::bytes::latin1_text(raw);
            self.given.give(Given::Raw(text.into()));
            return true;
        }
        let text = match (&end.text, n_found) {
            (Some(text), 0..=MAX_CHOSEN) => Some(text.as_str().into()),
            (None, 1) => only,
            _ => None,
        };
        let Some(text) = text else { return false };
        self.document.apply(Action::OpenPaste(text));
        true
    }
}

/// True for bytes that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < 0x20 && !byte.is_ascii_whitespace();
    bytes.iter().any(is_control)
}
