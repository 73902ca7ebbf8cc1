//! The places of the two cards, which are loaded when they have something to show.

use yew::prelude::*;

use super::{ALL_LINES, PROBES};
use crate::hooks::{pass_focus, use_document};
use crate::persist::has_probes;
use crate::widgets::Lazy;

/// The id of the place of the first card, which has the focus while the card is loaded.
const PLACE: &str = "probes-place";

/// The card of the files; a button for it until one asks for it or had files at the last visit.
#[component]
pub fn ProbesSlot() -> Html {
    let is_open = use_state(has_probes);
    let onclick = {
        let is_open = is_open.setter();
        Callback::from(move |event: MouseEvent| {
            pass_focus(&event, PLACE);
            is_open.set(true);
        })
    };
    html! {
        <div id={PLACE}>
            if *is_open {
                <Lazy<()> view={PROBES} with={()} />
            } else {
                <section class="card" aria-labelledby="probes-title">
                    <div class="card__head">
                        <h2 class="card__title" id="probes-title">{ "Probes files" }</h2>
                        <p class="card__note">{ "the starter file" }</p>
                        <div class="card__actions">
                            <button type="button" class="button" {onclick}>{ "Use your own" }</button>
                        </div>
                    </div>
                </section>
            }
        </div>
    }
}

/// The card of what the files say; nothing without one.
#[component]
pub fn AllLinesSlot() -> Html {
    match use_document().probes {
        0 => Html::default(),
        _ => html! { <Lazy<()> view={ALL_LINES} with={()} /> },
    }
}
