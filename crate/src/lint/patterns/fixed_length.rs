//! The length of one page in a pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-fixed-length",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "`Content-Length:` with a number in a pattern.",
        why: "The length of a page that is made anew for each visitor differs from one to the next. \
              That of a page that never changes may tell two devices apart.",
        nmap: "Every release compares it byte by byte.",
        bad: r"match http m|^HTTP/1\.0 200 OK\r\nContent-Length: 1234\r\n\r\nAcme| p/Acme httpd/",
        good: r"match http m|^HTTP/1\.0 200 OK\r\nContent-Length: \d+\r\n\r\nAcme| p/Acme httpd/",
        source: "nmap commit 036714cde",
    },
    check: Check::Line(check),
};

const NAME: &[u8] = b"content-length: ";

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let text = &line.line.pattern_text;
    let lower = text.to_ascii_lowercase();
    let Some(name) = lower.windows(NAME.len()).position(|window| window == NAME) else {
        return;
    };
    let start = name + NAME.len();
    let digits = text
        .iter()
        .skip(start)
        .take_while(|byte| byte.is_ascii_digit());
    let end = start + digits.count();
    let is_zero = text.get(start..end) == Some(b"0");
    if end > start && !is_zero {
        let finding = RULE
            .finding(
                line.in_text(Span::new(start, end)),
                "the length of one page in the pattern",
            )
            .with_help("write `\\d+`, unless the page never changes");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_length_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^a\r\nContent-Length: «12»\r\n|",
                r"match a m|^a\r\ncontent-length: «3»\d|i",
                r"match a m|^a\r\nContent-Length: 0\r\nContent-Length: \d+|",
            ],
        );
    }
}
