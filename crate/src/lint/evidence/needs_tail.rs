//! Lines that look at the end of a response of which the end is not known.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::fingerprint::Record;
use crate::lint::evidence::Evidence;
use crate::lint::line::calls;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::pattern::tree::{Assertion, NodeKind, visit_nodes};
use crate::probes::MatchLine;
use crate::replay::LineMatch;
use crate::source::Span;
use crate::template::Substitution;

pub(super) const RULE: Rule = Rule {
    id: "line-needs-tail",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line that matches a response of which the fingerprint holds only the beginning, with `$`, `\\Z` \
               or `\\z`, or with a group in a template that took all bytes up to the cut.",
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
    let own = evidence.own_matches();
    for own in own.filter(|own| own.tried.record.truncated) {
        let record = own.tried.record;
        let cut = format!(
            "the fingerprint has {} of {} bytes of the response to {}",
            record.bytes.len(),
            record.declared_length,
            record.probe
        );
        let finding = |span, label: &str| {
            RULE.finding(span, cut.clone())
                .with_label(label)
                .with_help("scan again with `-d`, or do without the end")
        };
        if let Some(end) = find_end(own.line) {
            let span = end.shift(own.line.pattern_span.range().start);
            told.entry(span.start)
                .or_insert_with(|| finding(span, "matches where it was cut"));
        }
        for span in cut_values(own.line, own.matched, record) {
            told.entry(span.start)
                .or_insert_with(|| finding(span, "its group took all bytes up to the cut"));
        }
    }
    findings.extend(told.into_values());
}

/// The substitutions of groups that end where the fingerprint does.
fn cut_values(line: &MatchLine, matched: &LineMatch, record: &Record) -> Vec<Span> {
    let ends_there = |call: &&Substitution| {
        let taken = matched.captures.get(usize::from(call.group));
        taken.is_some_and(|span| !span.is_empty() && span.range().end == record.bytes.len())
    };
    let calls = line.templates.iter().flat_map(calls).filter(ends_there);
    calls.map(|call| call.span).collect()
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
        check_responses(&RULE, "match a m|^ACME(x+)| v/1 «$1»/", &cut);
        check_responses(&RULE, "match a m|^ACME(x+)x()| v/$1$2/", &cut);
        check_responses(
            &RULE,
            "match a m|^ACMEx+$|\n",
            &[("NULL", "ACMExx".to_owned())],
        );
    }
}
