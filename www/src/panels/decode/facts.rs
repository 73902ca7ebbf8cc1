//! The header of a fingerprint as a list of facts.

use yew::prelude::*;

use crate::model::Fact;

/// Each name leads to its explanation.
pub(super) fn render_facts(facts: &[Fact]) -> Html {
    html! {
        <dl class="facts">
            { for facts.iter().map(|fact| html! {
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
