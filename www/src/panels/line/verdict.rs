//! A verdict: its sign and its words.

use yew::prelude::*;

use crate::model::Sign;
use crate::widgets::{Shape, ShapeIcon};

/// What [`Verdict`] shows.
#[derive(Clone, PartialEq, Properties)]
pub struct VerdictProps {
    /// The sign.
    pub sign: Sign,
    /// The words.
    pub words: AttrValue,
}

/// See the head of this file.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let (shape, name) = match props.sign {
        Sign::Hard => (Shape::Disc, "hard"),
        Sign::Soft => (Shape::HalfDisc, "soft"),
        Sign::NoMatch => (Shape::Ring, "miss"),
        Sign::Refused => (Shape::Square, "refused"),
        Sign::Limit => (Shape::Bar, "limit"),
        Sign::Idle => (Shape::Dot, "idle"),
    };
    html! {
        <span class={classes!("verdict", format!("verdict--{name}"))}>
            <ShapeIcon {shape} />
            <span class="verdict__words">{ &props.words }</span>
        </span>
    }
}
