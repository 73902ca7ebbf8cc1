//! The probes files that the user opened. `js/probes-store.js` holds them, in memory and, where the
//! browser allows it, in its IndexedDB.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::File;

use super::{keep, kept};

/// Bytes of the largest file that is read. Nmap's own has 2.5 MB.
pub const MAX_FILE_BYTES: u32 = 16 * 1024 * 1024;

/// Set while files are kept, so that a visit without them loads nothing for them.
const HAS_PROBES: &str = "probes";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = sflensHost)]
    async fn probes(verb: &str, first: JsValue, second: JsValue) -> Result<JsValue, JsValue>;
}

/// One file.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFile {
    /// Its number in the store.
    pub id: u32,
    /// Its name, another for each.
    pub name: String,
    /// Its bytes.
    pub size: u32,
    /// When it was last changed, in Unix seconds.
    pub date: u64,
    /// Its lines count.
    pub is_used: bool,
}

/// Why a file is not there at the next visit, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser keeps nothing for this page, as in some private windows.
    Denied,
    /// The browser has no room left.
    Full,
    /// The file could not be read.
    Unreadable,
}

/// All files in the order in which their lines are tried.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptFiles {
    /// The files.
    pub files: Vec<KeptFile>,
    /// What is wrong.
    pub trouble: Option<Trouble>,
    /// The files in use as the worker takes them.
    pub message: Array,
}

/// A change of the files.
#[derive(Clone, Debug)]
pub enum Change {
    /// None yet: those of the last visit.
    Restore,
    /// Opened, in the place of another or as one more.
    Open(File, Option<u32>),
    /// Taken out.
    Remove(u32),
    /// One place up.
    Raise(u32),
    /// Switched on or off.
    Toggle(u32),
}

/// Makes a change, and gives what there is then; nothing when the store could not be loaded.
pub async fn change_probes(change: Change) -> Option<KeptFiles> {
    let none = JsValue::UNDEFINED;
    let (verb, first, second) = match change {
        Change::Restore => ("all", none.clone(), none),
        Change::Open(file, replaced) => ("open", file.into(), replaced.into()),
        Change::Remove(id) => ("remove", id.into(), none),
        Change::Raise(id) => ("raise", id.into(), none),
        Change::Toggle(id) => ("toggle", id.into(), none),
    };
    let kept = read_snapshot(&probes(verb, first, second).await.ok()?)?;
    let flag = if kept.files.is_empty() { "" } else { "1" };
    keep(HAS_PROBES, flag);
    Some(kept)
}

/// True when files were kept at the last visit.
pub fn has_probes() -> bool {
    kept(HAS_PROBES).is_some_and(|flag| !flag.is_empty())
}

fn read_snapshot(value: &JsValue) -> Option<KeptFiles> {
    let files: Array = field(value, "files")?.dyn_into().ok()?;
    let trouble = field(value, "trouble").and_then(|trouble| trouble.as_string());
    Some(KeptFiles {
        files: files.iter().filter_map(|file| read_file(&file)).collect(),
        trouble: trouble.map(|trouble| match trouble.as_str() {
            "full" => Trouble::Full,
            "unreadable" => Trouble::Unreadable,
            _ => Trouble::Denied,
        }),
        message: field(value, "message")?.dyn_into().ok()?,
    })
}

fn read_file(value: &JsValue) -> Option<KeptFile> {
    Some(KeptFile {
        id: field(value, "id")?.as_f64()? as u32,
        name: field(value, "name")?.as_string()?,
        size: field(value, "size")?.as_f64()? as u32,
        date: (field(value, "date")?.as_f64()? / 1000.0) as u64,
        is_used: field(value, "used")?.as_bool()?,
    })
}

fn field(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}
