//! Lines that would match a response if the case of letters did not count.

use crate::diagnostic::{Edit, Severity};
use crate::lint::evidence::{Evidence, is_match};
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::pattern::PatternFlags;
use crate::replay::LineOutcome;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-letter-case",
    severity: Severity::Note,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A line of yours that matches none of the responses that were given, and would match one that it \
               sees if the case of letters did not count.",
        why: "Names of headers and commands are written in another case by another program.",
        nmap: "In every release case counts unless the flag `i` is given.",
        bad: r"match acme m|^HTTP/1\.0 200 OK\r\nServer: Acme| p/Acme httpd/",
        good: r"match acme m|^HTTP/1\.0 200 OK\r\n[Ss]erver: Acme| p/Acme httpd/",
        source: "what holds in Nmap's own file, where such names are written as `[Cc]ontent-[Tt]ype`",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    for (line, outcomes) in evidence.user_lines() {
        if line.flags.caseless || outcomes.iter().any(|(outcome, _)| is_match(*outcome)) {
            continue;
        }
        let flags = PatternFlags {
            caseless: true,
            ..line.flags
        };
        let seen = outcomes
            .iter()
            .filter(|(outcome, _)| *outcome == LineOutcome::NoMatch);
        let found = evidence.find_match(line, flags, seen.map(|(_, tried)| *tried));
        if let Some(tried) = found {
            let title = format!(
                "on the response to {} only the case of letters is in the way",
                tried.record.probe
            );
            let mut finding = RULE
                .finding(line.pattern_span, title)
                .with_help("write such letters as `[Cc]`, or add the flag `i`");
            let at = line.flags_span.range().end;
            finding.edit = Some(Edit {
                span: Span::new(at, at),
                replacement: b"i".to_vec(),
            });
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_line_that_only_the_case_keeps_from_matching_is_marked() {
        let responses = [("NULL", "ACME Ready"), ("Help", "acme")];
        check_responses(&RULE, "match a m|«^Acme ready»| p/x/", &responses);
        check_responses(&RULE, "match a m|^ACME|\nmatch b m|^zeta|\n", &responses);
        check_responses(&RULE, "match a m|^Acme ready|i", &responses);
    }
}
