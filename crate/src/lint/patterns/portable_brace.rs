//! Braces and brackets that other engines do not take as they stand.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::lint::tree::literal;

pub(super) const RULE: Rule = Rule {
    id: "pattern-portable-brace",
    severity: Severity::Note,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "`{`, `}` or `]` for itself, without a backslash.",
        why: "Programs other than Nmap read its file too, and many engines refuse it.",
        nmap: "PCRE takes them in every release.",
        bad: r"match acme m|^{ACME}| p/Acme DB/",
        good: r"match acme m|^\{ACME\}| p/Acme DB/",
        source: "the notes of programs that read Nmap's file with other engines",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for node in line.nodes() {
        let byte = literal(node).filter(|byte| line.spelling(node.span) == [*byte]);
        if let Some(byte @ (b'{' | b'}' | b']')) = byte {
            let shown = char::from(byte);
            let mut finding = RULE
                .finding(
                    line.in_text(node.span),
                    format!("many engines refuse `{shown}` here"),
                )
                .with_help(format!("write `\\{shown}`"));
            finding.edit = Some(Edit {
                span: finding.span,
                replacement: vec![b'\\', byte],
            });
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn bare_braces_are_marked() {
        check(&RULE, &[r"match a m|^a{2}\{\}[]{}]«{»x«}»«]»|"]);
    }
}
