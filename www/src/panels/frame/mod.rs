//! What is around every view: the head of the page with its views and its theme.

mod given_area;
mod logo;
mod theme_choice;
mod top;

pub use given_area::GivenArea;
pub use top::{Top, View};
