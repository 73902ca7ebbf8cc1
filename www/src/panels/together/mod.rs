//! What belongs together in the paste: the scans of one service, and what Nmap noted of its matches.
//!
//! Only `slot` is in the part of the program that the first view needs.

mod notes;
mod service;
mod slot;
mod varying;
mod view;

use yew::prelude::*;

pub use slot::TogetherSlot;

use self::view::Together;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The cards.
pub(super) const TOGETHER: LazyView<()> = LazyView {
    part: "together",
    load: || Box::pin(together()),
};

#[wasm_split(together, fallible)]
fn together() -> Result<fn(()) -> Html, NotLoaded> {
    Ok(|()| html! { <Together /> })
}
