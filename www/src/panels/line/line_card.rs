//! The line that is looked at, response by response: what became of it, and why.

use std::rc::Rc;

use sflens::results::{LineOutcome, RepairRecord, SpanRecord};
use yew::prelude::*;

use super::part_list::{Parts, render_parts};
use super::story::{Story, tell_stories};
use super::verdict::render_verdict;
use crate::hooks::{
    LINES_FIELD, Pointing, select_in_field, use_document, use_evaluation, use_pointing,
};
use crate::model::{
    Evaluation, Excerpt, ResponseVerdict, Sign, byte_range_to_utf16, limit_words, response_verdicts,
};
use crate::panels::edit_button::{EditTarget, render_edit_button};
use crate::panels::steps::{STEPS, StepsProps};
use crate::widgets::{Lazy, render_prose};

/// Nothing until the line has been tried on some response.
#[component]
pub fn LineCard() -> Html {
    let document = use_document();
    let last = use_evaluation().last;
    let pointing = use_pointing();
    let stepping = use_state(|| None::<StepsProps>);
    let number = document.line_number;
    let tried = response_verdicts(&last, document.fingerprint_idx);
    let own: Vec<_> = tried
        .into_iter()
        .filter(|verdict| verdict.line == number)
        .collect();
    if own.is_empty() {
        return Html::default();
    }
    let limit_words = |verdict: &ResponseVerdict| {
        limit_words(
            &last,
            document.fingerprint_idx,
            verdict.response_idx,
            number,
        )
    };
    let stories = tell_stories(&own, limit_words);
    let is_current = last.texts.lines == document.texts.lines;
    html! {
        <section class="card line" aria-labelledby="line-title">
            <div class="card__head">
                <h2 class="card__title" id="line-title">{ title(number, &own, last.refused_lines().contains(&number)) }</h2>
            </div>
            <ul class="card__part line__responses">
                { for stories.iter().map(|story| {
                    let parts = render_story_parts(story, number, &last, document.fingerprint_idx, &pointing);
                    let steps = render_steps(story, number, &stepping);
                    render_story(story, &last.texts.lines, is_current, parts, steps)
                }) }
            </ul>
        </section>
    }
}

fn title(number: u32, own: &[ResponseVerdict], is_refused: bool) -> String {
    if is_refused {
        return format!("Line {number} is refused: what is sound of it");
    }
    let matches = |verdict: &ResponseVerdict| {
        matches!(
            verdict.record.outcome,
            LineOutcome::Taken | LineOutcome::Hidden
        )
    };
    match own.iter().filter(|verdict| matches(verdict)).count() {
        0 => format!("Why line {number} does not match"),
        n if n == own.len() => format!("Line {number} matches"),
        _ => format!("Line {number} on each response"),
    }
}

/// What the items of the pattern took; nothing for a line that does not match.
fn render_story_parts(
    story: &Story,
    line: u32,
    last: &Evaluation,
    fingerprint_idx: usize,
    pointing: &Pointing,
) -> Html {
    let fingerprint = last.fingerprint(fingerprint_idx);
    let response = fingerprint.and_then(|f| f.responses.get(story.response_idx));
    let Some(response) = response.filter(|_| !story.parts.is_empty()) else {
        return Html::default();
    };
    let parts = Parts {
        line,
        response_idx: story.response_idx,
        parts: &story.parts,
        response: &response.bytes.0,
        lines: &last.texts.lines,
    };
    render_parts(&parts, &pointing.linked, &pointing.onhover())
}

/// The button that opens and closes the search step by step, and the steps.
fn render_steps(
    story: &Story,
    line: u32,
    stepping: &UseStateHandle<Option<StepsProps>>,
) -> (Html, Html) {
    if story.sign == Sign::Refused {
        return Default::default();
    }
    let response_idx = story.response_idx;
    let own = StepsProps { line, response_idx };
    let is_open = stepping.as_ref() == Some(&own);
    let (set, next) = (stepping.setter(), (!is_open).then(|| own.clone()));
    let onclick = Callback::from(move |_: MouseEvent| set.set(next.clone()));
    let button = html! {
        <button
            type="button"
            class="button button--quiet button--small"
            aria-expanded={is_open.to_string()}
            {onclick}
        >
            { "Step through" }
        </button>
    };
    let steps = is_open.then(|| html! { <Lazy<StepsProps> view={STEPS} with={own} /> });
    (button, html! { <div>{ steps }</div> })
}

fn render_story(
    story: &Story,
    lines: &Rc<str>,
    is_current: bool,
    parts: Html,
    (step_button, steps): (Html, Html),
) -> Html {
    html! {
        <li class="line__response">
            <p class="line__verdict">
                <span class="line__probe">{ story.probes.join(", ") }</span>
                { render_verdict(story.sign, &story.words) }
            </p>
            if let Some(item) = story.item {
                { render_item(item, lines) }
            }
            if let Some(why) = &story.why {
                <p class="line__why">{ render_prose(why) }</p>
            }
            if let Some(words) = &story.without_limit {
                <p class="line__why">{ words }</p>
            }
            { parts }
            <div class="line__actions">
                if let Some(item) = story.item {
                    { render_go(item, lines, is_current) }
                    { render_repairs(&story.repairs, lines, is_current) }
                }
                { step_button }
            </div>
            { steps }
        </li>
    }
}

fn render_repairs(repairs: &[RepairRecord], lines: &str, is_current: bool) -> Html {
    let target = EditTarget {
        field: &AttrValue::Static(LINES_FIELD),
        text: lines,
        is_current,
    };
    let buttons = repairs
        .iter()
        .filter_map(|repair| render_edit_button(&repair.edit, &target, &repair.words));
    html! { <>{ for buttons }</> }
}

/// The line with the item marked that could not be passed.
fn render_item(item: SpanRecord, lines: &str) -> Html {
    let excerpt = Excerpt::of(lines, item);
    html! {
        <code class="line__pattern" translate="no">
            { excerpt.before }
            <span class="line__stop">{ excerpt.marked }</span>
            { excerpt.after }
        </code>
    }
}

fn render_go(item: SpanRecord, lines: &str, is_current: bool) -> Html {
    let range = byte_range_to_utf16(lines, item.start, item.end);
    let select = Callback::from(move |_: MouseEvent| select_in_field(LINES_FIELD, range.clone()));
    html! {
        <button
            type="button"
            class="button button--quiet button--small"
            onclick={select}
            disabled={!is_current}
        >
            { "Go to the place" }
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::outcome;

    fn on_response(kind: LineOutcome) -> ResponseVerdict {
        ResponseVerdict {
            line: 2,
            response_idx: 0,
            probe: "NULL".into(),
            sign: Sign::Idle,
            words: String::new(),
            record: outcome(2, kind),
        }
    }

    #[track_caller]
    fn check(outcomes: &[LineOutcome], is_refused: bool, expected: &str) {
        let own: Vec<_> = outcomes.iter().map(|kind| on_response(*kind)).collect();
        assert_eq!(title(2, &own, is_refused), expected);
    }

    #[test]
    fn the_title_says_what_became_of_the_line() {
        let (taken, missed) = (LineOutcome::Taken, LineOutcome::NoMatch);
        check(&[taken, LineOutcome::Hidden], false, "Line 2 matches");
        check(
            &[missed, LineOutcome::NotSeen],
            false,
            "Why line 2 does not match",
        );
        check(&[taken, missed], false, "Line 2 on each response");
        check(&[taken], true, "Line 2 is refused: what is sound of it");
    }
}
