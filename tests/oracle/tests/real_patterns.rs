//! Every pattern of the installed probes file, in both engines.

use oracle::compare::Both;
use oracle::probes_file::{RealPattern, installed_patterns};
use oracle::random::Random;
use oracle::settings::{seeded, setting};
use oracle::subjects::{generate, mutate};
use sflens::matcher::Limits;

/// Generated strings for each pattern; `ORACLE_ROUNDS` asks for more.
const ROUNDS: usize = 12;
/// Changed copies of each.
const MUTATIONS: usize = 6;
/// Differences shown.
const SHOWN: usize = 20;

#[test]
fn the_reference_is_the_version_nmap_carries() {
    let version = oracle::pcre2::version();
    assert!(version.starts_with("10.46 "), "PCRE2 {version}");
}

#[test]
fn every_pattern_gives_the_answer_of_pcre2() {
    let rounds = setting("ORACLE_ROUNDS", ROUNDS);
    let mut random = seeded();
    let mut differences = Vec::new();
    let mut n_pairs = 0;
    let mut others = vec![b"\n".to_vec(), Vec::new()];
    for real in installed_patterns() {
        n_pairs += check_pattern(&real, rounds, &mut random, &mut others, &mut differences);
    }
    println!("{n_pairs} pairs, {} differences", differences.len());
    assert!(
        differences.is_empty(),
        "{:#?}",
        &differences[..differences.len().min(SHOWN)]
    );
}

/// Number of pairs that were compared.
fn check_pattern(
    real: &RealPattern,
    rounds: usize,
    random: &mut Random,
    others: &mut Vec<Vec<u8>>,
    differences: &mut Vec<String>,
) -> usize {
    let mut both = match Both::new(&real.text, real.flags, &Limits::default()) {
        Ok(both) => both,
        Err(neither) => {
            differences.push(format!("line {}: {neither:?}", real.line));
            return 0;
        }
    };
    if let Some(difference) = both.fact_difference() {
        differences.push(format!("line {}: {difference}", real.line));
    }
    let mut n_pairs = 0;
    for _ in 0..rounds {
        let generated = generate(&both.pattern, random);
        let changed = (0..MUTATIONS).map(|_| mutate(&generated, random));
        let mut subjects: Vec<Vec<u8>> = changed.collect();
        subjects.push(random.pick(others).clone());
        if others.len() < 4000 || random.one_in(10) {
            let place = random.below(4000);
            match others.get_mut(place) {
                Some(other) => *other = generated.clone(),
                None => others.push(generated.clone()),
            }
        }
        subjects.push(generated);
        for subject in &subjects {
            n_pairs += 1;
            if let Some(difference) = both.difference(subject) {
                let line = real.line;
                differences.push(format!(
                    "line {line}, {} bytes: {difference}",
                    subject.len()
                ));
                break;
            }
        }
    }
    n_pairs
}
