//! Probes files and files of lines that are wrong in every way: what is said, and what is used.

use sflens::diagnostic::{Diagnostic, Severity};
use sflens::probes::{
    MAX_FINDINGS, Origin, ReadOptions, check_patterns, parse_lines_file, parse_probes_file,
};
use sflens::source::LineIndex;
use sflens::template::Release;

const FILE: ReadOptions = ReadOptions {
    release: Release::V7_991,
    file_id: 0,
    origin: Origin::File,
};

const TYPED: ReadOptions = ReadOptions {
    origin: Origin::Typed,
    ..FILE
};

/// `severity line:column title`
fn messages(text: &[u8], findings: &[Diagnostic]) -> Vec<String> {
    let index = LineIndex::new(text);
    let findings = findings.iter().map(|finding| {
        let place = index.position(finding.span.start);
        let severity = finding.severity.name();
        format!(
            "{severity} {}:{} {}",
            place.line, place.column, finding.title
        )
    });
    findings.collect()
}

#[track_caller]
fn check_file(text: &[u8], n_probes: usize, n_lines: usize, expected: &[&str]) {
    let parsed = parse_probes_file(text, &FILE);
    let (probes, lines) = (parsed.value.probes.len(), parsed.value.n_lines());
    assert_eq!(messages(text, &parsed.diagnostics), expected);
    assert_eq!((probes, lines), (n_probes, n_lines));
}

#[track_caller]
fn check_lines(text: &[u8], n_bare: usize, n_lines: usize, expected: &[&str]) {
    let parsed = parse_lines_file(text, &TYPED);
    let (bare, lines) = (parsed.value.bare.len(), parsed.value.n_lines());
    assert_eq!(messages(text, &parsed.diagnostics), expected);
    assert_eq!((bare, lines), (n_bare, n_lines));
}

#[test]
fn a_faulty_file_is_told_and_the_rest_is_used() {
    check_file(b"", 0, 0, &[]);
    check_file(b"\n\n# only comments\n", 0, 0, &[]);
    check_file(
        b"Probe TCP A q|a|\nfrobnicate 3\nmatch a m|^a|\nmatc b m|^b|\nrarity 3\n",
        1,
        1,
        &[
            "error 2:1 no line begins with `frobnicate`",
            "error 4:1 no line begins with `matc`",
        ],
    );
    check_file(
        b"Probe TCP A q|a|\nfallback B,Missing\nmatch a m|^a|\nProbe TCP B q|b|\n",
        2,
        1,
        &["error 2:12 no probe is called `Missing`"],
    );
    check_file(
        b"Probe TCP A q|a|\nmatch a m|^a|\nProbe TCP A q|b|\nmatch a m|^b|\nProbe UDP A q|c|\n",
        3,
        2,
        &["note 3:11 an earlier probe has this name"],
    );
    check_file(
        b"\xef\xbb\xbfProbe TCP A q|a|\nmatch a m|^a|\n",
        1,
        1,
        &["error 1:1 the text starts with a byte order mark"],
    );
    check_file(
        b"Probe TCP A q|a|\r\nports 1,2\r\nmatch a m|^a|\r\n# comment\r\n",
        1,
        1,
        &[],
    );
    check_file(
        b"Probe TCP A q|a|\r\n\r\nmatch a m|^a|\r\n",
        1,
        1,
        &["error 2:1 a line of white space"],
    );
    check_file(
        b"match a m|^a|\n",
        0,
        0,
        &["error 1:1 a match line before the first `Probe`"],
    );
}

#[test]
fn a_faulty_file_of_lines_is_told_and_the_rest_is_used() {
    check_lines(b"match a m|^a|", 1, 1, &[]);
    check_lines(
        b"match a m|^a|\r\n\r\nmatch b m|(|\r\nsoftmatch c m|^c|",
        3,
        3,
        &["error 3:11 group is opened but never closed"],
    );
    check_lines(
        b"\xef\xbb\xbfmatch a m|^a|\nProbe TCP Help\nmatch b m|^b|\nProbe UDP Help q|x|\nmatch c m|^c|\n",
        1,
        3,
        &["error 1:1 the text starts with a byte order mark"],
    );
    check_lines(
        b"  match a m|^a|\n",
        1,
        1,
        &["error 1:1 white space before the first word of the line"],
    );
}

#[test]
fn a_line_of_100_kilobytes_is_told_and_used() {
    let pattern = "x".repeat(100_000);
    let text = format!("Probe TCP A q|a|\nmatch a m|^{pattern}| p/x/\nmatch b m|^b|\n");
    check_file(
        text.as_bytes(),
        1,
        2,
        &["error 2:8191 the line has 100017 bytes; Nmap reads 8190 at once"],
    );
    let file = parse_probes_file(text.as_bytes(), &FILE).value;
    let rules: Vec<_> = check_patterns(&file, FILE.release)
        .into_iter()
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(rules, ["pattern-too-large"]);
}

#[test]
fn bytes_of_every_kind_are_no_file() {
    let bytes: Vec<u8> = (0..200_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let parsed = parse_probes_file(&bytes, &FILE);
    assert_eq!(parsed.value.n_lines(), 0);
    let errors = parsed.diagnostics.iter();
    assert!(
        errors
            .filter(|finding| finding.severity == Severity::Error)
            .count()
            > 100
    );
}

/// The number of findings, the last severity and title, and whether there is an error.
fn many(line: &str, n_lines: usize) -> (usize, String, bool) {
    let text = format!("Probe TCP A q|a|\n{}", line.repeat(n_lines));
    let found = parse_probes_file(text.as_bytes(), &FILE).diagnostics;
    let has_error = found
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let last = found.last().map(|finding| finding.title.clone());
    (found.len(), last.unwrap_or_default(), has_error)
}

#[test]
fn so_many_findings_are_told_and_the_rest_is_counted() {
    let (at_most, over) = (MAX_FINDINGS, MAX_FINDINGS + 1);
    assert_eq!(
        many("bogus\n", at_most),
        (at_most, "no line begins with `bogus`".to_owned(), true)
    );
    assert_eq!(
        many("bogus\n", over),
        (over, "1 more findings are left out".to_owned(), true)
    );
    assert_eq!(many(" \n", 10 * over).0, over);
    let names = many("Probe TCP A q|a|\nfallback Missing\n", over);
    assert_eq!((names.0, names.2), (over, true));
}

#[test]
fn the_first_error_is_among_the_findings_that_are_told() {
    let warnings = "rarity 1\n".repeat(MAX_FINDINGS + 2);
    let text = format!("Probe TCP A q|a|\n{warnings}bogus\nbogus\n");
    let found = parse_probes_file(text.as_bytes(), &FILE).diagnostics;
    let errors = found
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    assert_eq!(errors.count(), 1);
}
