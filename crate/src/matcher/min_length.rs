//! The fewest bytes of a match, as PCRE2 counts them.
//!
//! A back-reference counts what its group takes at least, which the tree alone does not say. A
//! branch that refers to a group around it is left out when there are others, although it may be
//! the shortest: `(b(AA|\1?))` has 3. A response that is shorter is no match before anything runs.
//!
//! Source: `find_minlength` in `pcre2_study.c` of PCRE2 10.46.

use super::significant::is_never_entered_item;
use crate::pattern::tree::{
    BackReference, Condition, Group, GroupKind, Node, NodeKind, Repeat, RepeatMode,
};
use crate::pattern::{Pattern, branches_can_match_empty, has_accept, shares_numbers};
use crate::source::Span;

/// PCRE2 counts up to this.
const MOST: usize = 65535;
/// PCRE2 gives up after so many groups.
const MAX_GROUPS_READ: usize = 1000;
/// PCRE2 does not try where a higher group is referred to.
const HIGHEST_REFERENCE: u16 = 128;

/// PCRE2's lower bound; 0 where it gives up.
pub(super) fn min_length(pattern: &Pattern) -> usize {
    if pattern.can_match_empty() || has_accept(pattern.branches()) {
        return 0;
    }
    let is_high = |group: &u16| *group > HIGHEST_REFERENCE;
    let refers_high = || {
        let references = pattern.references();
        let mut groups = references.iter().flat_map(|found| found.groups);
        groups.any(is_high)
    };
    if pattern.n_groups() > usize::from(HIGHEST_REFERENCE) && refers_high() {
        return 0;
    }
    let mut reader = Reader {
        all: pattern.branches(),
        n_read: 0,
        copied: Vec::new(),
        open: Vec::new(),
        known: Known::default(),
    };
    reader.branches(pattern.branches()).unwrap_or(0)
}

