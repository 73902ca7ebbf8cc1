//! What responses show about the lines of a text.
//!
//! The lines and the probes in force are a [`Database`]; the text that is linted is one of those
//! that it was read from. Every response of the given fingerprints is evaluated once, and the
//! rules look at what came of it.

mod empty_field;
mod hidden;
mod ignored_softmatch;
mod implied_cpe;
mod letter_case;
mod limit_hit;
mod needs_tail;
mod other_probe;
mod scan_time;
mod unprintable;
mod unproven_model;
mod wins_early;

use std::collections::BTreeMap;

use super::rule::Rule;
use crate::bytes::latin1_bytes;
use crate::fingerprint::{Fingerprint, Protocol, Record};
use crate::matcher::{MatchOutcome, compile_pattern};
use crate::pattern::{PatternFlags, parse_pattern};
use crate::probes::MatchLine;
use crate::replay::{Database, EvaluateOptions, LineId, LineMatch, LineOutcome, ResponseOutcome};
use crate::template::Template;

/// The rules of this area.
pub(super) const RULES: &[&Rule] = &[
    &empty_field::RULE,
    &hidden::RULE,
    &ignored_softmatch::RULE,
    &implied_cpe::RULE,
    &letter_case::RULE,
    &limit_hit::RULE,
    &needs_tail::RULE,
    &other_probe::RULE,
    &scan_time::RULE,
    &unprintable::RULE,
    &unproven_model::RULE,
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
    /// The text that is linted.
    pub(super) text: &'a [u8],
    /// Each response with its outcome.
    pub(super) tried: Vec<Tried<'a>>,
    /// When the fingerprints were made, in Unix seconds.
    pub(super) times: Vec<u64>,
}

/// One response and what came of it.
#[derive(Debug)]
pub(super) struct Tried<'a> {
    /// The same for all responses of one fingerprint.
    pub(super) port_idx: usize,
    pub(super) record: &'a Record,
    pub(super) outcome: ResponseOutcome,
}

/// A line of the linted text that matches a response.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnMatch<'e, 'a> {
    pub(super) tried: &'e Tried<'a>,
    pub(super) matched: &'e LineMatch,
    pub(super) line: &'a MatchLine,
}

impl<'a> Evidence<'a> {
    /// Evaluates every response.
    pub(super) fn of(responses: &Responses<'a>, text: &'a [u8], file_id: u32) -> Self {
        let fingerprints = responses.fingerprints.iter();
        let records = fingerprints.clone().enumerate();
        let records = records.flat_map(|(port_idx, fingerprint)| {
            let protocol = fingerprint.header.protocol;
            let records = fingerprint.records.iter();
            records.map(move |record| (port_idx, protocol, record))
        });
        let tried = records.filter_map(|(port_idx, protocol, record)| {
            let outcome = evaluate(responses.database, protocol, record)?;
            Some(Tried {
                port_idx,
                record,
                outcome,
            })
        });
        Self {
            db: responses.database,
            file_id,
            text,
            tried: tried.collect(),
            times: fingerprints.filter_map(|it| it.header.time).collect(),
        }
    }

    /// The line with this id.
    pub(super) fn line(&self, id: LineId) -> Option<&'a MatchLine> {
        self.db.line(id)
    }

    /// Whether it is a `match` line.
    pub(super) fn is_hard(&self, id: LineId) -> bool {
        self.line(id).is_some_and(|line| !line.soft)
    }

    /// The line, if it stands in the linted text.
    pub(super) fn own(&self, id: LineId) -> Option<&'a MatchLine> {
        self.line(id).filter(|line| line.file_id == self.file_id)
    }

    /// The lines of the linted text with each response that they match.
    pub(super) fn own_matches(&self) -> impl Iterator<Item = OwnMatch<'_, 'a>> {
        self.tried.iter().flat_map(move |tried| {
            tried.outcome.all.iter().filter_map(move |matched| {
                Some(OwnMatch {
                    tried,
                    matched,
                    line: self.own(matched.line)?,
                })
            })
        })
    }

    /// The templates of those lines that are concerned, with each response that the line matches.
    pub(super) fn own_templates(
        &self,
        is_concerned: fn(&Template) -> bool,
    ) -> impl Iterator<Item = (&'a Template, &Tried<'a>)> {
        self.own_matches().flat_map(move |own| {
            let templates = own.line.templates.iter();
            let concerned = templates.filter(move |template| is_concerned(template));
            concerned.map(move |template| (template, own.tried))
        })
    }

    /// The lines of the linted text that match something, each once.
    pub(super) fn lines_that_match(&self) -> impl Iterator<Item = &'a MatchLine> {
        let lines = self.own_matches().map(|own| (own.matched.line, own.line));
        lines.collect::<BTreeMap<_, _>>().into_values()
    }

    /// The user's lines, if they are linted, with what became of each on each response.
    pub(super) fn user_lines(&self) -> Vec<(&'a MatchLine, Vec<(LineOutcome, &Tried<'a>)>)> {
        let mut lines: BTreeMap<LineId, Vec<_>> = BTreeMap::new();
        for tried in &self.tried {
            for user in &tried.outcome.user_lines {
                let outcomes = lines.entry(user.line).or_default();
                outcomes.push((user.outcome, tried));
            }
        }
        let own = lines
            .into_iter()
            .filter_map(|(id, outcomes)| Some((self.own(id)?, outcomes)));
        own.collect()
    }

    /// The first of some responses that a line would match with these flags.
    pub(super) fn find_match<'t>(
        &self,
        line: &MatchLine,
        flags: PatternFlags,
        mut responses: impl Iterator<Item = &'t Tried<'a>>,
    ) -> Option<&'t Tried<'a>>
    where
        'a: 't,
    {
        let pattern = parse_pattern(&line.pattern_text, flags).ok()?;
        let (program, limits) = (compile_pattern(&pattern), self.db.release().limits());
        responses.find(|tried| {
            let outcome = program.match_response(&tried.record.bytes, &limits);
            matches!(outcome, MatchOutcome::Matched(_))
        })
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

/// True where a line matches, whether or not it is taken.
fn is_match(outcome: LineOutcome) -> bool {
    matches!(outcome, LineOutcome::Taken | LineOutcome::HiddenBy(_))
}

/// Whether a word stands in a response, in letters of any case.
fn names(response: &[u8], word: &[u8]) -> bool {
    let is_word = |window: &[u8]| window.eq_ignore_ascii_case(word);
    !word.is_empty() && response.windows(word.len()).any(is_word)
}
