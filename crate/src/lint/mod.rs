//! House rules for match lines and probes files: what is against them, why it matters, and edits.
//!
//! ```
//! use sflens::lint::{LintOptions, lint_text, tidy_text};
//!
//! let text = b"match acme m|^ACME (\\d+)| v/$1/ p/Acme DB/\n";
//! let report = lint_text(text, &LintOptions::default(), None);
//! assert_eq!(report.findings[0].diagnostic.rule, "template-order");
//! let tidied = tidy_text(text, &LintOptions::default(), None);
//! assert_eq!(tidied.text, b"match acme m|^ACME (\\d+)| p/Acme DB/ v/$1/\n");
//! ```
//!
//! A rule is one file in the folder of its area, and one line in that folder's list: `form` (how a
//! line is written), `limits` (what Nmap cannot hold), `captures`, `patterns`, `order` (of lines and
//! probes), `content` (what the fields say), `evidence` (what responses show). What the readers of
//! probes files, patterns and templates find anyway is told in the same shape; `parser_rules` has
//! the words about it.
//!
//! `line`, `groups` and `file` hold what the rules ask about, `run` asks them, `profile` chooses among
//! them, `allow` reads the comments that allow a finding, `prove` decides whether an edit is safe,
//! `tidy` applies the safe ones, `diff` shows what changed, `document` prints all rules.
//!
//! Limits: [`MAX_LINT_FINDINGS`] findings of one text; [`MAX_TIDY_PASSES`] rounds of edits.
//!
//! Source: what Nmap's maintainers have said in change logs, commits, reviews and on their list, and
//! what holds in the probes file that Debian ships; each rule names its own.

mod allow;
mod captures;
mod class_text;
mod content;
mod diff;
mod document;
mod evidence;
mod file;
mod form;
mod groups;
mod limits;
mod line;
mod order;
mod parser_rules;
mod patterns;
mod profile;
mod prove;
mod rule;
mod run;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod tidy;
mod tree;

pub use diff::unified_diff;
pub use document::{explain_rule, print_rules, show_example};
pub use evidence::Responses;
pub use parser_rules::{ParserRule, READERS, parser_rules};
pub use profile::{LintOptions, Profile};
pub use rule::{Docs, Rule, Safety};
pub use run::{
    Finding, LintProgress, LintReport, LintStep, MAX_LINT_FINDINGS, is_probes_file, lint_text,
    lint_text_told,
};
pub use tidy::{MAX_TIDY_PASSES, Tidied, tidy_text};

/// The areas with their titles and their rules.
pub const AREAS: [(&str, &[&Rule]); 7] = [
    ("How a line is written", form::RULES),
    ("What Nmap cannot hold", limits::RULES),
    ("Captures", captures::RULES),
    ("Patterns", patterns::RULES),
    ("Order of lines and probes", order::RULES),
    ("What the fields say", content::RULES),
    ("What responses show", evidence::RULES),
];

/// All rules of this module, area by area.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    AREAS.into_iter().flat_map(|(_, rules)| rules).copied()
}

/// The rule with this id, of this module or of the readers.
fn is_known(id: &str) -> bool {
    rules().any(|rule| rule.id == id) || parser_rules::find(id).is_some()
}
