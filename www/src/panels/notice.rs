//! What is worth a word about the page itself: an analysis that takes long or failed, and a stroke
//! that can be taken back.

use yew::prelude::*;

use crate::hooks::{FIRST_HEADING, catch_focus, pass_focus, use_document, use_evaluation};
use crate::model::{Action, Phase};

/// The id of what is said of a stroke.
const STROKE: &str = "stroke";

/// Nothing in the ordinary case.
#[component]
pub fn Notice() -> Html {
    let document = use_document();
    let evaluation = use_evaluation();
    let retry = (evaluation.retry).reform(|event: MouseEvent| pass_focus(&event, FIRST_HEADING));
    let onundo = document.on(|event: MouseEvent| {
        pass_focus(&event, FIRST_HEADING);
        Action::TakeBack
    });
    // What the user emptied the page with is gone by then.
    let is_emptied = document.replaced.is_some() && document.texts.are_blank();
    use_effect_with(is_emptied, |is_emptied| {
        if *is_emptied {
            catch_focus(STROKE);
        }
    });
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
                <div class="notice" id={STROKE} role="status">
                    <p>{ replaced.what }</p>
                    <button type="button" class="button button--small" onclick={onundo}>
                        { "Undo" }
                    </button>
                </div>
            }
        </div>
    }
}
