//! What the page shows, one folder for each task that the user has.

pub mod decode;
mod edit_button;
pub mod files;
pub mod findings;
pub mod frame;
pub mod learn;
pub mod line;
mod notice;
pub mod probes;
mod welcome;
pub mod workbench;
