//! `^.*` at the start of a pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::as_dot_repeat;
use crate::pattern::tree::{Assertion, Node, NodeKind};

pub(super) const RULE: Rule = Rule {
    id: "pattern-leading-dots",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A pattern that begins with `^.*` or `.*`.",
        why: "It anchors nothing: the rest may stand anywhere in the response (without the flag `s`, \
              anywhere in its first line), and the search goes through all of it.",
        nmap: "The search takes more of the steps that Nmap allows in every release.",
        bad: r"match acme m|^.*ACME ready|s p/Acme DB/",
        good: r"match acme m|^\w+ ACME ready| p/Acme DB/",
        source: "nmap-dev list, 2016 quarter 3, message 238",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for branch in line.branches() {
        let rest = match &branch[..] {
            [
                Node {
                    kind: NodeKind::Assertion(Assertion::Start),
                    ..
                },
                rest @ ..,
            ] => rest,
            all => all,
        };
        let first = rest.first();
        let is_open = |node: &&Node| as_dot_repeat(node).is_some_and(|repeat| repeat.min == 0);
        if let Some(dots) = first.filter(is_open) {
            let finding = RULE
                .finding(line.in_text(dots.span), "the pattern begins with `.*`")
                .with_help("say what stands at the start of the response");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn dots_at_the_start_are_marked() {
        check(
            &RULE,
            &[
                "match a m=^«.*»a|«.*?»b|^.c=",
                "match a m|^a.*b|",
                "match a m|^.+b.{0,9}|",
            ],
        );
    }
}
