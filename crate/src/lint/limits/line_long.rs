//! Lines that older releases cannot read.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::source::Span;
use crate::template::Release;

pub(super) const RULE: Rule = Rule {
    id: "line-long-for-older",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line of more than 2,046 bytes.",
        why: "The file works with the newest release and with no other.",
        nmap: "Up to 7.99 Nmap reads 2,046 bytes (7.93: 2,047), takes the rest for a line of its own and refuses \
               the file. From 7.991 on 8,190 bytes are read.",
        bad: "match acme m|^ACME ⟨2040 x⟩|",
        good: "match acme m|^ACME.{5,2000}x|",
        source: "nmap commit 9893d6e61; issues 2803 and 3201 of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let limit = Release::V7_95.max_line();
    let span = line.line.span;
    if span.len() > limit {
        let cut = Span::new(span.range().start + limit, span.range().end);
        let title = format!(
            "the line has {} bytes; Nmap before 7.991 reads {limit}",
            span.len()
        );
        let finding = RULE
            .finding(cut, title)
            .with_label("read as a line of its own there")
            .with_help("shorten the pattern; most of a long response need not be asked for");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn what_is_over_the_limit_is_marked() {
        let line = |n: usize, rest: &str| format!("match a m|^{}{rest}", "x".repeat(n - 12));
        check(
            &RULE,
            &[
                &line(2_046, "|"),
                &line(2_046, "x«|»"),
                &line(2_046, "x«y|»"),
            ],
        );
    }
}
