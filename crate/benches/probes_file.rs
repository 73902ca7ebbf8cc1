//! Times of the whole way through the probes file of an installed Nmap: read it, evaluate one
//! fingerprint with all patterns still to be compiled, and once more.
//!
//! The file is the one that `NMAP_SERVICE_PROBES` names, else Nmap's usual place. Prints one line
//! for each figure, the median of its runs, in milliseconds.

use std::hint::black_box;
use std::time::{Duration, Instant};

use sflens::fingerprint::decode_paste;
use sflens::lint::{LintOptions, lint_text, tidy_text};
use sflens::probes::{LinesFile, ReadOptions, check_patterns, parse_probes_file};
use sflens::replay::{Database, EvaluateOptions, replay};
use sflens::template::Release;

const RUNS: usize = 15;

/// The FTP server of the documentation: two responses.
const PASTE: &[u8] = include_bytes!("../../docs/examples/scan.txt");

fn main() {
    let path = std::env::var("NMAP_SERVICE_PROBES")
        .unwrap_or_else(|_| "/usr/share/nmap/nmap-service-probes".to_owned());
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) => return println!("not measured: {path}: {error}"),
    };
    let fingerprint = &decode_paste(PASTE).value[0];
    let evaluate = |db: &Database| {
        black_box(replay(db, fingerprint, EvaluateOptions::default()));
    };
    let db = load(&text);
    let n_lines: usize = db.probes().iter().map(|probe| probe.lines.len()).sum();
    println!("lines in the probes file: {n_lines}");
    print_median("read the probes file", || (), |()| drop(load(&text)));
    let file = parse_probes_file(&text, &ReadOptions::default()).value;
    let release = Release::default();
    let check = |()| drop(black_box(check_patterns(&file, release)));
    print_median("check all its patterns", || (), check);
    let options = LintOptions::default();
    let lint = |()| drop(black_box(lint_text(&text, &options, None)));
    print_median("ask all rules about it", || (), lint);
    let tidy = |()| drop(black_box(tidy_text(&text, &options, None)));
    print_median("tidy it", || (), tidy);
    print_median(
        "evaluate one fingerprint, first time",
        || load(&text),
        |db| evaluate(&db),
    );
    evaluate(&db);
    print_median("evaluate it again", || (), |()| evaluate(&db));
}

fn load(text: &[u8]) -> Database {
    let file = parse_probes_file(text, &ReadOptions::default()).value;
    Database::open(file, LinesFile::default(), Release::default()).value
}

/// Prints the median time of `run`; what `prepare` does for it is not counted.
fn print_median<T>(name: &str, prepare: impl Fn() -> T, run: impl Fn(T)) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let input = prepare();
            let start = Instant::now();
            run(input);
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{name}: {:.2} ms", times[RUNS / 2].as_secs_f64() * 1_000.0);
}
