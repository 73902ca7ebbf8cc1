//! What is worth a word about the page itself: an analysis that takes long or failed, and a stroke
//! that can be taken back.

use yew::prelude::*;

use crate::hooks::{use_document, use_evaluation};
use crate::model::{Action, Phase};

/// Nothing in the ordinary case.
#[component]
pub fn Notice() -> Html {
    let document = use_document();
    let evaluation = use_evaluation();
    let retry = evaluation.retry.reform(|_: MouseEvent| ());
    let about_job = match &evaluation.phase {
        Phase::Slow => html! { <p class="notice" role="status">{ "Still working…" }</p> },
        Phase::Failed(reason) => html! {
            <div class="notice notice--failed" role="alert">
                <p>
                    <strong>{ "No answer for this text. " }</strong>
                    { format!("{reason}. What you typed is kept.") }
                </p>
                <button type="button" class="button button--small" onclick={retry}>
                    { "Try again" }
                </button>
            </div>
        },
        _ => Html::default(),
    };
    html! {
        <div class="notices">
            { about_job }
            if let Some(replaced) = &document.replaced {
                <div class="notice" role="status">
                    <p>{ replaced.what }</p>
                    <button
                        type="button"
                        class="button button--small"
                        onclick={document.on(|_: MouseEvent| Action::TakeBack)}
                    >
                        { "Undo" }
                    </button>
                </div>
            }
        </div>
    }
}
