//! The fewest bytes of a match, as PCRE2 counts them.
//!
//! A back-reference counts what its group takes at least, which the tree alone does not say. A
//! branch that refers to a group around it is left out when there are others, although it may be
//! the shortest: `(b(AA|\1?))` has 3. A response that is shorter is no match before anything runs.
//!
//! Source: `find_minlength` in `pcre2_study.c` of PCRE2 10.46.

use crate::pattern::Pattern;
use crate::pattern::tree::{BackReference, Group, GroupKind, Node, NodeKind, Repeat, RepeatMode};

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
        known: Known::default(),
    };
    reader.branches(pattern.branches()).unwrap_or(0)
}

struct Reader<'p> {
    all: &'p [Vec<Node>],
    n_read: usize,
    /// Groups that are being read, around the item at hand or for a reference to them.
    open: Vec<u16>,
    known: Known,
}

/// What references were found to take. PCRE2 forgets the higher groups when a lower one comes
/// after them; and it does not notice again that a group holds the reference.
#[derive(Default)]
struct Known {
    lengths: Vec<(u16, usize)>,
}

impl Known {
    fn get(&self, number: u16) -> Option<usize> {
        let found = self.lengths.iter().find(|(known, _)| *known == number);
        found.map(|(_, length)| *length)
    }

    fn set(&mut self, number: u16, length: usize) {
        self.lengths.retain(|(known, _)| *known < number);
        self.lengths.push((number, length));
    }
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
                NodeKind::Repeat(repeat) => self.repeat(repeat, &mut refers_around)?,
                kind => self.item(kind, &mut refers_around)?,
            };
            total = (total + length).min(MOST);
        }
        Some((total, refers_around))
    }

    /// What may be left out is not read, except references. A possessive reference stands in an
    /// atomic group of its own.
    fn repeat(&mut self, repeat: &Repeat, refers_around: &mut bool) -> Option<usize> {
        let is_reference = matches!(repeat.item.kind, NodeKind::BackReference(_));
        if repeat.max == Some(0) || repeat.min == 0 && !is_reference {
            return Some(0);
        }
        let mut unnoticed = false;
        let refers_around = match repeat.mode {
            RepeatMode::Possessive => &mut unnoticed,
            RepeatMode::Greedy | RepeatMode::Lazy => refers_around,
        };
        let item = self.item(&repeat.item.kind, refers_around)?;
        Some(item.saturating_mul(usize::from(repeat.min)))
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
            least = least.min(self.referenced(*number, refers_around)?);
        }
        Some(least)
    }

    fn referenced(&mut self, number: u16, refers_around: &mut bool) -> Option<usize> {
        if let Some(known) = self.known.get(number) {
            return Some(known);
        }
        let length = match find_captures(self.all, number)[..] {
            [_] if self.open.contains(&number) => {
                *refers_around = true;
                0
            }
            [group] => self.group(group)?,
            _ => 0,
        };
        self.known.set(number, length);
        Some(length)
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
