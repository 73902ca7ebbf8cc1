//! A letter or digit written as a hexadecimal escape.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::lint::tree::literal;

pub(super) const RULE: Rule = Rule {
    id: "pattern-hex-letter",
    severity: Severity::Note,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "A letter or digit written as `\\xHH`.",
        why: "A word can be read and searched for when it stands there as a word. Among binary bytes the \
              escape may be on purpose.",
        nmap: "Every release takes both.",
        bad: r"match acme m|^\x41CME | p/Acme DB/",
        good: r"match acme m|^ACME | p/Acme DB/",
        source: "the habit of Nmap's own file",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for node in line.nodes() {
        let byte = literal(node).filter(u8::is_ascii_alphanumeric);
        let Some(byte) = byte.filter(|_| line.spelling(node.span).starts_with(br"\x")) else {
            continue;
        };
        let letter = char::from(byte);
        let mut finding = RULE
            .finding(line.in_text(node.span), format!("this is `{letter}`"))
            .with_help(format!("write `{letter}`"));
        finding.edit = Some(Edit {
            span: finding.span,
            replacement: vec![byte],
        });
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn letters_and_digits_in_hexadecimal_are_marked() {
        check(
            &RULE,
            &[r"match a m|^«\x41»\x20\x00[\x41]«\x7a»«\x30»\x2e|"],
        );
    }

    #[test]
    fn where_the_letter_would_be_read_otherwise_the_edit_is_not_safe() {
        use crate::lint::testing::only;
        use crate::lint::{Safety, lint_text};
        let report = lint_text(br"match a m|^\0\x31|", &only(&RULE), None);
        assert_eq!(report.findings[0].fix, Some(Safety::Suggested));
    }
}
