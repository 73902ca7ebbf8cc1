//! The header of a fingerprint as a list of facts.

use yew::prelude::*;

use crate::model::Fact;

/// What [`Facts`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FactsProps {
    /// The facts in order.
    pub facts: Vec<Fact>,
}

/// Each name leads to its explanation.
#[component]
pub(super) fn Facts(props: &FactsProps) -> Html {
    html! {
        <dl class="facts">
            { for props.facts.iter().map(|fact| html! {
                <div class="facts__fact">
                    <dt class="facts__name">{ fact.name }</dt>
                    <dd class="facts__value">
                        { &fact.value }
                        if let Some(remark) = &fact.remark {
                            <span class="facts__remark">{ format!(" ({remark})") }</span>
                        }
                    </dd>
                </div>
            }) }
        </dl>
    }
}
