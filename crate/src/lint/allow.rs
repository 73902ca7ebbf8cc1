//! Comments that allow a finding, each with its reason.
//!
//! ```text
//! # sflens: allow pattern-unanchored: the banner comes behind a greeting of any length
//! match acme m|ACME (\d+)| p/Acme DB/ v/$1/
//! ```
//!
//! The comment stands above the line it is for; other comments and empty lines may stand between.
//! Several rules are separated by commas. `allow-file` instead of `allow`, anywhere in the file, is for
//! all of its lines. Nmap skips the comments like any other.

use std::collections::HashMap;

use super::rule::{Docs, Findings};
use crate::bytes::print_readable;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

const START: &[u8] = b"# sflens:";
/// For the next line, and for the whole file.
const VERBS: [(&str, Reach); 2] = [("allow ", Reach::Line), ("allow-file ", Reach::File)];

/// A finding about such a comment.
pub(super) const RULE_ID: &str = "lint-bad-comment";

/// What is said of [`RULE_ID`].
pub(super) const DOCS: Docs = Docs {
    what: "A comment for the linter that allows nothing: it is not of the form \
           `# sflens: allow RULE: reason` (`allow-file` for all lines of the file), names no rule, gives \
           no reason, or nothing was found that it could allow.",
    why: "Who reads the file has to know why a rule does not hold here, and a comment that no \
          longer does anything misleads.",
    nmap: "Nmap skips comments.",
    bad: "# sflens: allow pattern-unanchored\nmatch acme m|ACME ready| p/Acme DB/",
    good: "# sflens: allow pattern-unanchored: a greeting of any length stands before\n\
           match acme m|ACME ready| p/Acme DB/",
    source: "this linter",
};

/// The comments of one text.
#[derive(Debug, Default)]
pub(super) struct Allowances {
    /// By the number of the line that they are for.
    by_line: HashMap<u32, Vec<Allowance>>,
    of_file: Vec<Allowance>,
    findings: Findings,
}

/// One rule allowed by a comment.
#[derive(Debug)]
struct Allowance {
    rule: String,
    reason: String,
    comment: Span,
    is_used: bool,
}

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Line,
    File,
}

impl Allowances {
    /// Reads the comments of `text`.
    pub(super) fn read(text: &[u8]) -> Self {
        let mut allowances = Self::default();
        let mut waiting = Vec::new();
        let (mut at, mut number) = (0, 0);
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            number += 1;
            let span = Span::new(at, at + line.trim_ascii_end().len());
            at += line.len();
            if line.starts_with(START) {
                allowances.read_comment(span, line, &mut waiting);
            } else if !line.starts_with(b"#")
                && !line.trim_ascii().is_empty()
                && !waiting.is_empty()
            {
                allowances
                    .by_line
                    .insert(number, std::mem::take(&mut waiting));
            }
        }
        for allowance in waiting {
            allowances
                .findings
                .push(bad(allowance.comment, "no line follows"));
        }
        allowances
    }

    fn read_comment(&mut self, span: Span, line: &[u8], waiting: &mut Vec<Allowance>) {
        let text = String::from_utf8_lossy(line.get(START.len()..).unwrap_or_default());
        let words = VERBS.into_iter().find_map(|(verb, reach)| {
            let (rules, reason) = split_reason(text.trim().strip_prefix(verb)?)?;
            Some((reach, rules, reason))
        });
        let Some((reach, rules, reason)) = words else {
            let title = "a comment for the linter is not of its form, or has no reason";
            return self.findings.push(bad(span, title));
        };
        for rule in rules.split(',').map(str::trim) {
            if super::is_known(rule) {
                let allowances = match reach {
                    Reach::Line => &mut *waiting,
                    Reach::File => &mut self.of_file,
                };
                allowances.push(Allowance {
                    rule: rule.to_owned(),
                    reason: reason.to_owned(),
                    comment: span,
                    is_used: false,
                });
            } else {
                let name = print_readable(rule.as_bytes());
                self.findings
                    .push(bad(span, &format!("there is no rule `{name}`")));
            }
        }
    }

    /// The reason for which a finding on a line is allowed.
    pub(super) fn reason(&mut self, line: u32, rule: &str) -> Option<String> {
        let of_line = self.by_line.get_mut(&line).into_iter().flatten();
        let mut allowances = of_line.chain(&mut self.of_file);
        let allowance = allowances.find(|allowed| allowed.rule == rule)?;
        allowance.is_used = true;
        Some(allowance.reason.clone())
    }

    /// What is wrong with the comments, once all findings are known. A rule that was not asked can
    /// have found nothing; `was_asked` tells.
    pub(super) fn finish(self, was_asked: impl Fn(&str) -> bool) -> Findings {
        let mut findings = self.findings;
        let unused = self.by_line.into_values().flatten().chain(self.of_file);
        let unused = unused.filter(|allowed| !allowed.is_used && was_asked(&allowed.rule));
        findings.extend(unused.map(|allowed| {
            let title = format!("nothing here is against `{}`", allowed.rule);
            bad(allowed.comment, &title)
        }));
        findings
    }
}

