//! Templates use the groups from 1 on.

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "template-group-gap",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "Templates that use a group but not the one before it, although no back reference uses \
               that either.",
        why: "Mostly a number was not changed when a group was added or removed, and the wrong text is shown.",
        nmap: "Every release copies the group that is named.",
        bad: r"match acme m|^ACME (\d+) (\w+)| p/Acme DB/ v/$2/",
        good: r"match acme m|^ACME (\d+) (\w+)| p/Acme DB/ v/$1/ i/$2/",
        source: "nmap commit 6e24b934f",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let used: BTreeSet<u16> = line
        .calls()
        .map(|(_, call)| u16::from(call.group))
        .collect();
    let inside = &line.groups.used_inside;
    let is_used = |group: &u16| used.contains(group) || inside.contains(group);
    let Some(missing) = (1..=9).find(|group| !is_used(group)) else {
        return;
    };
    let mut calls = line.calls();
    let beyond = calls.find(|(_, call)| u16::from(call.group) > missing);
    if let Some((_, call)) = beyond {
        let title = format!("group {} is used and group {missing} is not", call.group);
        let finding = RULE
            .finding(call.span, title)
            .with_help("look whether the numbers are those that were meant");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn the_first_use_behind_a_gap_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)(b)(c)| p/$1/ v/$3/ i/$2/",
                "match a m|^(a)(b)(c)| p/$1/ v/«$3»/",
                "match a m|^(a)(b)| v/«$2»/ i/$2/",
                r"match a m|^(a)\1(b)| v/$2/",
                "match a m|^a| p/x/",
            ],
        );
    }
}
