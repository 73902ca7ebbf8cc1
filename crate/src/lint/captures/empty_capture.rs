//! Groups that can take nothing.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::{Part, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "template-empty-capture",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A product, version or host name that consists of one group which can be empty.",
        why: "The line then matches and tells nothing, where a line further down could tell more.",
        nmap: "Every release leaves out a field that is empty.",
        bad: r"match acme m|^ACME ([\d.]*)\r\n| p/Acme DB/ v/$1/",
        good: r"match acme m|^ACME ([\d.]+)\r\n| p/Acme DB/ v/$1/",
        source: "nmap commits 2f2b99c94 and df9940965; issue 87 of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    use TemplateKind::{Hostname, Product, Version};
    let templates = line.line.templates.iter();
    for template in templates.filter(|it| matches!(it.kind, Product | Version | Hostname)) {
        let [Part::Substitution(call)] = &template.parts[..] else {
            continue;
        };
        let number = u16::from(call.group);
        let length = line.groups.lengths.get(&number);
        let is_set = line.groups.always_set.contains(&number);
        if is_set && length.is_some_and(|length| length.min == 0) {
            let finding = RULE
                .finding(call.span, format!("group {number} can be empty"))
                .with_help("ask for one byte at least: `+` instead of `*`");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_field_of_one_group_that_can_be_empty_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a*)(b+)(c*)| p/x $1/ v/$2/ i/$3/",
                "match a m|^(a*)(b?)| p/«$1»/ h/«$2»/",
            ],
        );
    }
}
