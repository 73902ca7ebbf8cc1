//! Two spaces inside a template.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "template-double-space",
    severity: Severity::Style,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "Several spaces in a row inside a template's text.",
        why: "They are shown as they are, and are nearly always a slip.",
        nmap: "Every release keeps them.",
        bad: "match acme m|^ACME | p/Acme  DB/",
        good: "match acme m|^ACME | p/Acme DB/",
        source: "Nmap's change log, 5.61TEST4",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for template in &line.line.templates {
        let text = &template.text;
        let Some(start) = text
            .windows(3)
            .position(|three| matches!(three, [first, b' ', b' '] if *first != b' '))
        else {
            continue;
        };
        let blanks = text
            .iter()
            .skip(start + 1)
            .take_while(|byte| **byte == b' ');
        let n_blanks = blanks.count();
        if start + 1 + n_blanks == text.len() {
            continue;
        }
        let start = template.text_span.range().start + start + 1;
        let span = Span::new(start, start + n_blanks);
        let mut finding = RULE
            .finding(span, format!("{n_blanks} spaces in a row"))
            .with_help("write one space");
        finding.edit = Some(Edit {
            span,
            replacement: b" ".to_vec(),
        });
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn a_run_of_spaces_inside_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| p/x«  »y/ i/  x  / v/1/",
                "match a m|^a| p/x y z/",
            ],
        );
        check_edit(&RULE, "match a m|^a| p/x   y/", "match a m|^a| p/x y/");
    }
}
