//! A whole probes file and many responses: ours with its index, and Nmap's way in the same run,
//! which is PCRE2 without JIT on all lines of the chain in order until one matches.
//!
//! The responses are made from the lines of the installed file, each for the probe of its line and
//! half of them changed, filled up to what a fingerprint holds. Every figure is printed with its
//! spread over the responses, since a mean would hide the slow ones. A word behind `--` runs only
//! the parts that start with it: `warm`, `prefixes`, `cold`, `bulk`, `growth`.

use oracle::lines::LinearFile;
use oracle::probes_file::installed_text;
use oracle::random::Random;
use oracle::subjects::{generate, mutate};
use sflens::fingerprint::Protocol;
use sflens::probes::{LinesFile, ProbesFile, ReadOptions, parse_probes_file};
use sflens::replay::{Database, EvaluateOptions};
use sflens::template::Release;
use std::hint::black_box;
use std::time::{Duration, Instant};

const N_RESPONSES: usize = 1_000;
/// Responses that are evaluated by a database of their own, of which nothing is compiled yet.
const N_COLD: usize = 60;
/// The bytes of a response that a fingerprint keeps.
const KEPT: usize = 900;

struct Response {
    protocol: Protocol,
    probe: Vec<u8>,
    probe_idx: usize,
    bytes: Vec<u8>,
}

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let is_wanted = |name: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| name.starts_with(wanted))
    };
    let text = installed_text();
    let file = parse_probes_file(&text, &ReadOptions::default()).value;
    let responses = make_responses(&file, &mut Random::new(1));
    if is_wanted("warm") {
        measure_warm(&file, &responses);
    }
    if is_wanted("prefixes") {
        measure_prefixes(&file, &responses);
    }
    if is_wanted("cold") {
        measure_cold(&text, &file, &responses);
    }
    if is_wanted("bulk") {
        measure_bulk(&file, &responses);
    }
    if is_wanted("growth") {
        measure_growth(&file, &responses);
    }
}

fn make_responses(file: &ProbesFile, random: &mut Random) -> Vec<Response> {
    let lines: Vec<_> = file
        .probes
        .iter()
        .enumerate()
        .flat_map(|(idx, probe)| probe.lines.iter().map(move |line| (idx, probe, line)))
        .collect();
    let make = |_| {
        let (probe_idx, probe, line) = lines[random.below(lines.len())];
        let pattern = line.parse_pattern().expect("compiles");
        let mut bytes = generate(&pattern, random);
        if random.one_in(2) {
            bytes = mutate(&bytes, random);
        }
        let filler = b"<p>The quick brown fox\r\nX-Filler: 0123456789\r\n";
        let wanted = bytes.len().max(random.below(KEPT)).min(KEPT);
        let bytes = bytes
            .iter()
            .chain(filler.iter().cycle())
            .take(wanted)
            .copied();
        Response {
            protocol: probe.protocol,
            probe: probe.name.clone(),
            probe_idx,
            bytes: bytes.collect(),
        }
    };
    (0..N_RESPONSES).map(make).collect()
}

fn open(file: ProbesFile) -> Database {
    Database::open(file, LinesFile::default(), Release::default()).value
}

fn evaluate(db: &Database, response: &Response, all: bool) {
    let options = EvaluateOptions {
        all,
        ..EvaluateOptions::default()
    };
    evaluate_with(db, response, options);
}

fn evaluate_with(db: &Database, response: &Response, options: EvaluateOptions) {
    let Response {
        protocol,
        probe,
        bytes,
        ..
    } = response;
    black_box(db.evaluate(*protocol, probe, bytes, options));
}

