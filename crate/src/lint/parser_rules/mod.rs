//! What is said about the findings of the readers of probes files and templates, which the other
//! rules do not repeat. A pattern that PCRE2 refuses tells what is wrong with it itself.

mod lines;
mod probes;

use super::allow;
use super::rule::Docs;
use crate::diagnostic::Severity;

/// The title over these findings.
pub const READERS: &str = "What the readers find";

/// A finding of a reader.
#[derive(Debug)]
pub struct ParserRule {
    /// Its id.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is said about it.
    pub docs: Docs,
}

/// The finding of a reader with this id.
pub(super) fn find(id: &str) -> Option<&'static ParserRule> {
    parser_rules().find(|rule| rule.id == id)
}

const SOURCE: &str = "Nmap's documentation of the file format; the behavior of Nmap 7.93";

/// A fault for which Nmap refuses the file.
const fn fatal(
    id: &'static str,
    what: &'static str,
    bad: &'static str,
    good: &'static str,
) -> ParserRule {
    const NMAP: &str = "Every release refuses the whole file and stops.";
    fatal_since(id, what, NMAP, bad, good)
}

/// A fault for which some releases refuse the file.
const fn fatal_since(
    id: &'static str,
    what: &'static str,
    nmap: &'static str,
    bad: &'static str,
    good: &'static str,
) -> ParserRule {
    const WHY: &str = "One such line makes every other line of the file useless.";
    row(id, Severity::Error, [what, WHY, nmap], bad, good)
}

/// A fault for which a field is never filled in.
const fn lost(
    id: &'static str,
    what: &'static str,
    bad: &'static str,
    good: &'static str,
) -> ParserRule {
    const WHY: &str = "The whole field is lost, its other text included.";
    const NMAP: &str = "Every release leaves the field out, with a warning at each match.";
    row(id, Severity::Warning, [what, WHY, NMAP], bad, good)
}

const fn row(
    id: &'static str,
    severity: Severity,
    [what, why, nmap]: [&'static str; 3],
    bad: &'static str,
    good: &'static str,
) -> ParserRule {
    ParserRule {
        id,
        severity,
        docs: Docs {
            what,
            why,
            nmap,
            bad,
            good,
            source: SOURCE,
        },
    }
}

/// The findings of the readers, and of what reads the comments for the linter.
pub fn parser_rules() -> impl Iterator<Item = &'static ParserRule> {
    [COMMENTS, lines::RULES, probes::RULES]
        .into_iter()
        .flatten()
}

const COMMENTS: &[ParserRule] = &[ParserRule {
    id: allow::RULE_ID,
    severity: Severity::Warning,
    docs: allow::DOCS,
}];
