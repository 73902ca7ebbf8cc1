//! What the page and its worker say to each other.
//!
//! The page posts one [`ToWorker`] at a time; the worker answers each with a [`FromWorker::Done`]
//! of the same number. Everything travels as plain JavaScript values, bytes as `Uint8Array`:
//!
//! ```text
//! page   { id: 7, request: { ShowBytes: { bytes: Uint8Array[…] } } }
//! worker { Done: { id: 7, reply: { Readable: { text: "220 ready\\r\\n" } } } }
//! ```
//!
//! A new view adds a variant to [`Request`], one to [`Reply`], and an arm in `worker/dispatch`.

mod envelope;

use serde::{Deserialize, Serialize};
use sflens::results::ResponseBytes;

pub use envelope::{FromWorker, ToWorker, from_js, to_js};

/// What the page can ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Bytes as people read them.
    ShowBytes {
        /// The bytes; may be empty.
        bytes: ResponseBytes,
    },
}

/// What the worker answers; the variants follow those of [`Request`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// To [`Request::ShowBytes`].
    Readable {
        /// ASCII only, with escapes for the rest.
        text: String,
    },
}
