//! What stands between the parts of an info.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::source::Span;
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-info-separator",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "An info with a comma and a space between its parts.",
        why: "In Nmap's file the parts are joined by `; `, nineteen times out of twenty, and programs that read the \
              output take them apart there.",
        nmap: "Every release prints what is written.",
        bad: r"match acme m|^ACME (\d+) | p/Acme DB/ i/protocol $1, read only/",
        good: r"match acme m|^ACME (\d+) | p/Acme DB/ i/protocol $1; read only/",
        source: "issue 1442 of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(template) = line.template(TemplateKind::Info) else {
        return;
    };
    let text = &template.text;
    let at = text.windows(2).position(|pair| pair == b", ");
    let Some(at) = at.filter(|_| !text.windows(2).any(|pair| pair == b"; ")) else {
        return;
    };
    let start = template.text_span.range().start + at;
    let finding = RULE
        .finding(
            Span::new(start, start + 2),
            "a comma between two parts of the info",
        )
        .with_help("write `; ` between parts; a comma inside of one part is fine");
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn the_first_comma_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| i/x«, »y, z/",
                "match a m|^a| i/x, y; z/",
                "match a m|^a| i/x,y/",
            ],
        );
    }
}
