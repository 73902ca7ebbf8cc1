//! Nmap's own probes file, as the operating system has installed it, is read without an error.
//!
//! The file is read where it is and nothing of it is shown or kept. Without it there is nothing to
//! compare with, and the test says so.

use std::collections::{BTreeMap, HashSet};

use sflens::diagnostic::Severity;
use sflens::probes::{
    ReadOptions, STARTER_PROBES, TokenKind, check_patterns, parse_probes_file, text_tokens,
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

#[test]
fn no_starter_line_stands_in_the_installed_file() {
    let Some(text) = read_installed() else { return };
    let lines = |text| -> HashSet<&[u8]> {
        <[u8]>::split(text, |byte| *byte == b'\n')
            .filter(|line| {
                [&b"match "[..], b"softmatch "]
                    .iter()
                    .any(|word| line.starts_with(word))
            })
            .collect()
    };
    let (theirs, ours) = (lines(&text), lines(STARTER_PROBES));
    assert!(!ours.is_empty());
    assert_eq!(ours.intersection(&theirs).count(), 0);
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
