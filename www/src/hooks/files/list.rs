//! The list across a reload.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::reader::{Job, Reader};
use super::store::Store;
use crate::model::files::{FilesAction, Kept};
use crate::persist::{ListedFile, is_list_kept, keep_list, kept_list};

/// Reads the list that was kept, and keeps what becomes of it.
#[hook]
pub(super) fn use_kept_list(store: &UseReducerHandle<Store>, reader: &Reader) {
    // Nothing is written before it is known what was there.
    let is_restored = use_state(|| !is_list_kept());
    {
        let (reader, restored) = (reader.clone(), is_restored.setter());
        use_effect_with((), move |()| {
            if is_list_kept() {
                spawn_local(async move {
                    // A list that cannot be read is as good as none.
                    let files = kept_list().await.unwrap_or_default();
                    reader.read(job(files), None);
                    restored.set(true);
                });
            }
        });
    }
    let files = &store.0;
    let is_due = *is_restored && files.reading.is_none() && files.kept == Kept::Pending;
    let (entries, dispatch) = (files.entries.clone(), store.dispatcher());
    use_effect_with((is_due, entries), move |(is_due, entries)| {
        if !*is_due {
            return;
        }
        let entries = entries.clone();
        spawn_local(async move {
            let kept = match keep_list(&entries).await {
                Ok(()) => Kept::Kept,
                Err(said) => Kept::Refused(said.into()),
            };
            dispatch.dispatch(FilesAction::Keep(kept));
        });
    });
}

fn job(files: Vec<ListedFile>) -> Job {
    let lines = files.iter().map(|kept| kept.lines.clone()).collect();
    let files = files
        .into_iter()
        .map(|kept| (kept.name, kept.file))
        .collect();
    Job { files, lines }
}
