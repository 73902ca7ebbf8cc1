//! A softmatch of a service that no other probe knows.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "line-lone-softmatch",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A softmatch of a service for which no other probe of the file has a line.",
        why: "Nmap goes on with those probes only that have a line for the service: here with none, so \
              nothing more is learned of the port.",
        nmap: "Every release skips the other probes after a soft match, except at intensity 9.",
        bad: "Probe TCP NULL q||\nsoftmatch acme m|^ACME|\nProbe TCP Hello q|HELLO|\nmatch zeta m|^ZETA| p/Zeta/",
        good: "Probe TCP NULL q||\nsoftmatch acme m|^ACME|\nProbe TCP Hello q|HELLO|\nmatch acme m|^OK| p/Acme DB/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    if !file.is_whole {
        return;
    }
    let mut n_lists: HashMap<&[u8], usize> = HashMap::new();
    for list in &file.lists {
        let services: HashSet<&[u8]> = list
            .lines
            .iter()
            .map(|facts| &facts.line.service[..])
            .collect();
        services
            .into_iter()
            .for_each(|service| *n_lists.entry(service).or_default() += 1);
    }
    for line in file
        .lines()
        .map(|facts| facts.line)
        .filter(|line| line.soft)
    {
        if n_lists.get(&line.service[..]) == Some(&1) {
            let finding = RULE
                .finding(
                    line.service_span,
                    "no other probe has a line for this service",
                )
                .with_help("write a `match` line if the bytes prove the service, or leave it out");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_softmatch_that_leads_nowhere_is_marked() {
        check(
            &RULE,
            &[
                "Probe TCP NULL q||\nsoftmatch «a» m|^a|\nmatch a m|^b|\nsoftmatch b m|^c|\n\
                 Probe UDP A q|a|\nmatch b m|^a|\n",
                "softmatch a m|^a|\n",
            ],
        );
    }
}
