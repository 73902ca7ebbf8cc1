//! Probes of which no comment says what they are.

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::probes::Probe;

pub(super) const RULE: Rule = Rule {
    id: "probes-no-comment",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A probe without a comment above it or right below its first line.",
        why: "A payload is a riddle without a word on the protocol and on what it asks.",
        nmap: "Every release skips comments.",
        bad: "Probe TCP Hello q|\\x05\\0\\x01|\nrarity 8\nports 7070",
        good: "# Acme's greeting, version 5, one feature.\nProbe TCP Hello q|\\x05\\0\\x01|\nrarity 8\nports 7070",
        source: "pull request 924 of Nmap",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    if !file.is_whole {
        return;
    }
    let is_whole = |probe: &&Probe| probe.payload.is_some();
    for probe in file.probes().filter(is_whole) {
        if !has_comment(file.text, probe) {
            let finding = RULE
                .finding(probe.name_span, "no comment says what this probe is")
                .with_help("name the protocol and what is asked, in a comment above");
            findings.push(finding);
        }
    }
}

/// Comments of the file's own form, a banner of `#` and nothing else, say nothing.
fn has_comment(text: &[u8], probe: &Probe) -> bool {
    let says = |line: &&[u8]| line.starts_with(b"#") && line.iter().any(u8::is_ascii_lowercase);
    let before = text.get(..probe.span.range().start).unwrap_or_default();
    let behind = text.get(probe.span.range().end..).unwrap_or_default();
    let above = before.split(|byte| *byte == b'\n').rev().skip(1);
    let mut above = above.take_while(|line| line.starts_with(b"#") || line.trim_ascii().is_empty());
    let mut below = behind.split(|byte| *byte == b'\n').skip(1).take(1);
    above.any(|line| says(&line)) || below.any(|line| says(&line))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_probe_without_a_word_is_marked() {
        check(
            &RULE,
            &[
                "# The banner.\n\nProbe TCP NULL q||\nProbe TCP «A» q|a|\n",
                "Probe TCP A q|a|\nmatch a m|^a|\n",
                "##############\nProbe TCP «A» q|a|\nrarity 1\nProbe TCP B q|b|\n# asks for b\n",
            ],
        );
    }
}
