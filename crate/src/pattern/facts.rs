//! What can be said about a tree without running it.

use super::tree::{Condition, Group, GroupKind, Node, NodeKind, VerbKind};

/// Fewest and most bytes an item can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Fewest.
    pub min: usize,
    /// Most; `None` is without bound.
    pub max: Option<usize>,
}

impl Length {
    pub(super) const ZERO: Self = Self::exactly(0);

    const fn exactly(n: usize) -> Self {
        Self {
            min: n,
            max: Some(n),
        }
    }

    pub(super) fn then(self, next: Self) -> Self {
        let both = self.max.zip(next.max);
        Self {
            min: self.min.saturating_add(next.min),
            max: both.map(|(a, b)| a.saturating_add(b)),
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        let both = self.max.zip(other.max);
        Self {
            min: self.min.min(other.min),
            max: both.map(|(a, b)| a.max(b)),
        }
    }

    pub(super) fn times(self, min: u16, max: Option<u16>) -> Self {
        let most = match (self.max, max) {
            (Some(0), _) => Some(0),
            (Some(item), Some(count)) => Some(item.saturating_mul(usize::from(count))),
            _ => None,
        };
        Self {
            min: self.min.saturating_mul(usize::from(min)),
            max: most,
        }
    }
}

/// Fewest and most bytes that any of `branches` can take.
pub fn branches_length(branches: &[Vec<Node>]) -> Length {
    let lengths = branches.iter().map(|branch| branch_length(branch));
    lengths.reduce(Length::or).unwrap_or(Length::ZERO)
}

/// Fewest and most bytes that a sequence can take.
pub fn branch_length(branch: &[Node]) -> Length {
    let lengths = branch.iter().map(|node| node_length(&node.kind));
    lengths.fold(Length::ZERO, Length::then)
}

/// Whether `(*ACCEPT)` can end a match early.
pub(crate) fn has_accept(branches: &[Vec<Node>]) -> bool {
    Uses::of(branches).accept
}

/// What of the rarer things a pattern uses.
#[derive(Clone, Copy, Default)]
pub(crate) struct Uses {
    /// Calls of groups.
    pub(crate) calls: bool,
    /// Verbs that stay behind on the stack.
    pub(crate) verbs: bool,
    /// `(*THEN)`: PCRE2 then makes a frame for each last alternative too.
    pub(crate) then: bool,
    /// `(*ACCEPT)`.
    pub(crate) accept: bool,
    /// Scans of what groups took.
    pub(crate) scans: bool,
}

impl Uses {
    pub(crate) fn of(branches: &[Vec<Node>]) -> Self {
        let mut uses = Self::default();
        uses.read_all(branches);
        uses
    }

    /// Reads every node, as `visit_nodes` does; most are literals, and each pattern is asked. The
    /// recursion is as deep as groups nest, which the parser limits.
    fn read_all(&mut self, branches: &[Vec<Node>]) {
        for node in branches.iter().flatten() {
            self.read(&node.kind);
        }
    }

    fn read(&mut self, kind: &NodeKind) {
        match kind {
            NodeKind::Call(_) => self.calls = true,
            NodeKind::Verb(verb) => {
                self.verbs |= verb.kind != VerbKind::Fail;
                self.then |= verb.kind == VerbKind::Then;
                self.accept |= verb.kind == VerbKind::Accept;
            }
            NodeKind::Group(group) => {
                if let GroupKind::Conditional(Condition::Look(look)) = &group.kind {
                    self.read_all(&look.branches);
                }
                self.scans |= matches!(group.kind, GroupKind::Scan(_));
                self.read_all(&group.branches);
            }
            NodeKind::Repeat(repeat) => self.read(&repeat.item.kind),
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_)
            | NodeKind::NewlineSequence
            | NodeKind::Cluster
            | NodeKind::Assertion(_)
            | NodeKind::KeepOut
            | NodeKind::BackReference(_)
            | NodeKind::Options(_) => {}
        }
    }
}

pub(super) fn node_length(kind: &NodeKind) -> Length {
    match kind {
        NodeKind::Literal { .. }
        | NodeKind::Dot { .. }
        | NodeKind::NotLineFeed
        | NodeKind::AnyByte
        | NodeKind::Escape(_)
        | NodeKind::Class(_) => Length::exactly(1),
        NodeKind::NewlineSequence | NodeKind::Cluster => Length {
            min: 1,
            max: Some(2),
        },
        NodeKind::Assertion(_) | NodeKind::KeepOut | NodeKind::Verb(_) | NodeKind::Options(_) => {
            Length::ZERO
        }
        NodeKind::BackReference(_) | NodeKind::Call(_) => Length { min: 0, max: None },
        NodeKind::Group(group) => match &group.kind {
            GroupKind::Look { .. }
            | GroupKind::Scan(_)
            | GroupKind::Conditional(Condition::Define) => Length::ZERO,
            GroupKind::Conditional(_) if group.branches.len() == 1 => {
                branches_length(&group.branches).or(Length::ZERO)
            }
            _ => branches_length(&group.branches),
        },
        NodeKind::Repeat(repeat) => node_length(&repeat.item.kind).times(repeat.min, repeat.max),
    }
}

/// PCRE2's own notion: a branch cannot match the empty string when one of its items must take a
/// byte; assertions, references and calls never count as taking one, even where they can never
/// match, and nothing counts behind `(*ACCEPT)`.
pub fn can_match_empty(branches: &[Vec<Node>]) -> bool {
    branches.iter().any(|branch| {
        let mut items = branch.iter().map(|node| &node.kind);
        let decisive = items.find(|kind| is_accept(kind) || must_take_byte(kind));
        decisive.is_none_or(is_accept)
    })
}

fn is_accept(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Verb(verb) if verb.kind == VerbKind::Accept)
}

fn must_take_byte(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Literal { .. }
        | NodeKind::Dot { .. }
        | NodeKind::NotLineFeed
        | NodeKind::AnyByte
        | NodeKind::Escape(_)
        | NodeKind::Class(_)
        | NodeKind::NewlineSequence
        | NodeKind::Cluster => true,
        NodeKind::Assertion(_)
        | NodeKind::KeepOut
        | NodeKind::BackReference(_)
        | NodeKind::Call(_)
        | NodeKind::Verb(_)
        | NodeKind::Options(_) => false,
        NodeKind::Group(group) => group_must_take_byte(group),
        NodeKind::Repeat(repeat) => repeat.min > 0 && must_take_byte(&repeat.item.kind),
    }
}

fn group_must_take_byte(group: &Group) -> bool {
    match group.kind {
        GroupKind::Look { .. } | GroupKind::Scan(_) => false,
        GroupKind::Conditional(_) if group.branches.len() == 1 => false,
        GroupKind::Conditional(_)
        | GroupKind::Capture { .. }
        | GroupKind::NonCapture(_)
        | GroupKind::BranchReset
        | GroupKind::ScriptRun
        | GroupKind::Atomic => !can_match_empty(&group.branches),
    }
}
