//! A whole probes file held against the house rules, and tidied.

use sflens::results::LintRecord;
use yew::prelude::*;

use super::around::Around;
use super::words::count;
use crate::hooks::{
    DocumentHandle, FileWork, chosen_index, save_bytes, use_document, use_file_rules,
};
use crate::panels::findings::shape;
use crate::panels::rules::{About, count_words, render_changes};
use crate::persist::kept_rules;
use crate::protocol::{FileAnswer, FileFindings, FileQuestion, RuleChoice, RuleFindings, Tidied};
use crate::widgets::{render_prose, render_shape};

/// Findings of a rule that are shown before one asks for more.
const SHOWN_AT_FIRST: usize = 10;

/// What [`RulesPart`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RulesPartProps {
    /// The names of the files that count.
    pub names: Vec<String>,
}

/// See the head of this file.
#[component]
pub(super) fn RulesPart(props: &RulesPartProps) -> Html {
    let document = use_document();
    let rules = use_file_rules();
    let chosen = use_state(|| 0);
    let Some(name) = props.names.get(*chosen).or(props.names.last()).cloned() else {
        return Html::default();
    };
    let onchange = {
        let (chosen, stop) = (chosen.setter(), rules.stop.clone());
        Callback::from(move |event: Event| {
            stop.emit(());
            chosen.set(chosen_index(&event));
        })
    };
    let ask = |tidy: bool| {
        let (document, name) = (document.clone(), name.clone());
        rules
            .ask
            .reform(move |_: MouseEvent| question(&document, &name, tidy))
    };
    let is_working = matches!(rules.work, FileWork::Working(_));
    html! {
        <div class="card__part probes__rules">
            <h3 class="probes__label">{ "House rules" }</h3>
            <p>
                { "Hold a whole file against the house rules. Their choice is the one under the match \
                   lines." }
            </p>
            <div class="probes__actions">
                if props.names.len() > 1 {
                    <select class="chooser__field" aria-label="File for the rules" {onchange}>
                        { for props.names.iter().map(|other| html! {
                            <option selected={*other == name}>{ other }</option>
                        }) }
                    </select>
                }
                <button type="button" class="button button--small" disabled={is_working} onclick={ask(false)}>
                    { "Ask the rules" }
                </button>
                <button type="button" class="button button--small" disabled={is_working} onclick={ask(true)}>
                    { "Tidy the file" }
                </button>
            </div>
            { render_work(&rules.work, rules.stop.reform(|_: MouseEvent| ())) }
        </div>
    }
}

fn question(document: &DocumentHandle, name: &str, tidy: bool) -> FileQuestion {
    FileQuestion {
        file: name.to_owned(),
        paste: document.texts.paste.to_string(),
        release: document.release.name().to_owned(),
        choice: RuleChoice::parse(&kept_rules()),
        tidy,
    }
}

fn render_work(work: &FileWork, onstop: Callback<MouseEvent>) -> Html {
    match work {
        FileWork::Idle => html! { <div role="status" /> },
        FileWork::Working(done) => html! {
            <div class="probes__actions" role="status">
                <progress class="probes__progress" aria-label="Lines asked about" max="1000" value={done.to_string()} />
                <button type="button" class="button button--small button--quiet" onclick={onstop}>
                    { "Stop" }
                </button>
            </div>
        },
        FileWork::Failed(reason) => html! {
            <p class="probes__word" role="status">{ format!("No answer: {reason}.") }</p>
        },
        FileWork::Done(done) => render_answer(&done.0, &done.1),
    }
}

fn render_answer(question: &FileQuestion, answer: &FileAnswer) -> Html {
    match answer {
        FileAnswer::Linted(findings) => html! {
            <>
                <p role="status">{ summary(&question.file, findings) }</p>
                <ul class="probes__found" aria-label="Findings by rule">
                    { for findings.rules.iter().map(|rule| html! {
                        <OfRule key={rule.rule.clone()} rule={rule.clone()} file={question.file.clone()} />
                    }) }
                </ul>
            </>
        },
        FileAnswer::Tidied(tidied) => render_tidied(&question.file, tidied),
        FileAnswer::NoFile | FileAnswer::Progress(_) => html! {
            <p class="probes__word" role="status">{ "The file is no longer open." }</p>
        },
    }
}

fn summary(file: &str, findings: &FileFindings) -> String {
    let severities = findings.rules.iter().flat_map(|rule| {
        let counted = (rule.found - rule.allowed) as usize;
        std::iter::repeat_n(rule.severity.as_str(), counted)
    });
    let words = match count_words(severities) {
        words if words.is_empty() => "nothing to say".to_owned(),
        words => words,
    };
    let lines = count(findings.match_lines, "line");
    let mut summary = format!("{file}, {lines}: {words}.");
    if findings.left_out > 0 {
        summary.push_str(&format!(" {} more are not told.", findings.left_out));
    }
    if !findings.waiting.is_empty() {
        let waiting = findings.waiting.len();
        summary.push_str(&format!(" Rules that wait for a fingerprint: {waiting}."));
    }
    summary
}

