//! Whether a match can only start at offset 0, or only there and behind line feeds.
//!
//! `^a|^b` is anchored; so is `.*a` under `s`, because if it does not match at 0 it matches
//! nowhere, unless the `.*` stands in a group that is referred to, or in an atomic group or
//! assertion. Without `s` the same makes a pattern one that starts at line starts.
//!
//! Source: `is_anchored` and `is_startline` in `pcre2_compile.c` of PCRE2 10.46.

use std::cell::OnceCell;

use super::significant::{Skip, first_significant};
use crate::pattern::tree::{Assertion, Group, GroupKind, Node, NodeKind, Repeat, RepeatMode};

/// Where a match can start, as PCRE2 finds it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// At offset 0 only.
    Start,
    /// At offset 0 and behind line feeds.
    LineStart,
    /// At any offset, as far as the pattern says.
    Anywhere,
}

/// Finds out where a match of `branches` can start.
pub(super) fn find_anchor(branches: &[Vec<Node>]) -> Anchor {
    if let [branch] = branches
        && let Some(NodeKind::Assertion(Assertion::Start)) = branch.first().map(|node| &node.kind)
    {
        return Anchor::Start;
    }
    let referenced = OnceCell::new();
    for wanted in [Anchor::Start, Anchor::LineStart] {
        let check = Check {
            wanted,
            all: branches,
            referenced: &referenced,
        };
        if check.branches(branches, Place::default()) {
            return wanted;
        }
    }
    Anchor::Anywhere
}

struct Check<'p> {
    wanted: Anchor,
    all: &'p [Vec<Node>],
    /// The groups that are referred to, collected when a branch starts with a group.
    referenced: &'p OnceCell<Vec<u16>>,
}

/// What lies around the item at hand.
#[derive(Clone, Copy, Default)]
struct Place {
    in_referenced: bool,
    in_atomic_or_look: bool,
}

impl Check<'_> {
    fn branches(&self, branches: &[Vec<Node>], place: Place) -> bool {
        branches.iter().all(|branch| {
            let first = first_significant(branch, Skip::Nothing);
            first.is_some_and(|kind| self.item(kind, place))
        })
    }

    fn item(&self, kind: &NodeKind, place: Place) -> bool {
        match kind {
            NodeKind::Assertion(assertion) => match self.wanted {
                Anchor::Start => matches!(
                    assertion,
                    Assertion::Start | Assertion::SubjectStart | Assertion::SearchStart
                ),
                _ => matches!(assertion, Assertion::Start | Assertion::LineStart),
            },
            NodeKind::Group(group) => self.group(group, place),
            NodeKind::Repeat(repeat) => self.repeat(repeat, place),
            _ => false,
        }
    }

    fn referenced(&self) -> &[u16] {
        self.referenced.get_or_init(|| {
            let mut referenced = Vec::new();
            collect_references(self.all, &mut referenced);
            referenced
        })
    }

    fn group(&self, group: &Group, mut place: Place) -> bool {
        match group.kind {
            GroupKind::Capture { number, .. } => {
                let same =
                    |referenced: &u16| *referenced == number || *referenced >= 32 && number >= 32;
                place.in_referenced |= self.referenced().iter().any(same);
            }
            GroupKind::NonCapture(_) | GroupKind::BranchReset => {}
            GroupKind::Atomic
            | GroupKind::Look {
                behind: false,
                negative: false,
            } => place.in_atomic_or_look = true,
            GroupKind::Look { .. } => return false,
        }
        self.branches(&group.branches, place)
    }

    fn repeat(&self, repeat: &Repeat, mut place: Place) -> bool {
        match &repeat.item.kind {
            NodeKind::Group(group) if repeat.min > 0 => {
                let bounded = repeat.max.is_some() || repeat.min > 1;
                place.in_atomic_or_look |= bounded && repeat.mode == RepeatMode::Possessive;
                self.group(group, place)
            }
            item if repeat.min == 0 && repeat.max.is_none() => {
                self.takes_all(item) && !place.in_referenced && !place.in_atomic_or_look
            }
            _ => false,
        }
    }

    fn takes_all(&self, kind: &NodeKind) -> bool {
        match self.wanted {
            Anchor::Start => match kind {
                NodeKind::Class(class) => class.set().complement().is_empty(),
                kind => matches!(kind, NodeKind::Dot { dotall: true } | NodeKind::AnyByte),
            },
            _ => matches!(
                kind,
                NodeKind::Dot { dotall: false } | NodeKind::NotLineFeed
            ),
        }
    }
}

fn collect_references(branches: &[Vec<Node>], referenced: &mut Vec<u16>) {
    for node in branches.iter().flatten() {
        collect_from(&node.kind, referenced);
    }
}

fn collect_from(kind: &NodeKind, referenced: &mut Vec<u16>) {
    match kind {
        NodeKind::BackReference(reference) => referenced.extend(&reference.groups),
        NodeKind::Group(group) => collect_references(&group.branches, referenced),
        NodeKind::Repeat(repeat) => collect_from(&repeat.item.kind, referenced),
        _ => {}
    }
}
