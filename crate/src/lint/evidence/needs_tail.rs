//! Lines that look at the end of a response of which the end is not known.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::lint::evidence::Evidence;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::pattern::tree::{Assertion, NodeKind, visit_nodes};
use crate::probes::MatchLine;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "line-needs-tail",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line with `$`, `\\Z` or `\\z` that matches a response of which the fingerprint holds only \
               the beginning.",
        why: "The end that it found is where the fingerprint was cut, and not where the response ended.",
        nmap: "A fingerprint holds 900 bytes of a response, 1,300 with `-d`, in every release; Nmap itself \
               matches on all that came.",
        bad: r"match acme m|^ACME .*$|s p/Acme DB/",
        good: r"match acme m|^ACME .*ready|s p/Acme DB/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told = BTreeMap::new();
    let truncated = evidence.tried.iter().filter(|tried| tried.record.truncated);
    for tried in truncated {
        for matched in &tried.outcome.all {
            let Some(line) = evidence.own(matched.line) else {
                continue;
            };
            if let Some(end) = find_end(line) {
                let record = tried.record;
                let title = format!(
                    "the fingerprint has {} of {} bytes of the response to {}",
                    record.bytes.len(),
                    record.declared_length,
                    record.probe
                );
                let finding = RULE
                    .finding(end.shift(line.pattern_span.range().start), title)
                    .with_label("matches where it was cut")
                    .with_help("scan again with `-d`, or do without the end");
                told.entry(matched.line).or_insert(finding);
            }
        }
    }
    findings.extend(told.into_values());
}

/// The first item that looks at the end of the response.
fn find_end(line: &MatchLine) -> Option<Span> {
    let pattern = line.parse_pattern().ok()?;
    let mut found = None;
    visit_nodes(pattern.branches(), &mut |node| {
        use Assertion::{End, SubjectEnd, SubjectEndOrLineFeed};
        let is_end = matches!(
            node.kind,
            NodeKind::Assertion(End | SubjectEnd | SubjectEndOrLineFeed)
        );
        if is_end && found.is_none() {
            found = Some(node.span);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn an_end_that_is_a_cut_is_marked() {
        let cut = [("NULL", "ACME".to_owned() + &"x".repeat(896) + "more")];
        check_responses(&RULE, "match a m|^ACMEx+«$»|\n", &cut);
        check_responses(&RULE, "match a m|^ACMEx+|\nmatch b m|^b$|", &cut);
        check_responses(
            &RULE,
            "match a m|^ACMEx+$|\n",
            &[("NULL", "ACMExx".to_owned())],
        );
    }
}
