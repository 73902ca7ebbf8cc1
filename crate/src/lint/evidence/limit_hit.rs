//! Lines whose search of a response ends at one of Nmap's limits.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::lint::evidence::Evidence;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::matcher::Limit;

pub(super) const RULE: Rule = Rule {
    id: "pattern-limit-hit",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line whose search of a response that was given is ended by a limit.",
        why: "The line then does not match, whatever it would have found further on.",
        nmap: "From 7.991 on a search ends after 50,000 calls of PCRE2's match routine, 1,000 nested \
               frames or 10 MB, before after 100,000 calls; Nmap goes on as if the line did not match, \
               with a warning under `-v`.",
        bad: r"match acme m|^(?:\w+\s?)+ready| p/Acme DB/",
        good: r"match acme m|^\w[\w\s]*ready| p/Acme DB/",
        source: "nmap commits 6d8bb6df2, ba4a10886 and 4c0ed54f6; the behavior of Nmap 7.93",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told = BTreeMap::new();
    for tried in &evidence.tried {
        for hit in &tried.outcome.limit_hits {
            if let Some(line) = evidence.own(hit.line) {
                let title = format!(
                    "on the response to {} the search ends at {}",
                    tried.record.probe,
                    limit_words(hit.limit)
                );
                let finding = RULE
                    .finding(line.pattern_span, title)
                    .with_help("leave fewer ways to divide the same bytes");
                told.entry(hit.line).or_insert(finding);
            }
        }
    }
    findings.extend(told.into_values());
}

fn limit_words(limit: Limit) -> &'static str {
    match limit {
        Limit::Match => "the match limit",
        Limit::Depth => "the depth limit",
        Limit::Heap => "the heap limit",
        Limit::EndlessCall => "a group that calls itself without end",
        Limit::Work => "our own limit, where Nmap would still be searching",
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_search_that_a_limit_ends_is_marked() {
        let responses = [("NULL", "a".repeat(40) + "cb")];
        check_responses(&RULE, "match a m|«^(?:a+)+b$»|", &responses);
        check_responses(&RULE, "match a m|^a+b$|\nmatch a m|^(?:b+)+c|", &responses);
    }
}
