//! What outlives a reload: the texts and what was chosen, drafts, what was there before the last
//! stroke that replaced it, the theme.
//!
//! `boot.js` holds them, outside of this program and in the browser's storage, so that a panic
//! here loses nothing. It also keeps every keystroke in a field with `data-keep` by itself; what
//! is written here is what changed without typing. What a tab works on is its own (texts, choices,
//! what was there before); all else is shared by the tabs of a browser.

mod database;
mod drafts;
mod list;
mod probes;

use wasm_bindgen::prelude::*;

use crate::model::{Document, Saved, Texts};

pub use drafts::{KeptDrafts, listen_to_drafts};
pub use list::{ListedFile, is_list_kept, keep_list, kept_list};
pub use probes::{Change, KeptFile, KeptFiles, MAX_FILE_BYTES, Trouble, change_probes, has_probes};

/// The name of the paste, and the value of `data-keep` on its field.
pub const PASTE: &str = "paste";
/// The name of the match lines, and the value of `data-keep` on their field.
pub const LINES: &str = "lines";
const THEME: &str = "theme";
const CHOICES: &str = "choices";
const BEFORE: &str = "before";
const RULES: &str = "rules";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = sflensHost)]
    fn keep(name: &str, text: &str) -> bool;

    #[wasm_bindgen(js_namespace = sflensHost)]
    fn kept(name: &str) -> Option<String>;
}

/// Keeps what was chosen: everything but the texts, which are kept as they are typed.
pub fn keep_choices(choices: &Saved) {
    keep(CHOICES, &choices.print());
}

/// The document of this tab, in a new one what was worked on last; an empty one at the first visit.
pub fn kept_document() -> Document {
    let choices = kept(CHOICES).and_then(|text| Saved::parse(&text));
    let texts = kept_texts();
    let saved = Saved {
        texts,
        ..choices.unwrap_or_default()
    };
    Document::opened(saved)
}

/// Keeps what was there before something took its place.
pub fn keep_before(saved: &Saved) {
    keep(BEFORE, &saved.print());
}

/// What was there before the last time that something took its place.
pub fn kept_before() -> Option<Saved> {
    let before = kept(BEFORE).and_then(|text| Saved::parse(&text));
    before.filter(|saved| !saved.texts.are_blank())
}

/// Keeps the texts.
pub fn keep_texts(texts: &Texts) {
    keep(PASTE, &texts.paste);
    keep(LINES, &texts.lines);
}

fn kept_texts() -> Texts {
    let text = |name| kept(name).unwrap_or_default().into();
    Texts {
        paste: text(PASTE),
        lines: text(LINES),
    }
}

/// Keeps the printed choice of house rules.
pub fn keep_rules(choice: &str) {
    keep(RULES, choice);
}

/// The printed choice of house rules; empty at the first visit.
pub fn kept_rules() -> String {
    kept(RULES).unwrap_or_default()
}

/// Keeps the name of the theme.
pub fn keep_theme(name: &str) {
    keep(THEME, name);
}

/// The name of the theme that was kept; empty at the first visit.
pub fn kept_theme() -> String {
    kept(THEME).unwrap_or_default()
}
