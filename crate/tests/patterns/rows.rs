//! The rows of the data files beside this one.
//!
//! ```text
//! # A comment.
//! m|^ACME (\d+)$|s
//!   "ACME 12\n"        0-7 5-7
//!   "a" x 300 "b"      no match
//!   can match empty    no
//! m|(|                 refused pattern-unclosed-group
//! ```
//!
//! A pattern stands at the start of a line, as on a match line, and each character of it is the
//! byte of that number. What it gives on a response stands below: the spans of group 0 and of
//! the other groups in bytes, `-` for a group that took no part; `no match`; or `match limit`,
//! `depth limit`, `heap limit`. A response is text in quotes with the escapes of a service
//! fingerprint; `x` and a number repeat it, and several pieces make one response.

use sflens::bytes::{decode_escaped, latin1_bytes};
use sflens::matcher::{Captures, Limit, MatchOutcome};
use sflens::pattern::PatternFlags;
use sflens::source::Span;

/// One thing said about one pattern.
pub(crate) struct Row {
    /// File name and line number from 1.
    pub(crate) place: String,
    /// The bytes between the delimiters.
    pub(crate) pattern: Vec<u8>,
    /// The flags behind them.
    pub(crate) flags: PatternFlags,
    /// What is said.
    pub(crate) expected: Expected,
}

/// What a row says.
pub(crate) enum Expected {
    /// The pattern is refused under this rule.
    Refused(String),
    /// Whether PCRE2 says that it could match the empty string.
    CanMatchEmpty(bool),
    /// It gives this outcome on this response.
    Outcome(Vec<u8>, MatchOutcome),
}

/// Name and text of each data file.
pub(crate) const FILES: [(&str, &str); 16] = [
    ("atomic", include_str!("atomic.patterns")),
    ("bytes", include_str!("bytes.patterns")),
    ("calls", include_str!("calls.patterns")),
    ("captures", include_str!("captures.patterns")),
    ("classes", include_str!("classes.patterns")),
    ("conditions", include_str!("conditions.patterns")),
    ("counts", include_str!("counts.patterns")),
    ("dollar", include_str!("dollar.patterns")),
    ("empty", include_str!("empty.patterns")),
    ("flags", include_str!("flags.patterns")),
    ("limits", include_str!("limits.patterns")),
    ("lookaround", include_str!("lookaround.patterns")),
    ("references", include_str!("references.patterns")),
    ("scan", include_str!("scan.patterns")),
    ("settings", include_str!("settings.patterns")),
    ("verbs", include_str!("verbs.patterns")),
];

/// The rows of all data files.
///
/// # Panics
///
/// When a line is not in the form above.
pub(crate) fn all_rows() -> Vec<Row> {
    FILES
        .iter()
        .flat_map(|(name, text)| file_rows(name, text))
        .collect()
}

fn file_rows(name: &str, text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut pattern = None;
    for (idx, line) in text.lines().enumerate() {
        let place = format!("{name}.patterns:{}", idx + 1);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let expected = match line.strip_prefix("  ") {
            Some(said) => Some(read_expected(said.trim(), &place)),
            None => {
                let (read, rest) = read_pattern(line, &place);
                pattern = Some(read);
                let rule = rest.strip_prefix("refused ");
                assert!(rule.is_some() || rest.is_empty(), "{place}: {rest}");
                rule.map(|rule| Expected::Refused(rule.trim().to_owned()))
            }
        };
        let (pattern, flags) = pattern
            .clone()
            .unwrap_or_else(|| panic!("{place}: a pattern"));
        rows.extend(expected.map(|expected| Row {
            place,
            pattern,
            flags,
            expected,
        }));
    }
    rows
}

/// The pattern with its flags, and what stands behind them.
fn read_pattern<'t>(line: &'t str, place: &str) -> ((Vec<u8>, PatternFlags), &'t str) {
    let read = || {
        let rest = line.strip_prefix('m')?;
        let delimiter = rest.chars().next()?;
        let (text, rest) = rest.split_at(1).1.split_once(delimiter)?;
        let end = rest.find(' ').unwrap_or(rest.len());
        let (letters, rest) = rest.split_at(end);
        let flags = PatternFlags {
            caseless: letters.contains('i'),
            dotall: letters.contains('s'),
        };
        Some(((latin1_bytes(text)?, flags), rest.trim()))
    };
    read().unwrap_or_else(|| panic!("{place}: m|…| expected"))
}

fn read_expected(said: &str, place: &str) -> Expected {
    if let Some(answer) = said.strip_prefix("can match empty ") {
        return Expected::CanMatchEmpty(match answer.trim() {
            "yes" => true,
            "no" => false,
            other => panic!("{place}: {other}"),
        });
    }
    let (response, outcome) = read_response(said, place);
    Expected::Outcome(response, read_outcome(outcome, place))
}

/// The response that `said` begins with, and what stands behind it.
fn read_response<'t>(mut said: &'t str, place: &str) -> (Vec<u8>, &'t str) {
    let mut response = Vec::new();
    while let Some(opened) = said.strip_prefix('"') {
        let closed = opened.split_once('"');
        let (text, rest) = closed.unwrap_or_else(|| panic!("{place}: `\"` expected"));
        let decoded = decode_escaped(text.as_bytes());
        assert!(decoded.unknown.is_empty(), "{place}: an unknown escape");
        said = rest.trim_start();
        let mut times = 1;
        if let Some(counted) = said.strip_prefix("x ") {
            let (number, rest) = counted.split_once(' ').unwrap_or((counted, ""));
            times = number
                .parse()
                .unwrap_or_else(|_| panic!("{place}: {number}"));
            said = rest.trim_start();
        }
        response.extend(decoded.bytes.repeat(times));
    }
    (response, said)
}

fn read_outcome(said: &str, place: &str) -> MatchOutcome {
    match said {
        "no match" => MatchOutcome::NoMatch,
        "match limit" => MatchOutcome::LimitHit(Limit::Match),
        "depth limit" => MatchOutcome::LimitHit(Limit::Depth),
        "heap limit" => MatchOutcome::LimitHit(Limit::Heap),
        "endless call" => MatchOutcome::LimitHit(Limit::EndlessCall),
        _ => {
            let groups = said
                .split_whitespace()
                .map(|group| read_group(group, place));
            MatchOutcome::Matched(Captures {
                groups: groups.collect(),
            })
        }
    }
}

fn read_group(said: &str, place: &str) -> Option<Span> {
    let read = || {
        let (start, end) = said.split_once('-')?;
        Some(Span::new(start.parse().ok()?, end.parse().ok()?))
    };
    let span = (said != "-").then(read);
    span.map(|span| span.unwrap_or_else(|| panic!("{place}: {said}")))
}
