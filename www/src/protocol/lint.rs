//! What the page asks about house rules.
//!
//! The questions about the user's lines travel in [`Request::Lint`], those about a whole probes
//! file to a worker of its own in [`FilesRequest::Lint`](super::FilesRequest::Lint), which says how
//! far it is:
//!
//! ```text
//! page    [Lint(bytes of FileQuestion { file: "nmap-service-probes", … })]
//! worker  [Lint(bytes of Progress { … })] … [Lint(bytes of Linted(FileFindings { … }))]
//! ```

use sflens::results::{AppliedRecord, LintRecord, LintReport, ResponseBytes, RuleRecord};
use sflens::{wire_enums, wire_records};

use super::{Later, Request, RuleChoice, TextsOf, to_bytes};

/// What is asked about the user's lines, as the worker gets it.
#[derive(Clone, Debug, PartialEq)]
pub enum LintRequest {
    /// What the rules find.
    Lines(LinesQuestion),
    /// What tidying makes of the lines.
    Tidy(TidyQuestion),
    /// The rules themselves.
    Rules,
}

/// What the rules find in the user's lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinesQuestion {
    /// The texts.
    pub texts: TextsOf,
    /// The starter file's lines count as well.
    pub starter_lines: bool,
    /// The number of the probes files that count.
    pub probes: u32,
    /// The choice of rules.
    pub choice: RuleChoice,
}

/// What tidying makes of the user's lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TidyQuestion {
    /// The lines.
    pub lines: String,
    /// The name of the release of Nmap whose rules count.
    pub release: String,
    /// The choice of rules.
    pub choice: RuleChoice,
    /// Only the line of this number.
    pub line: Option<u32>,
}

/// The rules with what they teach.
#[derive(Clone, Debug, PartialEq)]
pub struct RulesQuestion;

/// A text after all safe edits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tidied {
    /// The text.
    pub text: ResponseBytes,
    /// How often each rule was applied.
    pub applied: Vec<AppliedRecord>,
    /// Number of the lines that changed.
    pub n_changed: u32,
    /// The first of them.
    pub changed: Vec<ChangedLine>,
    /// What changed as a unified diff.
    pub diff: ResponseBytes,
}

/// A line before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedLine {
    /// Its number, from 1.
    pub number: u32,
    /// As it was.
    pub before: String,
    /// As it is.
    pub after: String,
}

/// What is asked about one of the probes files.
#[derive(Clone, Debug, PartialEq)]
pub struct FileQuestion {
    /// Its name.
    pub file: String,
    /// What the user gave as fingerprint.
    pub paste: String,
    /// The name of the release of Nmap whose rules count.
    pub release: String,
    /// The choice of rules.
    pub choice: RuleChoice,
    /// Tidy it, and do not tell findings.
    pub tidy: bool,
}

/// What is said of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum FileAnswer {
    /// So far, in thousandths.
    Progress(u32),
    /// What the rules find.
    Linted(FileFindings),
    /// What tidying makes of it.
    Tidied(Tidied),
    /// There is no such file.
    NoFile,
}

/// What the rules find in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileFindings {
    /// Number of its match and softmatch lines.
    pub match_lines: u32,
    /// Number of findings that were left out.
    pub left_out: u32,
    /// Rules that wait for responses.
    pub waiting: Vec<String>,
    /// The rules that found something, the worst and most frequent first.
    pub rules: Vec<RuleFindings>,
}

/// What one rule finds in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleFindings {
    /// The rule.
    pub rule: String,
    /// How bad it is.
    pub severity: String,
    /// Number of its findings.
    pub found: u32,
    /// Number of those that a comment allows.
    pub allowed: u32,
    /// Number of those with a safe edit.
    pub safe: u32,
    /// The first of them.
    pub first: Vec<LintRecord>,
}

impl LintRequest {
    fn request(&self) -> Request {
        Request::Lint(ResponseBytes(to_bytes(self)))
    }
}

impl Later for LinesQuestion {
    type Answer = LintReport;

    fn request(&self) -> Request {
        LintRequest::Lines(self.clone()).request()
    }
}

impl Later for TidyQuestion {
    type Answer = Tidied;

    fn request(&self) -> Request {
        LintRequest::Tidy(self.clone()).request()
    }
}

impl Later for RulesQuestion {
    type Answer = Vec<RuleRecord>;

    fn request(&self) -> Request {
        LintRequest::Rules.request()
    }
}

wire_records! {
    RulesQuestion {}
    LinesQuestion { texts, starter_lines, probes, choice }
    TidyQuestion { lines, release, choice, line }
    Tidied { text, applied, n_changed, changed, diff }
    ChangedLine { number, before, after }
    FileQuestion { file, paste, release, choice, tidy }
    FileFindings { match_lines, left_out, waiting, rules }
    RuleFindings { rule, severity, found, allowed, safe, first }
}

wire_enums! {
    LintRequest { Lines(question), Tidy(question), Rules }
    FileAnswer { Progress(thousandths), Linted(findings), Tidied(tidied), NoFile }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::check;

    #[test]
    fn each_message_comes_back_as_it_went() {
        let lines = LinesQuestion {
            starter_lines: true,
            probes: 3,
            choice: RuleChoice::parse("private"),
            ..LinesQuestion::default()
        };
        check(&Later::request(&lines));
        check(&LintRequest::Lines(lines));
        let tidy = TidyQuestion {
            lines: "match a m|b|".to_owned(),
            line: Some(2),
            ..TidyQuestion::default()
        };
        check(&LintRequest::Tidy(tidy));
        check(&LintRequest::Rules);
        let changed = ChangedLine {
            number: 4,
            before: "a".to_owned(),
            after: "b".to_owned(),
        };
        let tidied = Tidied {
            n_changed: 1,
            changed: vec![changed],
            ..Tidied::default()
        };
        check(&FileAnswer::Tidied(tidied));
        let findings = FileFindings {
            match_lines: 7,
            rules: vec![RuleFindings::default()],
            ..FileFindings::default()
        };
        check(&FileAnswer::Linted(findings));
        check(&FileAnswer::Progress(7));
        check(&FileAnswer::NoFile);
        check(&FileQuestion {
            file: "mine".to_owned(),
            paste: String::new(),
            release: "7.93".to_owned(),
            choice: RuleChoice::default(),
            tidy: true,
        });
    }
}
