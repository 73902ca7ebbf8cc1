//! What a line that hit a limit would do without it, in a sentence.

use sflens::results::{LimitHitRecord, ResponseRecord, WithoutLimit, WithoutLimitRecord};

use super::evaluation::{Evaluation, LINES};

/// What is known of `line` on the response `response_idx`; nothing unless it hit a limit there,
/// and until somebody was asked.
pub fn limit_words(
    evaluation: &Evaluation,
    fingerprint_idx: usize,
    response_idx: usize,
    line: u32,
) -> Option<String> {
    let fingerprint = evaluation.fingerprint(fingerprint_idx)?;
    let hit = hit_of(fingerprint.responses.get(response_idx)?, line)?;
    match &hit.without_limit {
        Some(record) => Some(words_of(record)),
        None if evaluation.opinion_failed => Some(NOT_ASKED.to_owned()),
        None => None,
    }
}

const NOT_ASKED: &str = "Whether it would match without the limit could not be found out: that part \
     of sflens did not answer. It is asked again with your next change.";

fn hit_of(response: &ResponseRecord, line: u32) -> Option<&LimitHitRecord> {
    let mut hits = response.limit_hits.iter().flatten();
    hits.find(|hit| hit.file == LINES && hit.line == line)
}

fn words_of(record: &WithoutLimitRecord) -> String {
    match record.outcome {
        WithoutLimit::Match => format!("Without the limit it would match, {}.", place(record)),
        WithoutLimit::NoMatch => "Without the limit it would not match either.".to_owned(),
        WithoutLimit::NotRegular => {
            let because_of = record.because_of.as_deref().unwrap_or_default();
            format!(
                "Nobody can say whether it would match without the limit, because of {because_of}."
            )
        }
        _ => "Pattern and response are too large to say whether it would match without the limit."
            .to_owned(),
    }
}

/// `bytes 0 to 30`, as far as that is certain; the last number is the first byte behind.
fn place(record: &WithoutLimitRecord) -> String {
    let whole = record.captures.as_ref().and_then(|groups| *groups.first()?);
    match whole {
        Some(span) if span.end > span.start => format!("bytes {} to {}", span.start, span.end - 1),
        _ => format!("from byte {} on", record.start.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::model::samples::{fingerprint, response};
    use sflens::results::{Report, SpanRecord};

    fn without(outcome: WithoutLimit) -> WithoutLimitRecord {
        let (start, end) = (0, 30);
        WithoutLimitRecord {
            outcome,
            start: Some(0),
            captures: Some(vec![Some(SpanRecord { start, end })]),
            irregular: None,
            because_of: Some("the back reference".into()),
            span: None,
        }
    }

    fn evaluation(without_limit: Option<WithoutLimitRecord>) -> Evaluation {
        let mut response = response("NULL", b"aaa");
        response.limit_hits = Some(vec![LimitHitRecord {
            file: LINES.into(),
            line: 2,
            limit: "match".into(),
            without_limit,
        }]);
        Evaluation {
            report: Rc::new(Report {
                fingerprints: vec![fingerprint(vec![response])],
                ..Report::default()
            }),
            ..Evaluation::default()
        }
    }

    #[track_caller]
    fn check(outcome: WithoutLimit, expected: &str) {
        let evaluation = evaluation(Some(without(outcome)));
        assert!(!evaluation.wants_opinion());
        assert_eq!(limit_words(&evaluation, 0, 0, 2).as_deref(), Some(expected));
        assert_eq!(limit_words(&evaluation, 0, 0, 1), None);
    }

    #[test]
    fn the_second_opinion_is_told() {
        check(
            WithoutLimit::Match,
            "Without the limit it would match, bytes 0 to 29.",
        );
        check(
            WithoutLimit::NoMatch,
            "Without the limit it would not match either.",
        );
        check(
            WithoutLimit::NotRegular,
            "Nobody can say whether it would match without the limit, because of the back reference.",
        );
        check(
            WithoutLimit::TooLarge,
            "Pattern and response are too large to say whether it would match without the limit.",
        );
    }

    #[test]
    fn an_opinion_that_did_not_come_is_told_and_not_asked_again() {
        let mut evaluation = evaluation(None);
        assert!(evaluation.wants_opinion());
        assert_eq!(limit_words(&evaluation, 0, 0, 2), None);
        evaluation.opinion_failed = true;
        assert!(!evaluation.wants_opinion());
        assert_eq!(
            limit_words(&evaluation, 0, 0, 2).as_deref(),
            Some(NOT_ASKED)
        );
    }
}
