//! The one place of the page that speaks to screen readers by itself.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Milliseconds for which words must stand before they are said: nobody hears out what the next key
/// makes untrue.
const QUIET: u32 = 500;

/// Says `text` politely whenever it changes.
pub fn render_live_region(text: &str) -> Html {
    html! { <p class="aside" role="status" aria-live="polite">{ text }</p> }
}

/// What [`LiveRegion`] says.
#[derive(Clone, PartialEq, Properties)]
pub struct LiveRegionProps {
    /// The words; none while they are due, when the last ones stay.
    pub text: Option<AttrValue>,
}

/// Says words when they have stood for a moment, and the same words once.
#[component]
pub fn LiveRegion(props: &LiveRegionProps) -> Html {
    let said = use_state_eq(|| AttrValue::Static(""));
    {
        let said = said.setter();
        use_effect_with(props.text.clone(), move |text| {
            let text = text.clone();
            let later = text.map(|text| Timeout::new(QUIET, move || said.set(text)));
            move || drop(later)
        });
    }
    render_live_region(&said)
}
