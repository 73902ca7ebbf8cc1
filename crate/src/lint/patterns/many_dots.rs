//! Many `.*` in one pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::as_dot_repeat;

pub(super) const RULE: Rule = Rule {
    id: "pattern-many-dots",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "Three or more `.*` or `.+` in one pattern.",
        why: "Each multiplies the ways to divide the response. On a long one that does not match, the \
              search can end at Nmap's limit instead.",
        nmap: "From 7.991 on a search ends after 50,000 steps, before after 100,000; Nmap goes on as if \
               the line did not match.",
        bad: r"match acme m|^ACME .*name=.*mode=.*ready|s p/Acme DB/",
        good: r"match acme m|^ACME (?>.*?name=)(?>.*?mode=)[^;]*ready|s p/Acme DB/",
        source: "nmap commits e54188f96, ef385e5b7 and 6a2bfdfb2",
    },
    check: Check::Line(check),
};

/// This many are many.
const MANY: usize = 3;

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let nodes = line.nodes();
    let dots: Vec<_> = nodes
        .iter()
        .filter(|node| as_dot_repeat(node).is_some())
        .collect();
    if let Some(last) = dots.get(MANY - 1) {
        let finding = RULE
            .finding(
                line.in_text(last.span),
                format!("{} repeated dots in one pattern", dots.len()),
            )
            .with_help(
                "find each piece for good, as in `(?>.*?name=)`, or say which bytes may come",
            );
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn the_third_of_many_is_marked() {
        check(
            &RULE,
            &[r"match a m|^a.*b.+|", r"match a m|^a.*b.+?c(?:«.{2,}»).*d|"],
        );
    }
}
