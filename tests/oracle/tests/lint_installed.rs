//! What the rules find in the installed probes file, rule by rule.
//!
//! The counts are pinned for the file of a certain digest. `LINT_PLACES=RULE` prints the numbers of
//! the lines that a rule finds, with the start of each line's own digest; nothing of the file is
//! shown.

use std::collections::{BTreeMap, HashSet};

use oracle::probes_file::installed_text;
use oracle::settings::seeded;
use oracle::subjects::generate;
use sflens::bytes::encode_hex;
use sflens::diagnostic::Severity;
use sflens::lint::{LintOptions, LintReport, Safety, lint_text, tidy_text};
use sflens::probes::{LinesFile, ReadOptions, parse_probes_file};
use sflens::replay::{Database, EvaluateOptions};
use sflens::template::Release;
use sha2::{Digest, Sha256};

/// The file of Debian's nmap-common 7.93.
const PINNED: &str = "293d7b3679d8d09c756840b38bffd32bb45b00a86cb47b9af17029328ca234f1";

/// How often each rule finds something there, under the rules of the newest Nmap.
const COUNTS: &[(&str, usize)] = &[
    ("cpe-delimiter", 1),
    ("cpe-letter-case", 8),
    ("cpe-no-hardware", 161),
    ("cpe-no-os", 19),
    ("cpe-no-product", 8),
    ("cpe-repeated-part", 245),
    ("cpe-trailing-colon", 2),
    ("cpe-vendor-spelling", 11),
    ("cpe-without-version", 91),
    ("line-early-softmatch", 20),
    ("line-in-fallback", 16),
    ("line-lone-softmatch", 39),
    ("line-no-product", 109),
    ("line-same-pattern", 2),
    ("line-service-name", 70),
    ("line-ssl-name", 19),
    ("line-unreachable", 8),
    ("pattern-dot-and-binary", 254),
    ("pattern-dot-line-break-dot", 3),
    ("pattern-fixed-address", 3),
    ("pattern-fixed-date", 70),
    ("pattern-fixed-id", 3),
    ("pattern-fixed-length", 379),
    ("pattern-header-search", 91),
    ("pattern-hex-letter", 224),
    ("pattern-idle-flag", 907),
    ("pattern-leading-dots", 10),
    ("pattern-long-run", 637),
    ("pattern-many-dots", 137),
    ("pattern-needless-escape", 1_445),
    ("pattern-nested-repeat", 6),
    ("pattern-octal-escape", 2),
    ("pattern-open-alternation", 2),
    ("pattern-portable-brace", 407),
    ("pattern-short", 77),
    ("pattern-trailing-dots", 2),
    ("pattern-unanchored", 114),
    ("probes-no-banner", 7),
    ("probes-no-comment", 38),
    ("probes-no-ports", 1),
    ("probes-service-order", 77),
    ("template-device-type", 2),
    ("template-double-space", 2),
    ("template-empty-capture", 45),
    ("template-hostname-address", 4),
    ("template-info-separator", 41),
    ("template-info-server", 2),
    ("template-info-word", 30),
    ("template-never-fits", 1),
    ("template-no-os", 77),
    ("template-optional-group", 5),
    ("template-order", 1),
    ("template-product-case", 33),
    ("template-version-prefix", 13),
    ("template-wide-capture", 1_046),
];

/// Rules that Nmap's file keeps, with the numbers of the lines that break them nevertheless.
const HELD: &[(&str, &[u32])] = &[
    ("line-delimiter", &[]),
    ("line-generic-http", &[]),
    ("line-long-for-older", &[]),
    ("line-spacing", &[]),
    ("pattern-branch-reset", &[]),
    ("pattern-class-hyphen", &[]),
    ("pattern-newer-syntax", &[]),
    ("pattern-open-alternation", &[484, 6634]),
    ("pattern-unused-group", &[]),
    ("probes-no-rarity", &[]),
    ("template-delimiter", &[]),
    ("template-device-type", &[10_349, 15_889]),
    ("template-double-space", &[770, 6_562]),
    ("template-group-gap", &[]),
    ("template-info-parentheses", &[]),
    ("template-leading-space", &[]),
    ("template-never-fits", &[9_461]),
    ("template-order", &[2_223]),
    ("template-shared-group", &[]),
    ("template-trailing", &[]),
    ("template-two-digits", &[]),
];

fn counts(report: &LintReport) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(&*finding.diagnostic.rule).or_default() += 1;
    }
    counts
}

