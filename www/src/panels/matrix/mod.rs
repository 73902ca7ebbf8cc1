//! Lines against responses as a picture, in the part `desk`.

mod cell;
mod view;

use yew::prelude::*;

use self::view::Matrix;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The view.
pub const MATRIX: LazyView<()> = LazyView {
    part: "matrix",
    load: || Box::pin(matrix()),
};

#[wasm_split(desk, fallible)]
fn matrix() -> Result<fn(()) -> Html, NotLoaded> {
    Ok(|()| html! { <Matrix /> })
}
