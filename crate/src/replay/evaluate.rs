//! One response: the line that Nmap takes, and what became of the user's lines.

use super::database::LineRun;
use super::{
    Chain, Database, EvaluateOptions, Fields, Finding, LimitHit, LineId, LineMatch, LineOutcome,
    ResponseOutcome, UserLine,
};
use crate::bytes::print_readable;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::Protocol;
use crate::index::ResponseFacts;
use crate::matcher::{Captures, MatchOutcome, Scratch};
use crate::source::Span;

impl Database {
    /// Evaluates `response` to the probe called `name`, which was sent over `protocol`.
    pub fn evaluate(
        &self,
        protocol: Protocol,
        name: &[u8],
        response: &[u8],
        options: EvaluateOptions,
    ) -> ResponseOutcome {
        let chain = self.chain(protocol, name);
        let facts = ResponseFacts::of(response);
        let mut evaluation = Evaluation {
            db: self,
            response,
            options,
            scratch: Scratch::default(),
            outcome: ResponseOutcome::default(),
        };
        if chain.probe.is_none() {
            evaluation.outcome.findings.push(unknown_probe(name));
        }
        evaluation.try_lines(&chain, &facts);
        evaluation.add_unseen();
        let mut outcome = evaluation.outcome;
        let prefixes = options.prefixes;
        outcome.prefixes = prefixes.then(|| self.find_prefixes(&chain, response, &facts, &outcome));
        outcome
    }
}

fn unknown_probe(name: &[u8]) -> Finding {
    let title = format!("the probes file has no probe `{}`", print_readable(name));
    let diagnostic = Diagnostic::new(
        "response-unknown-probe",
        Severity::Note,
        Span::default(),
        title,
    )
    .with_label("bare lines see this response, and over TCP those of the NULL probe")
    .with_help("load the probes file of the release that made the fingerprint");
    Finding {
        file_id: None,
        diagnostic,
    }
}

/// One response while its lines are tried.
struct Evaluation<'a> {
    db: &'a Database,
    response: &'a [u8],
    options: EvaluateOptions,
    scratch: Scratch,
    outcome: ResponseOutcome,
}

impl Evaluation<'_> {
    /// Tries the lines of the chain that can match at all: all up to the one that is taken, behind
    /// it only those that someone wants to know about. The user's stand first in each list.
    fn try_lines(&mut self, chain: &Chain, facts: &ResponseFacts) {
        let db = self.db;
        for list in &chain.lists {
            for line in db.near_lines(*list, facts) {
                let is_user_line = db.is_user_line(line);
                if self.outcome.taken.is_some() && !self.options.all && !is_user_line {
                    break;
                }
                self.try_line(line, is_user_line);
            }
        }
    }

    fn try_line(&mut self, line: LineId, is_user_line: bool) {
        let mut taken_by_groups = None;
        let outcome = match self.db.run_line(line, self.response, &mut self.scratch) {
            LineRun::Broken => LineOutcome::Broken,
            LineRun::Ended(MatchOutcome::NoMatch) => LineOutcome::NoMatch,
            LineRun::Ended(MatchOutcome::LimitHit(limit)) => {
                self.outcome.limit_hits.push(LimitHit { line, limit });
                LineOutcome::LimitHit(limit)
            }
            LineRun::Ended(MatchOutcome::Matched(captures)) => {
                taken_by_groups = is_user_line.then(|| captures.clone());
                self.add_match(line, captures)
            }
        };
        if is_user_line {
            self.outcome.user_lines.push(UserLine {
                line,
                outcome,
                captures: taken_by_groups,
            });
        }
    }

    fn add_match(&mut self, id: LineId, captures: Captures) -> LineOutcome {
        let earlier = self.outcome.taken.as_ref().map(|taken| taken.line);
        if earlier.is_none() || self.options.all {
            let fields = match self.db.line(id) {
                Some(line) => Fields::fill(id, &line.templates, &captures, self.response),
                None => Fields::default(),
            };
            let matched = LineMatch {
                line: id,
                captures,
                fields,
            };
            if self.options.all {
                self.outcome.all.push(matched.clone());
            }
            if earlier.is_none() {
                self.take(matched);
            }
        }
        earlier.map_or(LineOutcome::Taken, LineOutcome::HiddenBy)
    }

    fn take(&mut self, matched: LineMatch) {
        let file_id = self.db.line(matched.line).map(|line| line.file_id);
        let faults = matched.fields.faults.iter();
        let findings = faults.map(|(kind, fault)| Finding {
            file_id,
            diagnostic: fault.to_diagnostic(*kind),
        });
        self.outcome.findings.extend(findings);
        self.outcome.taken = Some(matched);
    }

    /// Puts the user's lines in the order of their texts, with those outside the chain.
    fn add_unseen(&mut self) {
        let seen = std::mem::take(&mut self.outcome.user_lines);
        let mut seen: std::collections::HashMap<LineId, UserLine> =
            seen.into_iter().map(|seen| (seen.line, seen)).collect();
        let lines = self.db.user_lines().into_iter();
        let user_lines = lines.map(|line| {
            seen.remove(&line).unwrap_or(UserLine {
                line,
                outcome: LineOutcome::NotSeen,
                captures: None,
            })
        });
        self.outcome.user_lines = user_lines.collect();
    }
}
