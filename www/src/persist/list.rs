//! The list of fingerprints that were found in files, across a reload.
//!
//! For each file its name, the text of its fingerprints, and the lines on which they stood.

use std::rc::Rc;

use js_sys::{Array, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::File;

use super::database::{forget, store, stored};
use super::{keep, kept};
use crate::model::files::Entry;

/// The name of the list in the database, and of the mark that there is one.
const LIST: &str = "list";

/// One file of the list.
pub struct ListedFile {
    /// Its name.
    pub name: String,
    /// The text of its fingerprints, as a file of the browser's.
    pub file: File,
    /// The lines of the file on which they stood.
    pub lines: Vec<u32>,
}

/// True when a list was kept, so that it is worth to look.
pub fn is_list_kept() -> bool {
    kept(LIST).is_some_and(|mark| !mark.is_empty())
}

/// Keeps the list; fails with the browser's word.
pub async fn keep_list(entries: &[Rc<Entry>]) -> Result<(), String> {
    if entries.is_empty() {
        keep(LIST, "");
        return forget(LIST).await;
    }
    let files = Array::new();
    for part in entries.chunk_by(|one, next| one.record.source.file == next.record.source.file) {
        files.push(&file_value(part));
    }
    store(LIST, &files).await?;
    keep(LIST, "kept");
    Ok(())
}

fn file_value(entries: &[Rc<Entry>]) -> JsValue {
    let name = entries
        .first()
        .map(|entry| entry.record.source.file.as_str());
    let text: String = entries.iter().map(|entry| &*entry.text).collect();
    let lines: Vec<u32> = entries
        .iter()
        .map(|entry| entry.record.source.line)
        .collect();
    let bytes = Uint8Array::from(text.as_bytes());
    Array::of3(&name.into(), &bytes, &Uint32Array::from(&lines[..])).into()
}

/// The list that was kept; fails with the browser's word.
pub async fn kept_list() -> Result<Vec<ListedFile>, String> {
    let files = stored(LIST).await?;
    let files: &Array = files.unchecked_ref();
    // Of another version's value nothing is understood.
    let files = match Array::is_array(files) {
        true => files.iter().filter_map(|value| kept_file(&value)).collect(),
        false => Vec::new(),
    };
    Ok(files)
}

fn kept_file(value: &JsValue) -> Option<ListedFile> {
    let parts: &Array = value.dyn_ref()?;
    let name = parts.get(0).as_string()?;
    let bytes: Uint8Array = parts.get(1).dyn_into().ok()?;
    let lines: Uint32Array = parts.get(2).dyn_into().ok()?;
    let file = File::new_with_buffer_source_sequence(&Array::of1(&bytes), &name).ok()?;
    Some(ListedFile {
        name,
        file,
        lines: lines.to_vec(),
    })
}
