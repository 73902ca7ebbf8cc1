//! The part of the address behind `#`, which says what is shown.

use gloo_events::EventListener;
use yew::prelude::*;

/// The fragment without its `#`, now and after each change.
#[hook]
pub fn use_fragment() -> AttrValue {
    let fragment = use_state(read_fragment);
    {
        let fragment = fragment.clone();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&gloo_utils::window(), "hashchange", move |_| {
                fragment.set(read_fragment());
            });
            move || drop(listener)
        });
    }
    (*fragment).clone()
}

/// Takes the fragment out of the address, without a step in the history that leads back to it.
pub fn leave_fragment() {
    // A browser that refuses shows the same once more after a reload, and nothing is lost.
    let _ = gloo_utils::window().location().replace("#");
}

/// The address of the page without a fragment.
pub fn page_address() -> String {
    let href = gloo_utils::window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

fn read_fragment() -> AttrValue {
    let hash = gloo_utils::window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned().into()
}
