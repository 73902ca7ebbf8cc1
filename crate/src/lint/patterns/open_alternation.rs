//! `^A|B`, of which only A is anchored.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::starts_anchored;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-open-alternation",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "Alternatives without brackets around them, of which the first begins with `^` and another \
               does not.",
        why: "`^A|B` finds B anywhere. Sometimes the `|` is a byte of the response, copied as it was.",
        nmap: "Every release takes the line wherever one alternative matches.",
        bad: r"match acme m=^ACME|Acme= p/Acme DB/",
        good: r"match acme m=^(?:ACME|Acme)= p/Acme DB/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let mut branches = line.branches().iter();
    if !branches
        .next()
        .is_some_and(|branch| starts_anchored(branch))
    {
        return;
    }
    if let Some(open) = branches.find(|branch| !starts_anchored(branch)) {
        let first = open.first().map_or(Span::default(), |node| node.span);
        let last = open.last().map_or(first, |node| node.span);
        let span = match open.is_empty() {
            true => line.line.pattern_span,
            false => line.in_text(first.cover(last)),
        };
        let finding = RULE
            .finding(span, "this alternative is not anchored")
            .with_label("found anywhere in the response")
            .with_help("write `^(?:A|B)`, or `\\|` where the byte itself is meant");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn an_alternative_without_anchor_is_marked() {
        check(
            &RULE,
            &[
                "match a m=^a|^b=",
                "match a m=^(?:a|b)=",
                "match a m=a|^b=",
                r"match a m=^a|«bc»|\A(d)=",
                "match a m=^a|(?:^b|(?:^c))|«x^d»=",
            ],
        );
    }
}
