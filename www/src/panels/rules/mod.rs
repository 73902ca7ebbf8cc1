//! House rules: what they find in the user's lines, what they teach, and what they mend.

mod about;
mod allow;
mod changes;
mod finding;
mod list;
mod question;
mod slot;
mod summary;
mod switches;
mod tidy;
mod toggle;
mod view;

use yew::prelude::*;

pub use about::{About, AboutProps};
pub use changes::render_changes;
pub use slot::RulesSlot;
pub use summary::count_words;

use self::view::{Rules, RulesProps};
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The view, in a part of its own.
const RULES: LazyView<RulesProps> = LazyView {
    part: "rules",
    load: || Box::pin(rules()),
};

#[wasm_split(rules, fallible)]
fn rules() -> Result<fn(RulesProps) -> Html, NotLoaded> {
    Ok(|props| html! { <Rules ..props /> })
}
