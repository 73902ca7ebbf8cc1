//! Fields filled from groups that a match can leave out.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "template-optional-group",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A substitution of a group that a match can go around: behind `?`, `*` or `{0,…}`, in one \
               of several alternatives, in a negative lookaround.",
        why: "Where the group took no part, the whole field is lost, the text around it included.",
        nmap: "From 7.94 on the field is left out, with a warning. Up to 7.93 Nmap aborts when a later \
               group did take part.",
        bad: r"match acme m|^ACME(?: v(\d+))? ready| p/Acme DB/ v/$1/",
        good: r"match acme m|^ACME(?: v)?(\d*) ready| p/Acme DB/ v/$1/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let groups = &line.groups;
    for (template, call) in line.calls() {
        let number = u16::from(call.group);
        let is_optional =
            groups.lengths.contains_key(&number) && !groups.always_set.contains(&number);
        if is_optional {
            let title = format!(
                "group {number} may take no part, and then the {} stays empty",
                template.kind.field_name()
            );
            let finding = RULE
                .finding(call.span, title)
                .with_help("let the group itself be empty, as in `(\\d*)`, or write two lines");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_group_that_can_be_left_out_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a?)(b){2}(?:(c))| p/$1$2$3/",
                "match a m|^a(b)?| p/«$1»/",
                "match a m=^(?:a(b)|c)= p/x/ cpe:/a:x:«$1»/",
                "match a m=^a(b)|^c(d)= p/«$1»«$2»/",
                "match a m|^a(b)| p/$2/",
            ],
        );
    }
}
