//! A view that is loaded when it is first shown.

use gloo_timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::lazy::LazyView;

/// Milliseconds after which waiting is worth a word.
const SLOW_AFTER: u32 = 200;

/// What [`Lazy`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct LazyProps<P: Clone + PartialEq + 'static> {
    /// The view; always the same one at this place.
    pub view: LazyView<P>,
    /// What the view gets.
    pub with: P,
}

/// How far a view is that has not come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wait {
    Short,
    Long,
    Failed,
}

/// The view; until it has come nothing, then a word, and where it does not come a way to ask
/// again.
#[component]
pub fn Lazy<P: Clone + PartialEq + 'static>(props: &LazyProps<P>) -> Html {
    let draw = use_state(|| None);
    let wait = use_state(|| Wait::Short);
    let attempt = use_state(|| 0);
    {
        let (load, draw, wait) = (props.view.load, draw.setter(), wait.setter());
        use_effect_with(*attempt, move |_| {
            let slow = say_later(wait.clone());
            spawn_local(async move {
                match load().await {
                    Ok(view) => draw.set(Some(view)),
                    Err(_) => wait.set(Wait::Failed),
                }
                drop(slow);
            });
        });
    }
    match *draw {
        Some(draw) => draw(props.with.clone()),
        None => render_wait(*wait, wait.setter(), attempt),
    }
}

/// Says after a while that it takes long, unless dropped.
fn say_later(wait: UseStateSetter<Wait>) -> Timeout {
    Timeout::new(SLOW_AFTER, move || wait.set(Wait::Long))
}

fn render_wait(wait: Wait, set: UseStateSetter<Wait>, attempt: UseStateHandle<u32>) -> Html {
    let again = Callback::from(move |_: MouseEvent| {
        set.set(Wait::Short);
        attempt.set(*attempt + 1);
    });
    match wait {
        Wait::Short => Html::default(),
        Wait::Long => html! { <p class="notice" role="status">{ "Loading…" }</p> },
        Wait::Failed => html! {
            <div class="notice notice--failed" role="alert">
                <p>
                    <strong>{ "This part of the page could not be loaded. " }</strong>
                    { "What you see works on; what you typed is kept." }
                </p>
                <button type="button" class="button button--small" onclick={again}>
                    { "Try again" }
                </button>
            </div>
        },
    }
}
