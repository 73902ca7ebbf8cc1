//! The result records: one shape for the command line's JSON, the JavaScript API and the page.
//!
//! Absent is `null`, never an empty string. Text made from response bytes maps each byte to the
//! code point of the same number. Spans are bytes of the file they are in; lines and columns
//! count from 1, columns in characters.

mod all;
mod bytes_record;
mod complete;
mod decode;
mod differences;
mod evaluate;
mod export;
mod findings;
mod line_match;
mod line_progress;
mod line_why;
mod lint;
mod load;
mod load_probes;
mod nearest;
mod notes;
mod placement;
mod prefixes;
mod probe;
mod records;
mod redaction;
mod reprint;
mod search;
mod services;
mod stream;
mod survey;
mod trace;
mod verdict;
mod wire;
mod without_limit;

pub use all::{match_all, match_files};
pub use bytes_record::ResponseBytes;
pub use complete::{CompletionRecord, MAX_PROPOSALS, ProposalRecord, complete};
pub use decode::{SourceFile, decode_files};
pub use evaluate::match_taken;
pub use export::{ExportReport, ExportedLineRecord, export_probes};
pub use lint::*;
pub use load::{LineSources, LoadedLines, StarterLines, load_lines};
pub use load_probes::{FileRecord, LoadedProbes, ProbesSources, STARTER_NAME, load_probes};
pub use prefixes::OtherPrefix;
pub use probe::*;
pub use records::*;
pub use redaction::{ConfidentialRecord, RedactionRecord, find_redactions};
pub use reprint::print_fingerprint;
pub use search::*;
pub use stream::DecodeStream;
pub use survey::{SurveyRecord, survey};
pub use trace::*;
pub use wire::{Reader, Wire};
pub use without_limit::match_with_opinions;
