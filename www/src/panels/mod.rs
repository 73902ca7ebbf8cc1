//! What the page shows, one folder for each task that the user has.

pub mod decode;
pub mod drafts;
mod edit_button;
pub mod files;
pub mod findings;
pub mod frame;
pub mod learn;
pub mod line;
pub mod matrix;
mod notice;
pub mod probes;
pub mod rules;
pub mod share;
pub mod steps;
pub mod together;
mod tool_card;
pub mod tour;
mod welcome;
pub mod workbench;
