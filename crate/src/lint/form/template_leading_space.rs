//! White space in front of a template's text.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::is_white;

pub(super) const RULE: Rule = Rule {
    id: "template-leading-space",
    severity: Severity::Style,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "White space at the start of a template's text.",
        why: "It is shown: the field begins with a space in every output.",
        nmap: "Every release keeps it; only the end of a field is trimmed.",
        bad: "match acme m|^ACME | p/ Acme DB/",
        good: "match acme m|^ACME | p/Acme DB/",
        source: "Nmap's change log, 5.61TEST4",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for template in &line.line.templates {
        let n_white = template
            .text
            .iter()
            .take_while(|byte| is_white(**byte))
            .count();
        if n_white == 0 || n_white == template.text.len() {
            continue;
        }
        let start = template.text_span.range().start;
        let span = Span::new(start, start + n_white);
        let title = format!("the {} begins with white space", template.kind.field_name());
        let mut finding = RULE.finding(span, title).with_help("remove it");
        finding.edit = Some(Edit {
            span,
            replacement: Vec::new(),
        });
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn the_space_in_front_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| p/x / i/« »y/ cpe:/« »a:x:y/",
                "match a m|^(a)| i/«\t »$1/ v/ /",
            ],
        );
    }
}
