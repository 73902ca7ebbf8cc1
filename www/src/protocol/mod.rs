//! What the page and its worker say to each other.
//!
//! The page posts one [`ToWorker`] at a time; the worker answers each with a [`FromWorker::Done`]
//! of the same number. Everything travels as plain JavaScript values, bytes as `Uint8Array`:
//!
//! ```text
//! page   { id: 7, request: { Evaluate: { paste: "SF-Port21…", lines: "match ftp …", … } } }
//! worker { Done: { id: 7, reply: { Evaluated: { report: { fingerprints: […] }, … } } } }
//! ```
//!
//! A new view adds a variant to [`Request`], one to [`Reply`], and an arm in `worker/dispatch`.

mod envelope;
mod line_token;

use serde::{Deserialize, Serialize};
use sflens::results::Report;

pub use envelope::{FromWorker, ToWorker, from_js, to_js};
pub use line_token::{LineToken, LineTokenKind, line_tokens};

/// What the page can ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Every fingerprint in a paste, held against match lines.
    Evaluate {
        /// What the user gave as fingerprint.
        paste: String,
        /// The user's match lines.
        lines: String,
        /// The starter file's lines count as well.
        starter_lines: bool,
    },
}

/// What the worker answers; the variants follow those of [`Request`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// To [`Request::Evaluate`].
    Evaluated {
        /// Fingerprints, outcomes and findings; the files are called `paste` and `lines`.
        report: Report,
        /// The parts of the match lines, in order, groups around what they hold.
        line_tokens: Vec<LineToken>,
    },
}
