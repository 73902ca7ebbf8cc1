//! A verdict: its sign and its words, which are a tooltip too, since beside a line they may be cut.

use yew::prelude::*;

use crate::model::Sign;
use crate::widgets::{Shape, render_shape};

/// See the head of this file.
pub fn render_verdict(sign: Sign, words: &str) -> Html {
    let (shape, name) = match sign {
        Sign::Hard => (Shape::Disc, "hard"),
        Sign::Soft => (Shape::HalfDisc, "soft"),
        Sign::NoMatch => (Shape::Ring, "miss"),
        Sign::Refused => (Shape::Square, "refused"),
        Sign::Limit => (Shape::Bar, "limit"),
        Sign::Idle => (Shape::Dot, "idle"),
    };
    html! {
        <span class={classes!("verdict", format!("verdict--{name}"))} title={words.to_owned()}>
            { render_shape(shape) }
            <span class="verdict__words">{ words }</span>
        </span>
    }
}
