//! One card for each response: its bytes, its shape, and what each line said to it.

use std::rc::Rc;

use sflens::results::{MatchRecord, ProbeRecord, ReplayUse, ResponseRecord};
use yew::prelude::*;

use super::facts::render_facts;
use super::probe_note::{is_starter, sent_note, size_note};
use super::response_view::{Form, ResponseView};
use super::selection::{SelectBytes, Selected, Selecting, render_selection};
use crate::hooks::{use_document, use_evaluation, use_frames, use_pointing};
use crate::model::{
    LINES, Linked, Pointed, ResponseVerdict, Sign, line_name, prefix_remarks, probe_facts,
    response_verdicts,
};
use crate::panels::line::{capture_marks, render_verdict};
use crate::widgets::{Overlay, Tab, Tabs, render_strip};

/// Cards that are drawn in one frame.
const CARDS_AT_ONCE: usize = 2;

/// Lines without a match that each card shows before one asks for the rest.
const MISSES_AT_FIRST: usize = 5;

/// The cards of the fingerprint that is shown, in the order of its records.
#[component]
pub fn ResponseCards() -> Html {
    let document = use_document();
    let evaluation = use_evaluation();
    let pointing = use_pointing();
    let idx = document.fingerprint_idx;
    let fingerprint = evaluation.last.fingerprint(idx);
    let n_responses = fingerprint.map_or(0, |fingerprint| fingerprint.responses.len());
    let n_drawn = use_frames(n_responses, CARDS_AT_ONCE);
    let Some(fingerprint) = fingerprint else {
        return Html::default();
    };
    let verdicts = response_verdicts(&evaluation.last, idx);
    let refused = evaluation.last.refused_lines();
    let card = |(response_idx, response): (usize, &ResponseRecord)| {
        let own = own_verdicts(&verdicts, response_idx, &refused);
        let is_looked_at = |verdict: &&ResponseVerdict| verdict.line == document.line_number;
        let stop =
            (own.iter().find(is_looked_at)).and_then(|verdict| verdict.record.progress.clone());
        let (verdicts, folded) = fold_misses(own, document.line_number);
        html! {
            <ResponseCard
                key={response_idx}
                {response_idx}
                response={Rc::new(response.clone())}
                same_as={same_before(&fingerprint.responses, response_idx)}
                overlay={overlay_of(response, response_idx, &pointing.linked, stop.map(|stop| stop.offset))}
                selected={Selected::on(response_idx, pointing.fixed(), &pointing.fixed_linked)}
                {verdicts}
                {folded}
                probe={evaluation.last.probe(&fingerprint.protocol, &response.probe)}
                onhover={pointing.onhover()}
                onfix={pointing.onfix()}
            />
        }
    };
    html! {
        <section class="responses" aria-labelledby="responses-title">
            <h2 class="aside" id="responses-title">{ "Responses" }</h2>
            { for fingerprint.responses.iter().take(n_drawn).enumerate().map(card) }
        </section>
    }
}

/// The verdicts on one response. A line of which nothing is sound says so beside itself only.
fn own_verdicts(
    verdicts: &[ResponseVerdict],
    response_idx: usize,
    refused: &[u32],
) -> Vec<ResponseVerdict> {
    let own = (verdicts.iter())
        .filter(|verdict| verdict.response_idx == response_idx)
        .filter(|verdict| verdict.sign != Sign::Refused);
    let verdict = |own: ResponseVerdict| match refused.contains(&own.line) {
        true => own.refused(),
        false => own,
    };
    own.cloned().map(verdict).collect()
}

/// What is shown at once, and the lines without a match that are folded away, each in the order of
/// the lines. The line that is looked at is never folded.
fn fold_misses(
    own: Vec<ResponseVerdict>,
    looked_at: u32,
) -> (Vec<ResponseVerdict>, Vec<ResponseVerdict>) {
    let mut n_misses = 0;
    own.into_iter().partition(|verdict| {
        let is_miss = matches!(verdict.sign, Sign::NoMatch | Sign::Idle);
        n_misses += usize::from(is_miss);
        !is_miss || n_misses <= MISSES_AT_FIRST || verdict.line == looked_at
    })
}

