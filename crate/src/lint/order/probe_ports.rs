//! Probes without ports.

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::probes::Probe;

pub(super) const RULE: Rule = Rule {
    id: "probes-no-ports",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A probe other than NULL with neither `ports` nor `sslports`.",
        why: "It is never sent first, and a scan of lower intensity never sends it at all.",
        nmap: "Every release sends a probe to the ports it names whatever its rarity, and to others only \
               at an intensity of its rarity or more.",
        bad: "Probe TCP Hello q|HELLO|\nrarity 8\nmatch acme m|^ACME| p/Acme DB/",
        good: "Probe TCP Hello q|HELLO|\nrarity 8\nports 7070\nmatch acme m|^ACME| p/Acme DB/",
        source: "pull request 924 of Nmap",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    if !file.is_whole {
        return;
    }
    let has_none = |probe: &&Probe| probe.ports.is_empty() && probe.ssl_ports.is_empty();
    let is_whole = |probe: &&Probe| probe.payload.is_some() && !probe.is_null();
    for probe in file.probes().filter(is_whole).filter(has_none) {
        let finding = RULE
            .finding(probe.name_span, "this probe names no ports")
            .with_help("add `ports` with those where the service is usually found");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_probe_without_ports_is_marked() {
        check(
            &RULE,
            &[
                "Probe TCP NULL q||\nProbe TCP «A» q|a|\nProbe UDP B q|b|\nsslports 9\nProbe TCP C q|c|\nports 1\n",
            ],
        );
    }
}