#[derive(PartialEq, Properties)]
struct OfRuleProps {
    rule: RuleFindings,
    file: AttrValue,
}

/// The findings of one rule, which come when they are asked for.
#[component]
fn OfRule(props: &OfRuleProps) -> Html {
    let is_open = use_state(|| false);
    let n_shown = use_state(|| SHOWN_AT_FIRST);
    let rule = &props.rule;
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let more = {
        let n_shown = n_shown.clone();
        Callback::from(move |_: MouseEvent| n_shown.set(*n_shown * 4))
    };
    html! {
        <li class={format!("finding--{}", rule.severity)}>
            <button
                type="button"
                class="button button--quiet button--small probes__rule"
                aria-expanded={is_open.to_string()}
                onclick={toggle}
            >
                <span class="finding__severity">{ render_shape(shape(&rule.severity)) }</span>
                <code translate="no">{ &rule.rule }</code>
                <span class="card__note">{ rule_words(rule) }</span>
            </button>
            if *is_open {
                <About rule={rule.rule.clone()} />
                <ul class="probes__found">
                    { for rule.first.iter().take(*n_shown).map(|record| render_finding(record, &props.file)) }
                </ul>
                if *n_shown < rule.first.len() {
                    <button type="button" class="button button--small" onclick={more}>
                        { "Show more" }
                    </button>
                } else if (rule.first.len() as u32) < rule.found {
                    <p class="card__note">
                        { format!("and {} more", count(rule.found - rule.first.len() as u32, "finding")) }
                    </p>
                }
            }
        </li>
    }
}

/// `1,445 notes, 1,445 safe edits, 2 allowed`.
fn rule_words(rule: &RuleFindings) -> String {
    let mut words = match rule.severity.as_str() {
        "style" => count(rule.found, "finding"),
        severity => count(rule.found, severity),
    };
    if rule.safe > 0 {
        words.push_str(&format!(", {}", count(rule.safe, "safe edit")));
    }
    if rule.allowed > 0 {
        words.push_str(&format!(", {} allowed", rule.allowed));
    }
    words
}

fn render_finding(record: &LintRecord, file: &AttrValue) -> Html {
    let finding = &record.diagnostic;
    let key = format!("{} {}", finding.line, finding.column);
    html! {
        <li {key}>
            <p>
                { format!("Line {}, column {}: ", finding.line, finding.column) }
                { render_prose(&finding.title) }
                if let Some(reason) = &record.allowed {
                    <span class="card__note">{ format!(" (allowed: {reason})") }</span>
                }
            </p>
            <Around file={file.clone()} line={finding.line} />
        </li>
    }
}

fn render_tidied(file: &str, tidied: &Tidied) -> Html {
    if tidied.n_changed == 0 {
        return html! { <p role="status">{ format!("{file} is tidy.") }</p> };
    }
    let save = |name: String, bytes: &[u8]| {
        let bytes = bytes.to_vec();
        Callback::from(move |_: MouseEvent| save_bytes(&name, &bytes))
    };
    html! {
        <>
            <p role="status">
                { format!("{file}: changes in {}. Each edit was proved to change no answer.", count(tidied.n_changed, "line")) }
            </p>
            { render_changes(&tidied.changed, tidied.n_changed) }
            <div class="probes__actions">
                <button type="button" class="button button--small" onclick={save(file.to_owned(), &tidied.text)}>
                    { "Save the tidied file" }
                </button>
                <button type="button" class="button button--small" onclick={save(format!("{file}.diff"), &tidied.diff)}>
                    { "Save the changes as a diff" }
                </button>
            </div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(severity: &str, found: u32) -> RuleFindings {
        RuleFindings {
            severity: severity.to_owned(),
            found,
            ..RuleFindings::default()
        }
    }

    #[test]
    fn a_file_is_told_in_one_sentence() {
        let mut findings = FileFindings {
            match_lines: 11_917,
            rules: vec![rule("error", 1), rule("note", 2)],
            ..FileFindings::default()
        };
        assert_eq!(
            summary("mine", &findings),
            "mine, 11,917 lines: 1 error, 2 notes."
        );
        findings.waiting = vec!["line-hidden".to_owned()];
        findings.left_out = 7;
        findings.rules.clear();
        assert_eq!(
            summary("mine", &findings),
            "mine, 11,917 lines: nothing to say. 7 more are not told. Rules that wait for a fingerprint: 1."
        );
    }

    #[test]
    fn a_rule_is_told_with_its_edits() {
        let mut of_rule = rule("note", 1_445);
        assert_eq!(rule_words(&of_rule), "1,445 notes");
        (of_rule.safe, of_rule.allowed) = (1, 2);
        assert_eq!(rule_words(&of_rule), "1,445 notes, 1 safe edit, 2 allowed");
        assert_eq!(rule_words(&rule("style", 1)), "1 finding");
    }
}
