//! Traces of searches: they end as the search without a trace does, each step begins where the
//! one before it ended, and the calls they count are those that PCRE2 counts, and those that the
//! search without a trace counts, which passes over many places at once.

use oracle::adversary::nested_pattern;
use oracle::patterns::random_pattern;
use oracle::pcre2::Reference;
use oracle::probes_file::installed_patterns;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::subjects::{generate, mutate};
use sflens::bytes::print_readable;
use sflens::matcher::{
    Limit, Limits, MAX_TRACE_STEPS, MatchOutcome, Program, StepKind, Trace, compile_pattern,
    trace_pattern,
};
use sflens::pattern::{Pattern, PatternFlags, parse_pattern};

/// Random patterns in one run; `ORACLE_PATTERNS` asks for more.
const PATTERNS: usize = 10_000;
/// Responses for each pattern.
const SUBJECTS: usize = 2;
/// Faults shown.
const SHOWN: usize = 20;

/// Whether the calls are compared with those of PCRE2.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Calls {
    Compared,
    NotCompared,
}

#[derive(Default)]
struct Tally {
    n_traces: usize,
    n_counted: usize,
    faults: Vec<String>,
}

impl Tally {
    fn finish(self) {
        println!(
            "{} traces, calls of {} compared, {} faults",
            self.n_traces,
            self.n_counted,
            self.faults.len()
        );
        let shown = &self.faults[..self.faults.len().min(SHOWN)];
        assert!(self.faults.is_empty(), "{shown:#?}");
    }

    fn check(
        &mut self,
        (text, flags): (&[u8], PatternFlags),
        name: impl Fn(&[u8]) -> String,
        calls: Calls,
        random: &mut Random,
    ) {
        let Ok(pattern) = parse_pattern(text, flags) else {
            return;
        };
        let program = compile_pattern(&pattern);
        for _ in 0..SUBJECTS {
            let response = mutate(&generate(&pattern, random), random);
            let fault = self.fault(&pattern, (text, flags), &program, calls, &response);
            let fault = fault.map(|fault| format!("{}: {fault}", name(&response)));
            self.faults.extend(fault);
        }
    }

    fn fault(
        &mut self,
        pattern: &Pattern,
        text: (&[u8], PatternFlags),
        program: &Program,
        calls: Calls,
        response: &[u8],
    ) -> Option<String> {
        let limits = Limits::default();
        let trace = trace_pattern(pattern, response, &limits, MAX_TRACE_STEPS);
        let outcome = program.match_response(response, &limits);
        self.n_traces += 1;
        (trace.outcome != outcome)
            .then(|| format!("{:?} instead of {outcome:?}", trace.outcome))
            .or_else(|| broken_step(&trace))
            .or_else(|| match calls {
                Calls::Compared => self.miscount(&trace, text, response),
                Calls::NotCompared => None,
            })
            .or_else(|| own_miscount(&trace, program, response))
    }

    /// With as many calls as were counted PCRE2 reaches no match limit; with one less it does.
    fn miscount(
        &mut self,
        trace: &Trace,
        (text, flags): (&[u8], PatternFlags),
        response: &[u8],
    ) -> Option<String> {
        if trace.most_calls == 0 || matches!(trace.outcome, MatchOutcome::LimitHit(_)) {
            return None;
        }
        let hits_limit = |match_limit| {
            let mut reference = Reference::new(text, flags, &calls_up_to(match_limit)).ok()?;
            let outcome = reference.match_response(response);
            Some(outcome == MatchOutcome::LimitHit(Limit::Match))
        };
        self.n_counted += 1;
        let counted = trace.most_calls;
        let found = (hits_limit(counted)?, hits_limit(counted - 1)?);
        let text = || format!("{counted} calls; PCRE2 hits that, one less: {found:?}");
        (found != (false, true)).then(text)
    }
}

fn calls_up_to(match_limit: u32) -> Limits {
    Limits {
        match_limit,
        ..Limits::default()
    }
}

/// The same of the search without a trace.
fn own_miscount(trace: &Trace, program: &Program, response: &[u8]) -> Option<String> {
    if trace.most_calls == 0 || matches!(trace.outcome, MatchOutcome::LimitHit(_)) {
        return None;
    }
    let hits_limit = |match_limit| {
        let outcome = program.match_response(response, &calls_up_to(match_limit));
        outcome == MatchOutcome::LimitHit(Limit::Match)
    };
    let counted = trace.most_calls;
    let found = (hits_limit(counted), hits_limit(counted - 1));
    (found != (false, true)).then(|| format!("{counted} calls; without a trace: {found:?}"))
}

/// A step that does not begin where the one before it ended.
fn broken_step(trace: &Trace) -> Option<String> {
    let mut at = 0;
    let broken = trace.steps.iter().position(|step| {
        let begins = match step.kind {
            StepKind::Started | StepKind::Backtracked => step.offset,
            _ => at,
        };
        at = match step.kind {
            StepKind::Advanced { to } => to,
            _ => step.offset,
        };
        begins != step.offset
    });
    broken.map(|idx| format!("step {idx} begins elsewhere"))
}

#[test]
fn traces_of_real_patterns_count_the_calls_that_pcre2_counts() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for real in installed_patterns() {
        // The file's text is never shown, only where it stands.
        let name = |response: &[u8]| format!("line {}, {} bytes", real.line, response.len());
        let pattern = (&real.text[..], real.flags);
        tally.check(pattern, name, Calls::Compared, &mut random);
    }
    tally.finish();
}

/// What random patterns seldom have.
#[test]
fn traces_of_rare_patterns_count_the_calls_that_pcre2_counts() {
    // A class is one of the thousand walks that decide what becomes possessive, even without choice.
    let many_walks = format!(r"^(?:(?:[ab]{{2}}c){{{}}}|\d+y)", 999);
    for (text, response) in [
        (r"^A+(?1){0}5(b)?", "AAAA65"),
        (r"^[\w\W]{1,2}+5", "ab65"),
        (&many_walks, "123z"),
    ] {
        let mut tally = Tally::default();
        let (text, flags) = (text.as_bytes(), PatternFlags::default());
        let pattern = parse_pattern(text, flags).expect("parses");
        let program = compile_pattern(&pattern);
        let response = response.as_bytes();
        let fault = tally.fault(&pattern, (text, flags), &program, Calls::Compared, response);
        assert_eq!(
            (fault, tally.n_counted),
            (None, 1),
            "{}",
            print_readable(text)
        );
    }
}

#[test]
fn traces_of_random_patterns_count_the_calls_that_pcre2_counts() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for nth in 0..setting("ORACLE_PATTERNS", PATTERNS) {
        let text = match nth % 8 {
            0 => nested_pattern(&mut random),
            _ => random_pattern(&mut random),
        };
        let pattern = (&text[..], PatternFlags::default());
        let name = |response: &[u8]| [&text, response].map(print_readable).join(" on ");
        // An option keeps PCRE2 from making one instruction of `(?!)`; the tree does not have it.
        let has_option_in_look = text.windows(5).any(|part| part == b"(?!(?");
        let calls = match has_option_in_look {
            true => Calls::NotCompared,
            false => Calls::Compared,
        };
        tally.check(pattern, name, calls, &mut random);
    }
    tally.finish();
}
