//! The place of the cards, which are loaded when the paste has something for them.

use yew::prelude::*;

use super::TOGETHER;
use crate::hooks::use_evaluation;
use crate::widgets::Lazy;

/// Nothing where nothing belongs together.
#[component]
pub fn TogetherSlot() -> Html {
    let report = use_evaluation().last.report.clone();
    match report.services.is_empty() && report.match_notes.is_empty() {
        true => Html::default(),
        false => html! { <Lazy<()> view={TOGETHER} with={()} /> },
    }
}
