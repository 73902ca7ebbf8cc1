//! Small signs that differ by shape, so that color is never alone in telling them apart.

use yew::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// ●
    Disc,
    /// ◐
    HalfDisc,
    /// ○
    Ring,
    /// ■
    Square,
    /// ▬
    Bar,
    /// ·
    Dot,
}

/// The shape in the color of the text around it; the words beside it say the same.
pub fn render_shape(shape: Shape) -> Html {
    html! {
        <svg class="shape" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
            { drawing(shape) }
        </svg>
    }
}

fn drawing(shape: Shape) -> Html {
    let ring = html! {
        <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" stroke-width="1.5" />
    };
    match shape {
        Shape::Disc => html! { <circle cx="6" cy="6" r="5" fill="currentColor" /> },
        Shape::Ring => ring,
        Shape::HalfDisc => html! {
            <>{ ring }<path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" /></>
        },
        Shape::Square => html! {
            <rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="currentColor" />
        },
        Shape::Bar => html! {
            <rect x="1" y="4" width="10" height="4" rx="1" fill="currentColor" />
        },
        Shape::Dot => html! { <circle cx="6" cy="6" r="1.75" fill="currentColor" /> },
    }
}
