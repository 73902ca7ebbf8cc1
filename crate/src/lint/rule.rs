//! What a rule is: its name, what it teaches, and the function that finds what breaks it.
//!
//! ```text
//! pub(super) const RULE: Rule = Rule { id: "template-order", severity: Style, …, check: Line(check) };
//! ```

use super::evidence::Evidence;
use super::file::FileFacts;
use super::line::LineFacts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// Where a rule puts what it finds.
pub(super) type Findings = Vec<Diagnostic>;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Area and flaw in kebab case; never reused.
    pub id: &'static str,
    /// How bad it is to break the rule.
    pub severity: Severity,
    /// What the edits of its findings are; `None` when it offers none.
    pub fix: Option<Safety>,
    /// What it teaches.
    pub docs: Docs,
    pub(super) check: Check,
}

/// What a rule teaches, in sentences.
#[derive(Debug)]
pub struct Docs {
    /// What is found.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What Nmap does with it, and since which release.
    pub nmap: &'static str,
    /// A text that breaks the rule.
    pub bad: &'static str,
    /// The same as it should be.
    pub good: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}

/// What is known about an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It was proved to change no answer.
    Safe,
    /// It may change answers: a person has to look at it.
    Suggested,
}

impl Safety {
    /// The word in the records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Suggested => "suggested",
        }
    }
}

/// What a rule looks at.
#[derive(Debug)]
pub(super) enum Check {
    /// One match line.
    Line(fn(&LineFacts<'_>, &mut Findings)),
    /// All probes and lines of the text together.
    File(fn(&FileFacts<'_>, &mut Findings)),
    /// What the lines made of responses.
    Responses(fn(&Evidence<'_>, &mut Findings)),
}

impl Rule {
    /// A finding of this rule.
    pub(super) fn finding(&self, span: Span, title: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.id, self.severity, span, title)
    }

    /// True when it can find something only with responses.
    pub fn needs_responses(&self) -> bool {
        matches!(self.check, Check::Responses(_))
    }
}
