//! Lines whose search ended at a limit, as text, with what they would do without it.
//!
//! ```text
//!     limit hit   lines.txt:2  match limit; without it: match, bytes 0-40
//! ```

use sflens::results::{LimitHitRecord, WithoutLimit, WithoutLimitRecord};

/// One line of text.
pub(crate) fn print_limit_hit(hit: &LimitHitRecord) -> String {
    let LimitHitRecord {
        file, line, limit, ..
    } = hit;
    let without = hit.without_limit.as_ref();
    let without = without.map(|record| format!("; {}", print_without(record)));
    let without = without.unwrap_or_default();
    format!("    limit hit   {file}:{line}  {limit} limit{without}\n")
}

fn print_without(record: &WithoutLimitRecord) -> String {
    match record.outcome {
        WithoutLimit::Match => format!("without it: match, {}", print_bytes(record)),
        WithoutLimit::NoMatch => "without it: no match either".to_owned(),
        WithoutLimit::NotRegular => {
            let because_of = record.because_of.as_deref().unwrap_or_default();
            format!("not regular because of {because_of}, so nobody knows what it does without")
        }
        _ => "too large to know what it does without".to_owned(),
    }
}

/// The bytes of the match, as far as they are certain.
fn print_bytes(record: &WithoutLimitRecord) -> String {
    let whole = record.captures.as_ref().and_then(|groups| *groups.first()?);
    match whole {
        Some(span) => format!("bytes {}-{}", span.start, span.end),
        None => format!("from byte {} on", record.start.unwrap_or_default()),
    }
}
