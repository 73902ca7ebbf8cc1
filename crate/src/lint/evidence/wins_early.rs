//! Lines that win on the beginning of a response.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::lint::evidence::Evidence;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "line-wins-early",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line that matches the beginning of a response that was given, on which as a whole an \
               earlier line is taken. After a `softmatch` line Nmap still takes a `match` line.",
        why: "A response can come in pieces. Where the beginning comes first, the more general line wins, \
              and the better one gets no chance.",
        nmap: "Every release tries the lines after every read, on all bytes so far, and stops at a hard match.",
        bad: "match acme m|^ACME .*version (\\d+)|s p/Acme DB/ v/$1/\nmatch acme m|^ACME| p/Acme DB/",
        good: "match acme m|^ACME .*version (\\d+)|s p/Acme DB/ v/$1/\nmatch acme m|^ACME [^\\n]*\\n$| p/Acme DB/",
        source: "issues 2362 and 3491 of Nmap; the behavior of Nmap 7.93",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told = BTreeMap::new();
    for tried in &evidence.tried {
        let runs = tried
            .outcome
            .prefixes
            .iter()
            .flat_map(|prefixes| &prefixes.runs);
        let Some(taken) = &tried.outcome.taken else {
            continue;
        };
        for run in runs.filter(|run| run.taken.line != taken.line) {
            let Some(line) = evidence.own(run.taken.line) else {
                continue;
            };
            if line.soft && evidence.is_hard(taken.line) {
                continue;
            }
            let title = format!(
                "it wins on the first {} bytes of the response to {}; on all of them {} is taken",
                run.first,
                tried.record.probe,
                evidence.name(taken.line)
            );
            let mut finding = RULE
                .finding(line.pattern_span, title)
                .with_help("let it ask for the end of what the better line needs");
            finding.second = evidence
                .own(taken.line)
                .map(|taken| (taken.pattern_span, "taken on the whole".to_owned()));
            told.entry((run.taken.line, taken.line)).or_insert(finding);
        }
    }
    findings.extend(told.into_values());
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_line_that_needs_less_is_marked() {
        let responses = [("NULL", "ACME 1\n")];
        check_responses(
            &RULE,
            "match a m|^ACME 1|\nmatch a m|«^ACME»|\n",
            &responses,
        );
        check_responses(
            &RULE,
            "match a m|^ACME 1|\nmatch a m|^ACME.*\\n|\n",
            &responses,
        );
        check_responses(&RULE, "match a m|^B|\nmatch a m|^ACME|\n", &responses);
        check_responses(
            &RULE,
            "match a m|^ACME 1|\nsoftmatch a m|^ACME|\n",
            &responses,
        );
        check_responses(
            &RULE,
            "softmatch a m|^ACME 1|\nsoftmatch a m|«^ACME»|\n",
            &responses,
        );
    }
}
