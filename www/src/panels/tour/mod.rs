//! The tour: a text beside the thing that it is about, one after the other. In the part `desk`.

mod view;

use yew::prelude::*;

pub use view::TourProps;

use self::view::Tour;
use crate::lazy::{LazyView, NotLoaded, wasm_split};
use crate::widgets::Lazy;

const TOUR: LazyView<TourProps> = LazyView {
    part: "tour",
    load: || Box::pin(tour()),
};

#[wasm_split(desk, fallible)]
fn tour() -> Result<fn(TourProps) -> Html, NotLoaded> {
    Ok(|props| html! { <Tour ..props /> })
}

/// The text of the stop `at`, when the tour is there. The element stays, since yew places what is
/// inserted before a component without elements behind what follows it.
pub fn render_stop(tour: Option<usize>, at: usize) -> Html {
    let is_here = tour == Some(at);
    html! {
        <div hidden={!is_here}>
            if is_here {
                <Lazy<TourProps> view={TOUR} with={TourProps { at }} />
            }
        </div>
    }
}
