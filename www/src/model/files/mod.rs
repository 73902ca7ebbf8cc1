//! Many fingerprints out of files: what was found, what each comes to, and the table of them.
//!
//! ```text
//! files ──worker──▶ Entry … ──worker──▶ SurveyRecord …
//!                   └──── View: filter, sort, group, page ────▶ Row … ──▶ table, CSV
//! ```

mod csv;
mod entry;
mod rows;
mod state;
mod survey;

pub use csv::csv;
pub use entry::{Entry, EntryVerdict, entry_verdict};
pub use rows::{Column, PAGE_ROWS, Row, Show, View, rows};
pub use state::{Ended, Files, FilesAction, Kept, Reading};
pub use survey::{Pace, Survey};
