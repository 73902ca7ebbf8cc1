//! One line on one response step by step, in the part `desk`.

mod outcome;
mod picture;
mod player;
mod view;
mod words;

use yew::prelude::*;

pub use view::StepsProps;

use self::view::Steps;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The view.
pub const STEPS: LazyView<StepsProps> = LazyView {
    part: "steps",
    load: || Box::pin(steps()),
};

#[wasm_split(desk, fallible)]
fn steps() -> Result<fn(StepsProps) -> Html, NotLoaded> {
    Ok(|props| html! { <Steps ..props /> })
}
