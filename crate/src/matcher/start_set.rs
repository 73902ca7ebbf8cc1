//! The bytes that a match can start with, where there is no one byte that it always starts with.
//!
//! `(?:a?\d|[b-d])` starts with `a`, a digit, or one of `b` to `d`. Offsets at which another byte
//! stands are passed over, and so reach no limit there; hence this follows PCRE2, which gives up
//! at anything that it does not look into.
//!
//! Limit: PCRE2 looks into at most [`MAX_GROUPS`] groups, copies of counted ones included.
//!
//! Source: `set_start_bits` in `pcre2_study.c` of PCRE2 10.46.

use super::significant::{
    is_empty_negative_lookahead, is_never_entered_item, is_positive_lookahead,
};
use crate::pattern::tree::{
    Assertion, Class, ClassEscape, ClassItem, Condition, Group, GroupKind, Node, NodeKind, Repeat,
    RepeatMode,
};
use crate::pattern::{ByteSet, Pattern, lookbehind_steps};

/// Groups that are looked into, the pattern itself included.
const MAX_GROUPS: usize = 1000;

/// The bytes a match of `pattern` can start with; `None` where PCRE2 does not tell.
pub(super) fn start_set(pattern: &Pattern) -> Option<ByteSet> {
    let mut reader = Reader {
        all: pattern.branches(),
        set: ByteSet::EMPTY,
        n_groups: 0,
    };
    let found = reader.branches(pattern.branches())?;
    (found == Found::Needed).then_some(reader.set)
}

/// What an item adds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    /// A byte that every match takes: the set is complete.
    Needed,
    /// Nothing, or bytes that may be left out: what follows counts too.
    Optional,
}

struct Reader<'p> {
    all: &'p [Vec<Node>],
    set: ByteSet,
    n_groups: usize,
}

/// `None` where PCRE2 gives up.
type Answer = Option<Found>;

impl Reader<'_> {
    fn enter(&mut self) -> Option<()> {
        self.n_groups += 1;
        (self.n_groups <= MAX_GROUPS).then_some(())
    }

    fn branches(&mut self, branches: &[Vec<Node>]) -> Answer {
        self.enter()?;
        self.all_of(branches)
    }

    fn all_of(&mut self, branches: &[Vec<Node>]) -> Answer {
        let mut all = Found::Needed;
        for branch in branches {
            if self.branch(branch)? == Found::Optional {
                all = Found::Optional;
            }
        }
        Some(all)
    }

    fn branch(&mut self, branch: &[Node]) -> Answer {
        let mut nodes = branch.iter();
        while let Some(node) = nodes.next() {
            if is_plain_lookahead(&node.kind) && takes_a_byte_next(nodes.as_slice()) {
                continue;
            }
            if self.item(&node.kind)? == Found::Needed {
                return Some(Found::Needed);
            }
        }
        Some(Found::Optional)
    }

    fn item(&mut self, kind: &NodeKind) -> Answer {
        match kind {
            NodeKind::Assertion(
                Assertion::Start | Assertion::WordBoundary | Assertion::NotWordBoundary,
            )
            | NodeKind::Options(_) => Some(Found::Optional),
            NodeKind::Group(group) => self.plain_group(group),
            NodeKind::Repeat(repeat) => self.repeat(repeat),
            kind => {
                self.set = self.set.union(bytes_of(kind)?);
                Some(Found::Needed)
            }
        }
    }

    fn plain_group(&mut self, group: &Group) -> Answer {
        match is_empty_negative_lookahead(group) {
            true => None,
            false => self.group(group),
        }
    }

    fn group(&mut self, group: &Group) -> Answer {
        match group.kind {
            _ if group.is_assertion() && !is_positive_lookahead(group) => Some(Found::Optional),
            GroupKind::Conditional(_) => None,
            _ => self.branches(&group.branches),
        }
    }

    fn repeat(&mut self, repeat: &Repeat) -> Answer {
        if is_never_entered_item(&repeat.item.kind) {
            return None;
        }
        if repeat.max == Some(0) {
            return Some(Found::Optional);
        }
        match &repeat.item.kind {
            NodeKind::Group(group) if (repeat.min, repeat.max) == (1, Some(1)) => self.group(group),
            NodeKind::Group(group) => self.repeated_group(group, repeat),
            item => {
                let found = self.item(item)?;
                let may_be_left_out = repeat.min == 0;
                Some(if may_be_left_out {
                    Found::Optional
                } else {
                    found
                })
            }
        }
    }

    /// As many copies as PCRE2 makes, until one takes a byte that every match takes.
    fn repeated_group(&mut self, group: &Group, repeat: &Repeat) -> Answer {
        let is_loop = repeat.max.is_none() && repeat.min < 2;
        if repeat.mode == RepeatMode::Possessive {
            // It stands in a group of its own then, where PCRE2 does not look into it.
            if is_loop && matches!(group.kind, GroupKind::Conditional(_)) {
                return None;
            }
            if !is_loop || matches!(group.kind, GroupKind::ScriptRun) {
                self.enter()?;
            }
        }
        let min = repeat.min;
        for _ in 0..min {
            if self.group(group)? == Found::Needed {
                return Some(Found::Needed);
            }
        }
        // Then it stands in a group of its own, where PCRE2 does not look into it.
        let is_wrapped = is_loop && repeat.mode == RepeatMode::Possessive;
        if is_wrapped && matches!(group.kind, GroupKind::Conditional(_)) {
            return None;
        }
        let optional = match repeat.max {
            Some(max) => max - min,
            None if group.is_assertion() => 1,
            None => u16::from(min == 0),
        };
        for left in (0..optional).rev() {
            if left > 0 {
                self.enter()?;
                // The same.
                if matches!(group.kind, GroupKind::Conditional(_)) {
                    return None;
                }
            }
            if self.optional_group(group)? == Found::Needed {
                break;
            }
        }
        Some(Found::Optional)
    }

    /// Even what PCRE2 else passes over is looked into when it may be left out.
    fn optional_group(&mut self, group: &Group) -> Answer {
        if let GroupKind::Conditional(condition) = &group.kind {
            return self.optional_conditional(condition, &group.branches);
        }
        let GroupKind::Look { behind: true, .. } = group.kind else {
            let is_scan = matches!(group.kind, GroupKind::Scan(_));
            return self.branches(&group.branches).filter(|_| !is_scan);
        };
        let mut steps = lookbehind_steps(self.all, group).into_iter();
        match steps.all(|step| step.max == Some(0)) {
            true => self.branches(&group.branches),
            false => None,
        }
    }

    /// A lookaround that is a condition is the first item of the first branch.
    fn optional_conditional(&mut self, condition: &Condition, branches: &[Vec<Node>]) -> Answer {
        let (Condition::Look(look), [first, others @ ..]) = (condition, branches) else {
            return None;
        };
        self.enter()?;
        let is_passed_over = is_positive_lookahead(look) && takes_a_byte_next(first);
        let found = match is_passed_over {
            true => Found::Optional,
            false => self.plain_group(look)?,
        };
        let found = match found {
            Found::Needed => Found::Needed,
            Found::Optional => self.branch(first)?,
        };
        match self.all_of(others)? {
            Found::Needed => Some(found),
            Found::Optional => Some(Found::Optional),
        }
    }
}

