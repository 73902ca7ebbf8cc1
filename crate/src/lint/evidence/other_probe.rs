//! Lines under a probe whose responses they do not match, while they match that to another.

use crate::diagnostic::Severity;
use crate::lint::evidence::{Evidence, is_match};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::replay::LineOutcome;

pub(super) const RULE: Rule = Rule {
    id: "line-other-probe",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line of yours under a probe that matches a response that was given, but only to another \
               probe, whose responses the line never sees.",
        why: "It never comes into play. It belongs under the probe that gets the answer, or under one that \
              this falls back to: NULL for a greeting, GetRequest for what speaks HTTP.",
        nmap: "Every release tries on a response the lines of the probe that was sent, then those of its \
               fallbacks, and last, for TCP, those of NULL.",
        bad: "Probe TCP Help q|HELP\\r\\n|\nmatch acme m|^ACME ready| p/Acme DB/",
        good: "Probe TCP NULL q||\nmatch acme m|^ACME ready| p/Acme DB/",
        source: "nmap-dev list, 2016 quarter 3, message 238; the behavior of Nmap 7.93",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    for (line, outcomes) in evidence.user_lines() {
        if outcomes.iter().any(|(outcome, _)| is_match(*outcome)) {
            continue;
        }
        let unseen = outcomes
            .iter()
            .filter(|(outcome, _)| *outcome == LineOutcome::NotSeen);
        let found = evidence.find_match(line, line.flags, unseen.map(|(_, tried)| *tried));
        if let Some(tried) = found {
            let title = format!(
                "it matches the response to {}, which it never sees",
                tried.record.probe
            );
            let finding = RULE
                .finding(line.keyword_span, title)
                .with_help("put it under the probe that gets the answer");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_line_under_the_wrong_probe_is_marked() {
        let responses = [("NULL", "ACME 1"), ("GetRequest", "HTTP/1.0 200 OK")];
        check_responses(
            &RULE,
            "Probe TCP Help q|HELP\\r\\n|\n«match» a m|^ACME|\nmatch b m|^B|\n",
            &responses,
        );
        check_responses(
            &RULE,
            "match a m|^ACME|\nProbe TCP NULL q||\nmatch b m|^HTTP|\n",
            &responses,
        );
    }
}
