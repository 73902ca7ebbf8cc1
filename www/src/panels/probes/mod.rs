//! The probes files: the user's own, what they say about each response, their lines found by words,
//! what the house rules find in a whole one, and the file with the user's lines in it.
//!
//! Only `slot` is in the part of the program that the first view needs.

mod all_lines;
mod around;
mod card;
mod export;
mod faults;
mod file_row;
mod rules;
mod search;
mod slot;
mod words;

use yew::prelude::*;

pub use slot::{AllLinesSlot, ProbesSlot};

use self::all_lines::AllLinesCard;
use self::card::ProbesCard;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The card of the files.
pub(super) const PROBES: LazyView<()> = LazyView {
    part: "probes",
    load: || Box::pin(probes()),
};

/// The card of what the files say.
pub(super) const ALL_LINES: LazyView<()> = LazyView {
    part: "all-lines",
    load: || Box::pin(all_lines()),
};

#[wasm_split(probes, fallible)]
fn probes() -> Result<fn(()) -> Html, NotLoaded> {
    Ok(|()| html! { <ProbesCard /> })
}

#[wasm_split(probes, fallible)]
fn all_lines() -> Result<fn(()) -> Html, NotLoaded> {
    Ok(|()| html! { <AllLinesCard /> })
}
