//! What is around every view: the head of the page with its views and its theme.

mod logo;
mod theme_choice;
mod top;

pub use top::{Top, View};