fn split_reason(text: &str) -> Option<(&str, &str)> {
    let (rules, reason) = text.split_once(':')?;
    let reason = reason.trim();
    (!reason.is_empty()).then_some((rules, reason))
}

fn bad(span: Span, title: &str) -> Diagnostic {
    Diagnostic::new(RULE_ID, Severity::Warning, span, title)
        .with_help("write `# sflens: allow RULE: reason` above the line, or remove the comment")
}

#[cfg(test)]
mod tests {
    use super::super::{LintOptions, lint_text};

    /// The allowed rules, and the titles about comments.
    fn lint(text: &str) -> (Vec<String>, Vec<String>) {
        let report = lint_text(text.as_bytes(), &LintOptions::default(), None);
        let allowed = report
            .findings
            .iter()
            .filter(|finding| finding.allowed.is_some());
        let allowed = allowed.map(|finding| finding.diagnostic.rule.to_string());
        let about = report.findings.iter();
        let about = about.filter(|finding| finding.diagnostic.rule == super::RULE_ID);
        let titles = about.map(|finding| finding.diagnostic.title.clone());
        (allowed.collect(), titles.collect())
    }

    const LINE: &str = "match a m|acme ready| v/1/ p/x/\n";

    #[test]
    fn a_comment_allows_its_rules_on_the_next_line() {
        let text = format!(
            "# sflens: allow template-order, pattern-unanchored: as it was\n# other\n\n{LINE}{LINE}"
        );
        let (allowed, titles) = lint(&text);
        assert_eq!(allowed, ["pattern-unanchored", "template-order"]);
        assert_eq!(titles, [""; 0]);
    }

    #[test]
    fn a_comment_for_the_file_allows_its_rules_on_every_line() {
        let (allowed, titles) = lint(&format!(
            "{LINE}# sflens: allow-file template-order: as it was\n{LINE}"
        ));
        assert_eq!(allowed, ["template-order", "template-order"]);
        assert_eq!(titles, [""; 0]);
        let (_, titles) = lint(&format!("{LINE}# sflens: allow-file line-spacing: why\n"));
        assert_eq!(titles, ["nothing here is against `line-spacing`"]);
    }

    #[test]
    fn a_comment_that_allows_nothing_is_told() {
        for (comment, title) in [
            (
                "allow template-order",
                "a comment for the linter is not of its form, or has no reason",
            ),
            (
                "allow template-order:  ",
                "a comment for the linter is not of its form, or has no reason",
            ),
            (
                "permit x: y",
                "a comment for the linter is not of its form, or has no reason",
            ),
            ("allow no-such: why", "there is no rule `no-such`"),
            (
                "allow line-spacing: why",
                "nothing here is against `line-spacing`",
            ),
        ] {
            let (allowed, titles) = lint(&format!("# sflens: {comment}\n{LINE}"));
            assert_eq!((allowed.len(), titles), (0, vec![title.to_owned()]));
        }
        let (_, titles) = lint("# sflens: allow line-spacing: why\n");
        assert_eq!(titles, ["no line follows"]);
    }
}
