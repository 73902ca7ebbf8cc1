//! Lines that an earlier, shorter one hides.

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::literal;
use crate::pattern::tree::{Assertion, NodeKind};
use crate::probes::MatchLine;

pub(super) const RULE: Rule = Rule {
    id: "line-unreachable",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A line whose pattern begins with literal bytes that an earlier line of the same probe, \
               hard or soft, asks for and for nothing else.",
        why: "It never comes into play: whatever it matches, the earlier line has taken.",
        nmap: "Every release stops at the first line that matches, soft or hard.",
        bad: "softmatch acme m|^ACME|\nmatch acme m|^ACME (\\d+)| p/Acme DB/ v/$1/",
        good: "match acme m|^ACME (\\d+)| p/Acme DB/ v/$1/\nsoftmatch acme m|^ACME|",
        source: "nmap-dev list, 2016 quarter 3, message 238; the behavior of Nmap 7.93",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    for list in &file.lists {
        let mut plain: HashMap<Vec<u8>, &MatchLine> = HashMap::new();
        for facts in &list.lines {
            let Some(prefix) = prefix(facts) else {
                continue;
            };
            let mut beginnings = (1..=prefix.len()).filter_map(|len| prefix.get(..len));
            if let Some(earlier) = beginnings.find_map(|start| plain.get(start)) {
                findings.extend(finding(facts.line, earlier));
            } else if is_plain(facts, prefix.len()) {
                plain.insert(prefix, facts.line);
            }
        }
    }
}

/// The same pattern is another rule's.
fn finding(line: &MatchLine, earlier: &MatchLine) -> Option<crate::diagnostic::Diagnostic> {
    let kind = if earlier.soft { "softmatch" } else { "match" };
    let title = format!(
        "the {kind} in line {} takes whatever this matches",
        earlier.number
    );
    let mut finding = RULE
        .finding(line.pattern_span, title)
        .with_label("never reached")
        .with_help("put it before that line");
    finding.second = Some((earlier.pattern_span, "asks for less".to_owned()));
    let is_same = (&line.pattern_text, line.flags) == (&earlier.pattern_text, earlier.flags);
    (!is_same).then_some(finding)
}

/// The literal bytes behind `^`; `None` where the pattern is not anchored or has settings.
fn prefix(facts: &LineFacts<'_>) -> Option<Vec<u8>> {
    let pattern = facts.pattern?;
    let [branch] = pattern.branches() else {
        return None;
    };
    let is_anchor = matches!(branch.first()?.kind, NodeKind::Assertion(Assertion::Start));
    let is_usual = pattern.settings() == &Default::default();
    (is_anchor && is_usual && !pattern.flags().caseless).then(|| pattern.literal_prefix())
}

/// `^` and `n` literal bytes. Of very many bytes the prefix has the first only.
fn is_plain(facts: &LineFacts<'_>, n: usize) -> bool {
    let mut branches = facts.branches().iter();
    branches.all(|branch| {
        let bytes = branch.iter().skip(1);
        bytes.clone().all(|node| literal(node).is_some()) && bytes.count() == n
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_line_of_very_many_bytes_hides_no_shorter_one() {
        let long = "x".repeat(crate::pattern::MAX_LITERAL);
        check(
            &RULE,
            &[
                &format!("match a m|^{long}|\nmatch b m|«^{long}a»|\n"),
                &format!("match a m|^{long}a|\nmatch b m|^{long}b|\n"),
            ],
        );
    }

    #[test]
    fn a_line_behind_one_that_asks_for_less_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^ab|\nmatch b m|«^abc»|\nsoftmatch b m|«^ab[cd]e»|\n",
                "match a m|^ab$|\nmatch b m|^abc|\n",
                "match a m|^abc|\nmatch b m|^ab|\nmatch c m|«^abd»|\n",
                "match a m|^ab|\nmatch b m|^ABc|i\nmatch b m|abc|\n",
                "match a m|^ab|i\nmatch b m|^abc|\n",
                "Probe TCP NULL q||\nmatch a m|^ab|\nProbe TCP A q|a|\nmatch a m|^abc|\n",
            ],
        );
    }
}