/// The probe of the first response with the same bytes before this one, if there is one.
fn same_before(responses: &[ResponseRecord], idx: usize) -> Option<AttrValue> {
    let this = responses.get(idx).filter(|this| !this.bytes.is_empty())?;
    let is_same = |other: &&ResponseRecord| {
        other.bytes == this.bytes && other.declared_length == this.declared_length
    };
    let first = responses.iter().take(idx).find(is_same)?;
    Some(first.probe.clone().into())
}

/// What is drawn over the bytes: captures, what is pointed at, and where the line stops that is
/// looked at.
fn overlay_of(
    response: &ResponseRecord,
    response_idx: usize,
    linked: &Linked,
    stop: Option<u32>,
) -> Rc<Overlay> {
    let n_bytes = response.bytes.0.len();
    let n_sound = response.sound_length as usize;
    let marks = response
        .taken
        .line()
        .map(|line| capture_marks(&line.captures));
    Rc::new(Overlay {
        marks: marks.unwrap_or_default(),
        lit_numbers: linked.groups_of(own_line(response)),
        lit: linked.bytes_of(response_idx),
        uncertain_from: (n_sound < n_bytes).then_some(n_sound),
        stop: stop.map(|stop| stop as usize),
        end: n_bytes,
    })
}

/// The line of the user's whose captures are marked.
fn own_line(response: &ResponseRecord) -> Option<u32> {
    let taken = response.taken.line()?;
    (taken.file == LINES).then_some(taken.line)
}

/// What to know of a response that Nmap would not have had with these lines.
fn replay_remark(response: &ResponseRecord) -> Option<&'static str> {
    match response.replay? {
        ReplayUse::NotSent => Some("After the soft match Nmap would not have sent this probe"),
        ReplayUse::AfterEnd => Some("Nmap would have stopped before this probe"),
        _ => None,
    }
}

#[derive(PartialEq, Properties)]
struct ResponseCardProps {
    response_idx: usize,
    response: Rc<ResponseRecord>,
    /// The probe that had the same response before; the bytes are then shown when asked for.
    same_as: Option<AttrValue>,
    overlay: Rc<Overlay>,
    selected: Option<Selected>,
    verdicts: Vec<ResponseVerdict>,
    /// More of them, which are shown when asked for.
    folded: Vec<ResponseVerdict>,
    probe: Option<Rc<ProbeRecord>>,
    onhover: Callback<Option<Pointed>>,
    onfix: Callback<Option<Pointed>>,
}

#[component]
fn ResponseCard(props: &ResponseCardProps) -> Html {
    let selected = use_state(|| 0);
    let is_asked_for = use_state(|| false);
    let response = &props.response;
    let bytes: Rc<[u8]> = response.bytes.0.as_slice().into();
    let overlay = &props.overlay;
    let view = |form: Form| Tab {
        label: form.label().into(),
        panel: html! {
            <ResponseView
                {form}
                probe={response.probe.clone()}
                bytes={bytes.clone()}
                declared_length={response.declared_length}
                overlay={overlay.clone()}
            />
        },
    };
    let id = format!("response-{}", props.response_idx);
    let SelectBytes {
        onmouseover,
        onmouseleave,
        onmouseup,
        onkeydown,
    } = Selecting {
        response_idx: props.response_idx,
        bytes: bytes.clone(),
        line: own_line(response),
        selected: props.selected.clone(),
        onhover: props.onhover.clone(),
        onfix: props.onfix.clone(),
    }
    .handlers();
    html! {
        <article
            class="card response"
            aria-labelledby={format!("{id}-title")}
            {onmouseover}
            {onmouseleave}
            {onmouseup}
            {onkeydown}
        >
            if props.same_as.is_some() && !*is_asked_for {
                { render_again(props, &id, Callback::from(move |_| is_asked_for.set(true))) }
            } else {
                <Tabs
                    id={id.clone()}
                    label={format!("Form of the response to {}", response.probe)}
                    head={render_head(props, &id)}
                    tabs={Form::ALL.map(view).to_vec()}
                    selected={*selected}
                    onselect={Callback::from(move |idx| selected.set(idx))}
                />
                <div class="response__strip">
                    { render_strip(
                        &bytes,
                        response.declared_length as usize,
                        overlay,
                        strip_label(response, overlay.marks.len()),
                    ) }
                </div>
                if let Some(selected) = &props.selected {
                    { render_selection(selected, &bytes) }
                }
            }
            { render_foot(props) }
            if let Some(probe) = &props.probe {
                { render_probe(probe) }
            }
        </article>
    }
}

