//! A colon at the end of a CPE.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "cpe-trailing-colon",
    severity: Severity::Warning,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A CPE that ends with a colon.",
        why: "It is not the name that dictionaries have, and a search for that name does not find it.",
        nmap: "Every release prints the CPE as it is written.",
        bad: "match acme m|^ACME | p/Acme DB/ cpe:/a:acme:db:/",
        good: "match acme m|^ACME | p/Acme DB/ cpe:/a:acme:db/",
        source: "the CPE 2.2 specification; nmap-dev list, 2010 quarter 3, message 303",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for cpe in line.cpes() {
        let n_kept = cpe
            .text
            .iter()
            .rposition(|byte| *byte != b':')
            .map_or(0, |last| last + 1);
        if n_kept < cpe.text.len() {
            let text = cpe.text_span.range();
            let mut finding = RULE
                .finding(
                    Span::new(text.start + n_kept, text.end),
                    "a colon at the end of the CPE",
                )
                .with_help("remove it");
            finding.edit = Some(Edit {
                span: finding.span,
                replacement: Vec::new(),
            });
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn colons_at_the_end_are_marked() {
        check(
            &RULE,
            &["match a m|^a| cpe:/a:x:y«:»/ cpe:/o:x:y«::»/a cpe:/h:x:y/"],
        );
        check_edit(
            &RULE,
            "match a m|^a| cpe:/a:x:y::/a",
            "match a m|^a| cpe:/a:x:y/a",
        );
    }
}
