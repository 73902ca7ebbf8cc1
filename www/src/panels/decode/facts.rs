//! The header of a fingerprint as a list of facts.

use yew::prelude::*;

use crate::model::Fact;

/// Names that lead to a term of the help, with that term as its address writes it.
pub const HELPED: [(&str, &str); 8] = [
    ("Host", "host"),
    ("Intensity", "intensity"),
    ("Lines tried", "fallback"),
    ("Platform", "platform"),
    ("Rarity", "rarity"),
    ("Responses", "response"),
    ("Sends", "payload"),
    ("Tunnel", "tunnel"),
];

fn render_name(name: &'static str) -> Html {
    match HELPED.iter().find(|(helped, _)| *helped == name) {
        Some((_, term)) => html! { <a href={format!("#learn-term-{term}")}>{ name }</a> },
        None => html! { { name } },
    }
}

/// Each name that is a term leads to its explanation.
pub(super) fn render_facts(facts: &[Fact]) -> Html {
    html! {
        <dl class="facts">
            { for facts.iter().map(|fact| html! {
                <div class="facts__fact">
                    <dt class="facts__name">{ render_name(fact.name) }</dt>
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
