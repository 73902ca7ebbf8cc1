//! The place of the card, which is loaded once there is a line.

use super::RULES;
use super::view::RulesProps;
use crate::hooks::use_document;
use crate::widgets::Lazy;
use yew::prelude::*;

/// The card; nothing without a line.
#[component]
pub fn RulesSlot(props: &RulesProps) -> Html {
    match use_document().texts.lines.trim().is_empty() {
        true => Html::default(),
        false => html! { <Lazy<RulesProps> view={RULES} with={props.clone()} /> },
    }
}
