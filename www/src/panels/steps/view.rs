//! A search as the engine did it: forwards, back, or by itself, with what it costs against Nmap's
//! limit.
//!
//! ```text
//! ^220 (\w+) FTP          the item at hand is marked
//! 220 stage FTP           what the attempt has taken is lit
//! `\w+` takes `stage`, bytes 4 to 8.          3 of 50,000 calls
//! ⏮ ◀ ▶ ⏭   ────●──────
//! ```

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use sflens::results::{ResponseBytes, SpanRecord, StepKindRecord, StepRecord, TraceRecord};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::outcome::say_outcome;
use super::picture::render_picture;
use super::player::{Move, Player};
use super::words::Texts;
use crate::hooks::{Asked, use_asked, use_document, use_evaluation};
use crate::protocol::TraceRequest;
use crate::widgets::{Mark, Overlay, group_thousands, render_byte_text, render_prose};

/// Milliseconds between two steps that are played.
const TICK: u32 = 180;
/// Bytes that are drawn behind the one at hand.
const BEHIND: usize = 512;

/// What `Steps` shows.
#[derive(Clone, PartialEq, Properties)]
pub struct StepsProps {
    /// The line, from 1.
    pub line: u32,
    /// The response.
    pub response_idx: usize,
}

/// See the head of this file.
#[component]
pub(super) fn Steps(props: &StepsProps) -> Html {
    let document = use_document();
    let last = use_evaluation().last;
    let fingerprint = last.fingerprint(document.fingerprint_idx);
    let response = fingerprint.and_then(|one| one.responses.get(props.response_idx));
    let bytes = response.map_or_else(Vec::new, |response| response.bytes.0.clone());
    let probe = response.map_or_else(String::new, |response| response.probe.clone());
    let answer = use_asked(TraceRequest {
        lines: last.texts.lines.to_string(),
        release: document.release.name().to_owned(),
        line: props.line,
        response: ResponseBytes(bytes.clone()),
    });
    let label = format!(
        "Line {} on the response to {probe}, step by step",
        props.line
    );
    html! {
        <section class="steps" aria-label={label}>
            { match answer {
                Asked::Waiting => html! {
                    <p class="steps__wait" role="status">{ "The search is run again…" }</p>
                },
                Asked::Failed(reason) => html! {
                    <p class="steps__wait" role="alert">{ format!("No steps: {reason}.") }</p>
                },
                Asked::Ready(trace) => html! {
                    <Search
                        {trace}
                        bytes={Rc::<[u8]>::from(bytes)}
                        lines={last.texts.lines.clone()}
                    />
                },
            } }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct SearchProps {
    trace: Rc<Option<TraceRecord>>,
    bytes: Rc<[u8]>,
    lines: Rc<str>,
}

#[component]
fn Search(props: &SearchProps) -> Html {
    let player = use_reducer_eq(Player::default);
    let n_steps = props
        .trace
        .as_ref()
        .as_ref()
        .map_or(0, |trace| trace.steps.len());
    {
        let moves = player.dispatcher();
        use_effect_with(props.trace.clone(), move |_| moves.dispatch(Move::To(0)));
    }
    {
        let moves = player.dispatcher();
        use_effect_with(
            (player.is_playing, n_steps),
            move |(is_playing, n_steps)| {
                let n_steps = *n_steps;
                let tick = move || moves.dispatch(Move::Tick(n_steps));
                let clock = is_playing.then(|| Interval::new(TICK, tick));
                move || drop(clock)
            },
        );
    }
    let Some(trace) = &*props.trace else {
        return html! { <p class="steps__wait" role="status">{ "The pattern of this line is refused." }</p> };
    };
    let texts = Texts {
        lines: &props.lines,
        response: &props.bytes,
    };
    let at = player.at.min(n_steps.saturating_sub(1));
    let Some(step) = trace.steps.get(at) else {
        let said = say_outcome(trace, &props.bytes);
        return html! { <p class="steps__wait" role="status">{ render_prose(&said) }</p> };
    };
    let captures = captures_at(trace, at);
    let live = if player.is_playing { "off" } else { "polite" };
    let moves = player.dispatcher();
    let ongo = Callback::from(move |to: usize| moves.dispatch(Move::To(to)));
    let is_last_shown = trace.cut && at + 1 == n_steps;
    html! {
        <>
            { render_pattern(trace, step, &props.lines) }
            { render_bytes(trace, at, &captures, &props.bytes) }
            { render_captures(&captures, texts) }
            { render_picture(&trace.steps, props.bytes.len(), at, ongo) }
            <p class={classes!("steps__said", look(step.kind))} role="status" aria-live={live}>
                { render_prose(&texts.say(step)) }
                if is_last_shown {
                    { " The steps that are shown end here; the search goes on." }
                }
            </p>
            { render_controls(trace, at, &player) }
            { render_meter(trace, step) }
            <p class="steps__outcome">{ render_prose(&say_outcome(trace, &props.bytes)) }</p>
        </>
    }
}

/// How a step is toned; its sentence says the same.
fn look(kind: StepKindRecord) -> &'static str {
    match kind {
        StepKindRecord::Failed => "steps--failed",
        StepKindRecord::Backtracked => "steps--back",
        _ => "steps--on",
    }
}

/// The pattern with the item at hand marked.
fn render_pattern(trace: &TraceRecord, step: &StepRecord, lines: &str) -> Html {
    let (start, end) = (trace.pattern.start as usize, trace.pattern.end as usize);
    let item =
        (step.span.start as usize).clamp(start, end)..(step.span.end as usize).clamp(start, end);
    let part = |range: std::ops::Range<usize>| lines.get(range).unwrap_or_default().to_owned();
    html! {
        <code class="steps__pattern" translate="no">
            { part(start..item.start) }
            <span class={classes!("steps__item", look(step.kind))}>{ part(item.clone()) }</span>
            { part(item.end..end) }
        </code>
    }
}

/// The captures behind a step: its own change is the last.
fn captures_at(trace: &TraceRecord, at: usize) -> BTreeMap<u16, SpanRecord> {
    let mut captures = BTreeMap::new();
    let until = trace
        .captures
        .partition_point(|change| change.step as usize <= at);
    for change in trace.captures.get(..until).unwrap_or_default() {
        match change.span {
            Some(span) => captures.insert(change.group, span),
            None => captures.remove(&change.group),
        };
    }
    captures
}

/// What the groups have taken, in words.
fn render_captures(captures: &BTreeMap<u16, SpanRecord>, texts: Texts<'_>) -> Html {
    let capture = |(group, span): (&u16, &SpanRecord)| {
        html! {
            <li>
                { format!("group {group}: ") }
                { render_prose(&texts.bytes(span.start, span.end)) }
            </li>
        }
    };
    html! {
        <ul class="steps__captures" aria-label="Captures">
            if captures.is_empty() {
                <li>{ "no capture" }</li>
            }
            { for captures.iter().map(capture) }
        </ul>
    }
}

/// The response: lit what the attempt has taken, numbered what the groups have captured, a caret
/// where an item fails, in front of the byte that does not fit.
fn render_bytes(
    trace: &TraceRecord,
    at: usize,
    captures: &BTreeMap<u16, SpanRecord>,
    bytes: &Rc<[u8]>,
) -> Html {
    let Some(step) = trace.steps.get(at) else {
        return Html::default();
    };
    let before = trace.steps.get(..=at).unwrap_or_default();
    let started = before
        .iter()
        .rfind(|step| step.kind == StepKindRecord::Started);
    let (start, to) = (
        started.map_or(0, |step| step.from) as usize,
        step.to as usize,
    );
    let mark = |(number, span): (&u16, &SpanRecord)| {
        Some(Mark {
            start: span.start as usize,
            end: span.end as usize,
            number: u8::try_from(*number).ok()?,
        })
    };
    let marks = captures.iter().filter_map(mark).collect();
    let stop = step.miss.map_or(to, |miss| miss.offset as usize);
    let overlay = Overlay {
        lit: (start < to).then_some(start..to),
        stop: (step.kind == StepKindRecord::Failed).then_some(stop),
        end: bytes.len(),
        ..Overlay::of_marks(marks)
    };
    render_byte_text(bytes, to.max(stop) + BEHIND, &Rc::new(overlay))
}

fn render_controls(trace: &TraceRecord, at: usize, player: &UseReducerHandle<Player>) -> Html {
    let n_steps = trace.steps.len();
    let last = n_steps.saturating_sub(1);
    let go = |label: &'static str, to: Option<usize>| {
        let moves = player.dispatcher();
        let onclick =
            to.map(|to| Callback::from(move |_: MouseEvent| moves.dispatch(Move::To(to))));
        html! {
            <button type="button" class="button button--small" disabled={to.is_none()} {onclick}>
                { label }
            </button>
        }
    };
    let (play, change) = match player.is_playing {
        true => ("Pause", Move::Pause),
        false => ("Play", Move::Play(n_steps)),
    };
    let moves = player.dispatcher();
    let onplay = Callback::from(move |_: MouseEvent| moves.dispatch(change));
    let is_back = |step: &StepRecord| step.kind == StepKindRecord::Backtracked;
    let behind = trace.steps.get(at + 1..).unwrap_or_default();
    let next_back = behind.iter().position(is_back).map(|idx| at + 1 + idx);
    html! {
        <div class="steps__controls">
            { go("First", (at > 0).then_some(0)) }
            { go("Back", at.checked_sub(1)) }
            <button type="button" class="button button--small" onclick={onplay}>{ play }</button>
            { go("Next", (at < last).then_some(at + 1)) }
            { go("Last", (at < last).then_some(last)) }
            { go("Next backtrack", next_back) }
            { render_slider(at, last, player) }
        </div>
    }
}

