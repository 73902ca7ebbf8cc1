//! The moment of the scan in a pattern.

use crate::diagnostic::Severity;
use crate::lint::evidence::Evidence;
use crate::lint::line::LineFacts;
use crate::lint::patterns::is_time_declared;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::literal;
use crate::pattern::tree::Node;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-scan-time",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "Literal bytes of a pattern that are the time of the scan, to a day and a half: in seconds since \
               1970 as four bytes or as digits, or since 1900 as in NTP; unless a comment above the line says \
               `TIME`.",
        why: "No other response has them.",
        nmap: "Every release compares them byte by byte.",
        bad: r"match acme m|^ACME 1741523456\n| p/Acme DB/",
        good: r"match acme m|^ACME \d{10}\n| p/Acme DB/",
        source: "docs/DATAFILES of Nmap for `TIME`",
    },
    check: Check::Responses(check),
};

/// A clock can be wrong by its time zone, and more.
const TOLERANCE: u64 = 36 * 60 * 60;
/// Seconds from 1900 to 1970.
const NTP_EPOCH: u64 = 2_208_988_800;

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    for line in evidence.lines_that_match() {
        let Ok(pattern) = line.parse_pattern() else {
            continue;
        };
        let facts = LineFacts::new(evidence.text, line, Some(&pattern));
        let mut runs = facts
            .sequences()
            .flat_map(|nodes| nodes.chunk_by(|a, b| is_literal(a) && is_literal(b)));
        let found = runs.find_map(|run| find_time(run, &evidence.times));
        if let Some(found) = found.filter(|_| !is_time_declared(evidence.text, line)) {
            let finding = RULE
                .finding(
                    found.shift(line.pattern_span.range().start),
                    "the time of the scan in the pattern",
                )
                .with_help("say what a time looks like instead, or write `# TIME` above the line");
            findings.push(finding);
        }
    }
}

fn is_literal(node: &Node) -> bool {
    literal(node).is_some()
}

/// The place of a time among literal items.
fn find_time(run: &[Node], times: &[u64]) -> Option<Span> {
    let bytes: Vec<u8> = run.iter().map_while(literal).collect();
    let near = |seconds: u64| times.iter().any(|time| time.abs_diff(seconds) <= TOLERANCE);
    let at = |start: usize, len: usize| {
        let (first, last) = (run.get(start)?, run.get(start + len - 1)?);
        Some(Span::new(first.span.range().start, last.span.range().end))
    };
    let is_number = |window: &[u8]| {
        let Ok(number) = window.try_into() else {
            return false;
        };
        let (big, little) = (u32::from_be_bytes(number), u32::from_le_bytes(number));
        let big = u64::from(big);
        near(big) || near(u64::from(little)) || big.checked_sub(NTP_EPOCH).is_some_and(near)
    };
    let number = bytes.windows(4).position(is_number);
    if let Some(start) = number {
        return at(start, 4);
    }
    let is_digits = |window: &[u8]| {
        let text = std::str::from_utf8(window).ok();
        let is_digits = window.iter().all(u8::is_ascii_digit);
        is_digits && text.and_then(|text| text.parse().ok()).is_some_and(near)
    };
    const LEN: usize = b"1741523456".len();
    at(bytes.windows(LEN).position(is_digits)?, LEN)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{TIME, check_responses};

    #[test]
    fn the_time_of_the_scan_is_marked() {
        let text = format!("ACME {}\n", TIME + 7);
        let line = format!("match a m|^ACME «{}»\\n|", TIME + 7);
        check_responses(&RULE, &line, &[("NULL", text)]);
        let bytes = (TIME as u32 - 9).to_be_bytes();
        let response = [b"ACME".as_slice(), &bytes].concat();
        let [a, b, c, d] = bytes;
        let pattern = format!("\\x{a:02x}\\x{b:02x}\\x{c:02x}\\x{d:02x}");
        check_responses(
            &RULE,
            &format!("match a m|^ACME«{pattern}»|s"),
            &[("NULL", response.clone())],
        );
        check_responses(
            &RULE,
            &format!("# TIME\nmatch a m|^ACME{pattern}|s"),
            &[("NULL", response)],
        );
    }

    #[test]
    fn another_number_is_none() {
        check_responses(
            &RULE,
            "match a m|^ACME 1000000000|",
            &[("NULL", "ACME 1000000000")],
        );
    }
}
