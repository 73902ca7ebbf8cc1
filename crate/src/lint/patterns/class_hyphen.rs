//! A hyphen in the middle of a class.

use crate::diagnostic::{Edit, Severity};
use crate::lint::class_text::class_text;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::pattern::tree::NodeKind;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-class-hyphen",
    severity: Severity::Style,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "A hyphen that stands for itself behind a range, with something behind it.",
        why: "`[a-z-_]` looks like a second range, and one byte more makes it one. Behind `\\w` and its like \
              such a hyphen is an error.",
        nmap: "PCRE takes the hyphen behind a range for itself in every release. Behind `\\w` PCRE2 refuses it, \
               so that from 7.94 on the whole file is refused.",
        bad: r"match acme m|^ACME ([a-z-_]+)| p/Acme DB/ v/$1/",
        good: r"match acme m|^ACME ([a-z_-]+)| p/Acme DB/ v/$1/",
        source: "nmap commits 4f84ae1f1 and 4b80bfd34",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for node in line.nodes() {
        if !matches!(node.kind, NodeKind::Class(_)) {
            continue;
        }
        let text = line.spelling(node.span);
        let Some(class) = class_text(text) else {
            continue;
        };
        let Some(hyphen) = odd_hyphen(text, &class.members) else {
            continue;
        };
        let place = line.in_text(node.span);
        let mut finding = RULE
            .finding(
                hyphen.shift(place.range().start),
                "a hyphen that looks like a range",
            )
            .with_help("put it last");
        let end = text.len().saturating_sub(1);
        let without = [
            text.get(..hyphen.range().start),
            text.get(hyphen.range().end..end),
            Some(b"-]"),
        ];
        finding.edit = Some(Edit {
            span: place,
            replacement: without.into_iter().flatten().flatten().copied().collect(),
        });
        findings.push(finding);
    }
}

/// A hyphen that is neither first nor last nor between the ends of a range.
fn odd_hyphen(text: &[u8], members: &[Span]) -> Option<Span> {
    let mut at = 0;
    while let Some(member) = members.get(at) {
        let next = |n: usize| members.get(at + n).map(|span| span.slice(text));
        let word = member.slice(text);
        if word == b"-" && at > 0 && at + 1 < members.len() {
            return Some(*member);
        }
        let is_range = next(1) == Some(b"-") && next(2).is_some();
        at += if is_range { 3 } else { 1 };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn a_hyphen_in_the_middle_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^[-\w.][\w.-][a-z][^-a][+--]|",
                r"match a m|^[0-9a-z«-».][a-z«-»9][\d+-/«-»_]|",
            ],
        );
    }

    #[test]
    fn it_goes_to_the_end() {
        check_edit(
            &RULE,
            r"match a m|^[^a-z-_\d]+|",
            r"match a m|^[^a-z_\d-]+|",
        );
    }
}
