//! The user's probes files: opened, ordered, taken out; what is wrong with them, and where Nmap
//! keeps its own.

use sflens::results::{DiagnosticRecord, FileRecord, TextLineRecord};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::export::ExportPart;
use super::faults::render_findings;
use super::file_row::{FileField, FileRow};
use super::rules::RulesPart;
use super::search::SearchPart;
use super::words::{count, errors_words, file_fault, too_large_words, trouble_words};
use crate::hooks::{Answer, ProbesHandle, use_answer, use_document, use_probes};
use crate::persist::{Change, MAX_FILE_BYTES};
use crate::protocol::{ProbesReply, ProbesRequest};
use crate::widgets::{Shape, render_prose, render_shape};

/// See the head of this file.
#[component]
pub(super) fn ProbesCard() -> Html {
    let document = use_document();
    let probes = use_probes();
    let refused = use_state(String::new);
    let open = {
        let (change, refused) = (probes.change.clone(), refused.setter());
        Callback::from(move |(file, replaced): (File, Option<u32>)| {
            let is_small = file.size() <= f64::from(MAX_FILE_BYTES);
            refused.set(match is_small {
                true => String::new(),
                false => too_large_words(&file.name(), file.size()),
            });
            if is_small {
                change.emit(Change::Open(file, replaced));
            }
        })
    };
    let is_used = document.probes != 0;
    let release = document.release.name().to_owned();
    let answer = use_answer(is_used.then_some(ProbesRequest::Describe { release }));
    let (records, findings) = match answer.last.as_deref() {
        Some(ProbesReply::Described {
            files,
            findings,
            lines,
            n_findings,
        }) => (&files[..], (&findings[..], &lines[..], *n_findings)),
        _ => (&[][..], (&[][..], &[][..], 0)),
    };
    let (ondragover, ondrop) = drop_handlers(&open);
    html! {
        <section class="card probes" aria-labelledby="probes-title" {ondragover} {ondrop}>
            <div class="card__head">
                <h2 class="card__title" id="probes-title">{ "Probes files" }</h2>
                if !is_used {
                    <p class="card__note">{ "the starter file" }</p>
                }
                <div class="card__actions">
                    <FileField label="Open a file" onopen={open.reform(|file| (file, None))} />
                </div>
            </div>
            { render_words(&probes, &refused) }
            { render_files(&probes, records, &open) }
            { render_faults(records, findings) }
            { render_no_answer(&answer) }
            if is_used {
                <SearchPart />
                <RulesPart names={used_names(&probes)} />
                <ExportPart />
            } else {
                { render_places() }
            }
        </section>
    }
}

type DragHandler = Callback<DragEvent>;

/// The first of the dropped files is opened.
fn drop_handlers(open: &Callback<(File, Option<u32>)>) -> (DragHandler, DragHandler) {
    let ondrop = {
        let open = open.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                open.emit((file, None));
            }
        })
    };
    (
        Callback::from(|event: DragEvent| event.prevent_default()),
        ondrop,
    )
}

/// What became of a file that was opened, and of keeping it.
fn render_words(probes: &ProbesHandle, refused: &str) -> Html {
    let trouble = probes.kept.as_ref().and_then(|kept| kept.trouble);
    let missing = probes.is_missing.then_some(
        "The part of the page that keeps files could not be loaded. Reload the page to try again.",
    );
    let words = missing.or(trouble.map(trouble_words)).unwrap_or_default();
    html! {
        <div role="status">
            { for [refused, words].into_iter().filter(|words| !words.is_empty()).map(|words| html! {
                <p class="card__part probes__word">
                    { render_shape(Shape::Bar) }<span>{ render_prose(words) }</span>
                </p>
            }) }
        </div>
    }
}

fn used_names(probes: &ProbesHandle) -> Vec<String> {
    let files = probes.kept.iter().flat_map(|kept| &kept.files);
    let used = files.filter(|file| file.is_used);
    used.map(|file| file.name.clone()).collect()
}

fn render_files(
    probes: &ProbesHandle,
    records: &[FileRecord],
    open: &Callback<(File, Option<u32>)>,
) -> Html {
    let Some(kept) = probes.kept.as_ref().filter(|kept| !kept.files.is_empty()) else {
        return Html::default();
    };
    html! {
        <ol class="card__part probes__files" aria-label="Probes files, the first tried first">
            { for kept.files.iter().enumerate().map(|(idx, file)| html! {
                <FileRow
                    key={file.id}
                    file={file.clone()}
                    record={records.iter().find(|record| record.file == file.name).cloned()}
                    is_first={idx == 0}
                    change={probes.change.clone()}
                    onopen={open.clone()}
                />
            }) }
        </ol>
    }
}

/// Why the newest question has no answer.
pub(super) fn render_no_answer(answer: &Answer) -> Html {
    let Some(fault) = &answer.fault else {
        return Html::default();
    };
    html! {
        <p class="card__part probes__word" role="status">
            { render_shape(Shape::Bar) }<span>{ format!("No answer about the files: {fault}.") }</span>
        </p>
    }
}

/// The first findings, their lines, and how many findings there are.
type FirstFindings<'a> = (&'a [DiagnosticRecord], &'a [TextLineRecord], u32);

fn render_faults(records: &[FileRecord], first: FirstFindings<'_>) -> Html {
    let (findings, lines, n_findings) = first;
    let whole = records.iter().filter_map(file_fault);
    let words: Vec<String> = whole.chain(errors_words(findings)).collect();
    if words.is_empty() && findings.is_empty() {
        return Html::default();
    }
    let n_hidden = n_findings as usize - findings.len();
    html! {
        <div class="card__part probes__faults">
            { for words.iter().map(|words| html! {
                <p class="probes__word">{ render_shape(Shape::Bar) }<span>{ render_prose(words) }</span></p>
            }) }
            if !findings.is_empty() {
                <details>
                    <summary>{ format!("{} in the files", count(n_findings, "finding")) }</summary>
                    { render_findings(findings, lines) }
                    if n_hidden > 0 {
                        <p>{ format!("and {n_hidden} more") }</p>
                    }
                </details>
            }
        </div>
    }
}

/// Where Nmap keeps its file, as its documentation says.
fn render_places() -> Html {
    html! {
        <div class="card__part probes__places">
            <p>
                { "With Nmap's own file every line of it is tried on every response. It stays in \
                   this browser. Nmap calls it " }
                <code class="inline">{ "nmap-service-probes" }</code>{ " and keeps it" }
            </p>
            <ul>
                <li>
                    { "in " }<code class="inline">{ "/usr/share/nmap/" }</code>
                    { " on Debian, Ubuntu, Kali and with Nmap's own Linux packages;" }
                </li>
                <li>
                    { "in " }<code class="inline">{ "/usr/local/share/nmap/" }</code>
                    { " when it was built from source;" }
                </li>
                <li>{ "in the folder of " }<code class="inline">{ "nmap.exe" }</code>{ " on Windows." }</li>
            </ul>
            <p>
                { "A smaller file of your own is laid over it: its lines are tried first." }
            </p>
        </div>
    }
}

/// The file that a field was given; the field is empty again, so that the same can be given twice.
pub(super) fn given_file(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files().and_then(|files| files.get(0));
    field.set_value("");
    file
}
