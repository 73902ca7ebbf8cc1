//! Repeats inside repeats, which can run into Nmap's limits.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::pattern::tree::{GroupKind, Node, NodeKind, Repeat, RepeatMode};

pub(super) const RULE: Rule = Rule {
    id: "pattern-nested-repeat",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A group repeated without bound that holds nothing but an item repeated without bound, \
               as in `(a+)+`.",
        why: "There are very many ways to divide the same bytes. Where the rest of the pattern does \
              not match, all are tried, until Nmap's limit ends the search: the line then does not \
              match, even where it could.",
        nmap: "From 7.991 on a search ends after 50,000 steps, before after 100,000; Nmap goes on as if \
               the line did not match.",
        bad: r"match acme m|^(?:\w+)+ ready|",
        good: r"match acme m|^\w+ ready|",
        source: "nmap commits 6d8bb6df2, ba4a10886 and 4c0ed54f6",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for node in line.nodes() {
        let NodeKind::Repeat(repeat) = &node.kind else {
            continue;
        };
        if is_unbounded(repeat) && holds_only_repeat(&repeat.item) {
            let finding = RULE
                .finding(line.in_text(node.span), "a repeat of nothing but a repeat")
                .with_label("there are very many ways to divide the same bytes")
                .with_help("leave one of the two out, or make the inner one possessive");
            findings.push(finding);
        }
    }
}

fn is_unbounded(repeat: &Repeat) -> bool {
    repeat.max.is_none() && repeat.mode != RepeatMode::Possessive
}

fn holds_only_repeat(node: &Node) -> bool {
    let NodeKind::Group(group) = &node.kind else {
        return false;
    };
    let divides = !matches!(
        group.kind,
        GroupKind::Atomic | GroupKind::Look { .. } | GroupKind::Scan(_) | GroupKind::Conditional(_)
    );
    let is_inner = |branch: &Vec<Node>| match &branch[..] {
        [
            Node {
                kind: NodeKind::Repeat(inner),
                ..
            },
        ] => is_unbounded(inner) && !matches!(inner.item.kind, NodeKind::Group(_)),
        _ => false,
    };
    divides && group.branches.iter().any(is_inner)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_repeat_of_a_mere_repeat_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^a«(a+)+»b|",
                r"match a m=^«(?:\w*|x)*»b=",
                r"match a m|^(?:a+b)+(?:a++)+(?>a+)+(?:a+)++(?:a+){2}(?:a{1,3})+b|",
            ],
        );
    }
}
