//! All safe edits applied: to a line, to some, or to the whole text.
//!
//! Comments, the order of lines and their ends stay, since a safe edit never leaves its line. One
//! edit can make room for another, so rounds are made until nothing is left; a second run changes
//! nothing.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::profile::LintOptions;
use super::rule::Safety;
use super::run::{Finding, lint_to_tidy};
use crate::diagnostic::Edit;

/// The most rounds of edits. More than three were never seen.
pub const MAX_TIDY_PASSES: usize = 8;

/// A text after the edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// The text.
    pub text: Vec<u8>,
    /// How many edits of each rule were applied.
    pub applied: BTreeMap<String, usize>,
}

/// Applies all safe edits to the lines with these numbers, or to all.
pub fn tidy_text(text: &[u8], options: &LintOptions, lines: Option<RangeInclusive<u32>>) -> Tidied {
    let mut tidied = Tidied {
        text: text.to_vec(),
        applied: BTreeMap::new(),
    };
    for _ in 0..MAX_TIDY_PASSES {
        let findings = lint_to_tidy(&tidied.text, options).findings;
        let wanted = findings.into_iter().filter(|finding| {
            let diagnostic = &finding.diagnostic;
            finding.fix == Some(Safety::Safe)
                && finding.allowed.is_none()
                && options.tidies(&diagnostic.rule, diagnostic.severity)
                && lines
                    .as_ref()
                    .is_none_or(|lines| lines.contains(&finding.line))
        });
        if !tidied.apply(wanted) {
            break;
        }
    }
    tidied
}

impl Tidied {
    /// Applies what does not overlap, and says whether there was something.
    fn apply(&mut self, findings: impl Iterator<Item = Finding>) -> bool {
        let mut edits: Vec<(Edit, String)> = findings
            .filter_map(|finding| {
                Some((
                    finding.diagnostic.edit?,
                    finding.diagnostic.rule.into_owned(),
                ))
            })
            .collect();
        edits.sort_by_key(|(edit, _)| (edit.span.start, edit.span.end));
        let mut out = Vec::with_capacity(self.text.len());
        let mut at = 0;
        for (edit, rule) in edits {
            let span = edit.span.range();
            // Two edits that touch may be about the same thing: the next round has the second.
            if span.start < at || (at > 0 && span.start == at) {
                continue;
            }
            out.extend_from_slice(self.text.get(at..span.start).unwrap_or_default());
            out.extend_from_slice(&edit.replacement);
            at = span.end;
            *self.applied.entry(rule).or_default() += 1;
        }
        let is_changed = at > 0;
        out.extend_from_slice(self.text.get(at..).unwrap_or_default());
        self.text = out;
        is_changed
    }
}
