//! Patterns in canonical text: reading it gives the same tree, and PCRE2 the same pattern.

use oracle::patterns::random_pattern;
use oracle::pcre2::Reference;
use oracle::probes_file::installed_patterns;
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::subjects::{generate, mutate};
use sflens::bytes::{latin1_bytes, print_readable};
use sflens::matcher::Limits;
use sflens::pattern::{PatternFlags, parse_pattern};

/// Random patterns in one run; `ORACLE_PATTERNS` asks for more.
const PATTERNS: usize = 40_000;
/// Responses for each pattern, in PCRE2.
const SUBJECTS: usize = 3;
/// Faults shown.
const SHOWN: usize = 20;

#[test]
fn real_patterns_come_back_from_their_printed_text() {
    let mut random = Random::new(1);
    let mut faults = Vec::new();
    let patterns = installed_patterns();
    for real in &patterns {
        // The file's text is never shown, only where it stands.
        if let Some(fault) = fault(&real.text, real.flags, &mut random) {
            faults.push(format!("line {}: {}", real.line, fault.what));
        }
    }
    finish(patterns.len(), &faults);
}

#[test]
fn random_patterns_come_back_from_their_printed_text() {
    let n_patterns = setting("ORACLE_PATTERNS", PATTERNS);
    let mut random = seeded();
    let mut faults = Vec::new();
    for _ in 0..n_patterns {
        let text = random_pattern(&mut random);
        let flags = PatternFlags {
            caseless: random.one_in(4),
            dotall: random.one_in(3),
        };
        if let Some(fault) = fault(&text, flags, &mut random) {
            let text = print_readable(&text);
            faults.push(format!("{text} as {}: {}", fault.printed, fault.what));
        }
    }
    finish(n_patterns, &faults);
}

fn finish(n_patterns: usize, faults: &[String]) {
    println!("{n_patterns} patterns, {} faults", faults.len());
    let shown = &faults[..faults.len().min(SHOWN)];
    assert!(faults.is_empty(), "{shown:#?}");
}

struct Fault {
    printed: String,
    what: &'static str,
}

/// What is wrong with the printed text of a pattern; nothing when the pattern itself is refused.
fn fault(text: &[u8], flags: PatternFlags, random: &mut Random) -> Option<Fault> {
    let pattern = parse_pattern(text, flags).ok()?;
    let printed = pattern.to_string();
    let again = latin1_bytes(&printed)?;
    let what = match parse_pattern(&again, flags) {
        Err(_) => Some("refused"),
        Ok(read) if read != pattern => Some("another tree"),
        Ok(read) if read.names() != pattern.names() => Some("other names"),
        Ok(read) if read.to_string() != printed => Some("printed anew, another text"),
        Ok(_) => {
            let subjects = (0..SUBJECTS).map(|_| mutate(&generate(&pattern, random), random));
            reference_fault(text, &again, flags, subjects)
        }
    };
    what.map(|what| Fault { printed, what })
}

fn reference_fault(
    text: &[u8],
    printed: &[u8],
    flags: PatternFlags,
    mut subjects: impl Iterator<Item = Vec<u8>>,
) -> Option<&'static str> {
    let compile = |text| Reference::new(text, flags, &Limits::default());
    match (compile(text), compile(printed)) {
        (Ok(mut first), Ok(mut second)) => {
            let differs = |subject: Vec<u8>| {
                first.match_response(&subject) != second.match_response(&subject)
            };
            subjects.any(differs).then_some("another answer of PCRE2")
        }
        (Ok(_), Err(_)) => Some("refused by PCRE2"),
        (Err(_), _) => None,
    }
}
