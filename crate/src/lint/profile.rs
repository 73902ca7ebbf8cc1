//! Which rules count: a profile, and switches for single rules.

use super::rule::Rule;
use crate::diagnostic::Severity;
use crate::probes::{Origin, ReadOptions};
use crate::template::Release;

/// A choice of rules by what the lines are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Lines that are to be sent to Nmap's maintainers: everything.
    #[default]
    Submit,
    /// A file of one's own: errors and what is very likely not meant.
    Private,
}

impl Profile {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Submit, Self::Private];

    /// The name on the command line and in JavaScript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Private => "private",
        }
    }

    /// The profile of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// Whether findings of this severity are told.
    pub fn takes(self, severity: Severity) -> bool {
        self == Self::Submit || severity >= Severity::Warning
    }
}

/// How a text is linted.
#[derive(Clone, Debug, Default)]
pub struct LintOptions {
    /// The choice of rules.
    pub profile: Profile,
    /// Rules that count whatever the profile says; their edits are applied whatever they are worth.
    pub on: Vec<String>,
    /// Rules that do not count.
    pub off: Vec<String>,
    /// The release of Nmap whose rules count.
    pub release: Release,
    /// Where the text comes from.
    pub origin: Origin,
    /// The id of the text, where lines of several are told apart.
    pub file_id: u32,
}

impl LintOptions {
    /// Whether findings of this rule and severity are told.
    pub(super) fn tells(&self, id: &str, severity: Severity) -> bool {
        let is_in = |ids: &[String]| ids.iter().any(|known| known == id);
        !is_in(&self.off) && (is_in(&self.on) || self.profile.takes(severity))
    }

    /// Whether a rule is asked at all.
    pub(super) fn asks(&self, rule: &Rule) -> bool {
        self.tells(rule.id, rule.severity)
    }

    /// Whether tidying applies the safe edits of a rule. What is merely worth knowing has to be
    /// asked for by name.
    pub(super) fn tidies(&self, id: &str, severity: Severity) -> bool {
        self.tells(id, severity)
            && (severity >= Severity::Style || self.on.iter().any(|known| known == id))
    }

    /// The names in the switches that are no rule's.
    pub fn unknown_rules(&self) -> impl Iterator<Item = &str> {
        let names = self.on.iter().chain(&self.off).map(String::as_str);
        names.filter(|name| !super::is_known(name))
    }

    pub(super) fn read_options(&self) -> ReadOptions {
        ReadOptions {
            release: self.release,
            file_id: self.file_id,
            origin: self.origin,
        }
    }
}
