//! Runs cases from standard input through the pattern engine, so that it can be held against any
//! suite.
//!
//! Each line `{"pattern_hex":"5e61","flags":"is","subject_hex":"6162"}` gives one line:
//! `{"outcome":"match","captures":[[0,1],null]}`, `{"outcome":"no-match"}`,
//! `{"outcome":"limit","limit":"match"}` or
//! `{"outcome":"refused","message":"…","offset":0,"unsupported":false}`, with the offset that PCRE2
//! tells for the fault. The limits are those of the newest Nmap.

use serde_json::{Value, json};
use sflens::bytes::decode_hex;
use sflens::matcher::{Limit, Limits, MatchOutcome, compile_pattern};
use sflens::pattern::{PatternError, PatternFlags, parse_pattern};
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let case: Value = serde_json::from_str(&line?)?;
        writeln!(
            out,
            "{}",
            answer(&case).ok_or("a field is missing or no hex")?
        )?;
    }
    Ok(())
}

fn answer(case: &Value) -> Option<Value> {
    let pattern = decode_hex(case["pattern_hex"].as_str()?)?;
    let subject = decode_hex(case["subject_hex"].as_str()?)?;
    let letters = case["flags"].as_str()?;
    let flags = PatternFlags {
        caseless: letters.contains('i'),
        dotall: letters.contains('s'),
    };
    Some(match parse_pattern(&pattern, flags) {
        Ok(pattern) => {
            let program = compile_pattern(&pattern);
            describe(&program.match_response(&subject, &Limits::default()))
        }
        Err(error) => describe_refusal(&error),
    })
}

fn describe(outcome: &MatchOutcome) -> Value {
    match outcome {
        MatchOutcome::Matched(captures) => {
            let groups = captures.groups.iter();
            let pairs: Vec<_> = groups
                .map(|group| group.map(|span| [span.start, span.end]))
                .collect();
            json!({"outcome": "match", "captures": pairs})
        }
        MatchOutcome::NoMatch => json!({"outcome": "no-match"}),
        MatchOutcome::LimitHit(limit) => json!({"outcome": "limit", "limit": match limit {
            Limit::Match => "match",
            Limit::Depth => "depth",
            Limit::Heap => "heap",
            Limit::EndlessCall => "endless-call",
            Limit::Work => "work",
        }}),
    }
}

fn describe_refusal(error: &PatternError) -> Value {
    json!({
        "outcome": "refused",
        "message": error.to_diagnostic().title,
        "offset": error.offset,
        "unsupported": error.is_unsupported(),
    })
}
