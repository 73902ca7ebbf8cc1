//! The second engine against the matcher: on regular patterns they give the same verdict, and the
//! same captures where the second engine gives any.

use oracle::adversary::nested_pattern;
use oracle::patterns::random_pattern;
use oracle::probes_file::installed_patterns;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::subjects::{generate, mutate};
use sflens::bytes::print_readable;
use sflens::matcher::{Limits, MatchOutcome, Program, compile_pattern};
use sflens::pattern::{PatternFlags, parse_pattern};
use sflens::second_opinion::{Opinion, SecondEngine};

/// Random patterns in one run; `ORACLE_PATTERNS` asks for more.
const PATTERNS: usize = 20_000;
/// Generated responses for each pattern, and changed copies of each.
const SUBJECTS: usize = 2;
const MUTATIONS: usize = 3;
/// Installed patterns that have to be regular at least.
const FEWEST_REGULAR: usize = 11_000;
/// Faults shown.
const SHOWN: usize = 20;

/// A pair that the matcher does not decide within these is left out.
const LIMITS: Limits = Limits {
    match_limit: 200_000,
    depth_limit: 100_000,
    heap_limit: 1_000_000,
    work_limit: 1_000_000,
};

#[derive(Default)]
struct Tally {
    n_regular: usize,
    n_pairs: usize,
    n_captures: usize,
    disagreements: Vec<String>,
}

impl Tally {
    fn finish(self) -> usize {
        println!(
            "{} regular patterns, {} pairs, {} captures compared, {} disagreements",
            self.n_regular,
            self.n_pairs,
            self.n_captures,
            self.disagreements.len()
        );
        let shown = &self.disagreements[..self.disagreements.len().min(SHOWN)];
        assert!(shown.is_empty(), "{shown:#?}");
        self.n_regular
    }

    fn check(
        &mut self,
        text: &[u8],
        flags: PatternFlags,
        random: &mut Random,
        name: impl Fn(&[u8]) -> String,
    ) {
        let Ok(pattern) = parse_pattern(text, flags) else {
            return;
        };
        let Ok(engine) = SecondEngine::new(&pattern) else {
            return;
        };
        self.n_regular += 1;
        let program = compile_pattern(&pattern);
        for _ in 0..SUBJECTS {
            let generated = generate(&pattern, random);
            let mut responses: Vec<_> =
                (0..MUTATIONS).map(|_| mutate(&generated, random)).collect();
            responses.push(generated);
            for response in responses {
                if let Some(fault) = self.compare(&program, &engine, &response) {
                    self.disagreements
                        .push(format!("{}: {fault}", name(&response)));
                }
            }
        }
    }

    fn compare(
        &mut self,
        program: &Program,
        engine: &SecondEngine,
        response: &[u8],
    ) -> Option<String> {
        let expected = match program.match_response(response, &LIMITS) {
            MatchOutcome::Matched(captures) => Some(captures),
            MatchOutcome::NoMatch => None,
            MatchOutcome::LimitHit(_) => return None,
        };
        let (start, captures) = match engine.ask(response) {
            Opinion::Matches { start, captures } => (Some(start), captures),
            Opinion::NoMatch => (None, None),
            Opinion::NotRegular(_) | Opinion::TooLarge => return None,
        };
        self.n_pairs += 1;
        self.n_captures += usize::from(captures.is_some());
        let expected_start = expected.as_ref().and_then(|all| Some(all.get(0)?.start));
        let differs = start != expected_start || captures.is_some() && captures != expected;
        differs.then(|| format!("{start:?} {captures:?} instead of {expected:?}"))
    }
}

#[test]
fn the_second_engine_agrees_on_every_regular_installed_pattern() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for real in installed_patterns() {
        // The file's text is never shown, only where it stands.
        let name = |response: &[u8]| format!("line {}, {} bytes", real.line, response.len());
        tally.check(&real.text, real.flags, &mut random, name);
    }
    assert!(tally.finish() >= FEWEST_REGULAR);
}

#[test]
fn the_second_engine_agrees_on_random_regular_patterns() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for nth in 0..setting("ORACLE_PATTERNS", PATTERNS) {
        let text = match nth % 8 {
            0 => nested_pattern(&mut random),
            _ => random_pattern(&mut random),
        };
        let flags = PatternFlags {
            caseless: random.one_in(4),
            dotall: random.one_in(3),
        };
        let name = |response: &[u8]| {
            let pair = [&text, response].map(print_readable).join(" on ");
            format!("{pair} {flags:?}")
        };
        tally.check(&text, flags, &mut random, name);
    }
    tally.finish();
}