fn is_pinned(text: &[u8]) -> bool {
    let digest = encode_hex(&Sha256::digest(text));
    if digest != PINNED {
        println!("no counts are pinned for the file {digest}");
    }
    digest == PINNED
}

#[test]
fn each_rule_finds_what_it_found_before() {
    let text = installed_text();
    let report = lint_text(&text, &LintOptions::default(), None);
    print_places(&text, &report);
    let counts = counts(&report);
    println!("{counts:#?}");
    if is_pinned(&text) {
        assert_eq!(counts, COUNTS.iter().copied().collect());
    }
}

#[test]
fn the_rules_that_the_file_keeps_find_only_true_exceptions() {
    let text = installed_text();
    if !is_pinned(&text) {
        return;
    }
    let report = lint_text(&text, &LintOptions::default(), None);
    for (rule, lines) in HELD {
        let findings = report.findings.iter();
        let of_rule = findings.filter(|finding| finding.diagnostic.rule == *rule);
        let found: Vec<u32> = of_rule.map(|finding| finding.line).collect();
        assert_eq!(found, *lines, "{rule}");
    }
}

#[test]
fn no_line_of_the_file_is_an_error_for_its_own_release() {
    let text = installed_text();
    let options = LintOptions {
        release: Release::V7_93,
        ..LintOptions::default()
    };
    let report = lint_text(&text, &options, None);
    let errors = report.findings.iter();
    let errors = errors.filter(|finding| finding.diagnostic.severity == Severity::Error);
    let rules: Vec<_> = errors
        .map(|finding| (&finding.diagnostic.rule, finding.line))
        .collect();
    println!("{rules:?}");
    assert!(rules.iter().all(|(rule, _)| *rule == "template-never-fits"));
}

#[test]
fn tidying_the_whole_file_twice_is_tidying_it_once() {
    let text = installed_text();
    let options = LintOptions::default();
    let tidied = tidy_text(&text, &options, None);
    println!("{:?}", tidied.applied);
    let count = |text: &[u8]| text.split(|byte| *byte == b'\n').count();
    assert_eq!(count(&tidied.text), count(&text));
    assert_eq!(tidy_text(&tidied.text, &options, None).text, tidied.text);
    let left = lint_text(&tidied.text, &options, None).findings;
    let left = left.iter().filter(|finding| {
        finding.fix == Some(Safety::Safe) && finding.diagnostic.severity >= Severity::Style
    });
    assert_eq!(left.count(), 0);
}

/// Lines that are said to be never reached are not taken for any response made from their patterns.
#[test]
fn lines_that_are_called_unreachable_are_never_taken() {
    let text = installed_text();
    let report = lint_text(&text, &LintOptions::default(), None);
    let findings = report.findings.iter();
    let found = findings.filter(|finding| {
        matches!(
            &*finding.diagnostic.rule,
            "line-unreachable" | "line-same-pattern"
        )
    });
    let numbers: HashSet<u32> = found.map(|finding| finding.line).collect();
    let file = parse_probes_file(&text, &ReadOptions::default()).value;
    let db = Database::open(file, LinesFile::default(), Release::default()).value;
    let (mut random, mut n_matches) = (seeded(), 0);
    for probe in db.probes() {
        for line in probe
            .lines
            .iter()
            .filter(|line| numbers.contains(&line.number))
        {
            let pattern = line.parse_pattern().expect("a sound pattern");
            for _ in 0..200 {
                let response = generate(&pattern, &mut random);
                let all = EvaluateOptions {
                    all: true,
                    ..EvaluateOptions::default()
                };
                let outcome = db.evaluate(probe.protocol, &probe.name, &response, all);
                let number = |id| db.line(id).map(|line| line.number);
                let mut matched = outcome.all.iter().map(|matched| number(matched.line));
                n_matches += usize::from(matched.any(|matched| matched == Some(line.number)));
                let taken = outcome.taken.and_then(|taken| number(taken.line));
                assert_ne!(taken, Some(line.number));
            }
        }
    }
    println!(
        "{} lines, {n_matches} responses that they match",
        numbers.len()
    );
    assert!(n_matches >= 100 * numbers.len());
}

fn print_places(text: &[u8], report: &LintReport) {
    let Ok(wanted) = std::env::var("LINT_PLACES") else {
        return;
    };
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    for finding in &report.findings {
        if finding.diagnostic.rule == wanted {
            let line = lines[finding.line as usize - 1];
            let digest = encode_hex(&Sha256::digest(line));
            println!("{wanted} line {} {}", finding.line, &digest[..12]);
        }
    }
}
