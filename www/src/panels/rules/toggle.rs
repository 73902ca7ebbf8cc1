//! A button that opens one of several things, and closes it again.

use yew::prelude::*;

/// Of what can be open under one state, `what` is opened.
pub(super) fn render_toggle<T: Copy + PartialEq + 'static>(
    label: &str,
    what: T,
    open: &UseStateHandle<Option<T>>,
    look: Option<&'static str>,
) -> Html {
    let is_open = **open == Some(what);
    let set = open.setter();
    let onclick = Callback::from(move |_: MouseEvent| set.set((!is_open).then_some(what)));
    html! {
        <button
            type="button"
            class={classes!("button", "button--small", look)}
            aria-expanded={is_open.to_string()}
            {onclick}
        >
            { label }
        </button>
    }
}
