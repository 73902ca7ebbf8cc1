//! A switch with its label.

use yew::prelude::*;

/// A button with two states that Space and Enter turn over; `onswitch` gets the new one.
pub fn render_switch(label: &str, on: bool, onswitch: &Callback<bool>) -> Html {
    let onclick = onswitch.reform(move |_: MouseEvent| !on);
    html! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked={if on { "true" } else { "false" }}
            {onclick}
        >
            <span class="switch__track" aria-hidden="true"><span class="switch__thumb" /></span>
            { label }
        </button>
    }
}
