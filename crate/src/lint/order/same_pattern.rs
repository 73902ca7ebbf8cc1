//! The same pattern twice under one probe.

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "line-same-pattern",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line whose pattern and flags an earlier line of the same probe has.",
        why: "It never comes into play: what it matches, the earlier line has taken.",
        nmap: "Every release stops at the first line that matches.",
        bad: "match acme m|^ACME ready| p/Acme DB/\nmatch acme m|^ACME ready| p/Acme Mail/",
        good: "match acme m|^ACME ready| p/Acme DB or Mail/",
        source: "nmap commit 03f823d6c",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    for list in &file.lists {
        let mut known = HashMap::new();
        for facts in &list.lines {
            let line = facts.line;
            let key = (&line.pattern_text, line.flags);
            let earlier = *known.entry(key).or_insert(line);
            if earlier.span != line.span {
                let title = format!("line {} has this pattern already", earlier.number);
                let mut finding = RULE
                    .finding(line.pattern_span, title)
                    .with_label("never reached")
                    .with_help("put what both say into one line, or remove one");
                finding.second = Some((earlier.pattern_span, "the same pattern".to_owned()));
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
    fn the_later_line_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a|\nmatch b m|«^a»|\n",
                "match a m|^a|\nmatch a m|^a|i\nmatch a m|^a|s\n",
                "Probe TCP NULL q||\nmatch a m|^a|\nProbe TCP A q|a|\nmatch a m|^a|\n",
            ],
        );
    }
}
