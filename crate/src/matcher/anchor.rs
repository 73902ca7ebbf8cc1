//! Whether a match can only start at offset 0, or only there and behind line feeds.
//!
//! `^a|^b` is anchored; so is `.*a` under `s`, because if it does not match at 0 it matches
//! nowhere, unless the `.*` stands in a group that is referred to, or in an atomic group or
//! assertion. Without `s` the same makes a pattern one that starts at line starts.
//!
//! Source: `is_anchored` and `is_startline` in `pcre2_compile.c` of PCRE2 10.46.

use std::cell::OnceCell;

use super::significant::{Skip, first_significant};
use crate::pattern::Pattern;
use crate::pattern::tree::{
    Assertion, Condition, Group, GroupKind, Node, NodeKind, Repeat, RepeatMode, VerbKind,
    visit_nodes,
};

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

/// Finds out where a match of `pattern` can start.
pub(super) fn find_anchor(pattern: &Pattern) -> Anchor {
    let (branches, settings) = (pattern.branches(), pattern.settings());
    if let [branch] = branches
        && let Some(NodeKind::Assertion(Assertion::Start)) = branch.first().map(|node| &node.kind)
    {
        return Anchor::Start;
    }
    let mut check = Check {
        wanted: Anchor::Start,
        all: branches,
        no_dotstar_anchor: settings.no_dotstar_anchor,
        found: OnceCell::new(),
    };
    let wanted: &[Anchor] = match settings.no_start_opt {
        true => &[Anchor::Start],
        false => &[Anchor::Start, Anchor::LineStart],
    };
    for wanted in wanted.iter().copied() {
        check.wanted = wanted;
        if check.branches(branches, Place::default()) {
            return wanted;
        }
    }
    Anchor::Anywhere
}

struct Check<'p> {
    wanted: Anchor,
    all: &'p [Vec<Node>],
    no_dotstar_anchor: bool,
    /// What stands anywhere in the pattern, looked for when it is first asked for.
    found: OnceCell<Found>,
}

/// What bears on an anchor wherever it stands.
struct Found {
    /// The groups that are referred to.
    referenced: Vec<u16>,
    /// A `.*` anchors nothing: `(*PRUNE)` or `(*SKIP)` stands somewhere, so that what fails at one
    /// start can match at the next, or a setting says so.
    ends_starts: bool,
}

impl Found {
    /// References, and what ends starts.
    fn collect(&mut self, kind: &NodeKind) {
        match kind {
            NodeKind::BackReference(reference) => self.referenced.extend(&reference.groups),
            NodeKind::Verb(verb) => {
                self.ends_starts |= matches!(verb.kind, VerbKind::Prune | VerbKind::Skip);
            }
            NodeKind::Group(group) => match &group.kind {
                GroupKind::Conditional(
                    Condition::Group { groups, .. } | Condition::Call { groups, .. },
                ) if groups.len() > 1 => self.referenced.extend(groups),
                GroupKind::Scan(list) => {
                    let several = list.iter().filter(|scanned| scanned.groups.len() > 1);
                    self.referenced
                        .extend(several.flat_map(|scanned| &scanned.groups));
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// What lies around the item at hand.
#[derive(Clone, Copy, Default)]
struct Place {
    in_referenced: bool,
    in_atomic_or_look: bool,
}

impl Check<'_> {
    fn branches(&self, branches: &[Vec<Node>], place: Place) -> bool {
        branches.iter().all(|branch| self.branch(branch, place))
    }

    fn branch(&self, branch: &[Node], place: Place) -> bool {
        let first = first_significant(branch, Skip::Nothing);
        first.is_some_and(|kind| self.item(kind, place))
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

    fn found(&self) -> &Found {
        self.found.get_or_init(|| {
            let mut found = Found {
                referenced: Vec::new(),
                ends_starts: self.no_dotstar_anchor,
            };
            visit_nodes(self.all, &mut |node| found.collect(&node.kind));
            found
        })
    }

    fn group(&self, group: &Group, mut place: Place) -> bool {
        match &group.kind {
            GroupKind::Capture { number, .. } => {
                let same =
                    |referenced: &u16| referenced == number || *referenced >= 32 && *number >= 32;
                place.in_referenced |= self.found().referenced.iter().any(same);
            }
            GroupKind::NonCapture(_) | GroupKind::BranchReset => {}
            GroupKind::Atomic
            | GroupKind::Look {
                behind: false,
                negative: false,
                ..
            } => place.in_atomic_or_look = true,
            GroupKind::Look { .. } | GroupKind::ScriptRun | GroupKind::Scan(_) => return false,
            GroupKind::Conditional(condition) => {
                return self.conditional(condition, &group.branches, place);
            }
        }
        self.branches(&group.branches, place)
    }

    /// PCRE2 takes a lookaround that is a condition for the first item of the first branch when it
    /// looks for the start of the response; when it looks for that of a line, it also asks what
    /// follows the condition, and does not look at the second branch.
    fn conditional(&self, condition: &Condition, branches: &[Vec<Node>], place: Place) -> bool {
        let [first, others @ ..] = branches else {
            return false;
        };
        let in_look = Place {
            in_atomic_or_look: true,
            ..place
        };
        let look = match condition {
            Condition::Look(look) => Some(self.group(look, in_look)),
            _ => None,
        };
        match self.wanted {
            Anchor::Start => {
                !others.is_empty()
                    && look.unwrap_or_else(|| self.branch(first, place))
                    && self.branches(others, place)
            }
            _ => look == Some(true) && self.branch(first, place),
        }
    }

    fn repeat(&self, repeat: &Repeat, mut place: Place) -> bool {
        match &repeat.item.kind {
            NodeKind::Group(group) if repeat.min > 0 => {
                let bounded = repeat.max.is_some() || repeat.min > 1;
                place.in_atomic_or_look |= bounded && repeat.mode == RepeatMode::Possessive;
                self.group(group, place)
            }
            item if repeat.min == 0 && repeat.max.is_none() => {
                let free = !place.in_referenced && !place.in_atomic_or_look;
                self.takes_all(item) && free && !self.found().ends_starts
            }
            _ => false,
        }
    }

    fn takes_all(&self, kind: &NodeKind) -> bool {
        match self.wanted {
            Anchor::Start => match kind {
                NodeKind::Class(class) => {
                    !class.has_properties() && class.set().complement().is_empty()
                }
                kind => matches!(kind, NodeKind::Dot { dotall: true } | NodeKind::AnyByte),
            },
            _ => matches!(
                kind,
                NodeKind::Dot { dotall: false } | NodeKind::NotLineFeed
            ),
        }
    }
}
