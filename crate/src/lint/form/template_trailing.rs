//! What Nmap removes from the end of a field.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::{Part, Template, is_white};

pub(super) const RULE: Rule = Rule {
    id: "template-trailing",
    severity: Severity::Style,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "White space or commas at the end of a template's text.",
        why: "They are never shown, and take room of the field.",
        nmap: "Every release removes them, after it has checked whether the field fits.",
        bad: "match acme m|^ACME | p/Acme DB, /",
        good: "match acme m|^ACME | p/Acme DB/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for template in &line.line.templates {
        let Some(span) = removed(template) else {
            continue;
        };
        let title = format!(
            "Nmap removes this from the end of the {}",
            template.kind.field_name()
        );
        let mut finding = RULE.finding(span, title).with_help("remove it");
        finding.edit = Some(Edit {
            span,
            replacement: Vec::new(),
        });
        findings.push(finding);
    }
}

/// The end of a text that is nothing but literal, if Nmap removes some of it but not all. Behind a
/// substitution it may decide whether the field fits.
fn removed(template: &Template) -> Option<Span> {
    let is_removed = |byte: &u8| is_white(*byte) || *byte == b',';
    let last = template.text.iter().rposition(|byte| !is_removed(byte))?;
    let is_literal = matches!(template.parts[..], [Part::Literal(_)]);
    let text = template.text_span.range();
    let is_some = is_literal && last + 1 < template.text.len();
    is_some.then(|| Span::new(text.start + last + 1, text.end))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn what_is_removed_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| p/x«, »/ i/y/",
                "match a m|^a| i/y«,»/ v/ / cpe:/a:x:y« »/",
                "match a m|^(a)| i/$1 /",
            ],
        );
    }
}
