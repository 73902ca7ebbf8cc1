//! What patterns mean, as data: every row of the files `*.patterns` in every way to run one.
//!
//! The same files are held against PCRE2 by `tests/oracle/tests/pattern_rows.rs`, so no row says
//! what only this engine says.

mod rows;

use rows::{Expected, FILES, Row, all_rows};
use sflens::bytes::print_readable;
use sflens::matcher::{Limits, MatchOutcome, Scratch, compile_pattern};
use sflens::pattern::{Pattern, parse_pattern};
use std::path::Path;

#[test]
fn every_row_holds() {
    let mut scratch = Scratch::default();
    let rows = all_rows();
    let faults: Vec<_> = rows
        .iter()
        .filter_map(|row| Some(format!("{}: {}", row.place, fault(row, &mut scratch)?)))
        .collect();
    println!("{} rows", rows.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_is_read_and_has_rows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/patterns");
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<_> = names.filter(|name| name.ends_with(".patterns")).collect();
    found.sort();
    assert_eq!(found, FILES.map(|(name, _)| format!("{name}.patterns")));
    let rows = all_rows();
    for name in found {
        let n_rows = rows
            .iter()
            .filter(|row| row.place.starts_with(&name))
            .count();
        assert!(n_rows >= 8, "{name}: {n_rows} rows");
    }
}

/// What is not as `row` says.
fn fault(row: &Row, scratch: &mut Scratch) -> Option<String> {
    match (parse_pattern(&row.pattern, row.flags), &row.expected) {
        (Err(error), Expected::Refused(rule)) => {
            let found = error.to_diagnostic().rule;
            (found != *rule).then(|| format!("refused {found}"))
        }
        (Err(error), _) => Some(format!("refused {}", error.to_diagnostic().rule)),
        (Ok(_), Expected::Refused(_)) => Some("not refused".into()),
        (Ok(pattern), Expected::CanMatchEmpty(expected)) => {
            let found = pattern.can_match_empty();
            (found != *expected).then(|| format!("can match empty {found}"))
        }
        (Ok(pattern), Expected::Outcome(response, expected)) => {
            outcome_fault(&pattern, response, expected, scratch)
        }
    }
}

/// Runs the pattern with new and with used memory, and as it is printed.
fn outcome_fault(
    pattern: &Pattern,
    response: &[u8],
    expected: &MatchOutcome,
    scratch: &mut Scratch,
) -> Option<String> {
    let text = pattern.to_string();
    let printed = match parse_pattern(text.as_bytes(), pattern.flags()) {
        Ok(printed) => printed,
        Err(error) => return Some(format!("printed as {text}: {error:?}")),
    };
    let limits = Limits::default();
    let program = compile_pattern(pattern);
    let found = [
        program.match_response(response, &limits),
        program.match_with(response, &limits, scratch),
        compile_pattern(&printed).match_response(response, &limits),
    ];
    let wrong = found.iter().find(|found| *found != expected)?;
    let start = &response[..response.len().min(40)];
    Some(format!(
        "{wrong:?} on {}, printed as {text}",
        print_readable(start)
    ))
}