/// The head of a response that came before.
fn render_again(props: &ResponseCardProps, id: &str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <div class="card__head">
            { render_head(props, id) }
            <button type="button" class="button" {onclick}>{ "Show the bytes" }</button>
        </div>
    }
}

fn render_head(props: &ResponseCardProps, id: &str) -> Html {
    let sent = props.probe.as_deref().and_then(sent_note);
    html! {
        <>
            <h3 class="card__title" id={format!("{id}-title")}>
                <span class="aside">{ "Response to " }</span>
                { &props.response.probe }
            </h3>
            <p class="card__note">
                { size_note(&props.response) }
                if let Some(first) = &props.same_as {
                    { format!(", the same as the response to {first}") }
                }
                if let Some(sent) = sent {
                    { " · " }<span translate="no">{ sent }</span>
                }
            </p>
        </>
    }
}

fn render_probe(probe: &ProbeRecord) -> Html {
    html! {
        <details class="card__part response__probe">
            <summary>{ format!("About the probe {}", probe.name) }</summary>
            if is_starter(probe) {
                <p class="card__note">{ "In the starter file; Nmap's own may differ." }</p>
            }
            { render_facts(&probe_facts(probe)) }
        </details>
    }
}

/// The verdict of a line that is not the user's.
fn render_taken(taken: &MatchRecord) -> Html {
    let (sign, word) = match taken.soft {
        true => (Sign::Soft, "soft"),
        false => (Sign::Hard, "hard"),
    };
    let name = line_name(&taken.file, taken.line);
    render_verdict(sign, &format!("{name}: {word}"))
}

fn strip_label(response: &ResponseRecord, n_captures: usize) -> String {
    let captures = match n_captures {
        0 => "no captures".to_owned(),
        1 => "1 capture".to_owned(),
        n => format!("{n} captures"),
    };
    format!("Shape of the response: {}, {captures}", size_note(response))
}

fn render_foot(props: &ResponseCardProps) -> Html {
    let remark = replay_remark(&props.response);
    let other = (props.response.taken.line()).filter(|taken| taken.file != LINES);
    let prefixes = prefix_remarks(&props.response);
    if props.verdicts.is_empty() && other.is_none() && remark.is_none() && prefixes.is_empty() {
        return Html::default();
    }
    html! {
        <div class="card__foot">
            <ul class="verdicts">
                { for props.verdicts.iter().map(render_own) }
                if let Some(taken) = other {
                    <li>{ render_taken(taken) }</li>
                }
                if let Some(remark) = remark {
                    <li class="verdicts__remark">{ remark }</li>
                }
                { for prefixes.into_iter().map(|remark| html! {
                    <li class="verdicts__remark">{ remark }</li>
                }) }
            </ul>
            if !props.folded.is_empty() {
                <details class="verdicts__more">
                    <summary>{ more_words(props.folded.len()) }</summary>
                    <ul class="verdicts">{ for props.folded.iter().map(render_own) }</ul>
                </details>
            }
        </div>
    }
}

fn render_own(verdict: &ResponseVerdict) -> Html {
    let words = format!("line {}: {}", verdict.line, verdict.words);
    html! { <li>{ render_verdict(verdict.sign, &words) }</li> }
}

fn more_words(n: usize) -> String {
    let lines = if n == 1 { "line" } else { "lines" };
    format!("{n} more {lines} without a match")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::outcome;
    use sflens::results::LineOutcome;

    fn verdict(line: u32, sign: Sign) -> ResponseVerdict {
        ResponseVerdict {
            line,
            response_idx: 0,
            probe: "NULL".into(),
            sign,
            words: String::new(),
            record: outcome(line, LineOutcome::NoMatch),
        }
    }

    #[test]
    fn neither_a_hit_nor_the_line_that_is_looked_at_is_folded_away() {
        let mut own: Vec<_> = (1..=9).map(|line| verdict(line, Sign::NoMatch)).collect();
        own[7].sign = Sign::Hard;
        own[8].sign = Sign::Idle;
        let (shown, folded) = fold_misses(own, 7);
        let lines = |part: &[ResponseVerdict]| part.iter().map(|one| one.line).collect::<Vec<_>>();
        assert_eq!(lines(&shown), [1, 2, 3, 4, 5, 7, 8]);
        assert_eq!(lines(&folded), [6, 9]);
        assert_eq!(more_words(folded.len()), "2 more lines without a match");
    }
}
