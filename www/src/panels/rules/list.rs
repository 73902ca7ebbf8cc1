//! The findings line by line.

use std::rc::Rc;

use sflens::results::LintRecord;
use yew::prelude::*;

use super::finding::RuleFinding;
use super::summary::count_words;

/// Findings that are shown before one asks for the rest.
const SHOWN_AT_FIRST: usize = 12;

/// What [`RuleList`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RuleListProps {
    /// The findings in the order of their places.
    pub findings: Rc<[LintRecord]>,
    /// The lines that they are about.
    pub text: Rc<str>,
    /// The field still holds them.
    pub is_current: bool,
}

/// See the head of this file.
#[component]
pub(super) fn RuleList(props: &RuleListProps) -> Html {
    let all_shown = use_state(|| false);
    let n_shown = match *all_shown {
        true => props.findings.len(),
        false => SHOWN_AT_FIRST.min(props.findings.len()),
    };
    let n_hidden = props.findings.len() - n_shown;
    let show_all = Callback::from(move |_: MouseEvent| all_shown.set(true));
    let lines = props.findings[..n_shown].chunk_by(|a, b| a.diagnostic.line == b.diagnostic.line);
    html! {
        <>
            <ol class="rules__lines" aria-label="Findings by line">
                { for lines.map(|findings| render_line(findings, props)) }
            </ol>
            if n_hidden > 0 {
                <p class="findings__more">
                    <button type="button" class="button button--small" onclick={show_all}>
                        { format!("Show {n_hidden} more") }
                    </button>
                </p>
            }
        </>
    }
}

fn render_line(findings: &[LintRecord], props: &RuleListProps) -> Html {
    let number = findings.first().map_or(0, |first| first.diagnostic.line);
    let severities = findings.iter().map(|one| one.diagnostic.severity.as_str());
    html! {
        <li key={number} class="rules__line">
            <h3 class="rules__line-title">
                { format!("Line {number}") }
                <span class="card__note">{ count_words(severities) }</span>
            </h3>
            <ul>
                { for findings.iter().map(|record| {
                    let finding = &record.diagnostic;
                    html! {
                        <RuleFinding
                            key={format!("{} {} {}", finding.rule, finding.column, finding.title)}
                            record={record.clone()}
                            text={props.text.clone()}
                            is_current={props.is_current}
                        />
                    }
                }) }
            </ul>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::finding;
    use crate::testing::{render, text_of};

    fn record(line: u32) -> LintRecord {
        let mut diagnostic = finding("lines", 0, "template-order");
        diagnostic.line = line;
        LintRecord {
            diagnostic,
            fix: None,
            allowed: None,
        }
    }

    fn show(lines: &[u32]) -> String {
        render::<RuleList>(RuleListProps {
            findings: lines.iter().map(|line| record(*line)).collect(),
            text: "match a m|b|".into(),
            is_current: true,
        })
    }

    #[test]
    fn findings_stand_under_their_line() {
        let html = show(&[1, 1, 4]);
        assert_eq!(html.matches("<h3").count(), 2);
        assert_eq!(html.matches("About the rule").count(), 3);
    }

    #[test]
    fn many_findings_are_folded() {
        let html = show(&[1; SHOWN_AT_FIRST + 5]);
        assert!(text_of(&html).contains("Show 5 more"));
        assert_eq!(html.matches("About the rule").count(), SHOWN_AT_FIRST);
    }
}
