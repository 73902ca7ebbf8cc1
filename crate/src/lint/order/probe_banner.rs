//! Probes without the line that sets them apart.

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "probes-no-banner",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A probe of a whole file without a comment `NEXT PROBE` between it and what stands before.",
        why: "Lines of `#` with these words are how people find the probes of a file of many thousand lines.",
        nmap: "Every release skips comments.",
        bad: "Probe TCP NULL q||\nmatch acme m|^ACME| p/Acme DB/\n\nProbe TCP Hello q|HELLO|\nrarity 8\nports 7070",
        good: "Probe TCP NULL q||\nmatch acme m|^ACME| p/Acme DB/\n\n##########NEXT PROBE##########\nProbe TCP Hello q|HELLO|\nrarity 8\nports 7070",
        source: "pull request 924 of Nmap; what holds in Nmap's own file",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    if !file.is_whole {
        return;
    }
    let asking = file.probes().filter(|probe| probe.payload.is_some());
    // Nothing stands before the first.
    for probe in asking.skip(1) {
        let before = file
            .text
            .get(..probe.span.range().start)
            .unwrap_or_default();
        let above = before.split(|byte| *byte == b'\n').rev().skip(1);
        let mut above =
            above.take_while(|line| line.starts_with(b"#") || line.trim_ascii().is_empty());
        let is_banner = |line: &[u8]| line.windows(10).any(|words| words == b"NEXT PROBE");
        if !above.any(is_banner) {
            let finding = RULE
                .finding(probe.name_span, "no banner sets this probe apart")
                .with_help("write a line of `#` with `NEXT PROBE` in its middle above it");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_probe_that_nothing_sets_apart_is_marked() {
        check(
            &RULE,
            &[
                "Probe TCP NULL q||\n\nProbe TCP «A» q|a|\n",
                "Probe TCP NULL q||\n\n####NEXT PROBE####\n# why\n\nProbe TCP A q|a|\n",
                "Probe TCP A q|a|\nProbe TCP B q|b|\n",
            ],
        );
    }
}
