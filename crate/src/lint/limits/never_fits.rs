//! Templates whose own text is longer than the field.

use crate::diagnostic::Severity;
use crate::lint::line::{LineFacts, n_literal};
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "template-never-fits",
    severity: Severity::Error,
    fix: None,
    docs: Docs {
        what: "A template whose literal text alone is longer than Nmap's field.",
        why: "The field is never shown, whatever the server says.",
        nmap: "Product, version, host name and a CPE (with its `cpe:/`) hold 79 bytes, info 255, OS and \
               device type 31. Every release leaves out a field that does not fit, with a warning at each match.",
        bad: "match acme m|^ACME | o/Acme Real Time Operating System X/",
        good: "match acme m|^ACME | o/Acme RTOS/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for template in &line.line.templates {
        let prefix = if template.adds_cpe_prefix() {
            b"cpe:/".len()
        } else {
            0
        };
        let (len, limit) = (n_literal(template) + prefix, template.kind.size() - 1);
        if len > limit {
            let field = template.kind.field_name();
            let title = format!("the {field} has {len} bytes or more; Nmap holds {limit}");
            let finding = RULE
                .finding(template.text_span, title)
                .with_label("Nmap never shows it")
                .with_help("shorten it");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn text_over_the_size_of_its_field_is_marked() {
        let line = |kind: &str, n: usize, marks: [&str; 2]| {
            let [open, close] = marks;
            format!("match a m|^(a)| {kind}/{open}{}{close}/", "x".repeat(n))
        };
        let (plain, marked) = (["", ""], ["«", "»"]);
        for (kind, most) in [
            ("p", 79),
            ("v", 79),
            ("h", 79),
            ("i", 255),
            ("o", 31),
            ("d", 31),
        ] {
            check(
                &RULE,
                &[&line(kind, most, plain), &line(kind, most + 1, marked)],
            );
        }
        let cpe = |n: usize| format!("a:{}", "x".repeat(n - 2));
        let (fits, over) = (cpe(74), cpe(75));
        check(
            &RULE,
            &[
                &format!("match a m|^a| cpe:/{fits}/"),
                &format!("match a m|^a| cpe:/«{over}»/"),
            ],
        );
    }

    #[test]
    fn substitutions_do_not_count() {
        let text = "x".repeat(31);
        check(&RULE, &[&format!("match a m|^(a)| o/$1{text}/")]);
    }
}
