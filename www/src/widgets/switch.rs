//! A switch with its label.

use yew::prelude::*;

/// What [`Switch`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct SwitchProps {
    /// What it switches.
    pub label: AttrValue,
    /// True when it is on.
    pub on: bool,
    /// Called with the new state.
    pub onswitch: Callback<bool>,
}

/// A button with two states that Space and Enter turn over.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let on = props.on;
    let onclick = props.onswitch.reform(move |_: MouseEvent| !on);
    html! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked={if on { "true" } else { "false" }}
            {onclick}
        >
            <span class="switch__track" aria-hidden="true"><span class="switch__thumb" /></span>
            { &props.label }
        </button>
    }
}
