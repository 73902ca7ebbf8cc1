//! What steers a match rather than taking bytes: calls of groups, verbs, conditions.

use super::Group;

/// A group run again at another place; its captures are taken back when it has matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The group, or 0 for the whole pattern.
    pub group: u16,
    /// The name, when it was written with one.
    pub name: Option<Vec<u8>>,
}

/// A backtracking verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Which.
    pub kind: VerbKind,
    /// What follows the colon; never empty. `(*ACCEPT:x)` and `(*FAIL:x)` are read as a mark and
    /// the verb.
    pub name: Option<Vec<u8>>,
}

/// The backtracking verbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbKind {
    /// `(*ACCEPT)`: the pattern, assertion or call around it has matched.
    Accept,
    /// `(*FAIL)`, `(*F)`: fails.
    Fail,
    /// `(*MARK:name)`: a place for `(*SKIP:name)`.
    Mark,
    /// `(*COMMIT)`: going back over it ends the search.
    Commit,
    /// `(*PRUNE)`: going back over it ends the search from this start.
    Prune,
    /// `(*SKIP)`: the same, and the next start is here.
    Skip,
    /// `(*THEN)`: going back over it goes on with the next alternative.
    Then,
}

impl VerbKind {
    /// All of them, for look-up by name.
    pub const ALL: [Self; 7] = [
        Self::Accept,
        Self::Fail,
        Self::Mark,
        Self::Commit,
        Self::Prune,
        Self::Skip,
        Self::Then,
    ];

    /// The word behind `(*`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Accept => "ACCEPT",
            Self::Fail => "FAIL",
            Self::Mark => "MARK",
            Self::Commit => "COMMIT",
            Self::Prune => "PRUNE",
            Self::Skip => "SKIP",
            Self::Then => "THEN",
        }
    }
}

/// What decides between the branches of `(?(…)…|…)`.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `(?(1)…)`, `(?(<name>)…)`: one of the groups has taken part.
    Group {
        /// In rising order: one, or several of the same name.
        groups: Vec<u16>,
        /// The name, when it was written with one.
        name: Option<Vec<u8>>,
    },
    /// `(?(R)…)`, `(?(R1)…)`, `(?(R&name)…)`: inside a call of one of the groups.
    Call {
        /// The groups; empty means any call.
        groups: Vec<u16>,
        /// The name, when it was written with one.
        name: Option<Vec<u8>>,
    },
    /// `(?(DEFINE)…)`: never holds; the groups inside can be called.
    Define,
    /// `(?(VERSION>=10.4)…)`: about the version of PCRE2.
    Version {
        /// `>=` rather than `=`.
        at_least: bool,
        /// Major number.
        major: u16,
        /// Minor number, of two digits.
        minor: u16,
    },
    /// `(?(?=…)…)`: a lookaround.
    Look(Box<Group>),
}

/// Groups in the list of a scan, `(*scs:(1,<name>)…)`: one, or several of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// In rising order.
    pub groups: Vec<u16>,
    /// The name, when it was written with one.
    pub name: Option<Vec<u8>>,
}

/// The version of PCRE2 whose answers are given.
const PCRE2_VERSION: (u16, u16) = (10, 46);

impl Condition {
    /// Whether it holds, for those that do not depend on the match.
    pub(crate) fn constant(&self) -> Option<bool> {
        match *self {
            Self::Define => Some(false),
            Self::Version {
                at_least,
                major,
                minor,
            } => Some(match at_least {
                true => PCRE2_VERSION >= (major, minor),
                false => PCRE2_VERSION == (major, minor),
            }),
            Self::Group { .. } | Self::Call { .. } | Self::Look(_) => None,
        }
    }
}
