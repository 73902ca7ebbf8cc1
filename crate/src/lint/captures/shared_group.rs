//! One group in two fields that mean different things.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::{CpePart, Template, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "template-shared-group",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "The same group in two fields other than a field and the CPE that belongs to it.",
        why: "The version and the host name, say, are never the same text: one of the numbers is wrong.",
        nmap: "Every release fills in both fields.",
        bad: r"match acme m|^(\w+) ACME (\d+)| p/Acme DB/ v/$2/ i/model $1/ h/$1/",
        good: r"match acme m|^(\w+) ACME (\d+)| p/Acme DB/ v/$2/ h/$1/",
        source: "nmap commits 6e24b934f and db594ed24; Nmap's change log, 5.61TEST5",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let calls: Vec<_> = line.calls().collect();
    let mut told = Vec::new();
    for (idx, (template, call)) in calls.iter().enumerate() {
        let earlier = calls.iter().take(idx);
        let mut same_group = earlier.filter(|(_, other)| other.group == call.group);
        let unrelated = same_group.find(|(other, _)| !are_related(other, template));
        let Some((other, place)) = unrelated.filter(|_| !told.contains(&call.group)) else {
            continue;
        };
        told.push(call.group);
        let title = format!(
            "group {} fills the {} and the {}",
            call.group,
            other.kind.field_name(),
            template.kind.field_name()
        );
        let mut finding = RULE.finding(call.span, title);
        finding.second = Some((place.span, "also here".to_owned()));
        findings.push(finding.with_help("look whether the numbers are those that were meant"));
    }
}

/// A field and a CPE may say the same, and so may two templates of one field. A host name and a
/// device type belong to hardware only.
fn are_related(a: &Template, b: &Template) -> bool {
    let allows = |field: TemplateKind, cpe: &Template| match field {
        TemplateKind::Hostname => CpePart::of(cpe) == Some(CpePart::Hardware),
        _ => true,
    };
    match (a.kind, b.kind) {
        (field, TemplateKind::Cpe) => allows(field, b),
        (TemplateKind::Cpe, field) => allows(field, a),
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn two_unrelated_fields_of_one_group_are_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)(b)| p/$1 $1/ v/$2/ cpe:/a:$1:x:$2/ cpe:/o:$1:x/",
                "match a m|^(a)| p/$1/ i/«$1»/ v/$1/",
                "match a m|^(a)| h/$1/ cpe:/h:a:$1/",
                "match a m|^(a)| h/$1/ cpe:/a:a:«$1»/",
            ],
        );
    }
}
