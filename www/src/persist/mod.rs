//! What outlives a reload: the texts, the release of Nmap and the theme.
//!
//! `boot.js` holds them, outside of this program and in the browser's storage, so that a panic
//! here loses nothing. It also keeps every keystroke in a field with `data-keep` by itself; what
//! is written here is what changed without typing.

mod database;
mod list;
mod probes;

use sflens::template::Release;
use wasm_bindgen::prelude::*;

use crate::model::Texts;

pub use list::{ListedFile, is_list_kept, keep_list, kept_list};
pub use probes::{Change, KeptFile, KeptFiles, MAX_FILE_BYTES, Trouble, change_probes, has_probes};

/// The name of the paste, and the value of `data-keep` on its field.
pub const PASTE: &str = "paste";
/// The name of the match lines, and the value of `data-keep` on their field.
pub const LINES: &str = "lines";
const THEME: &str = "theme";
const RELEASE: &str = "nmap";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = sflensHost)]
    fn keep(name: &str, text: &str);

    #[wasm_bindgen(js_namespace = sflensHost)]
    fn kept(name: &str) -> Option<String>;
}

/// Keeps the texts.
pub fn keep_texts(texts: &Texts) {
    keep(PASTE, &texts.paste);
    keep(LINES, &texts.lines);
}

/// The texts that were kept; empty ones at the first visit.
pub fn kept_texts() -> Texts {
    let text = |name| kept(name).unwrap_or_default().into();
    Texts {
        paste: text(PASTE),
        lines: text(LINES),
    }
}

/// Keeps the release of Nmap.
pub fn keep_release(release: Release) {
    keep(RELEASE, release.name());
}

/// The release that was kept; the newest at the first visit.
pub fn kept_release() -> Release {
    let name = kept(RELEASE);
    name.and_then(|name| Release::from_name(&name))
        .unwrap_or_default()
}

/// Keeps the name of the theme.
pub fn keep_theme(name: &str) {
    keep(THEME, name);
}

/// The name of the theme that was kept; empty at the first visit.
pub fn kept_theme() -> String {
    kept(THEME).unwrap_or_default()
}
