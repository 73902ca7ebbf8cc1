//! What the probes files say: of each response all lines that match, or the nearest; and where the
//! user's own lines belong.

use sflens::results::{MatchRecord, NearestRecord, PlacementRecord, Report, ResponseRecord};
use yew::prelude::*;

use super::around::Around;
use super::card::render_no_answer;
use super::words::{count, fields_words, nearest_words, placement_words};
use crate::hooks::{texts_of, use_answer, use_document};
use crate::model::{LINES, line_name};
use crate::protocol::{ProbesReply, ProbesRequest};
use crate::widgets::{Shape, render_shape};

/// Matching lines of a response that are shown before one asks for the rest.
const N_SHOWN: usize = 6;

/// See the head of this file.
#[component]
pub(super) fn AllLinesCard() -> Html {
    let document = use_document();
    let answer = use_answer(Some(ProbesRequest::MatchAll(texts_of(&document))));
    let Some(ProbesReply::Matched(report)) = answer.last.as_deref() else {
        return render_no_answer(&answer);
    };
    let last = report.fingerprints.len().saturating_sub(1);
    let Some(fingerprint) = report.fingerprints.get(document.fingerprint_idx.min(last)) else {
        return Html::default();
    };
    html! {
        <section class="card probes" aria-labelledby="all-lines-title">
            <div class="card__head">
                <h2 class="card__title" id="all-lines-title">{ "All lines that match" }</h2>
                <p class="card__note">{ searched_words(report) }</p>
            </div>
            { render_no_answer(&answer) }
            { for fingerprint.responses.iter().map(render_response) }
            { render_placements(report.placements.as_deref().unwrap_or_default()) }
        </section>
    }
}

/// `of 11,920 lines in mine, nmap-service-probes`.
fn searched_words(report: &Report) -> String {
    let Some(file) = &report.probes_file else {
        return String::new();
    };
    let names = file.over.iter().chain([&file.file]);
    let names: Vec<&str> = names.map(String::as_str).collect();
    format!(
        "of {} in {}",
        count(file.match_lines, "line"),
        names.join(", ")
    )
}

fn render_response(response: &ResponseRecord) -> Html {
    let all = response.all.as_deref().unwrap_or_default();
    let nearest = response.nearest.as_deref().unwrap_or_default();
    let (first, rest) = all.split_at(all.len().min(N_SHOWN));
    html! {
        <div class="card__part probes__response">
            <h3 class="probes__probe">{ &response.probe }</h3>
            if all.is_empty() {
                <p class="card__note">{ none_words(nearest) }</p>
            }
            <ul class="probes__found">
                { for first.iter().enumerate().map(|(idx, found)| render_match(found, idx == 0, response)) }
                { for nearest.iter().map(render_nearest) }
            </ul>
            if !rest.is_empty() {
                <details>
                    <summary>{ format!("{} more", rest.len()) }</summary>
                    <ul class="probes__found">
                        { for rest.iter().map(|found| render_match(found, false, response)) }
                    </ul>
                </details>
            }
        </div>
    }
}

fn none_words(nearest: &[NearestRecord]) -> &'static str {
    match nearest.is_empty() {
        true => "No line matches, and none comes near.",
        false => "No line matches. These came closest:",
    }
}

fn render_match(found: &MatchRecord, is_taken: bool, response: &ResponseRecord) -> Html {
    let (shape, sign, kind) = match found.soft {
        true => (Shape::HalfDisc, "probes__soft", "soft match"),
        false => (Shape::Disc, "probes__hard", "hard match"),
    };
    let by = found
        .probe
        .as_ref()
        .filter(|probe| **probe != response.probe);
    let by = by.map(|probe| format!(", by the fallback to {probe}"));
    let taken = if is_taken { ", taken" } else { "" };
    html! {
        <li>
            <p>
                <span class={sign}>{ render_shape(shape) }{ " " }{ kind }</span>
                { taken }{ ", " }{ line_name(&found.file, found.line) }{ by.unwrap_or_default() }
            </p>
            <p class="probes__service">
                <strong>{ &found.service }</strong>{ " " }{ fields_words(found) }
            </p>
            { render_around(&found.file, found.line) }
        </li>
    }
}

fn render_nearest(near: &NearestRecord) -> Html {
    html! {
        <li>
            <p>
                <span class="probes__miss">{ render_shape(Shape::Ring) }{ " no match" }</span>
                { ", " }{ line_name(&near.file, near.line) }{ ", under " }{ &near.probe }
            </p>
            <p class="probes__service">
                <strong>{ &near.service }</strong>{ " " }{ nearest_words(near) }
            </p>
            { render_around(&near.file, near.line) }
        </li>
    }
}

/// The user's own lines stand in the editor.
fn render_around(file: &str, line: u32) -> Html {
    if file == LINES {
        return Html::default();
    }
    html! { <Around file={file.to_owned()} {line} /> }
}

fn render_placements(placements: &[PlacementRecord]) -> Html {
    if placements.is_empty() {
        return Html::default();
    }
    html! {
        <div class="card__part probes__response">
            <h3 class="probes__probe">{ "Where your lines belong" }</h3>
            <ul class="probes__found">
                { for placements.iter().map(|place| html! { <li>{ placement_words(place) }</li> }) }
            </ul>
        </div>
    }
}
