//! A line that a fallback of its probe has already.

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::fingerprint::Protocol;
use crate::lint::file::{FileFacts, ListFacts};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::probes::{MatchLine, Probe};

pub(super) const RULE: Rule = Rule {
    id: "line-in-fallback",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A line whose pattern and flags a line of a fallback of its probe has, or of the NULL probe.",
        why: "A response that matches no line of the probe is held against the fallback's lines anyway.",
        nmap: "Every release tries the lines of the probe, of its fallbacks, and over TCP of the NULL probe.",
        bad: "Probe TCP NULL q||\nmatch acme m|^ACME ready| p/Acme DB/\nProbe TCP Hello q|HELLO|\n\
              match acme m|^ACME ready| p/Acme DB/",
        good: "Probe TCP NULL q||\nmatch acme m|^ACME ready| p/Acme DB/\nProbe TCP Hello q|HELLO|\n\
               match acme m|^ACME bye| p/Acme DB/",
        source: "nmap commit 03f823d6c",
    },
    check: Check::File(check),
};

type Lines<'a> = HashMap<(&'a [u8], crate::pattern::PatternFlags), &'a MatchLine>;

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    let by_list: Vec<Lines<'_>> = file.lists.iter().map(lines_of).collect();
    for list in &file.lists {
        let Some(probe) = list.probe else { continue };
        let fallbacks: Vec<&Lines<'_>> = fallbacks(file, probe)
            .filter_map(|idx| by_list.get(idx))
            .collect();
        for facts in &list.lines {
            let line = facts.line;
            let key = (&line.pattern_text[..], line.flags);
            let mut same = fallbacks.iter().filter_map(|lines| lines.get(&key));
            if let Some(other) = same.next() {
                let title = format!("line {} of a fallback has this pattern", other.number);
                let mut finding = RULE
                    .finding(line.pattern_span, title)
                    .with_help("remove it, unless a line between would match first");
                finding.second = Some((other.pattern_span, "the same pattern".to_owned()));
                findings.push(finding);
            }
        }
    }
}

fn lines_of<'a>(list: &ListFacts<'a>) -> Lines<'a> {
    let lines = list.lines.iter().map(|facts| facts.line);
    let mut known = HashMap::new();
    for line in lines {
        known
            .entry((&line.pattern_text[..], line.flags))
            .or_insert(line);
    }
    known
}

/// Indices of the lists that see what the probe's own lines leave.
fn fallbacks<'f>(file: &'f FileFacts<'_>, probe: &'f Probe) -> impl Iterator<Item = usize> + 'f {
    let find = |name: &[u8], protocol: Option<Protocol>| {
        file.lists.iter().position(|list| {
            list.probe.is_some_and(|other| {
                other.name == name && protocol.is_none_or(|protocol| other.protocol == protocol)
            })
        })
    };
    let named = probe.fallback.iter().filter_map(move |fallback| {
        find(&fallback.name, Some(probe.protocol)).or_else(|| find(&fallback.name, None))
    });
    let falls_to_null = probe.protocol == Protocol::Tcp && !probe.is_null();
    let null = file
        .lists
        .iter()
        .position(|list| list.probe.is_some_and(Probe::is_null));
    let all = named.chain(null.filter(|_| falls_to_null));
    all.filter(move |idx| file.lists.get(*idx).and_then(|list| list.probe) != Some(probe))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_line_of_the_fallback_is_marked() {
        check(
            &RULE,
            &[
                "Probe TCP NULL q||\nmatch a m|^a|\nProbe TCP A q|a|\nmatch b m|«^a»|\n",
                "Probe TCP NULL q||\nmatch a m|^a|\nProbe UDP A q|a|\nmatch b m|^a|\n",
                "Probe TCP A q|a|\nfallback B\nmatch a m|«^b»|\nmatch a m|^b|i\n\
                 Probe UDP B q|b|\nmatch b m|^b|\nfallback B\n",
                "match a m|^a|\nmatch a m|^a|\n",
            ],
        );
    }
}
