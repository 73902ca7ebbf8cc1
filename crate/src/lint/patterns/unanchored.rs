//! Patterns that may match anywhere.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::lint::tree::{as_dot_repeat, is_anchored, starts_anchored};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-unanchored",
    severity: Severity::Warning,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A pattern that does not begin with `^`.",
        why: "It finds its words anywhere, in a page that quotes them too, and every response is searched \
              from each of its bytes on. Of a hundred lines of Nmap's file ninety-nine begin with `^`.",
        nmap: "Every release looks for the pattern anywhere in the response.",
        bad: r"match acme m|ACME ready| p/Acme DB/",
        good: r"match acme m|^ACME ready| p/Acme DB/",
        source: "nmap commit 635f464a7; nmap-dev list, 2016 quarter 3, message 238",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let branches = line.branches();
    let Some(first) = branches.first() else {
        return;
    };
    // The rules about alternatives and about leading dots have the others.
    let is_others = starts_anchored(first) || first.first().and_then(as_dot_repeat).is_some();
    if is_anchored(branches) || is_others {
        return;
    }
    let start = line.line.pattern_span.range().start;
    let mut finding = RULE
        .finding(
            Span::new(start, start + 1),
            "the pattern may match anywhere in the response",
        )
        .with_help("begin it with `^`");
    if branches.len() == 1 {
        finding.edit = Some(Edit {
            span: Span::at(start),
            replacement: b"^".to_vec(),
        });
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn a_pattern_without_anchor_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^a|",
                r"match a m|\Aa|",
                "match a m=(?:^a|^b)|^c=",
                "match a m=(?i)^a=",
                r"match a m|«\»x00a|",
                "match a m=«(»?:^a|b)=",
                "match a m=«a»|b=",
                "match a m|.*a|",
            ],
        );
        check_edit(&RULE, "match a m|abc|i", "match a m|^abc|i");
    }
}
