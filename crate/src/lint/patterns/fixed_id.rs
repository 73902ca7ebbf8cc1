//! An identifier of one device or session in a pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-fixed-id",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A GUID, a hardware address or another run of 16 or more hexadecimal digits in a pattern.",
        why: "Many of these are made for one device or one session, and no other matches.",
        nmap: "Every release compares it byte by byte.",
        bad: r"match acme m|^ACME id 00:53:00:a1:b2:c3\r\n| p/Acme DB/",
        good: r"match acme m|^ACME id [\da-f:]+\r\n| p/Acme DB/",
        source: "nmap commit 7dd0382c6; a review of pull request 649 of Nmap",
    },
    check: Check::Line(check),
};

/// Hexadecimal digits of an identifier at least, in groups or not.
const LEAST_DIGITS: usize = 12;
/// Those of one without separators.
const LEAST_PLAIN: usize = 16;

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let text = &line.line.pattern_text;
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let run = rest
            .iter()
            .take_while(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'-'));
        let len = run.count();
        let run = rest.get(..len).unwrap_or_default();
        if is_id(run) && !is_escape(text, at) {
            let finding = RULE
                .finding(
                    line.in_text(Span::new(at, at + len)),
                    "an identifier in the pattern",
                )
                .with_help("say what such an identifier looks like instead: `[\\da-f-]+`");
            findings.push(finding);
        }
        at += len.max(1);
    }
}

/// The run continues `\x`.
fn is_escape(text: &[u8], at: usize) -> bool {
    matches!(text.get(..at), Some([.., b'\\' | b'x']))
}

fn is_id(run: &[u8]) -> bool {
    let n_digits = run.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
    let n_decimal = run.iter().filter(|byte| byte.is_ascii_digit()).count();
    let groups: Vec<usize> = run
        .split(|byte| !byte.is_ascii_hexdigit())
        .map(<[u8]>::len)
        .collect();
    let is_address = groups == [2; 6];
    let is_guid = groups == [8, 4, 4, 4, 12];
    let is_plain = groups.len() == 1 && n_digits >= LEAST_PLAIN;
    let is_mixed = run.iter().any(u8::is_ascii_alphabetic) && n_decimal > 0;
    n_digits >= LEAST_DIGITS && is_mixed && (is_address || is_guid || is_plain)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn identifiers_are_marked() {
        check(
            &RULE,
            &[
                r"match a m|^id «00-53-00-a1-b2-c3» «01234567-89ab-cdef-0123-456789abcdef»|",
                r"match a m|^id «0123456789abcdef» 0123456789abcde 0000000000000000|",
                r"match a m|^\x00\x01\x02 12:34:56:78:90:12|",
            ],
        );
    }
}
