//! The rows of `crate/tests/patterns/` held against PCRE2: what they say is what PCRE2 does.

#[path = "../../../crate/tests/patterns/rows.rs"]
mod rows;

use oracle::pcre2::Reference;
use rows::{Expected, Row, all_rows};
use sflens::matcher::Limits;

/// The rule of what PCRE2 takes and the engine does not.
const UNSUPPORTED: &str = "pattern-unsupported";

#[test]
fn every_row_says_what_pcre2_does() {
    let rows = all_rows();
    let faults: Vec<_> = rows
        .iter()
        .filter_map(|row| Some(format!("{}: {}", row.place, fault(row)?)))
        .collect();
    println!("{} rows, {} differences", rows.len(), faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What PCRE2 does else than `row` says.
fn fault(row: &Row) -> Option<String> {
    let reference = Reference::new(&row.pattern, row.flags, &Limits::default());
    match (reference, &row.expected) {
        (Err(_), Expected::Refused(rule)) if rule != UNSUPPORTED => None,
        (Ok(_), Expected::Refused(rule)) if rule == UNSUPPORTED => None,
        (Ok(_), Expected::Refused(_)) => Some("PCRE2 takes it".into()),
        (Err(refusal), _) => Some(format!("{refusal:?}")),
        (Ok(reference), Expected::CanMatchEmpty(expected)) => {
            let found = reference.can_match_empty();
            (found != *expected).then(|| format!("can match empty {found}"))
        }
        (Ok(mut reference), Expected::Outcome(response, expected)) => {
            let found = reference.match_response(response);
            (found != *expected).then(|| format!("{found:?}"))
        }
    }
}
