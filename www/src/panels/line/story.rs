//! What became of one line, told once for all responses on which it went the same way: most
//! services answer several probes alike.
//!
//! ```text
//! NULL, GenericLines   ○ stops at byte 10   After `220 stage ` the pattern wants `S`. …
//! ```

use sflens::results::{LineOutcome, PartRecord, RepairRecord, SpanRecord};

use crate::model::{ResponseVerdict, Sign};

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
    /// What it would do without the limit that it hit.
    pub(super) without_limit: Option<String>,
    /// The pattern item that could not be passed, in bytes of the lines.
    pub(super) item: Option<SpanRecord>,
    /// Small changes with which it would match.
    pub(super) repairs: Vec<RepairRecord>,
    /// What its items took, and on which response.
    pub(super) parts: Vec<PartRecord>,
    /// Index of the first response that is meant.
    pub(super) response_idx: usize,
}

/// The stories of one line in the order of their first responses. `without_limit` says what it
/// would do without the limit that it hit.
pub(super) fn tell_stories(
    own: &[ResponseVerdict],
    without_limit: impl Fn(&ResponseVerdict) -> Option<String>,
) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    for verdict in own {
        let story = story_of(verdict, without_limit(verdict));
        let is_alike = |known: &&mut Story| alike(known, &story);
        match stories.iter_mut().find(is_alike) {
            Some(known) => known.probes.extend(story.probes),
            None => stories.push(story),
        }
    }
    stories
}

fn alike(a: &Story, b: &Story) -> bool {
    (&a.words, &a.why, &a.repairs) == (&b.words, &b.why, &b.repairs)
        && (a.sign, a.item, &a.parts) == (b.sign, b.item, &b.parts)
        && a.without_limit == b.without_limit
}

fn story_of(verdict: &ResponseVerdict, without_limit: Option<String>) -> Story {
    let record = &verdict.record;
    let stop = match record.outcome {
        LineOutcome::NoMatch => record.progress.as_ref(),
        _ => None,
    };
    Story {
        probes: vec![verdict.probe.clone()],
        sign: verdict.sign,
        words: verdict.words.clone(),
        why: record.why.clone(),
        without_limit,
        item: stop.map(|progress| progress.span),
        repairs: record.repairs.clone(),
        parts: record.parts.clone().unwrap_or_default(),
        response_idx: verdict.response_idx,
    }
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
        let stories = tell_stories(&own, |_| None);
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
