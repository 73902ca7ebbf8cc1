//! What responses show about the lines of a text.
//!
//! The lines and the probes in force are a [`Database`]; the text that is linted is one of those
//! that it was read from. Every response of the given fingerprints is evaluated once, and the
//! rules look at what came of it.

mod empty_field;
mod hidden;
mod needs_tail;
mod unprintable;
mod wins_early;

use super::rule::Rule;
use crate::bytes::latin1_bytes;
use crate::fingerprint::{Fingerprint, Protocol, Record};
use crate::probes::MatchLine;
use crate::replay::{Database, EvaluateOptions, LineId, ResponseOutcome};

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &empty_field::RULE,
    &hidden::RULE,
    &needs_tail::RULE,
    &unprintable::RULE,
    &wins_early::RULE,
];

/// Fingerprints, and the probes and lines that they are held against.
#[derive(Clone, Copy, Debug)]
pub struct Responses<'a> {
    /// The probes and lines, the linted text among them.
    pub database: &'a Database,
    /// The fingerprints.
    pub fingerprints: &'a [Fingerprint],
}

/// What the lines in force made of all responses.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    db: &'a Database,
    file_id: u32,
    /// Each response with its outcome.
    pub(super) tried: Vec<Tried<'a>>,
}

/// One response and what came of it.
#[derive(Debug)]
pub(super) struct Tried<'a> {
    pub(super) record: &'a Record,
    pub(super) outcome: ResponseOutcome,
}

impl<'a> Evidence<'a> {
    /// Evaluates every response.
    pub(super) fn of(responses: &Responses<'a>, file_id: u32) -> Self {
        let fingerprints = responses.fingerprints.iter();
        let records = fingerprints.flat_map(|fingerprint| {
            let protocol = fingerprint.header.protocol;
            fingerprint
                .records
                .iter()
                .map(move |record| (protocol, record))
        });
        let tried = records.filter_map(|(protocol, record)| {
            let outcome = evaluate(responses.database, protocol, record)?;
            Some(Tried { record, outcome })
        });
        Self {
            db: responses.database,
            file_id,
            tried: tried.collect(),
        }
    }

    /// The line, if it stands in the linted text.
    pub(super) fn own(&self, id: LineId) -> Option<&'a MatchLine> {
        let line = self.db.line(id);
        line.filter(|line| line.file_id == self.file_id)
    }

    /// How people find a line: `line 3`, with a word where it stands in another text.
    pub(super) fn name(&self, id: LineId) -> String {
        let number = self.db.line(id).map_or(0, |line| line.number);
        match self.own(id) {
            Some(_) => format!("line {number}"),
            None => format!("line {number} of another file"),
        }
    }
}

fn evaluate(db: &Database, protocol: Protocol, record: &Record) -> Option<ResponseOutcome> {
    let options = EvaluateOptions {
        all: true,
        // A datagram comes whole.
        prefixes: protocol == Protocol::Tcp,
        order: false,
    };
    let probe = latin1_bytes(&record.probe)?;
    Some(db.evaluate(protocol, &probe, &record.bytes, options))
}