struct Reader<'p> {
    all: &'p [Vec<Node>],
    n_read: usize,
    /// The groups of which another copy than the first is read: references mean the first.
    copied: Vec<Span>,
    /// Groups that are being read for a reference to them.
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
        if self.n_read > MAX_GROUPS_READ {
            return None;
        }
        self.n_read += 1;
        let mut least = None;
        let mut level = Level::default();
        for branch in branches {
            level.refers_around = false;
            let length = self.branch(branch, &mut level)?;
            least = match least {
                Some(known) if level.refers_around || known <= length => Some(known),
                _ => Some(length),
            };
            if least == Some(0) {
                break;
            }
        }
        least
    }

    fn branch(&mut self, branch: &[Node], level: &mut Level) -> Option<usize> {
        let mut total = 0usize;
        for node in branch {
            let length = match node.kind {
                NodeKind::Literal { .. } => 1,
                _ => self.item(node, level)?,
            };
            total = (total + length).min(MOST);
        }
        Some(total)
    }

    /// What may be left out is not read, except references. A possessive reference stands in an
    /// atomic group of its own, and a possessive call even when it stands once.
    fn repeat(&mut self, repeat: &Repeat, level: &mut Level) -> Option<usize> {
        let is_reference = matches!(repeat.item.kind, NodeKind::BackReference(_));
        if repeat.max == Some(0) || repeat.min == 0 && !is_reference {
            return Some(0);
        }
        if is_never_entered_item(&repeat.item.kind) {
            return Some(0);
        }
        // `(?1)+` is a loop around the call that may take nothing.
        let is_call = matches!(repeat.item.kind, NodeKind::Call(_));
        if is_call && (repeat.min, repeat.max) == (1, None) {
            return Some(0);
        }
        if let NodeKind::Group(group) = &repeat.item.kind {
            return self.copies(repeat.item.span, group, repeat, level);
        }
        let mut inside = Level::default();
        let level = match repeat.mode {
            RepeatMode::Possessive if is_call && repeat.max.is_some() => &mut inside,
            RepeatMode::Possessive if !is_call && !is_once(repeat) => &mut inside,
            _ => level,
        };
        let item = self.item(&repeat.item, level)?;
        Some(item.saturating_mul(usize::from(repeat.min)))
    }

    /// PCRE2 reads every copy of a counted group, unless it is a capture and no groups share a
    /// number. It does not read a loop that it marks as one that may take nothing.
    fn copies(
        &mut self,
        span: Span,
        group: &Group,
        repeat: &Repeat,
        level: &mut Level,
    ) -> Option<usize> {
        if group.is_assertion() {
            return Some(0);
        }
        let is_capture = matches!(group.kind, GroupKind::Capture { .. });
        let read_once = repeat.min > 1 && is_capture && !shares_numbers(self.all);
        let is_run = group.kind == GroupKind::ScriptRun;
        let in_atomic = repeat.max.is_some() || repeat.min > 1 || is_run;
        let in_atomic = in_atomic && repeat.mode == RepeatMode::Possessive;
        self.n_read += usize::from(in_atomic);
        let mut inside = Level::default();
        let level = if in_atomic { &mut inside } else { level };
        let n_copies = match repeat.max {
            None if !read_once && may_be_empty_loop(group) => repeat.min - 1,
            _ => repeat.min,
        };
        let mut total = 0;
        for nth in 0..n_copies {
            let copied = (nth > 0).then_some(span);
            self.copied.extend(copied);
            let is_loop = repeat.max.is_none() && nth + 1 == n_copies;
            let length = match only_call(group).filter(|_| !is_loop) {
                Some(call) => self.item(call, level)?,
                None => self.group(group)?,
            };
            self.copied
                .truncate(self.copied.len() - usize::from(nth > 0));
            if read_once {
                return Some(length.saturating_mul(usize::from(n_copies)));
            }
            total = (total + length).min(MOST);
        }
        Some(total)
    }

    fn item(&mut self, node: &Node, level: &mut Level) -> Option<usize> {
        match &node.kind {
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_)
            | NodeKind::NewlineSequence
            | NodeKind::Cluster => Some(1),
            NodeKind::Assertion(_)
            | NodeKind::KeepOut
            | NodeKind::Verb(_)
            | NodeKind::Options(_) => Some(0),
            NodeKind::BackReference(reference) => {
                self.reference(node.span, reference, &mut level.refers_around)
            }
            NodeKind::Call(call) => self.called(node.span, call.group, level),
            NodeKind::Group(group) => match only_call(group) {
                Some(call) => self.item(call, level),
                None => self.group(group),
            },
            NodeKind::Repeat(repeat) => self.repeat(repeat, level),
        }
    }

    fn group(&mut self, group: &Group) -> Option<usize> {
        match &group.kind {
            GroupKind::Look { .. } | GroupKind::Scan(_) => Some(0),
            GroupKind::Conditional(_) if group.branches.len() == 1 => Some(0),
            GroupKind::Capture { .. }
            | GroupKind::NonCapture(_)
            | GroupKind::BranchReset
            | GroupKind::Conditional(_)
            | GroupKind::ScriptRun
            | GroupKind::Atomic => self.branches(&group.branches),
        }
    }

    /// A call runs the first group of its number. What the last call at the same level takes is
    /// remembered.
    fn called(&mut self, at: Span, number: u16, level: &mut Level) -> Option<usize> {
        if let Some((_, length)) = level.last_call.filter(|(last, _)| *last == number) {
            return Some(length);
        }
        let wanted = find_capture(self.all, number);
        let length = match wanted.first {
            Some(_) if wanted.is_unread => 0,
            Some((span, group)) if !self.open.contains(&number) && !self.is_around(span, at) => {
                self.referenced_group(number, group)?
            }
            _ => {
                level.refers_around = true;
                return Some(0);
            }
        };
        level.last_call = Some((number, length));
        Some(length)
    }

    /// Of several groups of one name the shortest, up to the first that may take nothing.
    fn reference(
        &mut self,
        at: Span,
        reference: &BackReference,
        refers_around: &mut bool,
    ) -> Option<usize> {
        let is_several = reference.groups.len() > 1;
        if is_several && shares_numbers(self.all) {
            return Some(0);
        }
        let mut least = MOST;
        for number in &reference.groups {
            least = least.min(self.referenced(at, *number, refers_around)?);
            if least == 0 {
                break;
            }
        }
        Some(least)
    }

    fn referenced(&mut self, at: Span, number: u16, refers_around: &mut bool) -> Option<usize> {
        if let Some(known) = self.known.get(number) {
            return Some(known);
        }
        let wanted = find_capture(self.all, number);
        let unclear = wanted.has_more && shares_numbers(self.all);
        let length = match wanted.first.filter(|_| !unclear) {
            Some((span, _)) if self.open.contains(&number) || self.is_around(span, at) => {
                *refers_around = true;
                0
            }
            Some(_) if wanted.is_unread => 0,
            Some((_, group)) => self.referenced_group(number, group)?,
            None => 0,
        };
        self.known.set(number, length);
        Some(length)
    }

    /// Whether the first copy of the group at `span` holds the reference at `at`.
    fn is_around(&self, span: Span, at: Span) -> bool {
        let holds =
            |outer: &Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
        holds(&span, at) && !self.copied.iter().any(|copied| holds(copied, span))
    }

    fn referenced_group(&mut self, number: u16, group: &Group) -> Option<usize> {
        let copied = std::mem::take(&mut self.copied);
        self.open.push(number);
        let length = self.group(group);
        self.open.pop();
        self.copied = copied;
        length
    }
}

