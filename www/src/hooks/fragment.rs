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

fn read_fragment() -> AttrValue {
    let hash = gloo_utils::window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned().into()
}
