//! Each rule that is an error, and each that says that a field is lost, against Nmap itself: the text
//! that its documentation calls bad is refused, or loses the field, and the better one is not.

use sflens::diagnostic::Severity;
use sflens::lint::{parser_rules, rules};
use sflens::template::Release;

use crate::case::{Case, installed_release};
use crate::recorded::recorded_flags;
use crate::refusals::refused_texts;

/// Errors that only later releases, or no release, answer with a refusal of the file.
fn is_refused_by(release: Release, rule: &str) -> bool {
    match rule {
        // The field is lost.
        "template-never-fits" => false,
        // Nmap hangs when the line matches, and takes the file.
        "template-empty-find" => false,
        "pattern-can-match-empty" => release.refuses_empty_match(),
        "line-too-many-flags" => release > Release::V7_93,
        _ => true,
    }
}

/// The text of a rule's documentation as a probes file that Nmap would take but for the fault.
fn whole(text: &str) -> Vec<u8> {
    let text = expand_runs(text);
    let has_probe = ["Probe ", "Exclude ", "rarity "]
        .iter()
        .any(|word| text.starts_with(word));
    let newline = if text.ends_with('\n') { "" } else { "\n" };
    let text = match has_probe {
        true if text.contains("q||") => text,
        true => format!("Probe TCP NULL q||\n{text}"),
        false if text.starts_with('\u{feff}') => text,
        false => format!("Probe TCP NULL q||\n{text}"),
    };
    format!("{text}{newline}").into_bytes()
}

/// `⟨9 x⟩` is nine times `x`.
fn expand_runs(text: &str) -> String {
    let Some((before, rest)) = text.split_once('⟨') else {
        return text.to_owned();
    };
    let (run, behind) = rest.split_once('⟩').expect("a closed run");
    let (n, what) = run.split_once(' ').expect("a number and a text");
    let run = what.repeat(n.parse().expect("a number"));
    format!("{before}{run}{}", expand_runs(behind))
}

#[test]
fn nmap_refuses_the_bad_text_of_every_error_and_takes_the_better_one() {
    let of_readers = parser_rules().map(|rule| (rule.id, rule.severity, &rule.docs));
    let ours = rules().map(|rule| (rule.id, rule.severity, &rule.docs));
    let errors = of_readers.chain(ours);
    let errors: Vec<_> = errors
        .filter(|(_, severity, _)| *severity == Severity::Error)
        .collect();
    let bad = errors.iter().map(|(_, _, docs)| whole(docs.bad));
    let good = errors.iter().map(|(_, _, docs)| whole(docs.good));
    let texts: Vec<Vec<u8>> = bad.chain(good).collect();
    let refused = recorded_flags("lint-errors", || refused_texts(&texts));
    let (bad, good) = refused.split_at(errors.len());
    let release = installed_release();
    for (idx, (rule, ..)) in errors.iter().enumerate() {
        assert_eq!(
            bad[idx],
            is_refused_by(release, rule),
            "{rule}: the bad text"
        );
        assert!(!good[idx], "{rule}: the better text");
    }
    eprintln!(
        "{} errors are refused or taken as the rules say",
        errors.len()
    );
}

/// What lines lose a field, each with a response that they match: beside the product the line has
/// nothing to show.
const LOST: &[(&str, &[u8], &str, &str)] = &[
    (
        "template-never-fits",
        b"",
        "",
        "p/kept/ o/12345678901234567890123456789012/",
    ),
    ("template-missing-group", b" 1", " (1)", "p/kept/ v/$2/"),
    ("template-lone-dollar", b"", "", "p/kept/ i/US$ edition/"),
    ("template-group-zero", b"", "", "p/kept/ v/$0/"),
    ("template-unknown-helper", b" 1", " (1)", "p/kept/ v/$p(1)/"),
    ("template-bad-call", b" 1", " (1)", "p/kept/ v/$I(1)/"),
    ("cpe-part", b"", "", "p/kept/ cpe:/x:acme:db/"),
    ("template-optional-group", b"", "( x)?", "p/kept/ v/$1/"),
    (
        "template-empty-field",
        b" 12345678901234567890123456789012",
        " (.*)",
        "p/kept/ o/$1/",
    ),
];

/// The cases of [`LOST`], which are compared with Nmap together with all others.
pub(crate) fn cases() -> Vec<Case> {
    let cases = LOST.iter();
    cases
        .map(|(_, response, pattern, templates)| Case::of_templates(response, pattern, templates))
        .collect()
}

#[test]
fn the_rules_about_lost_fields_find_the_lines_that_lose_one() {
    for (rule, _, pattern, templates) in LOST {
        let line = format!("match a m|^@{pattern}|s {templates}\n");
        let report = sflens::lint::lint_text(line.as_bytes(), &Default::default(), None);
        let mut found = report
            .findings
            .iter()
            .map(|finding| &*finding.diagnostic.rule);
        let needs_responses = rules().any(|it| it.id == *rule && it.needs_responses());
        assert!(needs_responses || found.any(|id| id == *rule), "{rule}");
    }
}
