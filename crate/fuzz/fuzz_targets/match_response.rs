//! A search with and without a trace, how far it came, and the second engine, on any pattern and
//! response.
#![no_main]

mod case;

use libfuzzer_sys::fuzz_target;
use sflens::matcher::{Limit, Limits, MatchOutcome, compile_pattern, find_progress, trace_pattern};
use sflens::pattern::parse_pattern;
use sflens::second_opinion::{Opinion, ask};

/// Below the defaults, so that one case takes no time.
const LIMITS: Limits = Limits {
    match_limit: 5_000,
    depth_limit: 1_000,
    heap_limit: 10_240,
    work_limit: 100_000,
};
const STEPS: usize = 500;

fuzz_target!(|data: &[u8]| {
    let Some((text, flags, response)) = case::read_case(data) else {
        return;
    };
    let Ok(pattern) = parse_pattern(text, flags) else {
        return;
    };
    let outcome = compile_pattern(&pattern).match_response(response, &LIMITS);
    let trace = trace_pattern(&pattern, response, &LIMITS, STEPS);
    // Step by step more steps are taken, so that our own limit may come first.
    if trace.outcome != MatchOutcome::LimitHit(Limit::Work) {
        assert_eq!(trace.outcome, outcome);
    }
    assert!(trace.steps.len() <= STEPS);
    let progress = find_progress(&pattern, response, &LIMITS);
    if let Some(progress) = progress {
        assert!(progress.item.end as usize <= text.len());
        assert!(progress.offset as usize <= response.len());
    }
    match (ask(&pattern, response), outcome) {
        (Opinion::Matches { start, captures }, MatchOutcome::Matched(expected)) => {
            assert_eq!(Some(start), expected.get(0).map(|span| span.start));
            assert!(captures.is_none_or(|captures| captures == expected));
        }
        (Opinion::Matches { .. }, MatchOutcome::NoMatch) => panic!("only the second matches"),
        (Opinion::NoMatch, MatchOutcome::Matched(_)) => panic!("only the first matches"),
        _ => {}
    }
});
