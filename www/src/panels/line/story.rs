//! What became of one line, told once for all responses on which it went the same way: most
//! services answer several probes alike.
//!
//! ```text
//! NULL, GenericLines   ○ stops at byte 10   After `220 stage ` the pattern wants `S`. …
//! ```

use sflens::results::{LineOutcome, ProgressRecord, SpanRecord};

use super::stop::stop_in_words;
use crate::model::{Evaluation, ResponseVerdict, Sign};

/// See the head of this file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Story {
    /// The probes whose responses are meant; at least one.
    pub(super) probes: Vec<String>,
    /// The sign.
    pub(super) sign: Sign,
    /// The outcome: `stops at byte 10`.
    pub(super) words: String,
    /// Why, in sentences with code in backticks.
    pub(super) why: Option<String>,
    /// The pattern item that could not be passed, in bytes of the lines.
    pub(super) item: Option<SpanRecord>,
}

/// The stories of one line in the order of their first responses.
pub(super) fn tell_stories(
    own: &[ResponseVerdict],
    last: &Evaluation,
    fingerprint_idx: usize,
) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    for verdict in own {
        let story = story_of(verdict, last, fingerprint_idx);
        let is_alike = |known: &&mut Story| {
            (known.sign, &known.words, &known.why, known.item)
                == (story.sign, &story.words, &story.why, story.item)
        };
        match stories.iter_mut().find(is_alike) {
            Some(known) => known.probes.extend(story.probes),
            None => stories.push(story),
        }
    }
    stories
}

fn story_of(verdict: &ResponseVerdict, last: &Evaluation, fingerprint_idx: usize) -> Story {
    let stop = match verdict.record.outcome {
        LineOutcome::NoMatch => verdict.record.progress.as_ref(),
        _ => None,
    };
    let why = match stop {
        Some(progress) => Some(why_stopped(verdict, progress, last, fingerprint_idx)),
        None => why_of(verdict.record.outcome).map(str::to_owned),
    };
    Story {
        probes: vec![verdict.probe.clone()],
        sign: verdict.sign,
        words: verdict.words.clone(),
        why,
        item: stop.map(|progress| progress.span),
    }
}

fn why_of(outcome: LineOutcome) -> Option<&'static str> {
    match outcome {
        LineOutcome::NotSeen => Some("Nmap never tries this line on answers to this probe."),
        LineOutcome::LimitHit => {
            Some("The search ended at one of Nmap's limits, and Nmap takes that as no match.")
        }
        LineOutcome::Hidden => {
            Some("It matches, but Nmap takes the first line that does and looks no further.")
        }
        _ => None,
    }
}

fn why_stopped(
    verdict: &ResponseVerdict,
    progress: &ProgressRecord,
    last: &Evaluation,
    fingerprint_idx: usize,
) -> String {
    let span = progress.span;
    let item = (last.texts.lines).get(span.start as usize..span.end as usize);
    let response = (last.fingerprint(fingerprint_idx))
        .and_then(|fingerprint| fingerprint.responses.get(verdict.response_idx));
    let bytes = response.map_or(&[][..], |response| &response.bytes.0);
    stop_in_words(progress, item.unwrap_or_default(), bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::outcome;

    fn on_probe(probe: &str, words: &str) -> ResponseVerdict {
        ResponseVerdict {
            line: 2,
            response_idx: 0,
            probe: probe.into(),
            sign: Sign::Idle,
            words: words.into(),
            record: outcome(2, LineOutcome::Hidden),
        }
    }

    #[test]
    fn responses_on_which_a_line_went_alike_are_told_together() {
        let own = [
            on_probe("NULL", "hidden by line 1"),
            on_probe("GetRequest", "hidden by line 3"),
            on_probe("Help", "hidden by line 1"),
        ];
        let stories = tell_stories(&own, &Evaluation::default(), 0);
        let found: Vec<_> = (stories.iter())
            .map(|story| (story.probes.join(", "), story.words.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("NULL, Help".to_owned(), "hidden by line 1"),
                ("GetRequest".to_owned(), "hidden by line 3"),
            ]
        );
    }
}
