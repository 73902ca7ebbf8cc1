//! The differences from PCRE2 that are known, each with its reason.
//!
//! An entry that is no longer true fails the test and is to be taken out. None concerns a line of
//! a probes file.

use oracle::compare::Both;
use sflens::matcher::{Limit, Limits, MatchOutcome};
use sflens::pattern::PatternFlags;

/// A difference: what it comes from, an example, and the two outcomes in one word each.
struct Known {
    reason: &'static str,
    pattern: &'static str,
    subject: &'static [u8],
    ours: &'static str,
    theirs: &'static str,
}

const KNOWN: [Known; 1] = [Known {
    reason: "the name of a verb is kept as printable text, so that a control character in it is \
             the same as the four characters of its escape",
    pattern: "a(*:\x01)a(*SKIP:\\x01)x|^a",
    subject: b"aa",
    ours: "no match",
    theirs: "match",
}];

fn word(outcome: &MatchOutcome) -> &'static str {
    match outcome {
        MatchOutcome::Matched(_) => "match",
        MatchOutcome::NoMatch => "no match",
        MatchOutcome::LimitHit(Limit::Match) => "match limit",
        MatchOutcome::LimitHit(_) => "another limit",
    }
}

#[test]
fn known_differences_are_still_there() {
    for known in KNOWN {
        let text = known.pattern.as_bytes();
        let both = Both::new(text, PatternFlags::default(), &Limits::default());
        let (ours, theirs) = both.expect("both take it").outcomes(known.subject);
        let (expected, found) = ((known.ours, known.theirs), (word(&ours), word(&theirs)));
        assert_eq!(found, expected, "{}: {}", known.pattern, known.reason);
    }
}
