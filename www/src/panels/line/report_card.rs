//! What Nmap would report for the port: its own output line, and the fields behind it.

use std::rc::Rc;

use sflens::probes::STARTER_PROBES;
use sflens::results::{DiagnosticRecord, FingerprintRecord, STARTER_NAME, VerdictRecord};
use yew::prelude::*;

use super::field_list::{own_line, render_fields};
use super::printed::marked_line;
use crate::hooks::{Pointing, use_document, use_evaluation, use_pointing};
use crate::model::{LINES, line_name};
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
    // The list stands in an element of its own: yew places what is inserted before a component
    // without elements behind what follows it.
    html! {
        <section class="card report" aria-labelledby="report-title">
            <div class="card__head">
                <h2 class="card__title" id="report-title">{ "Nmap would report" }</h2>
                <p class="card__note">{ reached(fingerprint, verdict) }</p>
            </div>
            { render_refused(&last.refused_lines()) }
            { render_printed(verdict, &pointing) }
            { render_starter_line(verdict) }
            { render_state(verdict) }
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

/// The verdict as one sentence, for the live region.
pub fn report_in_words(fingerprint: &FingerprintRecord) -> String {
    let Some(verdict) = &fingerprint.verdict else {
        return String::new();
    };
    match verdict.state.as_str() {
        "none" => "No line matches. Nmap would not recognize the service.".to_owned(),
        _ => format!(
            "Nmap would report {}: {}.",
            words_of_line(verdict),
            reached(fingerprint, verdict)
        ),
    }
}

/// Nmap's line with single spaces.
fn words_of_line(verdict: &VerdictRecord) -> String {
    let (line, _) = marked_line(verdict);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `hard match, line 1, response to NULL`.
fn reached(fingerprint: &FingerprintRecord, verdict: &VerdictRecord) -> String {
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
    format!("{kind}, {line}{}", probe.unwrap_or_default())
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

/// Nmap reads all of a file or nothing.
fn render_refused(lines: &[u32]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    let numbers: Vec<String> = lines.iter().map(u32::to_string).collect();
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    html! {
        <p class="card__part report__refused">
            { render_shape(Shape::Square) }
            <span>
                { format!("Nmap refuses a file with an error in it: {noun} {}. ", numbers.join(", ")) }
                { "This is what the sound lines give." }
            </span>
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

/// What a state other than a hard match means.
fn render_state(verdict: &VerdictRecord) -> Html {
    let words = match verdict.state.as_str() {
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

    #[test]
    fn how_it_was_reached_names_line_and_response() {
        let fingerprint = fingerprint(vec![response("NULL", b"220")]);
        assert_eq!(
            reached(&fingerprint, &verdict()),
            "hard match, line 1, response to NULL"
        );
    }

    #[test]
    fn the_verdict_is_told_in_one_sentence() {
        let mut fingerprint = fingerprint(vec![response("NULL", b"220")]);
        fingerprint.verdict = Some(verdict());
        assert_eq!(
            report_in_words(&fingerprint),
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
        assert!(report_in_words(&fingerprint).starts_with("No line matches."));
    }
}
