//! The probes file with the user's lines in it, to save.

use sflens::results::ExportReport;
use yew::prelude::*;

use super::words::count;
use crate::hooks::{ask_probes, save_bytes, texts_of, use_document, use_evaluation};
use crate::protocol::{ProbesReply, ProbesRequest};

/// Which of the two is saved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    File,
    Diff,
}

/// See the head of this file.
#[component]
pub(super) fn ExportPart() -> Html {
    let document = use_document();
    let client = use_evaluation().client;
    let said = use_state(String::new);
    let save = |form: Form| {
        let (client, document, said) = (client.clone(), document.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            let request = ProbesRequest::Export(texts_of(&document));
            ask_probes(&client, &request, move |outcome| match outcome {
                Ok(ProbesReply::Exported(report)) => {
                    said.set(saved_words(report.as_ref(), form));
                    if let Some(report) = report {
                        save_report(&report, form);
                    }
                }
                Ok(_) => {}
                Err(fault) => said.set(format!("Nothing was saved: {fault}.")),
            });
        })
    };
    html! {
        <div class="card__part probes__export">
            <p>
                { "Save the last file with your lines and probes in their places, every other byte \
                   as it is, and let Nmap use it: " }
                <code class="inline" translate="no">{ "nmap -sV --versiondb my-service-probes TARGET" }</code>
            </p>
            <div class="probes__actions">
                <button type="button" class="button button--small" onclick={save(Form::File)}>
                    { "Save the file" }
                </button>
                <button type="button" class="button button--small" onclick={save(Form::Diff)}>
                    { "Save a diff" }
                </button>
            </div>
            <p role="status" class="card__note">{ said.as_str() }</p>
        </div>
    }
}

fn save_report(report: &ExportReport, form: Form) {
    match form {
        Form::File => save_bytes("my-service-probes", &report.text),
        Form::Diff => save_bytes("my-service-probes.diff", &report.diff),
    }
}

/// Where the lines went.
fn saved_words(report: Option<&ExportReport>, form: Form) -> String {
    let Some(report) = report else {
        return "Nothing was saved: Nmap would refuse the file for the errors in your lines."
            .to_owned();
    };
    let what = match form {
        Form::File => "Saved",
        Form::Diff => "Saved as a diff",
    };
    let places = report.lines.iter().map(|line| {
        format!(
            "line {} under {} {} as line {}",
            line.at.line, line.protocol, line.probe, line.number
        )
    });
    let mut words = match report.lines.is_empty() {
        true => format!("{what}, without a line of yours."),
        false => format!("{what}: {}.", places.collect::<Vec<_>>().join(", ")),
    };
    if !report.left_out.is_empty() {
        let left_out = count(report.left_out.len() as u32, "line");
        words.push_str(&format!(" {left_out} left out: the probe has no payload."));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::{ExportedLineRecord, LineRefRecord, ResponseBytes};

    #[test]
    fn what_was_saved_is_told() {
        let at = LineRefRecord {
            file: "lines".to_owned(),
            line: 1,
        };
        let mut report = ExportReport {
            file: "mine".to_owned(),
            text: ResponseBytes(Vec::new()),
            diff: ResponseBytes(Vec::new()),
            lines: Vec::new(),
            left_out: Vec::new(),
        };
        let words = |report: &ExportReport| saved_words(Some(report), Form::File);
        assert_eq!(words(&report), "Saved, without a line of yours.");
        report.lines.push(ExportedLineRecord {
            at: at.clone(),
            protocol: "TCP".to_owned(),
            probe: "NULL".to_owned(),
            number: 40,
        });
        assert_eq!(words(&report), "Saved: line 1 under TCP NULL as line 40.");
        report.left_out.push(at);
        assert!(words(&report).ends_with("1 line left out: the probe has no payload."));
        assert!(saved_words(None, Form::Diff).starts_with("Nothing was saved"));
    }
}
