//! The whole search as a line: from left to right the steps, upwards the bytes. Where it falls, the
//! search went back. A click leads to the step there, as the slider does by keyboard.

use sflens::results::{StepKindRecord, StepRecord};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// Columns at most; of many steps several share one.
const COLUMNS: usize = 320;
const HEIGHT: usize = 48;

/// See the head of this file; `at` is the step that is shown, and `ongo` takes the one to go to.
pub(super) fn render_picture(
    steps: &[StepRecord],
    n_bytes: usize,
    at: usize,
    ongo: Callback<usize>,
) -> Html {
    let n_steps = steps.len();
    let n_columns = n_steps.clamp(1, COLUMNS);
    let cursor = at * n_columns / n_steps.max(1);
    let onclick = Callback::from(move |event: MouseEvent| {
        if let Some(to) = step_under(&event, n_steps) {
            ongo.emit(to);
        }
    });
    html! {
        <svg
            class="steps__picture"
            viewBox={format!("0 0 {n_columns} {HEIGHT}")}
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
            cursor="pointer"
            {onclick}
        >
            // The picture itself is what a click meets.
            <g pointer-events="none">
                <path class="steps__path" d={path(steps, n_bytes, n_columns)} />
                <rect class="steps__cursor" x={cursor.to_string()} y="0" width="1" height={HEIGHT.to_string()} />
            </g>
        </svg>
    }
}

fn step_under(event: &MouseEvent, n_steps: usize) -> Option<usize> {
    let picture: Element = event.target()?.dyn_into().ok()?;
    Some(step_at(event.offset_x(), picture.client_width(), n_steps))
}

/// The step at `x` of a picture so wide.
fn step_at(x: i32, width: i32, n_steps: usize) -> usize {
    let (x, width) = (x.max(0) as usize, width.max(1) as usize);
    (x * n_steps / width).min(n_steps.saturating_sub(1))
}

/// A stroke in each column from its lowest byte to its highest, joined.
fn path(steps: &[StepRecord], n_bytes: usize, n_columns: usize) -> String {
    let top = n_bytes.max(1);
    let y = |offset: u32| HEIGHT - 2 - (offset as usize).min(top) * (HEIGHT - 4) / top;
    let first = |column: usize| column * steps.len() / n_columns;
    let column = |idx: usize| {
        let own = steps.get(first(idx)..first(idx + 1)).unwrap_or_default();
        let offsets = || own.iter().map(reached);
        let (low, high) = (offsets().min()?, offsets().max()?);
        let command = if idx == 0 { 'M' } else { 'L' };
        Some(format!("{command}{idx} {}V{}", y(low), y(high)))
    };
    (0..n_columns).filter_map(column).collect()
}

/// How far the search is after a step.
fn reached(step: &StepRecord) -> u32 {
    match step.kind {
        StepKindRecord::Started => step.from,
        _ => step.to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::{SpanRecord, StepRoleRecord};

    fn steps(offsets: &[u32]) -> Vec<StepRecord> {
        let step = |to: &u32| StepRecord {
            span: SpanRecord { start: 0, end: 1 },
            kind: StepKindRecord::Advanced,
            role: StepRoleRecord::Bytes,
            from: 0,
            to: *to,
            calls: 1,
            group: None,
            miss: None,
        };
        offsets.iter().map(step).collect()
    }

    #[test]
    fn a_step_back_is_seen_as_a_fall() {
        assert_eq!(path(&steps(&[0, 4, 2]), 4, 3), "M0 46V46L1 2V2L2 24V24");
    }

    #[test]
    fn a_click_leads_to_the_step_under_it() {
        let found = [-1, 0, 149, 150, 299, 300].map(|x| step_at(x, 300, 4));
        assert_eq!(found, [0, 0, 1, 2, 3, 3]);
        assert_eq!((step_at(7, 0, 4), step_at(7, 10, 0)), (3, 0));
    }

    #[test]
    fn many_steps_share_a_column() {
        let drawn = path(&steps(&[0, 4, 0, 4]), 4, 2);
        assert_eq!(drawn, "M0 46V2L1 46V2");
    }
}
