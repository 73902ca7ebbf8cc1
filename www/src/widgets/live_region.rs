//! The one place of the page that speaks to screen readers by itself.

use yew::prelude::*;

/// Says `text` politely whenever it changes.
pub fn render_live_region(text: &str) -> Html {
    html! { <p class="aside" role="status" aria-live="polite">{ text }</p> }
}
