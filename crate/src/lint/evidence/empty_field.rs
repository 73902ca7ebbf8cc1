//! Fields that stay empty on a response.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::lint::evidence::Evidence;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "template-empty-field",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A field that stays empty on a response that was given: what a group took is too long for \
               it, or took no part, or nothing of it is left.",
        why: "The line matches and does not tell what it was written to tell.",
        nmap: "Every release leaves the whole field out, with a warning at each match.",
        bad: r"match acme m|^ACME (.*)$|s p/Acme DB/ o/$1/",
        good: r"match acme m|^ACME ([\w.]+)| p/Acme DB/ o/$1/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told = BTreeMap::new();
    for own in evidence.own_matches() {
        for (kind, fault) in &own.matched.fields.faults {
            let why = fault.to_diagnostic(*kind);
            let probe = &own.tried.record.probe;
            let title = format!("on a response to {probe}: {}", why.title);
            let mut finding = RULE.finding(why.span, title).with_label(why.label);
            finding.help = why.help;
            told.entry(why.span.start).or_insert(finding);
        }
    }
    findings.extend(told.into_values());
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_field_that_does_not_fit_is_marked() {
        let long = "x".repeat(31);
        let responses = [("NULL", format!("ACME {long}"))];
        check_responses(&RULE, "match a m|^ACME (\\w+)| p/$1/ o/«$1»/", &responses);
        check_responses(&RULE, "match a m|^ACME (y)?| v/«$1»/", &responses);
        check_responses(&RULE, "match a m|^acme (y)?| v/$1/", &responses);
    }
}
