//! A dot among binary bytes that does not match a line feed.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::literal;
use crate::pattern::tree::NodeKind;

pub(super) const RULE: Rule = Rule {
    id: "pattern-dot-and-binary",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A dot in a pattern with binary bytes, without the flag `s`.",
        why: "Where any byte can come, 0x0a can: one response in 256 then does not match.",
        nmap: "In every release a dot matches a line feed only under the flag `s`.",
        bad: r"match acme m|^ACME\0.\xff| p/Acme DB/",
        good: r"match acme m|^ACME\0.\xff|s p/Acme DB/",
        source: "nmap-dev list, 2007 quarter 4, message 535, and 2012 quarter 3, message 954",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let nodes = line.nodes();
    let is_binary = |byte: u8| !(0x20..=0x7e).contains(&byte) && !b"\r\n\t".contains(&byte);
    let has_binary = nodes
        .iter()
        .any(|node| literal(node).is_some_and(is_binary));
    let mut dots = nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Dot { dotall: false });
    if let Some(dot) = dots.next().filter(|_| has_binary) {
        let finding = RULE
            .finding(
                line.in_text(dot.span),
                "among binary bytes this dot matches no 0x0a",
            )
            .with_help("add the flag `s`, unless the dot is not meant to go over a line end");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn the_first_dot_beside_a_binary_byte_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^a.\r\n\t|",
                r"match a m|^a.\0|s",
                r"match a m|^\x80«.».|",
                r"match a m|^\0[\x00-\xff]\.|",
            ],
        );
    }
}
