//! Fields with bytes that cannot be shown.

use std::collections::BTreeMap;

use crate::bytes::print_readable;
use crate::diagnostic::Severity;
use crate::lint::evidence::Evidence;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::replay::FieldValue;

pub(super) const RULE: Rule = Rule {
    id: "template-unprintable",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A field that gets bytes outside 0x20 to 0x7e on a response that was given.",
        why: "Such bytes are shown as dots. Text of two bytes for each letter, padding and numbers in \
              binary form can be copied so that people can read them.",
        nmap: "Every release prints a dot for each such byte, and ends a value at its first NUL. `$P()` \
               copies the printable bytes only; `$I()`, since 7.70, prints a number.",
        bad: r"match acme m|^ACME (.{8})| p/Acme DB/ v/$1/",
        good: r"match acme m|^ACME (.{8})| p/Acme DB/ v/$P(1)/",
        source: "nmap commit e45016ea6; Nmap's change log, 7.70",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told = BTreeMap::new();
    for own in evidence.own_matches() {
        let fields = &own.matched.fields;
        let texts = fields.texts().into_iter().map(|(_, value)| value);
        for value in texts.flatten().filter(|value| is_unprintable(value)) {
            let (probe, shown) = (&own.tried.record.probe, print_readable(&value.value));
            let title = format!("on a response to {probe} this is `{shown}`");
            let finding = RULE
                .finding(value.template, title)
                .with_help("write `$P(1)` for the printable bytes, `$I(1,\">\")` for a number");
            told.entry(value.template.start).or_insert(finding);
        }
    }
    findings.extend(told.into_values());
}

fn is_unprintable(value: &FieldValue) -> bool {
    !value.value.iter().all(|byte| (0x20..=0x7e).contains(byte))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_field_with_bytes_that_cannot_be_shown_is_marked() {
        let responses = [("NULL", "ACME \x01\x02 db")];
        check_responses(
            &RULE,
            "match a m|^ACME (..) (\\w+)| «p/$1/» v/$2/",
            &responses,
        );
        check_responses(
            &RULE,
            "match a m|^ACME (..)| p/$P(1)/ v/$I(1,\">\")/",
            &responses,
        );
    }

    #[test]
    fn several_responses_are_told_once() {
        let responses = [("NULL", "ACME \x01"), ("Help", "ACME \x02")];
        check_responses(&RULE, "match a m|^ACME (.)| «p/$1/»", &responses);
    }
}
