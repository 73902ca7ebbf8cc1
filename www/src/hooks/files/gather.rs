//! Files out of what was dropped or chosen: folders are walked through.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry,
};

/// The most files of one drop, folders included; what comes behind is left out.
const MAX_FILES: usize = 20_000;

/// The files with their paths, in the order of the things and of the paths in each. What cannot
/// be looked into is left out.
pub(super) async fn gather(things: &[JsValue]) -> Vec<(String, File)> {
    let mut files = Vec::new();
    for thing in things {
        match thing.dyn_ref::<File>() {
            Some(file) => files.push((path_of(file), file.clone())),
            None => files.extend(walk(thing.unchecked_ref()).await),
        }
    }
    files
}

/// The path below the folder that was chosen, or the name.
fn path_of(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into());
    let path = path.ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

async fn walk(entry: &FileSystemEntry) -> Vec<(String, File)> {
    let mut files = Vec::new();
    let mut waiting = vec![entry.clone()];
    let mut n_looked_at = 0;
    while let Some(entry) = waiting.pop() {
        n_looked_at += 1;
        if n_looked_at > MAX_FILES {
            break;
        }
        let path = entry.full_path().trim_start_matches('/').to_owned();
        match entry.is_directory() {
            true => waiting.extend(children(entry.unchecked_ref()).await),
            false => files.extend(file(entry.unchecked_ref()).await.map(|file| (path, file))),
        }
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    files
}

async fn file(entry: &FileSystemFileEntry) -> Option<File> {
    let got = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    JsFuture::from(got).await.ok()?.dyn_into().ok()
}

/// A browser gives the entries of a folder in parts, and at last an empty one.
async fn children(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut entries = Vec::new();
    while entries.len() < MAX_FILES {
        let part = part(&reader).await;
        if part.is_empty() {
            break;
        }
        entries.extend(part);
    }
    entries
}

async fn part(reader: &FileSystemDirectoryReader) -> Vec<FileSystemEntry> {
    let got = Promise::new(&mut |resolve, reject| {
        if let Err(thrown) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
            // Whoever waits is told of it.
            let _ = reject.call1(&JsValue::NULL, &thrown);
        }
    });
    let entries: Option<Array> = JsFuture::from(got)
        .await
        .ok()
        .and_then(|it| it.dyn_into().ok());
    let entries = entries.iter().flat_map(|entries| entries.iter());
    entries.map(JsCast::unchecked_into).collect()
}
