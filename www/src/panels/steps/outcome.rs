//! How a search ended and what it cost, in words, and why one did not begin.

use sflens::results::{RuledOutByRecord, RuledOutRecord, TraceRecord};

use super::words::in_words;
use crate::widgets::group_thousands;

/// See the head of this file.
pub(super) fn say_outcome(trace: &TraceRecord, response: &[u8]) -> String {
    let outcome = say_end(trace);
    if let Some(out) = &trace.ruled_out {
        let why = say_ruled_out(out, response);
        return format!("{outcome}. Nothing is tried: {why}.");
    }
    match (trace.steps.len(), trace.cut) {
        (0, _) => format!("{outcome}. There are no steps."),
        (1, false) => format!("{outcome}, in 1 step."),
        (n_steps, false) => format!("{outcome}, in {} steps.", group_thousands(n_steps)),
        (_, true) => format!("{outcome}. {}", say_cut(trace)),
    }
}

fn say_end(trace: &TraceRecord) -> String {
    let outcome = match (trace.limit.as_deref(), trace.matched) {
        (Some("work"), _) => {
            "It is not followed to its end: it takes more work than sflens does for the steps"
        }
        (Some("endless-call"), _) => {
            "It ends at a group that calls itself at the same place, which counts as no match"
        }
        (Some(limit), _) => {
            return format!("It ends at Nmap's {limit} limit, which counts as no match");
        }
        (None, true) => "It matches",
        (None, false) => "It does not match",
    };
    outcome.to_owned()
}

/// How far the steps go that are shown, where the search goes on behind them.
fn say_cut(trace: &TraceRecord) -> String {
    let calls = |n: u32| group_thousands(n as usize);
    let shown = trace.steps.last().map_or(0, |step| step.calls);
    let first = format!(
        "Only the first {} steps are shown, up to {} calls",
        group_thousands(trace.steps.len()),
        calls(shown)
    );
    match trace.limit.as_deref() {
        Some("match") => format!(
            "{first}; the search goes on behind them, up to {} calls from one start.",
            calls(trace.most_calls)
        ),
        _ => format!("{first}; the search goes on behind them."),
    }
}

/// Why nothing is tried.
fn say_ruled_out(out: &RuledOutRecord, response: &[u8]) -> String {
    let wanted = out.byte.map(|byte| say_wanted(byte, out.either_case));
    match (out.by, wanted) {
        (RuledOutByRecord::TooShort, _) => say_too_short(out),
        (RuledOutByRecord::FirstByte, wanted) => say_first_byte(wanted, response),
        (RuledOutByRecord::NoStart, Some(wanted)) => {
            format!("a match can start only where {wanted} stands, and the response has none")
        }
        (RuledOutByRecord::NoStart, None) => {
            "the response has no byte that a match can start with".to_owned()
        }
        (_, wanted) => {
            let wanted = wanted.unwrap_or_else(|| "a byte".to_owned());
            match out.at {
                0 => format!("every match needs {wanted}, and the response has none"),
                at => format!("every match needs {wanted}, and there is none from byte {at} on"),
            }
        }
    }
}

fn say_too_short(out: &RuledOutRecord) -> String {
    let least = group_thousands(out.least as usize);
    let left = match out.left {
        1 => "1 byte".to_owned(),
        left => format!("{} bytes", group_thousands(left as usize)),
    };
    match out.at {
        0 => {
            format!("the response has {left}, and by PCRE2's count a match takes at least {least}")
        }
        at => format!(
            "a match can start at byte {at} at the earliest, from where on the response has \
             {left}, and by PCRE2's count it takes at least {least}"
        ),
    }
}

fn say_first_byte(wanted: Option<String>, response: &[u8]) -> String {
    let first = response.first();
    let first = first.map_or_else(String::new, |byte| in_words(*byte));
    match wanted {
        Some(wanted) => format!(
            "a match can start at byte 0 only, where {wanted} has to stand, and {first} stands \
             there"
        ),
        None => format!("a match can start at byte 0 only, and not where {first} stands"),
    }
}

/// `` `a` or `A` ``.
fn say_wanted(byte: u8, either_case: bool) -> String {
    match either_case {
        true => {
            let (lower, upper) = (byte.to_ascii_lowercase(), byte.to_ascii_uppercase());
            format!("{} or {}", in_words(lower), in_words(upper))
        }
        false => in_words(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::{SpanRecord, StepKindRecord, StepRecord, StepRoleRecord};

    #[test]
    fn the_end_of_a_search_is_told() {
        let step = StepRecord {
            span: SpanRecord { start: 0, end: 1 },
            kind: StepKindRecord::Matched,
            role: StepRoleRecord::End,
            from: 0,
            to: 1,
            calls: 1_027,
            group: None,
            miss: None,
        };
        let mut trace = TraceRecord {
            steps: vec![step; 2],
            matched: true,
            most_calls: 50_000,
            ..TraceRecord::default()
        };
        assert_eq!(say_outcome(&trace, b"a"), "It matches, in 2 steps.");
        trace.cut = true;
        assert_eq!(
            say_outcome(&trace, b"a"),
            "It matches. Only the first 2 steps are shown, up to 1,027 calls; the search goes on \
             behind them."
        );
        trace.limit = Some("match".into());
        assert_eq!(
            say_outcome(&trace, b"a"),
            "It ends at Nmap's match limit, which counts as no match. Only the first 2 steps are \
             shown, up to 1,027 calls; the search goes on behind them, up to 50,000 calls from one \
             start."
        );
        trace.limit = Some("work".into());
        assert!(!say_outcome(&trace, b"a").contains("Nmap"));
        trace.steps.clear();
        trace.limit = Some("heap".into());
        trace.cut = false;
        assert!(say_outcome(&trace, b"a").ends_with("There are no steps."));
    }

    #[track_caller]
    fn check(by: RuledOutByRecord, at: u32, byte: Option<u8>, expected: &str) {
        let response = b"xbb";
        let trace = TraceRecord {
            ruled_out: Some(RuledOutRecord {
                by,
                at,
                left: response.len() as u32 - at,
                least: 5,
                byte,
                either_case: byte == Some(b'e'),
            }),
            ..TraceRecord::default()
        };
        let words = format!("It does not match. Nothing is tried: {expected}.");
        assert_eq!(say_outcome(&trace, response), words);
    }

    #[test]
    fn what_rules_a_search_out_is_told() {
        use RuledOutByRecord::*;
        let words = "the response has 3 bytes, and by PCRE2's count a match takes at least 5";
        check(TooShort, 0, None, words);
        let words = "a match can start at byte 1 at the earliest, from where on the response has 2 \
                     bytes, and by PCRE2's count it takes at least 5";
        check(TooShort, 1, None, words);
        let words = "a match can start at byte 0 only, where `a` has to stand, and `x` stands \
                     there";
        check(FirstByte, 0, Some(b'a'), words);
        let words = "a match can start at byte 0 only, and not where `x` stands";
        check(FirstByte, 0, None, words);
        let words = "a match can start only where `e` or `E` stands, and the response has none";
        check(NoStart, 0, Some(b'e'), words);
        let words = "the response has no byte that a match can start with";
        check(NoStart, 0, None, words);
        let words = "every match needs a space, and the response has none";
        check(RequiredByte, 0, Some(b' '), words);
        let words = "every match needs `c`, and there is none from byte 1 on";
        check(RequiredByte, 1, Some(b'c'), words);
    }
}
