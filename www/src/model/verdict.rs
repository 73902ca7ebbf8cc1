//! What each match line did on each response, as a sign with a few words.
//!
//! ```text
//! ● hard, NULL     ◐ hidden by line 1     ○ stops at byte 4     ■ refused     ▬ limit hit
//! ```

use sflens::results::{LineOutcome, LineOutcomeRecord, LineRefRecord, ResponseRecord};

use super::evaluation::Evaluation;
use super::line_name::line_name;

/// The sign beside a verdict; its shape says the same as its color.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Full disc.
    Hard,
    /// Half disc.
    Soft,
    /// Ring.
    NoMatch,
    /// Square.
    Refused,
    /// Bar.
    Limit,
    /// Dot: there was nothing to do.
    Idle,
}

/// What one line did on one response.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseVerdict {
    /// Line number from 1.
    pub line: u32,
    /// Index of the response, from 0.
    pub response_idx: usize,
    /// The probe that was answered.
    pub probe: String,
    /// The sign.
    pub sign: Sign,
    /// The outcome in words, without naming line and probe: `stops at byte 4`.
    pub words: String,
    /// The outcome as it came.
    pub record: LineOutcomeRecord,
}

impl ResponseVerdict {
    /// The same of a line with an error: Nmap refuses it, and what is sound of it did this.
    pub fn refused(self) -> Self {
        Self {
            sign: Sign::Refused,
            words: refused_else(&self.words),
            ..self
        }
    }
}

/// What one line did on the whole fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineVerdict {
    /// Line number from 1.
    pub line: u32,
    /// The sign of its best outcome.
    pub sign: Sign,
    /// Its best outcome: `hard, NULL`.
    pub words: String,
}

/// One verdict for each line that was tried or refused, in the order of the lines.
pub fn line_verdicts(evaluation: &Evaluation, fingerprint_idx: usize) -> Vec<LineVerdict> {
    let mut tried = response_verdicts(evaluation, fingerprint_idx);
    tried.sort_by_key(|verdict| verdict.line);
    let refused = evaluation.refused_lines();
    let of_tried = tried.iter().map(|verdict| verdict.line);
    let mut lines: Vec<u32> = of_tried.chain(refused.iter().copied()).collect();
    lines.sort_unstable();
    lines.dedup();
    let verdict = |line| {
        let start = tried.partition_point(|verdict| verdict.line < line);
        let end = tried.partition_point(|verdict| verdict.line <= line);
        let own = &tried[start..end];
        match refused.binary_search(&line) {
            Ok(_) => Some(refused_verdict(line, own)),
            Err(_) => best_of(line, own),
        }
    };
    lines.into_iter().filter_map(verdict).collect()
}

/// What each line did on each response, response by response.
pub fn response_verdicts(evaluation: &Evaluation, fingerprint_idx: usize) -> Vec<ResponseVerdict> {
    let responses = evaluation
        .fingerprint(fingerprint_idx)
        .map_or(&[][..], |fingerprint| &fingerprint.responses);
    responses
        .iter()
        .enumerate()
        .flat_map(|(idx, response)| verdicts_of(idx, response))
        .collect()
}

fn verdicts_of(
    response_idx: usize,
    response: &ResponseRecord,
) -> impl Iterator<Item = ResponseVerdict> {
    let outcomes = response.user_lines.iter().flatten();
    outcomes.map(move |record| ResponseVerdict {
        line: record.at.line,
        response_idx,
        probe: response.probe.clone(),
        sign: sign_of(record),
        words: words_of(record),
        record: record.clone(),
    })
}

/// A line with an error: what is sound of it may still have been tried.
fn refused_verdict(line: u32, own: &[ResponseVerdict]) -> LineVerdict {
    let taken = |verdict: &&ResponseVerdict| verdict.record.outcome == LineOutcome::Taken;
    let words = match own.iter().find(taken) {
        Some(verdict) => refused_else(&verdict.words),
        None => "refused".to_owned(),
    };
    let sign = Sign::Refused;
    LineVerdict { line, sign, words }
}

/// `refused, else hard`: what Nmap does, and what the line would do without its error.
fn refused_else(words: &str) -> String {
    format!("refused, else {words}")
}

fn sign_of(record: &LineOutcomeRecord) -> Sign {
    match record.outcome {
        LineOutcome::Taken | LineOutcome::Hidden if record.soft => Sign::Soft,
        LineOutcome::Taken => Sign::Hard,
        LineOutcome::Hidden => Sign::Soft,
        LineOutcome::LimitHit => Sign::Limit,
        LineOutcome::NotSeen => Sign::Idle,
        LineOutcome::Refused => Sign::Refused,
        _ => Sign::NoMatch,
    }
}

fn words_of(record: &LineOutcomeRecord) -> String {
    match record.outcome {
        LineOutcome::Taken if record.soft => "soft".to_owned(),
        LineOutcome::Taken => "hard".to_owned(),
        LineOutcome::Hidden => hidden_by(record.hidden_by.as_ref()),
        LineOutcome::LimitHit => "limit hit".to_owned(),
        LineOutcome::NotSeen => "never tried".to_owned(),
        LineOutcome::Refused => "refused".to_owned(),
        _ => record.progress.as_ref().map_or_else(
            || "no match".to_owned(),
            |progress| format!("stops at byte {}", progress.offset),
        ),
    }
}

