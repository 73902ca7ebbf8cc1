//! Syntax that only newer versions of PCRE know.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::pattern::tree::{Node, NodeKind};

pub(super) const RULE: Rule = Rule {
    id: "pattern-newer-syntax",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A count without its least number or with spaces inside, as in `{,3}`.",
        why: "PCRE2 reads it as a count since 10.43 only; before, and in Nmap 7.93, the braces stand for themselves, so the \
              line matches on some systems and not on others.",
        nmap: "Which PCRE2 Nmap runs depends on the system; 7.93 and older have PCRE 8.",
        bad: r"match acme m|^ACME \d{,3}\r\n| p/Acme DB/",
        good: r"match acme m|^ACME \d{0,3}\r\n| p/Acme DB/",
        source: "PCRE2's change log, 10.43",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for node in line.nodes() {
        if is_newer(line, node) {
            let finding = RULE
                .finding(
                    line.in_text(node.span),
                    "only PCRE2 10.43 and later read this as a count",
                )
                .with_help("write both numbers, without spaces");
            findings.push(finding);
        }
    }
}

fn is_newer(line: &LineFacts<'_>, node: &Node) -> bool {
    let NodeKind::Repeat(repeat) = &node.kind else {
        return false;
    };
    let text = line.spelling(node.span);
    let quantifier = text.get(repeat.item.span.len()..).unwrap_or_default();
    quantifier.starts_with(b"{,") || quantifier.starts_with(b"{") && quantifier.contains(&b' ')
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn newer_counts_are_marked() {
        check(&RULE, &[r"match a m|^a«b{,2}»«c{ 1, 2 }»d{1,2}e{2,}f{,|"]);
    }
}
