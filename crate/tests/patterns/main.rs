//! What patterns mean, as data: every row of the files `*.patterns` in every way to run one.
//!
//! The same files are held against PCRE2 by `tests/oracle/tests/pattern_rows.rs`, so no row says
//! what only this engine says.

mod rows;

use rows::{Expected, FILES, Row, all_rows};
use sflens::bytes::{latin1_bytes, print_readable};
use sflens::matcher::{Limit, Limits, MatchOutcome, Scratch, compile_pattern};
use sflens::pattern::{Pattern, PatternFlags, parse_pattern};
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

#[test]
fn many_groups_bring_the_heap_limit_before_the_depth_limit() {
    let first_limit = |n_groups: usize| {
        let text = format!("^(?:a|b)*[cd]{}", "()".repeat(n_groups));
        let pattern = parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap();
        let program = compile_pattern(&pattern);
        let response = [b'a'; 1000];
        (0..1000).find_map(|length| {
            let outcome = program.match_response(&response[..length], &Limits::default());
            (outcome != MatchOutcome::NoMatch).then_some((length, outcome))
        })
    };
    let heap = MatchOutcome::LimitHit(Limit::Heap);
    let depth = MatchOutcome::LimitHit(Limit::Depth);
    assert_eq!(first_limit(0), Some((499, depth.clone())));
    assert_eq!(first_limit(600), Some((499, depth)));
    assert_eq!(first_limit(700), Some((461, heap)));
}

#[test]
fn the_work_limit_ends_a_search_that_starts_anew_at_every_offset() {
    let pattern = parse_pattern(br"(?:a?){13}[bc]", PatternFlags::default()).unwrap();
    let program = compile_pattern(&pattern);
    let mut scratch = Scratch::default();
    let mut search = |work_limit| {
        let limits = Limits {
            work_limit,
            ..Limits::default()
        };
        let outcome = program.match_with(&[b'a'; 40], &limits, &mut scratch);
        (outcome, scratch.n_steps())
    };
    let (outcome, needed) = search(u64::MAX);
    assert_eq!(outcome, MatchOutcome::NoMatch);
    assert_eq!(search(needed), (MatchOutcome::NoMatch, needed));
    let short = needed - 1;
    assert_eq!(search(short), (MatchOutcome::LimitHit(Limit::Work), short));
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
    let printed = match parse_pattern(&latin1_bytes(&text)?, pattern.flags()) {
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
