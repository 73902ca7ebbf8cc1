//! What Nmap would report for the port: its own output line, and the fields behind it.

use std::rc::Rc;

use sflens::probes::STARTER_PROBES;
use sflens::results::{DiagnosticRecord, FingerprintRecord, STARTER_NAME, VerdictRecord};
use yew::prelude::*;

use super::field_list::{own_line, render_fields};
use super::printed::marked_line;
use crate::hooks::{Pointing, use_document, use_evaluation, use_pointing};
use crate::model::{Document, Evaluation, LINES, line_name};
use crate::panels::findings::Findings;
use crate::widgets::{CopyButton, Overlay, Shape, render_marked, render_prose, render_shape};

/// See the head of this file. Nothing while there is no fingerprint.
#[component]
pub fn ReportCard() -> Html {
    let document = use_document();
    let last = use_evaluation().last;
    let pointing = use_pointing();
    let Some(fingerprint) = last.fingerprint(document.fingerprint_idx) else {
        return Html::default();
    };
    let Some(verdict) = &fingerprint.verdict else {
        return Html::default();
    };
    let refused = last.refused_lines();
    // The list stands in an element of its own: yew places what is inserted before a component
    // without elements behind what follows it.
    html! {
        <section class="card report" aria-labelledby="report-title">
            <div class="card__head">
                <h2 class="card__title" id="report-title">{ "Nmap would report" }</h2>
                <p class="card__note">{ reached(fingerprint, verdict, &refused) }</p>
            </div>
            { render_refused(&refused_words(verdict, &refused)) }
            { render_printed(verdict, &pointing) }
            { render_starter_line(verdict) }
            { render_state(verdict, Asked::of(&last, &document)) }
            if verdict.service.is_some() {
                <div class="card__part">
                    { render_fields(verdict, &pointing.linked, &pointing.onhover()) }
                    { render_empty(&empty_fields(fingerprint, verdict)) }
                </div>
            }
            <div>
                <Findings
                    findings={Rc::from(starter_findings(fingerprint))}
                    text={Rc::from("")}
                    is_current=false
                    label="About the fields"
                />
            </div>
            if verdict.service.is_some() {
                { render_forms(verdict) }
            }
        </section>
    }
}

/// The verdict as one sentence, behind what is to be said of the user's lines that Nmap refuses.
pub fn report_in_words(fingerprint: &FingerprintRecord, refused: &[u32]) -> String {
    let Some(verdict) = &fingerprint.verdict else {
        return String::new();
    };
    let report = match verdict.state.as_str() {
        "none" => "No line matches. Nmap would not recognize the service.".to_owned(),
        _ => format!(
            "Nmap would report {}: {}.",
            words_of_line(verdict),
            reached(fingerprint, verdict, refused)
        ),
    };
    let refusal = refused_words(verdict, refused);
    [refusal, report].join(" ").trim_start().to_owned()
}

