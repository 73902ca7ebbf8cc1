//! A word in front of the version.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-version-prefix",
    severity: Severity::Warning,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A version that begins with `v`, `V`, `ver` or `version` and a number or a group.",
        why: "The field holds the version and nothing else: comparisons with versions in other lists fail.",
        nmap: "Every release prints what is written.",
        bad: r"match acme m|^ACME v(\d+)| p/Acme DB/ v/v$1/",
        good: r"match acme m|^ACME v(\d+)| p/Acme DB/ v/$1/",
        source: "issues 1042 and 1442 of Nmap; nmap commit 752beebe4",
    },
    check: Check::Line(check),
};

/// Longer ones first.
const PREFIXES: [&[u8]; 6] = [b"version ", b"Version ", b"ver ", b"v. ", b"v", b"V"];

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(template) = line.template(TemplateKind::Version) else {
        return;
    };
    let is_number = |rest: &[u8]| matches!(rest.first(), Some(b'0'..=b'9' | b'$'));
    let found = PREFIXES.iter().find(|prefix| {
        let rest = template.text.strip_prefix(**prefix);
        rest.is_some_and(is_number)
    });
    let Some(prefix) = found else { return };
    let start = template.text_span.range().start;
    let span = Span::new(start, start + prefix.len());
    let mut finding = RULE
        .finding(span, "the version field holds the version only")
        .with_help("remove it");
    finding.edit = Some(Edit {
        span,
        replacement: Vec::new(),
    });
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn a_word_in_front_of_the_number_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| v/$1/\nmatch a m|^b| v/vista/\nmatch a m|^c| v/1 v2/\n",
                "match a m|^(a)| v/«v»$1/\nmatch a m|^(b)| v/«version »1/\nmatch a m|^c| v/«V»2/\n",
            ],
        );
        check_edit(&RULE, "match a m|^a| v/ver 1.2/", "match a m|^a| v/1.2/");
    }
}
