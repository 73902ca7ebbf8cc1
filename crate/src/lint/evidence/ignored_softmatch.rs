//! Soft matches of a port on which another service was matched softly before.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::lint::evidence::{Evidence, Tried};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::probes::MatchLine;
use crate::replay::LineId;

pub(super) const RULE: Rule = Rule {
    id: "line-ignored-softmatch",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A `softmatch` line that is taken on a response of a port for which an earlier response was \
               already taken by a `softmatch` line of another service.",
        why: "The second service is never reported, and the fields of the line are lost.",
        nmap: "Every release keeps the first soft match of a port and ignores a later one; of another service \
               with a warning.",
        bad: "softmatch acme m|^ACME|\nsoftmatch zeta m|^OK ZETA| p/Zeta DB/",
        good: "softmatch acme m|^ACME|\nmatch zeta m|^OK ZETA| p/Zeta DB/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told: BTreeMap<LineId, _> = BTreeMap::new();
    let ports = evidence.tried.chunk_by(|a, b| a.port_idx == b.port_idx);
    for responses in ports {
        let mut first: Option<(&MatchLine, &Tried<'_>)> = None;
        for tried in responses {
            let taken = tried.outcome.taken.as_ref();
            let Some((id, line)) = taken.and_then(|it| Some((it.line, evidence.line(it.line)?)))
            else {
                continue;
            };
            let Some((earlier, on)) = first.filter(|_| line.soft) else {
                // A hard match ends the search.
                first = Some((line, tried)).filter(|_| line.soft);
                continue;
            };
            if earlier.service != line.service && evidence.own(id).is_some() {
                let title = format!(
                    "on the response to {} it is too late: that to {} was softly matched as `{}`",
                    tried.record.probe,
                    on.record.probe,
                    earlier.service.escape_ascii()
                );
                let finding = RULE
                    .finding(line.keyword_span, title)
                    .with_help("write `match` if the bytes prove the service");
                told.entry(id).or_insert(finding);
            }
        }
    }
    findings.extend(told.into_values());
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_second_soft_match_of_another_service_is_marked() {
        let responses = [("NULL", "ACME"), ("Help", "OK")];
        let lines = |second: &str| format!("softmatch a m|^ACME|\n{second} m|^OK|\n");
        check_responses(&RULE, &lines("«softmatch» b"), &responses);
        check_responses(&RULE, &lines("softmatch a"), &responses);
        check_responses(&RULE, &lines("match b"), &responses);
        check_responses(&RULE, "match a m|^ACME|\nsoftmatch b m|^OK|\n", &responses);
    }
}