/// Nmap's line with single spaces.
fn words_of_line(verdict: &VerdictRecord) -> String {
    let (line, _) = marked_line(verdict);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `hard match, line 1, response to NULL`; behind `refused, else` when that line is refused.
fn reached(fingerprint: &FingerprintRecord, verdict: &VerdictRecord, refused: &[u32]) -> String {
    let kind = match verdict.state.as_str() {
        "hard" => "hard match",
        "soft" => "soft match",
        "tls" => "TLS found",
        _ => return "no line matches".to_owned(),
    };
    let Some(decision) = &verdict.decided_by else {
        return kind.to_owned();
    };
    let line = line_name(&decision.at.file, decision.at.line);
    let response = fingerprint.responses.get(decision.response_idx as usize);
    let probe = response.map(|response| format!(", response to {}", response.probe));
    let refused = refused_winner(verdict, refused).map(|_| "refused, else ");
    format!(
        "{}{kind}, {line}{}",
        refused.unwrap_or_default(),
        probe.unwrap_or_default()
    )
}

/// The number of the line that decided, where it is the user's and Nmap refuses it.
fn refused_winner(verdict: &VerdictRecord, refused: &[u32]) -> Option<u32> {
    own_line(verdict).filter(|line| refused.contains(line))
}

fn render_printed(verdict: &VerdictRecord, pointing: &Pointing) -> Html {
    let (text, marks) = marked_line(verdict);
    if text.is_empty() {
        return Html::default();
    }
    let overlay = Overlay {
        lit_numbers: pointing.linked.groups_of(own_line(verdict)),
        ..Overlay::of_marks(marks)
    };
    html! {
        <div class="card__part report__printed">
            <p class="report__line">
                { render_marked(&text, &overlay) }
            </p>
            if let Some(service_info) = &verdict.printed.service_info {
                <p class="report__line report__info">{ service_info }</p>
            }
        </div>
    }
}

/// Nmap reads all of a file or nothing: which lines it refuses, and what is shown nevertheless.
fn refused_words(verdict: &VerdictRecord, lines: &[u32]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = lines.iter().map(u32::to_string).collect();
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    let shown = match refused_winner(verdict, lines) {
        Some(line) => format!("what it would report if it took line {line} without the error"),
        None => "what the sound lines give".to_owned(),
    };
    let numbers = numbers.join(", ");
    format!("Nmap refuses a file with an error in it: {noun} {numbers}. This is {shown}.")
}

fn render_refused(words: &str) -> Html {
    if words.is_empty() {
        return Html::default();
    }
    html! {
        <p class="card__part report__refused">
            { render_shape(Shape::Square) }
            <span>{ words }</span>
        </p>
    }
}

/// The text of the line that decided, where it is a starter line: the page shows it nowhere else.
fn render_starter_line(verdict: &VerdictRecord) -> Html {
    let decided = verdict.decided_by.as_ref().map(|decision| &decision.at);
    let Some(text) = decided.and_then(|at| starter_line(&at.file, at.line)) else {
        return Html::default();
    };
    html! {
        <p class="card__part report__starter">
            <span class="report__starter-name">{ "The starter line" }</span>
            <code translate="no">{ text }</code>
        </p>
    }
}

fn starter_line(file: &str, line: u32) -> Option<String> {
    let idx = (line as usize).checked_sub(1)?;
    let text = STARTER_PROBES.split(|byte| *byte == b'\n').nth(idx)?;
    (file == STARTER_NAME).then(|| String::from_utf8_lossy(text).into_owned())
}

/// Which lines were asked.
#[derive(Clone, Copy)]
enum Asked {
    /// All that the user wants.
    Chosen,
    /// The user's alone, since there are some: the starter lines are off, and nobody said so.
    OwnAlone,
}

impl Asked {
    fn of(last: &Evaluation, document: &Document) -> Self {
        let is_chosen = document.starter_choice.is_some() || document.probes > 0;
        match last.starter_lines || is_chosen {
            true => Self::Chosen,
            false => Self::OwnAlone,
        }
    }
}

/// What a state other than a hard match means.
fn render_state(verdict: &VerdictRecord, asked: Asked) -> Html {
    let words = match verdict.state.as_str() {
        "none" if matches!(asked, Asked::OwnAlone) => {
            "Your lines alone do not recognize the service; the switch \"Starter lines\" adds those \
             of sflens. Where no line matches, Nmap prints the fingerprint and asks people to \
             submit it. Write a line that matches one of the responses."
        }
        "none" => {
            "Nmap does not recognize the service. It prints the fingerprint and asks people to \
             submit it. Write a line that matches one of the responses."
        }
        "soft" => {
            "A soft match names the service and leaves the rest open: Nmap goes on with the \
             probes that have lines for this service, and still prints the fingerprint."
        }
        "tls" => {
            "The port speaks TLS. Nmap forgets all of this and starts again inside the \
             encrypted connection."
        }
        _ => return Html::default(),
    };
    html! { <p class="card__part report__state">{ words }</p> }
}

/// Why fields of the line that decided stay empty: `the version stays empty: …`.
fn empty_fields(fingerprint: &FingerprintRecord, verdict: &VerdictRecord) -> Vec<String> {
    let Some(decision) = &verdict.decided_by else {
        return Vec::new();
    };
    let response = fingerprint.responses.get(decision.response_idx as usize);
    let findings = response.and_then(|response| response.diagnostics.as_ref());
    let is_own = |finding: &&DiagnosticRecord| {
        finding.file == decision.at.file && finding.line == decision.at.line
    };
    let own = findings.into_iter().flatten().filter(is_own);
    own.map(|finding| finding.title.clone()).collect()
}

fn render_empty(reasons: &[String]) -> Html {
    if reasons.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="report__empty">
            { for reasons.iter().map(|reason| html! {
                <li>{ render_shape(Shape::Bar) }<span>{ render_prose(reason) }</span></li>
            }) }
        </ul>
    }
}

/// Findings about lines that are not the user's; those stand under the user's own lines.
fn starter_findings(fingerprint: &FingerprintRecord) -> Vec<DiagnosticRecord> {
    let findings = fingerprint
        .responses
        .iter()
        .flat_map(|r| r.diagnostics.iter().flatten());
    let mut findings: Vec<_> = findings
        .filter(|finding| finding.file != LINES && finding.file != crate::model::PASTE)
        .cloned()
        .collect();
    findings.dedup();
    findings
}

