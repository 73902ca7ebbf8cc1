//! Lines that match a response and are never taken.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::lint::evidence::Evidence;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::replay::LineId;

pub(super) const RULE: Rule = Rule {
    id: "line-hidden",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line that matches responses that were given, on each of which an earlier line is taken. A `softmatch` \
               line behind a `match` line is meant for other responses.",
        why: "It does not come into play where it should. More special lines have to stand first.",
        nmap: "Every release stops at the first line that matches, soft or hard: first those of the probe, \
               then those of its fallbacks.",
        bad: "softmatch acme m|^ACME \\w+|\nmatch acme m|^ACME ready (\\d+)| p/Acme DB/ v/$1/",
        good: "match acme m|^ACME ready (\\d+)| p/Acme DB/ v/$1/\nsoftmatch acme m|^ACME \\w+|",
        source: "nmap-dev list, 2016 quarter 3, message 238; the behavior of Nmap 7.93",
    },
    check: Check::Responses(check),
};

/// What is known of a line that matches: who is taken instead, unless it was taken once.
type Takers = BTreeMap<LineId, Option<(LineId, String)>>;

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut takers = Takers::new();
    for tried in &evidence.tried {
        let Some(taken) = &tried.outcome.taken else {
            continue;
        };
        for matched in &tried.outcome.all {
            let probe = tried.record.probe.clone();
            let taker = (taken.line != matched.line).then_some((taken.line, probe));
            let known = takers.entry(matched.line).or_insert_with(|| taker.clone());
            if taker.is_none() {
                *known = None;
            }
        }
    }
    for (line, taker) in takers {
        let (Some(line), Some((taker, probe))) = (evidence.own(line), taker) else {
            continue;
        };
        if line.soft && evidence.is_hard(taker) {
            continue;
        }
        let title = format!(
            "on the response to {probe} {} is taken",
            evidence.name(taker)
        );
        let mut finding = RULE
            .finding(line.keyword_span, title)
            .with_label("matches too, and is never taken")
            .with_help("put the more special line first");
        finding.second = evidence
            .own(taker)
            .map(|taker| (taker.keyword_span, "taken instead".to_owned()));
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_line_that_is_never_taken_is_marked() {
        let responses = [("NULL", "ACME 1"), ("Help", "ACME 2")];
        check_responses(
            &RULE,
            "match a m|^ACME|\n«match» a m|^ACME \\d|\n",
            &responses,
        );
        check_responses(
            &RULE,
            "match a m|^ACME 1|\nmatch a m|^ACME \\d|\n",
            &responses,
        );
        check_responses(&RULE, "match a m|^ACME 1|\nmatch b m|^B|\n", &responses);
        for (first, second) in [
            ("softmatch", "«match»"),
            ("softmatch", "«softmatch»"),
            ("match", "softmatch"),
        ] {
            let lines = format!("{first} a m|^ACME|\n{second} a m|^ACME \\d|\n");
            check_responses(&RULE, &lines, &responses);
        }
    }
}
