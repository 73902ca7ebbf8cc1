//! What every part of a fingerprint and of a match line means: the words of the page in one place.

mod files;
mod first_line;
mod limits;
mod order;
mod page;
mod patterns;
mod templates;
mod terms;

use yew::prelude::*;

pub use page::LearnProps;

use self::page::Learn;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The view, in a part of its own.
pub const LEARN: LazyView<LearnProps> = LazyView {
    part: "learn",
    load: || Box::pin(learn()),
};

#[wasm_split(learn, fallible)]
fn learn() -> Result<fn(LearnProps) -> Html, NotLoaded> {
    Ok(|props| html! { <Learn ..props /> })
}
