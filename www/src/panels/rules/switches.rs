//! A switch for each rule, area by area, and one more for notes that tidying is to mend too.

use sflens::results::RuleRecord;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::hooks::{Asked, use_asked};
use crate::protocol::{RuleChoice, RulesQuestion};
use crate::widgets::render_prose;

/// What [`Switches`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SwitchesProps {
    /// The choice.
    pub choice: RuleChoice,
    /// Called with another one.
    pub onchoose: Callback<RuleChoice>,
}

/// See the head of this file.
#[component]
pub(super) fn Switches(props: &SwitchesProps) -> Html {
    let records = match use_asked(RulesQuestion) {
        Asked::Waiting => return Html::default(),
        Asked::Failed(reason) => {
            return html! { <p class="rules__word" role="alert">{ format!("No rules: {reason}.") }</p> };
        }
        Asked::Ready(records) => records,
    };
    let own: Vec<&RuleRecord> = records.iter().filter(|record| !record.by_reader).collect();
    let areas = own.chunk_by(|a, b| a.area == b.area);
    html! {
        <div class="rules__switches" role="group" aria-label="Rules">
            { for areas.map(|records| render_area(records, props)) }
        </div>
    }
}

fn render_area(records: &[&RuleRecord], props: &SwitchesProps) -> Html {
    let title = records.first().map_or("", |record| record.area.as_str());
    let counts = |record: &&&RuleRecord| props.choice.counts(&record.rule, &record.severity);
    let n_on = records.iter().filter(counts).count();
    html! {
        <details key={title.to_owned()}>
            <summary>{ format!("{title}: {n_on} of {}", records.len()) }</summary>
            <ul>{ for records.iter().map(|record| render_rule(record, props)) }</ul>
        </details>
    }
}

fn render_rule(record: &RuleRecord, props: &SwitchesProps) -> Html {
    let choice = props.choice.clone();
    let counts = choice.counts(&record.rule, &record.severity);
    let is_named = choice.is_on(&record.rule);
    let onchange = {
        let (choice, rule) = (choice.clone(), record.clone());
        let choose = move |checked| choice.with(&rule.rule, &rule.severity, checked);
        props
            .onchoose
            .reform(move |event: Event| choose(is_checked(&event)))
    };
    let onname = {
        let rule = record.rule.clone();
        let choose = move |checked| choice.with_name(&rule, checked);
        props
            .onchoose
            .reform(move |event: Event| choose(is_checked(&event)))
    };
    let is_tidied = record.severity == "note" && record.fix.as_deref() == Some("safe");
    html! {
        <li class="rules__rule">
            <label>
                <input type="checkbox" checked={counts} {onchange} />
                <code translate="no">{ &record.rule }</code>
            </label>
            <span class="card__note">{ &record.severity }{ fix_words(record) }</span>
            <p>{ render_prose(&record.what) }</p>
            if is_tidied {
                <label>
                    <input type="checkbox" checked={is_named} onchange={onname} />
                    { "Tidy mends it too" }<span class="aside">{ format!(": {}", record.rule) }</span>
                </label>
            }
        </li>
    }
}

fn fix_words(record: &RuleRecord) -> String {
    let fix = record.fix.as_ref();
    fix.map_or_else(String::new, |fix| format!(", {fix} edit"))
}

fn is_checked(event: &Event) -> bool {
    let field = event.target().and_then(|target| target.dyn_into().ok());
    field.is_some_and(|field: HtmlInputElement| field.checked())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::render_html;

    #[test]
    fn a_rule_is_as_the_choice_has_it() {
        let records = sflens::results::rule_records();
        let find = |id: &str| records.iter().find(|record| record.rule == id);
        let choice = RuleChoice {
            is_private: true,
            on: vec!["pattern-idle-flag".to_owned()],
            ..RuleChoice::default()
        };
        let props = SwitchesProps {
            choice,
            onchoose: Callback::noop(),
        };
        let n_checked = |id: &str| {
            let html = render_html(render_rule(find(id).expect("a rule"), &props));
            html.matches(" checked").count()
        };
        assert_eq!(n_checked("pattern-unanchored"), 1);
        assert_eq!(n_checked("template-order"), 0);
        assert_eq!(n_checked("pattern-idle-flag"), 2);
    }
}