fn render_forms(verdict: &VerdictRecord) -> Html {
    let forms = [
        ("XML (-oX)", "the XML", &verdict.printed.xml),
        (
            "Grepable (-oG)",
            "the grepable form",
            &verdict.printed.grepable,
        ),
    ];
    html! {
        <details class="card__part report__forms">
            <summary>{ "In Nmap's other output formats" }</summary>
            { for forms.into_iter().filter_map(|(name, what, text)| Some(html! {
                <div class="report__form">
                    <div class="report__form-head">
                        <h3 class="report__form-name">{ name }</h3>
                        <CopyButton text={text.clone()?} {what} />
                    </div>
                    <pre class="report__form-text" translate="no">{ text.as_ref()? }</pre>
                </div>
            })) }
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, response, verdict};
    use crate::testing::{render_html, text_of};

    #[test]
    fn how_it_was_reached_names_line_and_response() {
        let fingerprint = fingerprint(vec![response("NULL", b"220")]);
        assert_eq!(
            reached(&fingerprint, &verdict(), &[2]),
            "hard match, line 1, response to NULL"
        );
    }

    #[test]
    fn a_refused_line_that_wins_is_told_as_refused() {
        let mut fingerprint = fingerprint(vec![response("NULL", b"220")]);
        fingerprint.verdict = Some(verdict());
        let reached = "refused, else hard match, line 1, response to NULL";
        assert_eq!(super::reached(&fingerprint, &verdict(), &[1]), reached);
        let aloud = report_in_words(&fingerprint, &[1, 3]);
        let refusal = "Nmap refuses a file with an error in it: lines 1, 3. This is what it would \
                       report if it took line 1 without the error. Nmap would report 21/tcp";
        assert!(aloud.starts_with(refusal), "{aloud}");
        assert!(aloud.ends_with(&format!("{reached}.")), "{aloud}");
    }

    #[test]
    fn a_refused_line_beside_the_winner_leaves_what_the_sound_ones_give() {
        let words = "Nmap refuses a file with an error in it: line 2. This is what the sound lines \
                     give.";
        assert_eq!(refused_words(&verdict(), &[2]), words);
        assert_eq!(refused_words(&verdict(), &[]), "");
    }

    #[test]
    fn starter_lines_that_are_off_by_themselves_are_named() {
        let state = "none".into();
        let none = VerdictRecord { state, ..verdict() };
        let (last, mut document) = (Evaluation::default(), Document::default());
        let shown = |document: &Document| {
            let asked = Asked::of(&last, document);
            text_of(&render_html(render_state(&none, asked)))
        };
        assert!(shown(&document).starts_with("Your lines alone"));
        document.starter_choice = Some(false);
        assert!(shown(&document).starts_with("Nmap does not recognize"));
    }

    #[test]
    fn the_verdict_is_told_in_one_sentence() {
        let mut fingerprint = fingerprint(vec![response("NULL", b"220")]);
        fingerprint.verdict = Some(verdict());
        assert_eq!(
            report_in_words(&fingerprint, &[]),
            "Nmap would report 21/tcp open ftp Stagehand ftpd 2.1WU(1) (SCO 2.6.1): \
             hard match, line 1, response to NULL."
        );
    }

    #[test]
    fn a_field_that_stays_empty_says_why() {
        let mut first = response("NULL", b"220");
        let finding = |line| DiagnosticRecord {
            line,
            ..crate::model::samples::finding(LINES, 0, "template-missing-group")
        };
        first.diagnostics = Some(vec![finding(1), finding(2)]);
        let fingerprint = fingerprint(vec![first]);
        let reasons = empty_fields(&fingerprint, &verdict());
        assert_eq!(reasons, ["title of template-missing-group"]);
    }

    #[test]
    fn the_text_of_a_starter_line_is_found_by_its_number() {
        assert!(starter_line(STARTER_NAME, 1).is_some_and(|text| text.starts_with('#')));
        assert_eq!(starter_line("lines", 1), None);
        assert_eq!(starter_line(STARTER_NAME, 0), None);
    }

    #[test]
    fn nothing_recognized_is_told_too() {
        let mut fingerprint = fingerprint(vec![]);
        let state = "none".into();
        fingerprint.verdict = Some(VerdictRecord {
            state,
            decided_by: None,
            ..verdict()
        });
        assert!(report_in_words(&fingerprint, &[]).starts_with("No line matches."));
    }
}
