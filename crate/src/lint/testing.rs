//! Tests of rules: a text in which `«…»` marks what the rule has to find.

use super::rule::Rule;
use super::{LintOptions, Responses, lint_text, rules};
use crate::fingerprint::{Detail, Header, Protocol, decode_paste, encode_fingerprint};
use crate::probes::{ReadOptions, STARTER_PROBES, parse_lines_file, parse_probes_file};
use crate::replay::Database;

/// When the fingerprints of these tests are made.
pub(super) const TIME: u64 = 1_741_523_456;

/// Only this rule's findings count.
pub(super) fn only(rule: &Rule) -> LintOptions {
    LintOptions {
        off: rules()
            .filter(|other| other.id != rule.id)
            .map(|other| other.id.to_owned())
            .collect(),
        ..LintOptions::default()
    }
}

/// Holds what `rule` finds in each text against the marks in it.
#[track_caller]
pub(super) fn check(rule: &Rule, marked: &[&str]) {
    for marked in marked {
        let (text, expected) = take_marks(marked);
        let report = lint_text(text.as_bytes(), &only(rule), None);
        let found = report.findings.iter();
        let found = found.filter(|finding| finding.diagnostic.rule == rule.id);
        let spans: Vec<_> = found
            .map(|finding| finding.diagnostic.span.range())
            .collect();
        assert_eq!(spans, expected, "{marked}");
    }
}

/// The same for a rule about responses: to each probe of the starter file what it got.
#[track_caller]
pub(super) fn check_responses<T: AsRef<[u8]>>(rule: &Rule, marked: &str, responses: &[(&str, T)]) {
    let (text, expected) = take_marks(marked);
    let records = responses
        .iter()
        .map(|(probe, bytes)| (*probe, bytes.as_ref()));
    let records: Vec<(&str, &[u8])> = records.collect();
    let header = Header {
        time: Some(TIME),
        ..Header::new(Some(7), Protocol::Tcp)
    };
    let paste = encode_fingerprint(&header, &records, Detail::Normal);
    let fingerprints = decode_paste(paste.as_bytes()).value;
    let options = LintOptions {
        file_id: 1,
        ..only(rule)
    };
    let read = options.read_options();
    let base = parse_probes_file(STARTER_PROBES, &ReadOptions::default()).value;
    let user = parse_lines_file(text.as_bytes(), &read).value;
    let database = Database::open(base.without_lines(), user, read.release).value;
    let responses = Responses {
        database: &database,
        fingerprints: &fingerprints,
    };
    let report = lint_text(text.as_bytes(), &options, Some(&responses));
    let found = report.findings.iter();
    let found = found.filter(|finding| finding.diagnostic.rule == rule.id);
    let spans: Vec<_> = found
        .map(|finding| finding.diagnostic.span.range())
        .collect();
    assert_eq!(spans, expected, "{marked}");
}

/// Holds the text that the edit of the only finding leads to against `after`.
#[track_caller]
pub(super) fn check_edit(rule: &Rule, before: &str, after: &str) {
    let report = lint_text(before.as_bytes(), &only(rule), None);
    let mut found = report.findings.iter();
    let finding = found.find(|finding| finding.diagnostic.rule == rule.id);
    let finding = finding.unwrap_or_else(|| panic!("nothing found in {before}"));
    assert_eq!(finding.fix, rule.fix, "{before}");
    let edit = finding.diagnostic.edit.as_ref().expect("an edit");
    let mut text = before.as_bytes().to_vec();
    text.splice(edit.span.range(), edit.replacement.iter().copied());
    assert_eq!(String::from_utf8_lossy(&text), after);
}

/// The text without its marks, and the places of what they mark.
fn take_marks(marked: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '«' => start = text.len(),
            '»' => spans.push(start..text.len()),
            c => text.push(c),
        }
    }
    (text, spans)
}

/// The text of a rule's documentation with each `⟨9 x⟩` as nine times `x`.
pub(super) fn expand_runs(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, run)) = rest.split_once('⟨') {
        let (run, behind) = run.split_once('⟩').expect("a closed run");
        let (n, what) = run.split_once(' ').expect("a number and a text");
        out.push_str(before);
        out.push_str(&what.repeat(n.parse().expect("a number")));
        rest = behind;
    }
    out + rest
}
