//! What Nmap would report: which lines see which response, which line it takes, and what all
//! responses of a port come to.
//!
//! ```
//! use sflens::fingerprint::Protocol;
//! use sflens::probes::{LinesFile, ReadOptions, parse_probes_file};
//! use sflens::replay::{Database, EvaluateOptions};
//! use sflens::template::Release;
//!
//! let text = b"Probe TCP NULL q||\nmatch acme m|^ACME (\\d)| p/Acme DB/ v/$1/\n";
//! let file = parse_probes_file(text, &ReadOptions::default()).value;
//! let db = Database::open(file, LinesFile::default(), Release::default()).value;
//! let options = EvaluateOptions::default();
//! let outcome = db.evaluate(Protocol::Tcp, b"NULL", b"ACME 3\r\n", options);
//! let version = outcome.taken.unwrap().fields.version.unwrap();
//! assert_eq!(version.value, b"3");
//! ```
//!
//! Stages: `base` holds the probes files and compiles a line's pattern when it is first needed,
//! `database` lays the user's lines over them, `chain` lists the lines that see a response (the probe's own, those of its fallbacks, those of
//! the NULL probe), `evaluate` takes the first that matches, `prefixes` does so for each beginning
//! of the response, `fields` fills in its templates,
//! `verdict` goes through the responses of a port as a scan does, `order` says where
//! a scan would have had them otherwise, and `output` prints the result
//! as Nmap prints it.
//!
//! Limits: each search ends by the limits of its release; a line that hits one does not match,
//! and the outcome names the limit. Differs from Nmap: a live scan tries the lines after every
//! read; the verdict takes each response as complete, and `prefixes` tells what the reads could
//! have changed.
//!
//! Source: Nmap's documentation of version detection, and the behavior of Nmap 7.93 on loopback.

mod base;
mod chain;
mod code;
mod database;
mod evaluate;
mod fields;
mod order;
mod output;
mod prefixes;
#[cfg(test)]
mod tests;
mod verdict;

use crate::diagnostic::Diagnostic;
use crate::matcher::{Captures, Limit};

pub use base::Base;
pub use chain::{Chain, LineList};
pub use database::{Database, Opened};
pub use fields::{FieldValue, Fields};
pub use output::{
    escape_xml, print_grepable, print_port_table, print_service_element, print_service_info,
    print_version,
};
pub use prefixes::{MAX_PREFIX_RUNS, PREFIX_WORK, PrefixRun, Prefixes};
pub use verdict::{Replay, ResponseUse, Verdict, VerdictSource, VerdictState, replay};

/// A line of a [`Database`], by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineId {
    /// A bare line, by its index: the user's come before those of the files.
    Bare(usize),
    /// A line in the list of a probe.
    InProbe {
        /// Index of the probe.
        probe: usize,
        /// Index of the line in the probe's list.
        line: usize,
    },
}

/// How much is found out about one response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvaluateOptions {
    /// Try the lines behind the one that Nmap takes, too.
    pub all: bool,
    /// Find the line that is taken on each beginning of the response, too.
    pub prefixes: bool,
    /// Say where the probes in force would have been sent in another order.
    pub order: bool,
}

/// What the lines made of one response.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResponseOutcome {
    /// The line that Nmap takes: the first of the chain that matches.
    pub taken: Option<LineMatch>,
    /// Every line of the chain that matches, in chain order, if all were asked for.
    pub all: Vec<LineMatch>,
    /// Lines that were tried and ended by a limit, in chain order.
    pub limit_hits: Vec<LimitHit>,
    /// What became of each of the user's lines, in the order of their texts.
    pub user_lines: Vec<UserLine>,
    /// What Nmap would have taken on the beginnings of the response, if they were asked for.
    pub prefixes: Option<Prefixes>,
    /// Fields of the taken line that stay empty, and what is odd about the response.
    pub findings: Vec<Finding>,
}

/// A line that matches, and what it says about the service.
#[derive(Clone, Debug, PartialEq)]
pub struct LineMatch {
    /// The line.
    pub line: LineId,
    /// What its groups took, as offsets into the response.
    pub captures: Captures,
    /// Its templates, filled in.
    pub fields: Fields,
}

/// A line whose search ended by a limit; it counts as not matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitHit {
    /// The line.
    pub line: LineId,
    /// The limit.
    pub limit: Limit,
}

/// What became of one of the user's lines for one response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserLine {
    /// The line.
    pub line: LineId,
    /// Its outcome.
    pub outcome: LineOutcome,
    /// What its groups took, when it matches.
    pub captures: Option<Captures>,
}

/// What became of one line for one response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOutcome {
    /// It matches, and Nmap takes it.
    Taken,
    /// It matches, but Nmap stops at an earlier line.
    HiddenBy(LineId),
    /// It does not match.
    NoMatch,
    /// Its search ended by a limit, which Nmap takes as no match.
    LimitHit(Limit),
    /// It is not among the lines that see a response to this probe.
    NotSeen,
    /// Its pattern does not compile.
    Broken,
}

/// A diagnostic and the text it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The text's id, as given when it was read; `None` for the response itself, where the span
    /// has no meaning.
    pub file_id: Option<u32>,
    /// What was found.
    pub diagnostic: Diagnostic,
}
