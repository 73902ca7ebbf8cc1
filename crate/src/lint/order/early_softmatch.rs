//! A softmatch above hard matches of the same service.

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "line-early-softmatch",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A softmatch with a `match` line of the same service below it, under the same probe.",
        why: "What the softmatch matches is never held against the lines below, however well they know it.",
        nmap: "Every release stops at the first line that matches, soft or hard.",
        bad: "softmatch acme m|^ACME \\w|\nmatch acme m|^ACME ready| p/Acme DB/",
        good: "match acme m|^ACME ready| p/Acme DB/\nsoftmatch acme m|^ACME \\w|",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    for list in &file.lists {
        let lines = list.lines.iter().map(|facts| facts.line);
        let hard = lines.clone().filter(|line| !line.soft);
        let last: HashMap<&[u8], u32> = hard.map(|line| (&line.service[..], line.number)).collect();
        for line in lines.filter(|line| line.soft) {
            let below = last.get(&line.service[..]);
            if let Some(number) = below.filter(|number| **number > line.number) {
                let title =
                    format!("hard matches of this service stand below, up to line {number}");
                let finding = RULE
                    .finding(line.keyword_span, title)
                    .with_help("put the softmatch behind them, unless no response matches both");
                findings.push(finding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_softmatch_above_its_hard_matches_is_marked() {
        check(
            &RULE,
            &[
                "«softmatch» a m|^a|\nmatch b m|^b|\nmatch a m|^c|\n",
                "match a m|^a|\nsoftmatch a m|^b|\nmatch b m|^c|\n",
                "Probe TCP NULL q||\nsoftmatch a m|^a|\nProbe TCP A q|a|\nmatch a m|^b|\n",
            ],
        );
    }
}
