//! The flag `s` on a pattern without a dot.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::pattern::tree::NodeKind;

pub(super) const RULE: Rule = Rule {
    id: "pattern-idle-flag",
    severity: Severity::Note,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "The flag `s` behind a pattern that has no dot.",
        why: "It does nothing; who reads the line looks for the dot.",
        nmap: "In every release `s` only lets a dot match a line feed.",
        bad: r"match acme m|^ACME [^\0]+|s p/Acme DB/",
        good: r"match acme m|^ACME [^\0]+| p/Acme DB/",
        source: "Nmap's documentation of the match directive",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let is_dot = |kind: &NodeKind| matches!(kind, NodeKind::Dot { .. });
    let has_dot = line.nodes().iter().any(|node| is_dot(&node.kind));
    if line.pattern.is_none() || has_dot || !line.line.flags.dotall {
        return;
    }
    let span = line.line.flags_span;
    let letters = span.slice(line.text).iter();
    let mut finding = RULE
        .finding(span, "the flag `s` does nothing without a dot")
        .with_help("remove it");
    finding.edit = Some(Edit {
        span,
        replacement: letters.copied().filter(|letter| *letter != b's').collect(),
    });
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn an_idle_flag_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a|«s»",
                r"match a m|^a\.[.]|«is»",
                "match a m|^a.|s",
                "match a m|(|s",
            ],
        );
        check_edit(&RULE, "match a m|^a|sis p/x/", "match a m|^a|i p/x/");
    }
}