/// What is known of the group that is read, which PCRE2 forgets at its end.
#[derive(Default)]
struct Level {
    /// The branch refers to a group around it.
    refers_around: bool,
    /// The group called last, and what it takes.
    last_call: Option<(u16, usize)>,
}

/// The call in a group that holds nothing else; PCRE2 reads it as if the group were not there.
fn only_call(group: &Group) -> Option<&Node> {
    let is_plain = matches!(
        group.kind,
        GroupKind::NonCapture(_) | GroupKind::BranchReset
    );
    let [branch] = &group.branches[..] else {
        return None;
    };
    let mut nodes = branch
        .iter()
        .filter(|node| !matches!(node.kind, NodeKind::Options(_)));
    let call = nodes
        .next()
        .filter(|_| is_plain && nodes.next().is_none())?;
    matches!(call.kind, NodeKind::Call(_)).then_some(call)
}

/// `{1}`, which leaves nothing behind, not even when it is possessive.
fn is_once(repeat: &Repeat) -> bool {
    (repeat.min, repeat.max) == (1, Some(1))
}

fn may_be_empty_loop(group: &Group) -> bool {
    let is_other = !matches!(group.kind, GroupKind::Atomic | GroupKind::ScriptRun);
    is_other && branches_can_match_empty(&group.branches)
}

/// A group of a certain number, and whether PCRE2's program has more of that number: in a branch
/// reset, or where it makes copies of one.
#[derive(Default)]
struct Wanted<'t> {
    first: Option<(Span, &'t Group)>,
    has_more: bool,
    /// The first of them is a loop that PCRE2 does not read.
    is_unread: bool,
}

fn find_capture(branches: &[Vec<Node>], number: u16) -> Wanted<'_> {
    let mut wanted = Wanted::default();
    wanted.look_through(branches, number, false);
    wanted
}

impl<'t> Wanted<'t> {
    fn look_through(&mut self, branches: &'t [Vec<Node>], number: u16, is_copied: bool) {
        for node in branches.iter().flatten() {
            self.look_at(node, number, is_copied);
        }
    }

    fn look_at(&mut self, node: &'t Node, number: u16, is_copied: bool) {
        match &node.kind {
            NodeKind::Group(group) => {
                if matches!(group.kind, GroupKind::Capture { number: found, .. } if found == number)
                {
                    self.has_more |= is_copied || self.first.is_some();
                    self.first = self.first.or(Some((node.span, group)));
                }
                if let GroupKind::Conditional(Condition::Look(look)) = &group.kind {
                    self.look_through(&look.branches, number, is_copied);
                }
                self.look_through(&group.branches, number, is_copied);
            }
            NodeKind::Repeat(repeat) => {
                let was_found = self.first.is_some();
                let is_copied = is_copied || repeat.max.unwrap_or(repeat.min) > 1;
                self.look_at(&repeat.item, number, is_copied);
                if let (false, NodeKind::Group(group)) = (was_found, &repeat.item.kind) {
                    let is_it = matches!(group.kind, GroupKind::Capture { number: found, .. } if found == number);
                    self.is_unread =
                        is_it && repeat.max.is_none() && repeat.min < 2 && may_be_empty_loop(group);
                }
            }
            _ => {}
        }
    }
}
