//! What the page knows: the user's texts, what is looked at, and what the worker said of them.
//!
//! Plain Rust without browser types. The [`Document`] is what the user made; an [`Evaluation`] is
//! what followed from it; everything else here turns one of the two into words and places:
//!
//! ```text
//! Action ──apply──▶ Document ──worker──▶ Evaluation ──verdict, facts, places──▶ panels
//! ```

mod document;
mod drafts;
mod evaluation;
mod examples;
mod excerpt;
mod facts;
pub mod files;
mod limit;
mod line_name;
mod link;
mod linted;
mod places;
mod prefixes;
mod probe_facts;
mod proposal;
mod same;
#[cfg(test)]
pub(crate) mod samples;
mod selected;
mod tokens;
mod verdict;

pub use document::{Action, Document, Replaced, Tool, is_large};
pub use drafts::{Draft, DraftChange, change_drafts, export_drafts, parse_drafts, print_drafts};
pub use evaluation::{Evaluation, LINES, PASTE, Phase};
pub use examples::{EXAMPLES, Example};
pub use excerpt::Excerpt;
pub use facts::{Fact, ScanTime, header_facts, port_name, scan_time};
pub use limit::limit_words;
pub use line_name::line_name;
pub use link::{Linked, Pointed, link};
pub use linted::Linted;
pub use places::{Utf16Places, byte_range_to_utf16, utf16_to_byte};
pub use prefixes::prefix_remarks;
pub use probe_facts::probe_facts;
pub use proposal::proposal_note;
pub use same::Same;
pub use selected::{Reading, byte_at, copies, readings};
pub use sflens::link::{Saved, Texts};
pub use tokens::{Difference, LineText, Piece, Token, TokenKind, carry_tokens, split_lines};
pub use verdict::{LineVerdict, ResponseVerdict, Sign, line_verdicts, response_verdicts};
