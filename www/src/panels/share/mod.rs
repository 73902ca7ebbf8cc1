//! Links and texts to give away, and a link that somebody gave: both in one part of their own.

mod arrival;
mod found;
mod texts;
mod view;

use yew::prelude::*;

pub use arrival::ArrivalProps;

use self::arrival::Arrival;
use self::view::Share;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// What is given away.
pub const SHARE: LazyView<()> = LazyView {
    part: "share",
    load: || Box::pin(share()),
};

#[wasm_split(share, fallible)]
fn share() -> Result<fn(()) -> Html, NotLoaded> {
    Ok(|()| html! { <Share /> })
}

/// What came by a link.
pub const ARRIVAL: LazyView<ArrivalProps> = LazyView {
    part: "arrival",
    load: || Box::pin(arrival()),
};

#[wasm_split(share, fallible)]
fn arrival() -> Result<fn(ArrivalProps) -> Html, NotLoaded> {
    Ok(|props| html! { <Arrival ..props /> })
}
