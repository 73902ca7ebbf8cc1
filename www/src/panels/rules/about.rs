//! What a rule teaches, in the words of the document of all rules.

use sflens::results::RuleRecord;
use yew::prelude::*;

use crate::hooks::{Asked, use_asked};
use crate::protocol::RulesQuestion;
use crate::widgets::render_prose;

/// What [`About`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct AboutProps {
    /// The id of the rule.
    pub rule: AttrValue,
}

/// See the head of this file.
#[component]
pub fn About(props: &AboutProps) -> Html {
    match use_asked(RulesQuestion) {
        Asked::Waiting => Html::default(),
        Asked::Failed(reason) => html! {
            <p class="rules__word" role="alert">{ format!("No words about it: {reason}.") }</p>
        },
        Asked::Ready(records) => match records.iter().find(|record| record.rule == *props.rule) {
            Some(record) => render_record(record),
            None => Html::default(),
        },
    }
}

fn render_record(record: &RuleRecord) -> Html {
    let said =
        |term: &str, words: &str| html! { <><dt>{ term }</dt><dd>{ render_prose(words) }</dd></> };
    let example = |term: &str, text: &str| {
        html! {
            <>
                <dt>{ term }</dt>
                <dd><pre class="rules__example" translate="no">{ text }</pre></dd>
            </>
        }
    };
    html! {
        <div class="rules__about" role="group" aria-label={format!("About {}", record.rule)}>
            <p><code class="inline" translate="no">{ &record.rule }</code></p>
            <dl>
                { said("Found", &record.what) }
                { said("Why", &record.why) }
                { said("Nmap", &record.nmap) }
                { example("Bad", &record.bad) }
                { example("Better", &record.good) }
                { said("Source", &record.source) }
            </dl>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};

    #[test]
    fn a_rule_is_told_with_its_examples() {
        let records = sflens::results::rule_records();
        let record = records
            .iter()
            .find(|record| record.rule == "template-order");
        let record = record.expect("a rule");
        let text = text_of(&render_html(render_record(record)));
        for words in [&record.rule, &record.bad, &record.good] {
            assert!(text.contains(words), "{text}");
        }
    }
}