fn render_slider(at: usize, last: usize, player: &UseReducerHandle<Player>) -> Html {
    let moves = player.dispatcher();
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let to = field.and_then(|field| field.value().parse().ok());
        moves.dispatch(Move::To(to.unwrap_or_default()));
    });
    let words = format!(
        "step {} of {}",
        group_thousands(at + 1),
        group_thousands(last + 1)
    );
    html! {
        <label class="steps__slider">
            <span class="aside">{ "Step" }</span>
            <input
                type="range"
                min="0"
                max={last.to_string()}
                value={at.to_string()}
                aria-valuetext={words.clone()}
                {oninput}
            />
            <span class="steps__count" aria-hidden="true">{ words }</span>
        </label>
    }
}

/// What Nmap's match limit counts, at the start offset at hand.
fn render_meter(trace: &TraceRecord, step: &StepRecord) -> Html {
    let thousands = |n: u32| group_thousands(n as usize);
    html! {
        <p class="steps__cost">
            <meter
                aria-label="Calls against Nmap's match limit"
                min="0"
                max={trace.match_limit.to_string()}
                high={(trace.match_limit / 2).to_string()}
                value={step.calls.to_string()}
            />
            { format!(
                "{} of the {} calls that Nmap allows from one start; at most {} here",
                thousands(step.calls), thousands(trace.match_limit), thousands(trace.most_calls),
            ) }
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::CaptureChangeRecord;

    #[test]
    fn captures_come_and_go_with_the_steps() {
        let change = |step, group, span: Option<(u32, u32)>| CaptureChangeRecord {
            step,
            group,
            span: span.map(|(start, end)| SpanRecord { start, end }),
        };
        let trace = TraceRecord {
            captures: vec![
                change(2, 1, Some((0, 2))),
                change(4, 1, None),
                change(4, 2, Some((1, 2))),
            ],
            ..TraceRecord::default()
        };
        let groups = |at| captures_at(&trace, at).into_keys().collect::<Vec<_>>();
        assert_eq!(
            (groups(1), groups(3), groups(9)),
            (vec![], vec![1], vec![2])
        );
    }
}
