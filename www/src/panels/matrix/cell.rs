//! What one line did on one response, as a sign that is told by its shape.

use sflens::results::{LineOutcome, LineOutcomeRecord};
use yew::prelude::*;

use crate::widgets::{Shape, render_shape};

/// See the head of this file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nmap would take it, and stop.
    Hard,
    /// Nmap would take it, and go on.
    Soft,
    /// It matches behind another.
    Hidden,
    /// It does not match, but a small change would make it.
    Near,
    /// It does not match.
    Miss,
    /// The search ended at a limit.
    Limit,
    /// Nmap never tries it here.
    NotSeen,
    /// Nmap refuses it.
    Refused,
}

impl Cell {
    /// In the order of the legend.
    pub(super) const ALL: [Self; 8] = [
        Self::Hard,
        Self::Soft,
        Self::Hidden,
        Self::Near,
        Self::Miss,
        Self::Limit,
        Self::NotSeen,
        Self::Refused,
    ];

    pub(super) fn of(record: &LineOutcomeRecord) -> Self {
        match record.outcome {
            LineOutcome::Taken if record.soft => Self::Soft,
            LineOutcome::Taken => Self::Hard,
            LineOutcome::Hidden => Self::Hidden,
            LineOutcome::LimitHit => Self::Limit,
            LineOutcome::NotSeen => Self::NotSeen,
            LineOutcome::Refused => Self::Refused,
            _ if !record.repairs.is_empty() => Self::Near,
            _ => Self::Miss,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Hard => "hard match",
            Self::Soft => "soft match",
            Self::Hidden => "hidden by a line before it",
            Self::Near => "no match, a small change would help",
            Self::Miss => "no match",
            Self::Limit => "limit hit",
            Self::NotSeen => "never tried",
            Self::Refused => "refused",
        }
    }

    fn tone(self) -> &'static str {
        match self {
            Self::Hard => "verdict--hard",
            Self::Soft | Self::Hidden | Self::Near => "verdict--soft",
            Self::Miss | Self::Limit | Self::Refused => "verdict--miss",
            Self::NotSeen => "verdict--idle",
        }
    }

    /// The sign in its color.
    pub(super) fn render(self) -> Html {
        let shape = match self {
            Self::Hard => render_shape(Shape::Disc),
            Self::Soft => render_shape(Shape::HalfDisc),
            Self::Hidden => render_drawing(html! {
                <path d="M1 6h10M6 1v10" fill="none" stroke="currentColor" stroke-width="2" />
            }),
            Self::Near => render_drawing(html! {
                <>
                    <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5" />
                    <circle cx="6" cy="6" r="1.75" fill="currentColor" />
                </>
            }),
            Self::Miss => render_shape(Shape::Ring),
            Self::Limit => render_shape(Shape::Bar),
            Self::NotSeen => render_shape(Shape::Dot),
            Self::Refused => render_shape(Shape::Square),
        };
        html! { <span class={self.tone()}>{ shape }</span> }
    }
}

fn render_drawing(drawing: Html) -> Html {
    html! {
        <svg class="shape" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{ drawing }</svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::outcome;
    use crate::testing::render_html;

    #[test]
    fn each_state_has_a_shape_of_its_own() {
        let shapes = Cell::ALL.map(|cell| {
            let html = render_html(cell.render());
            let inside = html.split_once("<svg").expect("a drawing").1;
            inside.to_owned()
        });
        for (idx, shape) in shapes.iter().enumerate() {
            assert!(!shapes[..idx].contains(shape), "{:?}", Cell::ALL[idx]);
        }
    }

    #[test]
    fn a_miss_that_a_repair_would_help_is_near() {
        let mut record = outcome(1, LineOutcome::NoMatch);
        assert_eq!(Cell::of(&record), Cell::Miss);
        record.repairs = vec![sflens::results::RepairRecord {
            words: "Add the flag `i`".into(),
            edit: sflens::results::EditRecord {
                span: sflens::results::SpanRecord { start: 0, end: 0 },
                replacement: sflens::results::ResponseBytes(b"i".to_vec()),
            },
        }];
        assert_eq!(Cell::of(&record), Cell::Near);
        assert_eq!(Cell::of(&outcome(1, LineOutcome::Hidden)), Cell::Hidden);
    }
}
