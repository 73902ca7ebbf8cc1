//! Probes without a rarity.

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::probes::Probe;

pub(super) const RULE: Rule = Rule {
    id: "probes-no-rarity",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A probe other than NULL without `rarity`.",
        why: "The rarity decides whether the probe is sent to ports that it does not name. Every probe of \
              Nmap's file has one; most are 8 or 9, as a scan should not send everything to everybody.",
        nmap: "Every release takes 5, which a scan with the usual intensity of 7 sends to every port.",
        bad: "Probe TCP Hello q|HELLO|\nports 7070\nmatch acme m|^ACME| p/Acme DB/",
        good: "Probe TCP Hello q|HELLO|\nrarity 8\nports 7070\nmatch acme m|^ACME| p/Acme DB/",
        source: "pull request 924 of Nmap; nmap commits e398e6f1f and 70be64d59",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    if !file.is_whole {
        return;
    }
    let without =
        |probe: &&Probe| probe.payload.is_some() && !probe.is_null() && probe.rarity.is_none();
    for probe in file.probes().filter(without) {
        let finding = RULE
            .finding(probe.name_span, "this probe has no rarity")
            .with_help("add `rarity 8`, or what fits");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_probe_without_rarity_is_marked() {
        check(
            &RULE,
            &[
                "Probe TCP NULL q||\nProbe TCP «A» q|a|\nProbe UDP B q|b|\nrarity 9\n",
                "match a m|^a|\nProbe TCP A\nmatch a m|^a|\n",
            ],
        );
    }
}
