//! Files: what is being read, what is to be said of them, the list of many fingerprints, and
//! responses that come without one.

mod ended;
mod list;
mod page;
mod raw;
mod reading;
mod table;

use yew::prelude::*;

use self::page::Files;
use crate::lazy::{LazyView, NotLoaded, wasm_split};

/// The panel, in a part of its own; it takes what is given from its context.
pub const FILES: LazyView<()> = LazyView {
    part: "files",
    load: || Box::pin(files()),
};

#[wasm_split(files, fallible)]
fn files() -> Result<fn(()) -> Html, NotLoaded> {
    Ok(|()| html! { <Files /> })
}
