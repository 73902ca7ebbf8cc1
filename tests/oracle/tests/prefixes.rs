//! The line that is taken on each beginning of a response, against asking for each one by one.

use oracle::patterns::random_pattern;
use oracle::probes_file::installed_text;
use oracle::random::Random;
use oracle::subjects::{generate, mutate};
use sflens::fingerprint::Protocol;
use sflens::pattern::{PatternFlags, parse_pattern};
use sflens::probes::{LinesFile, ReadOptions, parse_probes_file};
use sflens::replay::{Database, EvaluateOptions, LineId, Prefixes};
use sflens::template::Release;

/// Groups of random lines.
const GROUPS: usize = 4_000;
/// Responses for each.
const RESPONSES: usize = 6;
/// Every so many lines of the installed file give a response.
const STRIDE: usize = 400;
/// The longest beginning that is asked for.
const LONGEST: usize = 100;

fn open(text: &[u8]) -> Database {
    let file = parse_probes_file(text, &ReadOptions::default()).value;
    Database::open(file, LinesFile::default(), Release::default()).value
}

/// The runs as line, first and last length, and the captures at the first.
type Run = (LineId, u32, u32, String);

/// `None` when the search was ended.
fn told(db: &Database, probe: &[u8], response: &[u8]) -> Option<Vec<Run>> {
    let options = EvaluateOptions {
        prefixes: true,
        ..EvaluateOptions::default()
    };
    let outcome = db.evaluate(Protocol::Tcp, probe, response, options);
    let Prefixes { runs, complete } = outcome.prefixes.expect("they were asked for");
    let run = |run: sflens::replay::PrefixRun| {
        let taken = run.taken;
        (
            taken.line,
            run.first,
            run.last,
            format!("{:?}", taken.captures),
        )
    };
    complete.then(|| runs.into_iter().map(run).collect())
}

fn one_by_one(db: &Database, probe: &[u8], response: &[u8]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for length in 1..=response.len() {
        let options = EvaluateOptions::default();
        let outcome = db.evaluate(Protocol::Tcp, probe, &response[..length], options);
        let Some(taken) = outcome.taken else { continue };
        let length = length as u32;
        match runs.last_mut() {
            Some(last) if last.0 == taken.line && last.2 + 1 == length => last.2 = length,
            _ => runs.push((taken.line, length, length, format!("{:?}", taken.captures))),
        }
    }
    runs
}

#[test]
fn random_lines_win_on_the_beginnings_that_are_told() {
    let mut random = Random::new(7);
    let (mut n_runs, mut n_responses, mut n_ended) = (0, 0, 0);
    for _ in 0..GROUPS {
        let patterns: Vec<Vec<u8>> = (0..3)
            .map(|_| random_pattern(&mut random))
            .filter(|text| !text.contains(&1) && !text.contains(&b'\n') && !text.contains(&0))
            .collect();
        let mut text = b"Probe TCP NULL q||\n".to_vec();
        for pattern in &patterns {
            text.extend([b"match s m\x01", &pattern[..], b"\x01s\n"].concat());
        }
        let db = open(&text);
        for _ in 0..RESPONSES {
            let pattern = random.pick(&patterns[..]).clone();
            let flags = PatternFlags::default();
            let Ok(pattern) = parse_pattern(&pattern, flags) else {
                continue;
            };
            let mut response = generate(&pattern, &mut random);
            if random.one_in(2) {
                response = mutate(&response, &mut random);
            }
            response.truncate(LONGEST);
            n_responses += 1;
            let Some(runs) = told(&db, b"NULL", &response) else {
                n_ended += 1;
                continue;
            };
            n_runs += runs.len();
            let expected = one_by_one(&db, b"NULL", &response);
            assert_eq!(runs, expected, "{text:?} on {response:?}");
        }
    }
    println!("{n_runs} runs on {n_responses} responses, {n_ended} not told for all");
    assert!(n_runs * 2 > n_responses && n_ended * 100 < n_responses);
}

#[test]
fn installed_lines_win_on_the_beginnings_that_are_told() {
    let db = open(&installed_text());
    let mut random = Random::new(3);
    let mut n_runs = 0;
    let lines = db.probes().iter().flat_map(|probe| {
        let lines = probe.lines.iter();
        lines.map(move |line| (probe, line))
    });
    for (probe, line) in lines.step_by(STRIDE) {
        let pattern = line.parse_pattern().expect("the installed file is sound");
        let mut response = generate(&pattern, &mut random);
        response.truncate(LONGEST);
        let runs = told(&db, &probe.name, &response).expect("it is short");
        n_runs += runs.len();
        let number = line.number;
        assert_eq!(
            runs,
            one_by_one(&db, &probe.name, &response),
            "line {number}"
        );
    }
    println!("{n_runs} runs");
    assert!(n_runs > 0);
}