/// A positive lookahead, perhaps repeated a fixed number of times.
fn is_plain_lookahead(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Group(group) => is_positive_lookahead(group),
        NodeKind::Repeat(repeat) => {
            let always = repeat.min > 0 && repeat.max == Some(repeat.min);
            let plain = always && repeat.mode != RepeatMode::Possessive;
            plain && is_plain_lookahead(&repeat.item.kind)
        }
        _ => false,
    }
}

/// Whether the next item behind all assertions takes a byte of a kind for which PCRE2 passes over
/// a lookahead in front of it.
fn takes_a_byte_next(nodes: &[Node]) -> bool {
    let mut kinds = nodes.iter().map(|node| &node.kind);
    let next = kinds.find(|kind| !is_passed_over(kind));
    match next {
        Some(NodeKind::Repeat(repeat)) if repeat.min > 0 => {
            repeat.item.kind.as_byte().is_some()
                || starts_with_one(repeat) && is_type(&repeat.item.kind)
        }
        Some(kind) => kind.as_byte().is_some() || is_type(kind),
        None => false,
    }
}

/// `\d{1,3}` is `\d\d{0,2}` to PCRE2.
fn starts_with_one(repeat: &Repeat) -> bool {
    let one_or_few = repeat.min == 1 && repeat.max.is_some();
    one_or_few && (repeat.mode != RepeatMode::Possessive || repeat.max == Some(1))
}

fn is_passed_over(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Options(_)
        | NodeKind::Assertion(Assertion::WordBoundary | Assertion::NotWordBoundary) => true,
        NodeKind::Group(group) => group.is_assertion() && !is_empty_negative_lookahead(group),
        NodeKind::Repeat(repeat) => match &repeat.item.kind {
            NodeKind::Group(group) => group.is_assertion() && repeat.max == Some(repeat.min),
            NodeKind::Call(_) => false,
            _ => repeat.max == Some(0),
        },
        _ => false,
    }
}

fn is_type(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::NewlineSequence => true,
        NodeKind::Escape(escape) => is_read(*escape),
        _ => false,
    }
}

/// PCRE2 does not look into `\H`, `\V` and properties.
fn is_read(escape: ClassEscape) -> bool {
    !matches!(
        escape,
        ClassEscape::NotHorizontalSpace | ClassEscape::NotVerticalSpace | ClassEscape::Property(_)
    )
}

/// The bytes of an item that takes one; `None` where PCRE2 does not look.
fn bytes_of(kind: &NodeKind) -> Option<ByteSet> {
    match kind {
        NodeKind::Literal { byte, caseless } => Some(either_case(*byte, *caseless)),
        NodeKind::Escape(escape) => is_read(*escape).then(|| escape.set()),
        NodeKind::NewlineSequence => Some(ClassEscape::VerticalSpace.set()),
        NodeKind::Class(class) => class_bytes(class),
        _ => None,
    }
}

fn either_case(byte: u8, caseless: bool) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    set.insert(byte);
    match caseless {
        true => set.close_over_case(),
        false => set,
    }
}

/// `[^a]` and a class of all bytes are no classes to PCRE2, and one with properties is another.
fn class_bytes(class: &Class) -> Option<ByteSet> {
    if class.has_properties() {
        return None;
    }
    if class.negated && matches!(class.items[..], [ClassItem::Byte(_)]) {
        return None;
    }
    let set = class.set();
    (!set.complement().is_empty()).then_some(set)
}
