//! `.*\r\n.*` where one `.*` would do.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::{as_dot_repeat, literal_run};
use crate::pattern::tree::Node;

pub(super) const RULE: Rule = Rule {
    id: "pattern-dot-line-break-dot",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "`.*`, a line break and `.*` again.",
        why: "It asks for a certain number of line breaks only, at the price of many ways to divide \
              the bytes. With the flag `s` the second `.*` is without use at all.",
        nmap: "The search takes more of the steps that Nmap allows in every release.",
        bad: r"match acme m|^ACME .*\r\n.*ready| p/Acme DB/",
        good: r"match acme m|^ACME .*ready|s p/Acme DB/",
        source: "nmap-dev list, 2009 quarter 2, messages 70, 75 and 98; nmap commit ae9def6d8",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for sequence in line.sequences() {
        for (idx, node) in sequence.iter().enumerate() {
            if let Some(last) = chain_from(sequence, idx) {
                let finding = RULE
                    .finding(
                        line.in_text(node.span.cover(last.span)),
                        "a chain of `.*` over line breaks",
                    )
                    .with_help("write one `.*` and the flag `s`");
                findings.push(finding);
            }
        }
    }
}

/// The second `.*` of a chain that starts at `idx`.
fn chain_from(sequence: &[Node], idx: usize) -> Option<&Node> {
    let is_star = |node: &&Node| as_dot_repeat(node).is_some_and(|repeat| repeat.min == 0);
    sequence.get(idx).filter(is_star)?;
    let run = literal_run(sequence, idx + 1);
    let is_break = matches!(&run[..], b"\r\n" | b"\n");
    sequence
        .get(idx + 1 + run.len())
        .filter(is_star)
        .filter(|_| is_break)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_chain_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^a.*\r\nb.*c\r\n|",
                r"match a m|^a«.*\r\n.*»b|",
                r"match a m|^a(?:«.*?\n.*»b)|s",
                r"match a m|^a.+\r\n.+b|",
            ],
        );
    }
}
