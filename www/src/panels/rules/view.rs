//! The house rules about the user's lines: the findings line by line, tidying, and the choice of
//! rules.

use std::rc::Rc;

use sflens::results::{LintRecord, LintReport};
use yew::prelude::*;

use super::list::RuleList;
use super::question::{PAUSE, TOO_LONG, is_long, use_lines_question};
use super::summary::count_words;
use super::switches::Switches;
use super::tidy::{Done, Tidy};
use super::toggle::render_toggle;
use crate::hooks::{chosen_index, use_document, use_evaluation, use_newest};
use crate::model::{Linted, Same};
use crate::persist::{keep_rules, kept_rules};
use crate::protocol::{LinesQuestion, RuleChoice};

/// What `Rules` shows.
#[derive(Clone, PartialEq, Properties)]
pub struct RulesProps {
    /// Gets the findings, for the editor.
    pub onlint: UseStateSetter<Rc<Linted>>,
}

/// What is open above the findings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Switches,
    Tidy(Option<u32>),
}

/// What was asked, and the answer.
type Told = (Same<LinesQuestion>, LintReport);

/// See the head of this file.
#[component]
pub(super) fn Rules(props: &RulesProps) -> Html {
    let document = use_document();
    let last = use_evaluation().last;
    let choice = use_state(|| RuleChoice::parse(&kept_rules()));
    let open = use_state(|| None);
    let done = use_state(|| None::<Done>);
    let is_long = is_long(&last.texts.lines);
    let question = use_lines_question(&last, &document, &choice);
    let answer = use_newest(question, PAUSE);
    let told = answer.last.clone();
    let linted = use_memo(told.clone().map(Same), |told| {
        linted(told.as_ref().map(|told| &*told.0))
    });
    {
        let onlint = props.onlint.clone();
        use_effect_with(Same((*linted).clone()), move |linted| {
            onlint.set(linted.0.clone());
        });
    }
    let onchoose = {
        let choice = choice.setter();
        Callback::from(move |next: RuleChoice| {
            keep_rules(&next.print());
            choice.set(next);
        })
    };
    let ondone = {
        let (open, done) = (open.setter(), done.setter());
        Callback::from(move |what: Option<Done>| {
            done.set(what);
            open.set(None);
        })
    };
    html! {
        <section class="card rules" aria-labelledby="rules-title">
            <div class="card__head">
                <h2 class="card__title" id="rules-title">{ "House rules" }</h2>
                <p class="card__note" role="status">{ summary(told.as_deref(), is_long) }</p>
                <div class="card__actions">
                    { render_profile(&choice, &onchoose) }
                    { render_toggle("Rules", Open::Switches, &open, None) }
                    { render_toggle("Tidy", Open::Tidy(None), &open, None) }
                    { render_toggle(
                        &format!("Tidy line {}", document.line_number),
                        Open::Tidy(Some(document.line_number)),
                        &open,
                        None,
                    ) }
                </div>
            </div>
            <p class="rules__said card__note" role="status">
                { done_words(done.as_ref(), &document.texts.lines) }
            </p>
            { match *open {
                None => Html::default(),
                Some(Open::Switches) => html! { <Switches choice={(*choice).clone()} {onchoose} /> },
                Some(Open::Tidy(line)) => html! { <Tidy choice={(*choice).clone()} {line} {ondone} /> },
            } }
            if let Some(fault) = &answer.fault {
                <p class="rules__word" role="alert">{ format!("No answer from the rules: {fault}.") }</p>
            }
            if let Some(told) = told.filter(|_| !is_long) {
                { render_told(&told.1, &linted.text, &document.texts.lines) }
            }
        </section>
    }
}

/// What was done to the lines, as long as they are what it made of them.
fn done_words<'a>(done: Option<&'a Done>, lines: &str) -> &'a str {
    let current = done.filter(|done| *done.lines == *lines);
    current.map_or("", |done| done.words.as_str())
}

/// What the editor marks.
fn linted(told: Option<&Told>) -> Rc<Linted> {
    let Some((question, report)) = told else {
        return Rc::default();
    };
    let counted = report
        .diagnostics
        .iter()
        .filter(|one| one.allowed.is_none());
    Rc::new(Linted {
        text: question.0.texts.lines.as_str().into(),
        findings: counted.map(|one| one.diagnostic.clone()).collect(),
    })
}

