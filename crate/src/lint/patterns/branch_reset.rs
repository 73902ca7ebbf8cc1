//! `(?|…)` in a pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::pattern::tree::{GroupKind, NodeKind};

pub(super) const RULE: Rule = Rule {
    id: "pattern-branch-reset",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A group whose branches count their captures from the same number, `(?|…)`.",
        why: "The maintainers take it out of lines: hardly any other engine knows it, and two lines say \
              the same more plainly.",
        nmap: "PCRE knows it in every release.",
        bad: r"match acme m=^(?|ACME (\d)|Acme v(\d))= p/Acme DB/ v/$1/",
        good: "match acme m|^ACME (\\d)| p/Acme DB/ v/$1/\nmatch acme m|^Acme v(\\d)| p/Acme DB/ v/$1/",
        source: "nmap commit e45016ea6",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let is_reset = |kind: &NodeKind| match kind {
        NodeKind::Group(group) => group.kind == GroupKind::BranchReset,
        _ => false,
    };
    for node in line.nodes().iter().filter(|node| is_reset(&node.kind)) {
        let finding = RULE
            .finding(line.in_text(node.span), "a branch reset group")
            .with_help("write one line for each branch");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_branch_reset_is_marked() {
        check(&RULE, &["match a m=^a«(?|(b)|(c))»(?:d|e)= p/$1/"]);
    }
}
