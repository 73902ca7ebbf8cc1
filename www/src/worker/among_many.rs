//! Very many lines of the user's, such as a whole probes file in the editor: told are the lines that
//! did something, and all about the one that is looked at.
//!
//! That one is evaluated once more with every other match line made a comment of the same length,
//! so that all places stay as they are.

use sflens::results::{LineOutcome, LineOutcomeRecord, Report};

use crate::protocol::{LineToken, line_tokens};

/// `lines` with every match line but number `kept` as a comment.
pub(super) fn with_one_line(lines: &str, kept: u32) -> String {
    let mut number = 0;
    let one = |line: &str| {
        number += 1;
        match is_match_line(line) && number != kept {
            true => format!("#{}", &line[1..]),
            false => line.to_owned(),
        }
    };
    lines.split_inclusive('\n').map(one).collect()
}

fn is_match_line(line: &str) -> bool {
    line.starts_with("match ") || line.starts_with("softmatch ")
}

/// Leaves out the lines that did nothing, and takes what `alone` tells of `line`, as far as both say
/// the same of it.
pub(super) fn keep_told(report: &mut Report, alone: &Report, line: u32) {
    let responses = report
        .fingerprints
        .iter_mut()
        .flat_map(|one| &mut one.responses);
    let alone = alone.fingerprints.iter().flat_map(|one| &one.responses);
    for (response, alone) in responses.zip(alone) {
        let Some(outcomes) = &mut response.user_lines else {
            continue;
        };
        outcomes.retain(|record| record.at.line == line || did_something(record));
        let told = alone.user_lines.iter().flatten();
        let told = told.filter(|record| record.at.line == line);
        for told in told {
            let same = |record: &&mut LineOutcomeRecord| {
                record.at.line == line && record.outcome == told.outcome
            };
            if let Some(record) = outcomes.iter_mut().find(same) {
                *record = told.clone();
            }
        }
    }
}

fn did_something(record: &LineOutcomeRecord) -> bool {
    !matches!(record.outcome, LineOutcome::NoMatch | LineOutcome::NotSeen)
}

/// The tokens of the lines that `report` tells of.
pub(super) fn told_tokens(lines: &str, report: &Report) -> Vec<LineToken> {
    let responses = report.fingerprints.iter().flat_map(|one| &one.responses);
    let outcomes = responses.flat_map(|response| response.user_lines.iter().flatten());
    let mut told: Vec<u32> = outcomes.map(|record| record.at.line).collect();
    told.sort_unstable();
    told.dedup();
    let (mut at, mut number) = (0, 0);
    let mut tokens = Vec::new();
    for line in lines.split_inclusive('\n') {
        number += 1;
        if told.binary_search(&number).is_ok() {
            tokens.extend(
                line_tokens(line.as_bytes())
                    .into_iter()
                    .map(|token| LineToken {
                        start: token.start + at,
                        end: token.end + at,
                        ..token
                    }),
            );
        }
        at += line.len() as u32;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, outcome, response};

    #[test]
    fn every_place_stays_when_one_line_is_kept() {
        let lines = "Probe TCP A q|a|\nmatch a m|b|\nsoftmatch a m|c|\n# x\nmatch é m|d|";
        let kept = "Probe TCP A q|a|\n#atch a m|b|\nsoftmatch a m|c|\n# x\n#atch é m|d|";
        assert_eq!(with_one_line(lines, 3), kept);
    }

    fn report(outcomes: Vec<LineOutcomeRecord>) -> Report {
        let mut response = response("NULL", b"220");
        response.user_lines = Some(outcomes);
        Report {
            fingerprints: vec![fingerprint(vec![response])],
            ..Report::default()
        }
    }

    #[test]
    fn lines_that_did_nothing_are_left_out_but_the_one_that_is_looked_at() {
        let missed = |line| outcome(line, LineOutcome::NoMatch);
        let mut all = report(vec![missed(1), outcome(2, LineOutcome::Taken), missed(3)]);
        let told = LineOutcomeRecord {
            why: Some("for this reason".to_owned()),
            ..missed(3)
        };
        keep_told(&mut all, &report(vec![told.clone()]), 3);
        let left = all.fingerprints[0].responses[0].user_lines.clone();
        assert_eq!(left, Some(vec![outcome(2, LineOutcome::Taken), told]));
        let lines = "match a m|b|\nmatch a m|c|\nmatch a m|d|";
        let starts: Vec<u32> = told_tokens(lines, &all)
            .iter()
            .map(|one| one.start)
            .collect();
        assert_eq!(
            (starts[0], starts.iter().filter(|at| **at < 13).count()),
            (13, 0)
        );
    }
}