fn summary(told: Option<&Told>, is_long: bool) -> String {
    if is_long {
        return TOO_LONG.to_owned();
    }
    let Some((_, report)) = told else {
        return String::new();
    };
    let counted = report
        .diagnostics
        .iter()
        .filter(|one| one.allowed.is_none());
    let words = count_words(counted.map(|one| one.diagnostic.severity.as_str()));
    match words.is_empty() {
        true => "nothing to say".to_owned(),
        false => words,
    }
}

fn render_profile(choice: &RuleChoice, onchoose: &Callback<RuleChoice>) -> Html {
    let onchange = {
        let choice = choice.clone();
        onchoose.reform(move |event: Event| RuleChoice {
            is_private: chosen_index(&event) == 1,
            ..choice.clone()
        })
    };
    html! {
        <select class="chooser__field" aria-label="What the lines are for" {onchange}>
            <option selected={!choice.is_private}>{ "to submit to Nmap" }</option>
            <option selected={choice.is_private}>{ "for a private file" }</option>
        </select>
    }
}

/// What was told of `text`, where the lines are `lines` by now.
fn render_told(report: &LintReport, text: &Rc<str>, lines: &str) -> Html {
    let is_allowed = |record: &&LintRecord| record.allowed.is_some();
    let records = report.diagnostics.iter();
    let (allowed, counted): (Vec<_>, Vec<_>) = records.partition(is_allowed);
    let findings: Rc<[LintRecord]> = counted.into_iter().cloned().collect();
    let is_current = **text == *lines;
    html! {
        <>
            if !findings.is_empty() {
                <RuleList {findings} text={text.clone()} {is_current} />
            }
            { render_allowed(&allowed) }
            if !report.waiting.is_empty() {
                <p class="rules__word card__note">
                    { format!("Rules that wait for a fingerprint, since they look at responses: {}.", report.waiting.len()) }
                </p>
            }
        </>
    }
}

fn render_allowed(allowed: &[&LintRecord]) -> Html {
    if allowed.is_empty() {
        return Html::default();
    }
    html! {
        <details class="rules__allowed">
            <summary>{ format!("Allowed by comments: {}", allowed.len()) }</summary>
            <ul>
                { for allowed.iter().map(|record| html! {
                    <li>
                        { format!("Line {}, ", record.diagnostic.line) }
                        <code class="inline" translate="no">{ &record.diagnostic.rule }</code>
                        { format!(": {}", record.allowed.as_deref().unwrap_or_default()) }
                    </li>
                }) }
            </ul>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::finding;
    use crate::protocol::TextsOf;
    use crate::testing::{render_html, text_of};

    fn told() -> Told {
        let record = |allowed: Option<&str>| LintRecord {
            diagnostic: finding("lines", 0, "template-order"),
            fix: None,
            allowed: allowed.map(str::to_owned),
        };
        let question = LinesQuestion {
            texts: TextsOf {
                lines: "match a m|b|".to_owned(),
                ..TextsOf::default()
            },
            ..LinesQuestion::default()
        };
        let report = LintReport {
            diagnostics: vec![record(None), record(Some("as it was"))],
            waiting: vec!["line-hidden".to_owned(), "line-wins-early".to_owned()],
            ..LintReport::default()
        };
        (Same(Rc::new(question)), report)
    }

    #[test]
    fn what_a_comment_allows_counts_for_nothing() {
        let told = told();
        let linted = linted(Some(&told));
        assert_eq!(linted.findings.len(), 1);
        assert_eq!(summary(Some(&told), false), "1 error");
        let text = text_of(&render_html(render_told(
            &told.1,
            &linted.text,
            &linted.text,
        )));
        assert!(text.contains("Line 1, template-order: as it was"), "{text}");
        assert!(text.contains("since they look at responses: 2."), "{text}");
    }

    #[test]
    fn what_was_done_is_said_until_the_lines_change() {
        let done = Done {
            words: "Tidied 1 line.".to_owned(),
            lines: "match a m|a|".into(),
        };
        assert_eq!(done_words(Some(&done), "match a m|a|"), "Tidied 1 line.");
        assert_eq!(done_words(Some(&done), "match a m|ab|"), "");
        assert_eq!(done_words(None, ""), "");
    }

    #[test]
    fn nothing_found_is_said() {
        let told = (Same(Rc::default()), LintReport::default());
        assert_eq!(summary(Some(&told), false), "nothing to say");
        assert_eq!(summary(None, false), "");
        assert!(summary(None, true).contains("probes file"));
    }
}
