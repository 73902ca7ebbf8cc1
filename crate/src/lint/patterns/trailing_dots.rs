//! `.*` at the end of a pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::as_dot_repeat;

pub(super) const RULE: Rule = Rule {
    id: "pattern-trailing-dots",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A pattern that ends with `.*`, outside of every group.",
        why: "It asks for nothing: a pattern need not reach the end of the response.",
        nmap: "Every release takes the line with and without it on the same responses.",
        bad: r"match acme m|^ACME (\d+).*| p/Acme DB/ v/$1/",
        good: r"match acme m|^ACME (\d+)| p/Acme DB/ v/$1/",
        source: "the habit of Nmap's own file",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for branch in line.branches() {
        let last = branch.last();
        let asks_nothing = last.filter(|node| as_dot_repeat(node).is_some_and(|it| it.min == 0));
        if let Some(dots) = asks_nothing {
            let finding = RULE
                .finding(line.in_text(dots.span), "`.*` at the end asks for nothing")
                .with_help("remove it");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn dots_at_the_end_are_marked() {
        check(
            &RULE,
            &[
                "match a m=^a«.*»|^b«.*?»=",
                "match a m|^a(.*)| p/$1/",
                "match a m|^a.*$|",
                "match a m|^a.+|",
            ],
        );
    }
}
