//! The one place of the page that speaks to screen readers by itself.

use yew::prelude::*;

/// What [`LiveRegion`] says.
#[derive(Clone, PartialEq, Properties)]
pub struct LiveRegionProps {
    /// Said politely whenever it changes.
    pub text: AttrValue,
}

/// See the head of this file.
#[component]
pub fn LiveRegion(props: &LiveRegionProps) -> Html {
    html! { <p class="aside" role="status" aria-live="polite">{ &props.text }</p> }
}