fn hidden_by(line: Option<&LineRefRecord>) -> String {
    match line {
        Some(line) => format!("hidden by {}", line_name(&line.file, line.line)),
        None => "hidden".to_owned(),
    }
}

/// The best of a line's outcomes, with the probe where it says which response is meant.
fn best_of(line: u32, own: &[ResponseVerdict]) -> Option<LineVerdict> {
    let best = own.iter().min_by_key(|verdict| rank(&verdict.record))?;
    let names_probe = matches!(
        best.record.outcome,
        LineOutcome::Taken | LineOutcome::LimitHit
    );
    let words = match best.record.outcome {
        _ if names_probe => format!("{}, {}", best.words, best.probe),
        LineOutcome::NotSeen => format!("never tried on {}", best.probe),
        _ => best.words.clone(),
    };
    let sign = best.sign;
    Some(LineVerdict { line, sign, words })
}

/// Taken first, then hidden, limits, and misses from the farthest to the nearest.
fn rank(record: &LineOutcomeRecord) -> (u8, std::cmp::Reverse<u32>) {
    let class = match record.outcome {
        LineOutcome::Taken => 0,
        LineOutcome::Hidden => 1,
        LineOutcome::LimitHit => 2,
        LineOutcome::NotSeen => 4,
        LineOutcome::Refused => 5,
        _ => 3,
    };
    let offset = record
        .progress
        .as_ref()
        .map_or(0, |progress| progress.offset);
    (class, std::cmp::Reverse(offset))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::model::LINES;
    use crate::model::samples::{finding, fingerprint, line_ref, outcome, response};
    use sflens::results::{ProgressRecord, Report, SpanRecord};

    fn evaluation(outcomes: Vec<Vec<LineOutcomeRecord>>) -> Evaluation {
        let names = ["NULL", "GetRequest", "Help"];
        let responses = outcomes.into_iter().zip(names).map(|(lines, name)| {
            let mut response = response(name, b"220 stage");
            response.user_lines = Some(lines);
            response
        });
        let report = Report {
            fingerprints: vec![fingerprint(responses.collect())],
            ..Report::default()
        };
        Evaluation {
            report: Rc::new(report),
            ..Evaluation::default()
        }
    }

    fn stops_at(line: u32, offset: u32) -> LineOutcomeRecord {
        let span = SpanRecord::default();
        LineOutcomeRecord {
            progress: Some(ProgressRecord { span, offset }),
            ..outcome(line, LineOutcome::NoMatch)
        }
    }

    #[track_caller]
    fn check(outcomes: Vec<Vec<LineOutcomeRecord>>, expected: &[(u32, Sign, &str)]) {
        let verdicts = line_verdicts(&evaluation(outcomes), 0);
        let found: Vec<_> = (verdicts.iter())
            .map(|verdict| (verdict.line, verdict.sign, verdict.words.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_match_on_any_response_is_the_lines_verdict() {
        let on_null = vec![stops_at(1, 4)];
        let on_get = vec![outcome(1, LineOutcome::Taken)];
        check(
            vec![on_null, on_get],
            &[(1, Sign::Hard, "hard, GetRequest")],
        );
    }

    #[test]
    fn the_farthest_miss_is_told() {
        let outcomes = vec![vec![stops_at(1, 4)], vec![stops_at(1, 9)]];
        check(outcomes, &[(1, Sign::NoMatch, "stops at byte 9")]);
    }

    #[test]
    fn each_outcome_has_its_sign_and_words() {
        let soft = LineOutcomeRecord {
            soft: true,
            ..outcome(2, LineOutcome::Taken)
        };
        let hidden = LineOutcomeRecord {
            hidden_by: Some(line_ref(2)),
            ..outcome(3, LineOutcome::Hidden)
        };
        let never = outcome(5, LineOutcome::NotSeen);
        let limit = outcome(4, LineOutcome::LimitHit);
        check(
            vec![vec![soft, hidden, limit, never]],
            &[
                (2, Sign::Soft, "soft, NULL"),
                (3, Sign::Soft, "hidden by line 2"),
                (4, Sign::Limit, "limit hit, NULL"),
                (5, Sign::Idle, "never tried on NULL"),
            ],
        );
    }

    #[test]
    fn what_a_refused_line_would_do_is_told_behind_that() {
        let evaluation = evaluation(vec![vec![outcome(1, LineOutcome::Taken)]]);
        let verdict = response_verdicts(&evaluation, 0).remove(0).refused();
        let told = (verdict.sign, verdict.words.as_str());
        assert_eq!(told, (Sign::Refused, "refused, else hard"));
    }

    #[test]
    fn a_line_with_an_error_is_refused_whatever_it_would_match() {
        let mut evaluation = evaluation(vec![vec![outcome(2, LineOutcome::Taken)]]);
        let report = Rc::make_mut(&mut evaluation.report);
        let mut second = finding(LINES, 40, "line-unclosed");
        second.line = 2;
        report.diagnostics = vec![finding(LINES, 0, "line-unclosed"), second];
        let verdicts = line_verdicts(&evaluation, 0);
        let words: Vec<_> = (verdicts.iter())
            .map(|v| (v.line, v.sign, v.words.as_str()))
            .collect();
        let refused = Sign::Refused;
        assert_eq!(
            words,
            [(1, refused, "refused"), (2, refused, "refused, else hard")]
        );
    }
}
