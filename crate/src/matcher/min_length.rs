//! The fewest bytes of a match, as PCRE2 counts them.
//!
//! A back-reference counts what its group takes at least, which the tree alone does not say. A
//! branch that refers to a group around it is left out when there are others, although it may be
//! the shortest: `(b(AA|\1?))` has 3. A response that is shorter is no match before anything runs.
//!
//! Source: `find_minlength` in `pcre2_study.c` of PCRE2 10.46.

use crate::pattern::Pattern;
use crate::pattern::tree::{BackReference, Group, GroupKind, Node, NodeKind};

/// PCRE2 counts up to this.
const MOST: usize = 65535;
/// PCRE2 gives up after so many groups.
const MAX_GROUPS_READ: usize = 1000;

/// PCRE2's lower bound; 0 where it gives up.
pub(super) fn min_length(pattern: &Pattern) -> usize {
    if pattern.can_match_empty() {
        return 0;
    }
    let mut reader = Reader {
        all: pattern.branches(),
        n_read: 0,
        open: Vec::new(),
    };
    reader.branches(pattern.branches()).unwrap_or(0)
}

struct Reader<'p> {
    all: &'p [Vec<Node>],
    n_read: usize,
    /// Groups that are being read, around the item at hand or for a reference to them.
    open: Vec<u16>,
}

impl Reader<'_> {
    /// `None` where PCRE2 gives up.
    fn branches(&mut self, branches: &[Vec<Node>]) -> Option<usize> {
        self.n_read += 1;
        if self.n_read > MAX_GROUPS_READ {
            return None;
        }
        let mut least = None;
        for branch in branches {
            let (length, refers_around) = self.branch(branch)?;
            least = match least {
                Some(known) if refers_around || known <= length => Some(known),
                _ => Some(length),
            };
        }
        least
    }

    /// The length, and whether the branch refers to a group around it.
    fn branch(&mut self, branch: &[Node]) -> Option<(usize, bool)> {
        let (mut total, mut refers_around) = (0usize, false);
        for node in branch {
            let length = match &node.kind {
                NodeKind::Repeat(repeat) => {
                    let item = self.item(&repeat.item.kind, &mut refers_around)?;
                    item * usize::from(repeat.min)
                }
                kind => self.item(kind, &mut refers_around)?,
            };
            total = (total + length).min(MOST);
        }
        Some((total, refers_around))
    }

    fn item(&mut self, kind: &NodeKind, refers_around: &mut bool) -> Option<usize> {
        match kind {
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_)
            | NodeKind::NewlineSequence => Some(1),
            NodeKind::Assertion(_) | NodeKind::KeepOut | NodeKind::Options(_) => Some(0),
            NodeKind::BackReference(reference) => self.reference(reference, refers_around),
            NodeKind::Group(group) => self.group(group),
            NodeKind::Repeat(repeat) => self.item(&repeat.item.kind, refers_around),
        }
    }

    fn group(&mut self, group: &Group) -> Option<usize> {
        match group.kind {
            GroupKind::Look { .. } => Some(0),
            GroupKind::Capture { number, .. } => {
                self.open.push(number);
                let length = self.branches(&group.branches);
                self.open.pop();
                length
            }
            GroupKind::NonCapture(_) | GroupKind::BranchReset | GroupKind::Atomic => {
                self.branches(&group.branches)
            }
        }
    }

    fn reference(&mut self, reference: &BackReference, refers_around: &mut bool) -> Option<usize> {
        let mut least = MOST;
        for number in &reference.groups {
            let found = find_captures(self.all, *number);
            least = least.min(match found[..] {
                [_] if self.open.contains(number) => {
                    *refers_around = true;
                    0
                }
                [group] => self.group(group)?,
                _ => 0,
            });
        }
        Some(least)
    }
}

/// The groups of that number; several in a branch reset.
fn find_captures(branches: &[Vec<Node>], wanted: u16) -> Vec<&Group> {
    let mut found = Vec::new();
    for node in branches.iter().flatten() {
        collect_captures(&node.kind, wanted, &mut found);
    }
    found
}

fn collect_captures<'t>(kind: &'t NodeKind, wanted: u16, found: &mut Vec<&'t Group>) {
    match kind {
        NodeKind::Group(group) => {
            let is_wanted =
                matches!(group.kind, GroupKind::Capture { number, .. } if number == wanted);
            found.extend(is_wanted.then_some(&**group));
            let inside = group.branches.iter().flatten();
            inside.for_each(|node| collect_captures(&node.kind, wanted, found));
        }
        NodeKind::Repeat(repeat) => collect_captures(&repeat.item.kind, wanted, found),
        _ => {}
    }
}
