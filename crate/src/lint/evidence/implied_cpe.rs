//! A CPE of a device or an operating system that the response does not name.

use std::collections::BTreeMap;

use crate::diagnostic::{Edit, Severity};
use crate::lint::evidence::{Evidence, names};
use crate::lint::line::is_literal;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::{CpePart, Template, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "cpe-implied",
    severity: Severity::Note,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A `cpe:/o` or `cpe:/h` without the flag `a`, while neither the vendor nor the product that it names \
               stands in a response that the line matches.",
        why: "The flag says that the CPE follows from what the line knows, and was not proved by the bytes.",
        nmap: "Every release ignores the flag; its maintainers' programs read it.",
        bad: "match acme m|^ACME ready| p/Acme DB/ o/Linux/ cpe:/o:linux:linux_kernel/",
        good: "match acme m|^ACME ready| p/Acme DB/ o/Linux/ cpe:/o:linux:linux_kernel/a",
        source: "nmap commits fa94d0e33 and 24c8c06f1",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told = BTreeMap::new();
    for (template, tried) in evidence.own_templates(is_concerned) {
        let is_flagged = template.letters.slice(evidence.text).contains(&b'a');
        if is_flagged || is_named(template, &tried.record.bytes) {
            continue;
        }
        let end = template.span.range().end;
        let title = format!(
            "the response to {} names neither its vendor nor its product",
            tried.record.probe
        );
        let mut finding = RULE
            .finding(template.span, title)
            .with_help("add the flag `a`, or leave it out if it need not be so");
        finding.edit = Some(Edit {
            span: Span::new(end, end),
            replacement: b"a".to_vec(),
        });
        told.entry(end).or_insert(finding);
    }
    findings.extend(told.into_values());
}

/// Whether a word of the vendor or of the product stands in the response.
fn is_named(template: &Template, response: &[u8]) -> bool {
    let parts = template.text.split(|byte| *byte == b':');
    let mut words = parts
        .skip(1)
        .take(2)
        .flat_map(|part| part.split(|byte| *byte == b'_'));
    words.any(|word| names(response, word))
}

fn is_concerned(template: &Template) -> bool {
    let part = CpePart::of(template);
    let is_part = matches!(part, Some(CpePart::Hardware | CpePart::OperatingSystem));
    template.kind == TemplateKind::Cpe && is_part && is_literal(template)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_cpe_that_no_byte_proves_is_marked() {
        let responses = [("NULL", "ACME on LINUX")];
        check_responses(
            &RULE,
            "match a m|^ACME| «cpe:/o:microsoft:windows/» cpe:/h:acme:box/ cpe:/a:x:y/",
            &responses,
        );
        check_responses(
            &RULE,
            "match a m|^ACME| cpe:/o:microsoft:windows/a cpe:/o:linux:linux_kernel/",
            &responses,
        );
    }
}
