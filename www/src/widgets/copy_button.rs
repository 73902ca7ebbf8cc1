//! A button that copies a text and says so.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::hooks::copy_text;

/// Milliseconds for which the button says what it did.
const SAID_FOR: u32 = 1_600;

/// What [`CopyButton`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct CopyButtonProps {
    /// The text that is copied.
    pub text: AttrValue,
    /// What it is, for the label: "Copy the XML".
    pub what: AttrValue,
    /// What stands on the button.
    #[prop_or(AttrValue::Static("Copy"))]
    pub label: AttrValue,
}

/// See the head of this file.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let is_copied = use_state(|| false);
    let timeout = use_mut_ref(|| None::<Timeout>);
    let onclick = {
        let (text, is_copied) = (props.text.clone(), is_copied.clone());
        Callback::from(move |_: MouseEvent| {
            copy_text(&text);
            is_copied.set(true);
            let is_copied = is_copied.clone();
            let unsaid = Timeout::new(SAID_FOR, move || is_copied.set(false));
            *timeout.borrow_mut() = Some(unsaid);
        })
    };
    let said = if *is_copied {
        AttrValue::Static("Copied")
    } else {
        props.label.clone()
    };
    html! {
        <button type="button" class="button button--quiet button--small" {onclick}>
            <span aria-live="polite">{ said }</span>
            <span class="aside">{ format!(" {}", props.what) }</span>
        </button>
    }
}
