//! Facts about patterns: those that PCRE2 tells too, and those that every match has to show.

use oracle::patterns::random_pattern;
use oracle::pcre2::Reference;
use oracle::probes_file::installed_patterns;
use oracle::settings::{seeded, setting};
use oracle::subjects::generate;
use sflens::bytes::print_readable;
use sflens::matcher::{Limits, MatchOutcome, compile_pattern};
use sflens::pattern::{Pattern, PatternFlags, parse_pattern};

/// Random patterns in one run; `ORACLE_PATTERNS` asks for more.
const PATTERNS: usize = 20_000;
/// Responses for each pattern.
const SUBJECTS: usize = 4;
/// Faults shown.
const SHOWN: usize = 20;

#[derive(Default)]
struct Tally {
    n_matches: usize,
    faults: Vec<String>,
}

impl Tally {
    fn finish(self) {
        println!("{} matches, {} faults", self.n_matches, self.faults.len());
        let shown = &self.faults[..self.faults.len().min(SHOWN)];
        assert!(shown.is_empty(), "{shown:#?}");
    }

    fn check(
        &mut self,
        (text, flags): (&[u8], PatternFlags),
        name: &str,
        random: &mut oracle::random::Random,
    ) {
        let reference = Reference::new(text, flags, &Limits::default());
        let (Ok(pattern), Ok(reference)) = (parse_pattern(text, flags), reference) else {
            return;
        };
        let told = told_otherwise(&pattern, &reference);
        self.faults
            .extend(told.map(|fault| format!("{name}: {fault}")));
        let program = compile_pattern(&pattern);
        for _ in 0..SUBJECTS {
            let response = generate(&pattern, random);
            let outcome = program.match_response(&response, &Limits::default());
            let MatchOutcome::Matched(captures) = outcome else {
                continue;
            };
            self.n_matches += 1;
            // `\K` moves the start, and what stands before it counts too.
            let whole = captures.get(0).filter(|_| !has_keep_out(text));
            let taken = whole.map(|span| span.slice(&response));
            let fault = broken_promise(&pattern, &response, taken);
            self.faults
                .extend(fault.map(|fault| format!("{name}: {fault}")));
        }
    }
}

fn has_keep_out(text: &[u8]) -> bool {
    text.windows(2).any(|part| part == br"\K")
}

/// What PCRE2 says otherwise.
fn told_otherwise(pattern: &Pattern, reference: &Reference) -> Option<String> {
    let mut names: Vec<(Vec<u8>, u16)> = pattern.names().to_vec();
    names.sort();
    let groups = pattern.references();
    let highest = groups.iter().flat_map(|found| found.groups).max();
    let ours = (names, highest.copied().unwrap_or(0));
    let theirs = (reference.names(), reference.highest_reference() as u16);
    (ours != theirs).then(|| format!("names, highest reference {ours:?}, PCRE2 {theirs:?}"))
}

/// What a match lacks that every match has. `taken` is what it took, where that is known.
fn broken_promise(pattern: &Pattern, response: &[u8], taken: Option<&[u8]>) -> Option<String> {
    let literals = pattern.required_literals();
    let contains = |literal: &Vec<u8>| {
        response
            .windows(literal.len())
            .any(|part| part == &literal[..])
    };
    if let Some(missing) = literals.iter().position(|literal| !contains(literal)) {
        return Some(format!("literal {missing} is not in the response"));
    }
    let taken = taken?;
    if !taken.starts_with(&pattern.literal_prefix()) {
        return Some("the match does not start with the prefix".to_owned());
    }
    let length = pattern.length();
    let is_within = length.min <= taken.len() && length.max.is_none_or(|max| taken.len() <= max);
    (!is_within).then(|| format!("{} bytes, and {length:?}", taken.len()))
}

#[test]
fn facts_about_real_patterns_hold_on_every_match() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for real in installed_patterns() {
        // The file's text is never shown, only where it stands.
        let name = format!("line {}", real.line);
        tally.check((&real.text, real.flags), &name, &mut random);
    }
    tally.finish();
}

#[test]
fn facts_about_random_patterns_hold_on_every_match() {
    let mut random = seeded();
    let mut tally = Tally::default();
    for _ in 0..setting("ORACLE_PATTERNS", PATTERNS) {
        let text = random_pattern(&mut random);
        let flags = PatternFlags {
            caseless: random.one_in(4),
            dotall: random.one_in(3),
        };
        let name = format!("{} {flags:?}", print_readable(&text));
        tally.check((&text, flags), &name, &mut random);
    }
    tally.finish();
}
