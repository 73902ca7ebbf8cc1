//! Nmap's own probes file, as the operating system has installed it, is read without an error.
//!
//! The file is read where it is and nothing of it is shown or kept. Without it there is nothing to
//! compare with, and the test says so.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use sflens::diagnostic::Severity;
use sflens::probes::{
    ReadOptions, STARTER_PROBES, TokenKind, check_patterns, parse_lines_file, parse_probes_file,
    text_tokens,
};
use sflens::template::Release;

const INSTALLED: &str = "/usr/share/nmap/nmap-service-probes";

fn read_installed() -> Option<Vec<u8>> {
    let text = std::fs::read(INSTALLED);
    text.inspect_err(|error| eprintln!("not compared: {INSTALLED}: {error}"))
        .ok()
}

/// The rules of all findings of at least this severity, each with its count.
fn count_rules(text: &[u8], release: Release, least: Severity) -> BTreeMap<String, usize> {
    let options = ReadOptions {
        release,
        ..ReadOptions::default()
    };
    let mut counts = BTreeMap::new();
    for finding in parse_probes_file(text, &options).diagnostics {
        if finding.severity >= least {
            *counts.entry(finding.rule.to_string()).or_default() += 1;
        }
    }
    counts
}

#[test]
fn the_installed_file_is_sound() {
    let Some(text) = read_installed() else { return };
    let nothing = BTreeMap::new();
    assert_eq!(
        count_rules(&text, Release::V7_93, Severity::Warning),
        nothing
    );
    assert_eq!(
        count_rules(&text, Release::V7_991, Severity::Error),
        nothing
    );
}

#[test]
fn every_line_of_the_installed_file_is_read() {
    let Some(text) = read_installed() else { return };
    let parsed = parse_probes_file(&text, &ReadOptions::default());
    let n_in_text = text
        .split(|byte| *byte == b'\n')
        .filter(|line| line.starts_with(b"match ") || line.starts_with(b"softmatch "))
        .count();
    assert_eq!(parsed.value.n_lines(), n_in_text);
}

#[test]
fn every_template_and_pattern_of_the_installed_file_is_colored() {
    let Some(text) = read_installed() else { return };
    let tokens = text_tokens(&text);
    let ordered = tokens
        .windows(2)
        .all(|pair| pair[0].span.end <= pair[1].span.start);
    assert!(ordered);
    let faulty = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Faulty);
    assert_eq!(faulty.count(), 0, "a `$` that starts no substitution");
}

/// Not even a pattern alone.
#[test]
fn no_line_of_ours_stands_in_the_installed_file() {
    let Some(text) = read_installed() else { return };
    let theirs = patterns(&text);
    let mut n_ours = 0;
    for (name, text) in files_of_ours() {
        let ours = patterns(&text);
        n_ours += ours.len();
        assert_eq!(ours.intersection(&theirs).count(), 0, "{name}");
    }
    assert!(n_ours > 100);
}

fn patterns(text: &[u8]) -> HashSet<Vec<u8>> {
    let file = parse_lines_file(text, &ReadOptions::default()).value;
    let in_sections = file.sections.into_iter().flat_map(|probe| probe.lines);
    let lines = file.bare.into_iter().chain(in_sections);
    lines.map(|line| line.pattern_text).collect()
}

/// The starter file, and the lines of the documents.
fn files_of_ours() -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("starter-probes".to_owned(), STARTER_PROBES.to_vec())];
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/examples");
    for entry in std::fs::read_dir(examples).expect("the examples").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".lines") || name == "lines.txt" {
            files.push((name, std::fs::read(entry.path()).expect("an example")));
        }
    }
    files
}

#[test]
fn every_pattern_of_the_installed_file_is_sound() {
    let Some(text) = read_installed() else { return };
    let options = ReadOptions::default();
    let file = parse_probes_file(&text, &options).value;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for finding in check_patterns(&file, options.release) {
        *counts.entry(finding.rule.to_string()).or_default() += 1;
    }
    assert_eq!(counts, BTreeMap::new());
}
