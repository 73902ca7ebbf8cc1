//! Questions that are asked now and then. They and their answers travel as bytes inside of
//! [`Request`] and [`Reply`](super::Reply), so that the first view has nothing of them; who asks
//! and who answers is loaded for it.

use sflens::results::{CompletionRecord, RedactionRecord, ResponseBytes, TraceRecord, Wire};
use sflens::wire_records;

use super::{Request, to_bytes};

/// Such a question.
pub trait Later {
    /// What answers it.
    type Answer: Wire;

    /// The question with its bytes.
    fn request(&self) -> Request;
}

impl Later for TraceRequest {
    type Answer = Option<TraceRecord>;

    fn request(&self) -> Request {
        Request::Trace(ResponseBytes(to_bytes(self)))
    }
}

impl Later for RedactRequest {
    type Answer = RedactionRecord;

    fn request(&self) -> Request {
        Request::Redact(ResponseBytes(to_bytes(self)))
    }
}

impl Later for CompleteRequest {
    type Answer = Option<CompletionRecord>;

    fn request(&self) -> Request {
        Request::Complete(ResponseBytes(to_bytes(self)))
    }
}

impl Later for HelpRequest {
    type Answer = Option<PlaceWords>;

    fn request(&self) -> Request {
        Request::Help(ResponseBytes(to_bytes(self)))
    }
}

/// Which line on which response is told step by step.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceRequest {
    /// The user's match lines.
    pub lines: String,
    /// The name of the release of Nmap whose limits count.
    pub release: String,
    /// The line, from 1.
    pub line: u32,
    /// The response.
    pub response: ResponseBytes,
}

/// In which paste something confidential is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct RedactRequest {
    /// The paste.
    pub paste: String,
    /// Values that stay as they are.
    pub kept: Vec<String>,
}

/// At which place of the lines something could be written.
#[derive(Clone, Debug, PartialEq)]
pub struct CompleteRequest {
    /// The user's match lines.
    pub lines: String,
    /// The byte of them.
    pub at: u32,
    /// The name of the release of Nmap whose rules count.
    pub release: String,
}

/// Which place of a line is told in words.
#[derive(Clone, Debug, PartialEq)]
pub struct HelpRequest {
    /// The line alone.
    pub line: String,
    /// The byte of it.
    pub at: u32,
}

/// A place of a line in words.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceWords {
    /// Its first byte.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
    /// The words, with code in backticks.
    pub words: String,
}

wire_records! {
    TraceRequest { lines, release, line, response }
    RedactRequest { paste, kept }
    CompleteRequest { lines, at, release }
    HelpRequest { line, at }
    PlaceWords { start, end, words }
}
