//! Parentheses around the info.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-info-parentheses",
    severity: Severity::Style,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "An info that is in parentheses as a whole.",
        why: "Nmap puts parentheses around it, so two pairs are shown.",
        nmap: "Every release prints `product version (info)`.",
        bad: "match acme m|^ACME | p/Acme DB/ i/(read only)/",
        good: "match acme m|^ACME | p/Acme DB/ i/read only/",
        source: "issue 1442 of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(template) = line.template(TemplateKind::Info) else {
        return;
    };
    let [b'(', inner @ .., b')'] = &template.text[..] else {
        return;
    };
    if !inner.contains(&b'(') && !inner.contains(&b')') {
        let mut finding = RULE
            .finding(
                template.text_span,
                "Nmap puts the parentheses around the info itself",
            )
            .with_help("remove them");
        finding.edit = Some(Edit {
            span: template.text_span,
            replacement: inner.to_vec(),
        });
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn outer_parentheses_are_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| i/«($1)»/",
                "match a m|^(a)| i/x (y)/\nmatch a m|^(b)| i/(x) $1 (y)/\nmatch a m|^b| p/(x)/\n",
            ],
        );
    }
}
