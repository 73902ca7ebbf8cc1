//! Files that the user saves: the list as comma-separated values, as JSON records, as text.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use yew::prelude::*;

use super::surveyor::load_request;
use crate::hooks::{save_parts, use_document};
use crate::model::files::Entry;
use crate::protocol::{FilesNews, FilesRequest, Found};
use crate::worker::FilesClient;

/// Fingerprints that are made into records at a time.
const BATCH: usize = 16;

/// Gives a text to the user as a file.
pub fn save_text(name: &str, text: &str) {
    save_parts(name, &Array::of1(&text.into()));
}

/// An export under way: how many fingerprints of how many are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exporting {
    /// Made into records.
    pub n_done: usize,
    /// All.
    pub n_all: usize,
}

/// The export under way, what begins one, and what ends it.
pub struct ExportHandle {
    /// How far it is.
    pub now: Option<Exporting>,
    /// Begins one with these fingerprints.
    pub begin: Callback<Vec<Rc<Entry>>>,
    /// Ends it without a file.
    pub cancel: Callback<MouseEvent>,
}

struct Job {
    client: Option<FilesClient>,
    entries: Vec<Rc<Entry>>,
    n_done: usize,
    /// Pieces of the file.
    parts: Array,
}

/// Exports as JSON records, in a worker of its own.
#[hook]
pub fn use_export() -> ExportHandle {
    let now = use_state(|| None);
    let job = use_mut_ref(|| None::<Rc<RefCell<Job>>>);
    let lines = load_request(&use_document());
    let begin = {
        let (now, job) = (now.setter(), job.clone());
        Callback::from(move |entries: Vec<Rc<Entry>>| {
            *job.borrow_mut() = begin(&lines, entries, &now);
        })
    };
    let cancel = {
        let now = now.setter();
        Callback::from(move |_| {
            job.take();
            now.set(None);
        })
    };
    ExportHandle {
        now: *now,
        begin,
        cancel,
    }
}

fn begin(
    lines: &FilesRequest,
    entries: Vec<Rc<Entry>>,
    now: &UseStateSetter<Option<Exporting>>,
) -> Option<Rc<RefCell<Job>>> {
    let job = Rc::new(RefCell::new(Job {
        client: None,
        entries,
        n_done: 0,
        parts: Array::new(),
    }));
    let (weak, told) = (Rc::downgrade(&job), now.clone());
    let client = FilesClient::start(move |news| {
        if let Some(job) = weak.upgrade() {
            told.set(job.borrow_mut().take(news));
        }
    });
    let client = client.ok()?;
    client.bring_probes();
    client.send(lines, &[]);
    job.borrow_mut().client = Some(client);
    now.set(job.borrow_mut().go_on());
    Some(job)
}

impl Job {
    /// Asks for the next records; saves the file when there are none.
    fn go_on(&mut self) -> Option<Exporting> {
        let n_all = self.entries.len();
        let batch = self
            .entries
            .get(self.n_done..(self.n_done + BATCH).min(n_all));
        let fingerprints: Vec<Found> = batch.unwrap_or_default().iter().map(found).collect();
        if fingerprints.is_empty() {
            self.parts.push(&"],\"diagnostics\":[]}\n".into());
            save_parts("fingerprints.json", &self.parts);
            self.client = None;
            return None;
        }
        if let Some(client) = &self.client {
            client.send(&FilesRequest::Export { fingerprints }, &[]);
        }
        let n_done = self.n_done;
        Some(Exporting { n_done, n_all })
    }

    fn take(&mut self, news: FilesNews) -> Option<Exporting> {
        let FilesNews::Exported {
            probes_file,
            fingerprints,
        } = news
        else {
            // A worker that died makes no file.
            self.client = None;
            return None;
        };
        let head = format!("{{\"probes_file\":{probes_file},\"fingerprints\":[\n");
        let before = match self.n_done {
            0 => head.as_str(),
            _ => ",\n",
        };
        let text = format!("{before}{}", fingerprints.join(",\n"));
        self.parts.push(&text.into());
        self.n_done += BATCH;
        self.go_on()
    }
}

fn found(entry: &Rc<Entry>) -> Found {
    Found {
        same: entry.same,
        text: entry.text.to_string(),
        record: (*entry.record).clone(),
    }
}
