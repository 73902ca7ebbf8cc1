//! Lines of the probes files found by their words.

use sflens::results::{FoundLineRecord, SearchReport};
use yew::prelude::*;

use super::around::Around;
use super::card::render_no_answer;
use super::words::{count, written};
use crate::hooks::{input_value, use_answer, use_document};
use crate::model::line_name;
use crate::protocol::{ProbesReply, ProbesRequest};

/// How many lines are shown.
const N_SHOWN: u32 = 50;

/// See the head of this file.
#[component]
pub(super) fn SearchPart() -> Html {
    let query = use_state(String::new);
    let release = use_document().release.name().to_owned();
    let is_asked = !query.trim().is_empty();
    let answer = use_answer(is_asked.then(|| ProbesRequest::Search {
        release,
        query: query.to_string(),
        n_wanted: N_SHOWN,
    }));
    let report = match answer.last.as_deref() {
        Some(ProbesReply::Found(report)) => Some(report),
        _ => None,
    };
    let oninput = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| query.set(input_value(&event)))
    };
    html! {
        <div class="card__part probes__search">
            <label class="probes__label" for="probes-query">{ "Find lines" }</label>
            <input
                id="probes-query"
                class="probes__query"
                type="search"
                placeholder="service:ftp product:acme probe:NULL cpe:/a: or any words"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                value={query.to_string()}
                {oninput}
            />
            <p role="status" class="card__note">{ report.map(found_words).unwrap_or_default() }</p>
            { render_no_answer(&answer) }
            if let Some(report) = report {
                <ul class="probes__found">
                    { for report.lines.iter().map(render_found) }
                </ul>
            }
        </div>
    }
}

/// `842 lines, the first 50 are shown`.
fn found_words(report: &SearchReport) -> String {
    let found = count(report.found, "line");
    match report.lines.len() as u32 {
        0 => "no line has all these words".to_owned(),
        n if n < report.found => format!("{found}, the first {n} are shown"),
        _ => found,
    }
}

fn render_found(line: &FoundLineRecord) -> Html {
    let probe = line.probe.clone().unwrap_or("every probe".to_owned());
    let key = format!("{} {}", line.at.file, line.at.line);
    html! {
        <li {key}>
            <p class="card__note">
                { format!("{}, under {probe}", line_name(&line.at.file, line.at.line)) }
            </p>
            <code class="probes__text" translate="no">{ written(&line.text) }</code>
            <Around file={line.at.file.clone()} line={line.at.line} />
        </li>
    }
}