fn time(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// The best of several runs, which other work on the machine disturbs least.
fn best_of(n_runs: usize, mut run: impl FnMut()) -> Duration {
    let times = (0..n_runs).map(|_| time(&mut run));
    times.min().unwrap_or_default()
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// Prints median, 99th percentile and worst in microseconds.
fn print_spread(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| micros(times[((times.len() - 1) as f64 * share) as usize]);
    let (median, p99, worst) = (at(0.5), at(0.99), at(1.0));
    println!("{name:<46} median {median:>9.1} µs   p99 {p99:>9.1} µs   worst {worst:>9.1} µs");
}

fn measure_warm(file: &ProbesFile, responses: &[Response]) {
    let (db, mut nmap) = (
        open(file.clone()),
        LinearFile::new(file, &Release::default().limits()),
    );
    let n_same = responses.iter().filter(|response| {
        let outcome = db.evaluate(
            response.protocol,
            &response.probe,
            &response.bytes,
            EvaluateOptions::default(),
        );
        outcome.taken.map(|taken| (taken.line, taken.captures))
            == nmap.first_match(response.probe_idx, &response.bytes)
    });
    println!("same line taken: {} of {}", n_same.count(), responses.len());
    let ours = |all| -> Vec<Duration> {
        let each = responses.iter();
        each.map(|response| best_of(5, || evaluate(&db, response, all)))
            .collect()
    };
    let (first, all) = (ours(false), ours(true));
    let each = responses.iter();
    let theirs: Vec<Duration> = each
        .map(|response| {
            best_of(3, || {
                _ = black_box(nmap.first_match(response.probe_idx, &response.bytes))
            })
        })
        .collect();
    let pairs = theirs.iter().zip(&first);
    let mut ratios: Vec<f64> = pairs
        .map(|(theirs, ours)| micros(*theirs) / micros(*ours))
        .collect();
    ratios.sort_by(f64::total_cmp);
    print_spread("warm, first match, PCRE2 in order", theirs);
    print_spread("warm, first match, ours", first);
    print_spread("warm, all matches, ours", all);
    let slow = ratios.iter().filter(|ratio| **ratio < 1.0).count();
    println!(
        "PCRE2 / ours: median {:.1}, ours slower on {slow}",
        ratios[ratios.len() / 2]
    );
}

/// With the line that is taken on each beginning.
fn measure_prefixes(file: &ProbesFile, responses: &[Response]) {
    let db = open(file.clone());
    let options = EvaluateOptions {
        prefixes: true,
        ..EvaluateOptions::default()
    };
    let each = responses.iter();
    let times: Vec<Duration> = each
        .map(|response| best_of(3, || evaluate_with(&db, response, options)))
        .collect();
    let mean = micros(times.iter().sum()) / times.len() as f64;
    print_spread("warm, first match on each beginning, ours", times);
    println!("mean {mean:.1} µs");
}

fn measure_cold(text: &[u8], file: &ProbesFile, responses: &[Response]) {
    let load = || open(parse_probes_file(text, &ReadOptions::default()).value);
    let loads = (0..15).map(|_| time(|| drop(black_box(load())))).collect();
    print_spread("cold, file read", loads);
    let compile = || {
        drop(black_box(LinearFile::new(
            file,
            &Release::default().limits(),
        )))
    };
    print_spread(
        "cold, PCRE2 compiles all lines",
        (0..5).map(|_| time(compile)).collect(),
    );
    for (name, all) in [("first match", false), ("all matches", true)] {
        let times = responses.iter().take(N_COLD).map(|response| {
            let db = load();
            time(|| evaluate(&db, response, all))
        });
        print_spread(&format!("cold, {name}, ours"), times.collect());
    }
}

fn measure_bulk(file: &ProbesFile, responses: &[Response]) {
    let db = open(file.clone());
    const N_BULK: usize = 10_000;
    let half = |start: usize| {
        let each = (start..N_BULK).step_by(2);
        each.for_each(|nth| evaluate(&db, &responses[nth % responses.len()], false));
    };
    for pass in ["first", "second"] {
        let spent = time(|| {
            std::thread::scope(|scope| {
                scope.spawn(|| half(0));
                scope.spawn(|| half(1));
            });
        });
        let rate = N_BULK as f64 / spent.as_secs_f64();
        println!("bulk, two threads, {pass} pass: {rate:.0} responses a second");
    }
}

/// A tenth of the lines, all, and all ten times over.
fn measure_growth(file: &ProbesFile, responses: &[Response]) {
    for (name, keep, copies) in [("a tenth", 10, 1), ("one", 1, 1), ("ten times", 1, 10)] {
        let mut grown = file.clone();
        for probe in &mut grown.probes {
            let kept = probe.lines.iter().step_by(keep).cloned();
            let kept: Vec<_> = kept.collect();
            probe.lines = std::iter::repeat_n(kept, copies).flatten().collect();
        }
        let n_lines = grown.n_lines();
        let opening = time(|| drop(black_box(open(grown.clone()))));
        let db = open(grown);
        responses
            .iter()
            .for_each(|response| evaluate(&db, response, false));
        let times = responses
            .iter()
            .map(|response| best_of(3, || evaluate(&db, response, false)));
        let opening = micros(opening) / 1e3;
        print_spread(
            &format!("growth, {name} ({n_lines} lines, opened in {opening:.1} ms)"),
            times.collect(),
        );
    }
}
