//! The user's drafts, in the part `desk`.

mod view;

use yew::prelude::*;

use self::view::Drafts;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The view.
pub const DRAFTS: LazyView<()> = LazyView {
    part: "drafts",
    load: || Box::pin(drafts()),
};

#[wasm_split(desk, fallible)]
fn drafts() -> Result<fn(()) -> Html, NotLoaded> {
    Ok(|()| html! { <Drafts /> })
}
