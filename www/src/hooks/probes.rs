//! The probes files: what there is, and what only their panel asks the worker.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use super::document::{DocumentHandle, use_document};
use super::evaluation::use_evaluation;
use crate::model::Action;
use crate::persist::{Change, KeptFiles, change_probes};
use crate::protocol::{ProbesReply, ProbesRequest, Reply, Request, TextsOf, from_bytes, to_bytes};
use crate::worker::{Client, set_probes};

/// The files, and how they are changed.
#[derive(Clone, PartialEq)]
pub struct ProbesHandle {
    /// Nothing until the store has come.
    pub kept: Option<KeptFiles>,
    /// The store could not be loaded.
    pub is_missing: bool,
    /// Makes a change.
    pub change: Callback<Change>,
}

/// Restores the files of the last visit, and brings every change to the worker.
#[hook]
pub fn use_probes() -> ProbesHandle {
    let document = use_document();
    let kept = use_state(|| None::<KeptFiles>);
    let is_missing = use_state(|| false);
    let change = {
        let (kept, is_missing) = (kept.setter(), is_missing.setter());
        Callback::from(move |change: Change| {
            let (document, kept, is_missing) = (document.clone(), kept.clone(), is_missing.clone());
            spawn_local(async move {
                let changed = change_probes(change).await;
                is_missing.set(changed.is_none());
                if let Some(changed) = changed {
                    bring(&document, &changed);
                    kept.set(Some(changed));
                }
            });
        })
    };
    {
        let change = change.clone();
        use_effect_with((), move |()| change.emit(Change::Restore));
    }
    ProbesHandle {
        kept: (*kept).clone(),
        is_missing: *is_missing,
        change,
    }
}

fn bring(document: &DocumentHandle, kept: &KeptFiles) {
    let number = set_probes(kept.message.clone());
    let is_used = kept.files.iter().any(|file| file.is_used);
    document.apply(Action::UseProbes(if is_used { number } else { 0 }));
}

/// Asks the worker, and calls `done` with the answer, or with why there is none; not where a newer
/// question of the same kind, but not the same one, took its place.
pub fn ask_probes(
    client: &Client,
    request: &ProbesRequest,
    done: impl FnOnce(Result<ProbesReply, String>) + 'static,
) {
    let bytes = sflens::results::ResponseBytes(to_bytes(request));
    client.run(Request::Probes(bytes), move |outcome| {
        done(match outcome {
            Ok(Reply::Probes(bytes)) => from_bytes(&bytes.0).ok_or_else(unread),
            Ok(_) => Err(unread()),
            Err(failed) => Err(failed.failure.to_string()),
        });
    });
}

fn unread() -> String {
    "the answer cannot be read".to_owned()
}

/// The texts of the page, as the worker wants them.
pub fn texts_of(document: &DocumentHandle) -> TextsOf {
    TextsOf {
        paste: document.texts.paste.to_string(),
        lines: document.texts.lines.to_string(),
        release: document.release.name().to_owned(),
    }
}

/// The last answer, and why there is none to the newest question.
#[derive(Clone, Default, PartialEq)]
pub struct Answer {
    /// The answer; it stays until the next.
    pub last: Option<Rc<ProbesReply>>,
    /// Why the newest question has none.
    pub fault: Option<Rc<str>>,
}

/// The answer to `request`, asked anew when it or the probes files change. Nothing is asked without
/// a request.
#[hook]
pub fn use_answer(request: Option<ProbesRequest>) -> Answer {
    let client = use_evaluation().client;
    let number = use_document().probes;
    let last = use_state(|| None::<Rc<ProbesReply>>);
    let fault = use_state(|| None::<Rc<str>>);
    {
        let (last, fault) = (last.setter(), fault.setter());
        use_effect_with((request, number), move |(request, _)| match request {
            Some(request) => ask_probes(&client, request, move |outcome| {
                fault.set(outcome.as_ref().err().map(|fault| fault.as_str().into()));
                if let Ok(reply) = outcome {
                    last.set(Some(Rc::new(reply)));
                }
            }),
            None => {
                last.set(None);
                fault.set(None);
            }
        });
    }
    Answer {
        last: (*last).clone(),
        fault: (*fault).clone(),
    }
}
