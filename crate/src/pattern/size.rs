//! The size of PCRE2's compiled form, which PCRE2 limits to 64 KiB.
//!
//! Counted groups are copied, so a short pattern can ask for a huge program: `((a{9}){9999}){9999}`.
//! PCRE2 refuses what passes its limit; counting as it does refuses the same patterns, and bounds
//! our own program, which never has more instructions than PCRE2's has bytes.
//!
//! Source: the layout of PCRE2 10.46 with links of two bytes, `pcre2_compile.c`.

use super::tree::{
    BackReference, Class, ClassEscape, ClassItem, Condition, Group, GroupKind, Node, NodeKind,
    Repeat, RepeatMode, VerbKind,
};
use super::{Length, lookbehind_steps};

/// PCRE2's limit, in bytes.
const MAX_SIZE: usize = 1 << 16;
/// An opening or closing bracket with its link.
const BRACKET: usize = 3;
/// A count or a group number.
const NUMBER: usize = 2;
/// A class: an operation and 256 bits.
const CLASS: usize = 33;

/// A property outside of a class: an operation, its kind and its value.
const PROPERTY: usize = 3;

/// A pattern text of so many bytes fits whatever stands in it, unless groups are copied: no byte
/// of it takes more than a class with its quantifier.
pub(super) const ALWAYS_FITS: usize = MAX_SIZE / 40;

/// Whether PCRE2 refuses the pattern for its size.
pub(super) fn is_too_large(branches: &[Vec<Node>]) -> bool {
    let mut sizer = Sizer {
        all: branches,
        n_open: 0,
    };
    sizer.alternatives_size(branches, &[]).saturating_add(1) > MAX_SIZE
}

struct Sizer<'p> {
    all: &'p [Vec<Node>],
    /// Captures around the item at hand, up to the next assertion.
    n_open: usize,
}

impl Sizer<'_> {
    /// Brackets and branches; those of a lookbehind first step back.
    fn alternatives_size(&mut self, branches: &[Vec<Node>], steps: &[Length]) -> usize {
        let mut size = BRACKET;
        for (idx, branch) in branches.iter().enumerate() {
            size = size.saturating_add(BRACKET + steps.get(idx).map_or(0, step_size));
            for node in branch {
                size = size.saturating_add(self.node_size(&node.kind));
            }
        }
        size
    }

    fn node_size(&mut self, kind: &NodeKind) -> usize {
        match kind {
            NodeKind::Literal { .. } => 2,
            NodeKind::Escape(ClassEscape::Property(_)) => PROPERTY,
            NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::NewlineSequence
            | NodeKind::Cluster
            | NodeKind::Assertion(_)
            | NodeKind::KeepOut => 1,
            NodeKind::Class(class) if is_one_byte(class) => 2,
            NodeKind::Class(class) => class_size(class),
            NodeKind::BackReference(reference) => reference_size(reference),
            NodeKind::Group(group) if group.always_fails() => 1,
            NodeKind::Call(_) => BRACKET,
            NodeKind::Verb(verb) if verb.kind == VerbKind::Accept => 1 + self.n_open * (1 + NUMBER),
            NodeKind::Verb(verb) => 1 + verb.name.as_ref().map_or(0, |name| 2 + name.len()),
            NodeKind::Group(group) => self.group_size(group),
            NodeKind::Repeat(repeat) => self.repeat_size(repeat),
            NodeKind::Options(_) => 0,
        }
    }

    fn group_size(&mut self, group: &Group) -> usize {
        let is_look = group.is_assertion();
        let n_open = match group.kind {
            GroupKind::Capture { .. } => self.n_open + 1,
            _ if is_look => 0,
            _ => self.n_open,
        };
        let condition = match &group.kind {
            GroupKind::Conditional(condition) => self.condition_size(condition),
            GroupKind::Scan(list) => list.iter().map(|scanned| asked_size(&scanned.groups)).sum(),
            _ => 0,
        };
        let steps = match group.kind {
            GroupKind::Look { behind: true, .. } => lookbehind_steps(self.all, group),
            _ => Vec::new(),
        };
        let around = std::mem::replace(&mut self.n_open, n_open);
        let inside = self.alternatives_size(&group.branches, &steps);
        self.n_open = around;
        let number = match group.kind {
            GroupKind::Capture { .. } => NUMBER,
            _ => 0,
        };
        inside.saturating_add(number + condition)
    }

    fn condition_size(&mut self, condition: &Condition) -> usize {
        match condition {
            Condition::Group { groups, .. } | Condition::Call { groups, .. } => asked_size(groups),
            Condition::Define | Condition::Version { .. } => 1,
            Condition::Look(look) => self.group_size(look),
        }
    }

    fn repeat_size(&mut self, repeat: &Repeat) -> usize {
        let item = self.node_size(&repeat.item.kind);
        match &repeat.item.kind {
            NodeKind::Group(group) => {
                let is_look = group.is_assertion();
                let item = if group.always_fails() {
                    self.group_size(group)
                } else {
                    item
                };
                repeated_group_size(is_look, item, repeat)
            }
            NodeKind::Call(_) if repeat.min > 0 && Some(repeat.min) == repeat.max => item
                .saturating_mul(usize::from(repeat.min))
                .saturating_add(2 * BRACKET),
            NodeKind::Call(_) => repeated_group_size(false, item + 2 * BRACKET, repeat),
            NodeKind::Class(class) if !is_one_byte(class) => item + suffix_size(repeat),
            NodeKind::BackReference(_) => item + suffix_size(repeat),
            _ => repeated_single_size(item, repeat),
        }
    }
}

/// What a condition or a scan asks: one group, or all of one name.
fn asked_size(groups: &[u16]) -> usize {
    1 + if groups.len() > 1 { 2 } else { 1 } * NUMBER
}

/// How an alternative of a lookbehind steps back.
fn step_size(step: &Length) -> usize {
    match step.max {
        Some(0) => 0,
        max if max == Some(step.min) => 1 + NUMBER,
        _ => 1 + 2 * NUMBER,
    }
}

/// PCRE2 compiles `[a]` and `[^a]` as a byte.
fn is_one_byte(class: &Class) -> bool {
    matches!(class.items[..], [ClassItem::Byte(_)])
}

/// With properties a class has a length and flags, and its bits only where it has other members.
fn class_size(class: &Class) -> usize {
    let n_properties = class
        .items
        .iter()
        .filter(|item| item.is_kept_property())
        .count();
    if n_properties == 0 {
        return CLASS;
    }
    let bits = if n_properties < class.items.len() {
        CLASS - 1
    } else {
        0
    };
    BRACKET + 1 + bits + PROPERTY * n_properties + 1
}

fn reference_size(reference: &BackReference) -> usize {
    let numbers = if reference.groups.len() > 1 { 2 } else { 1 };
    1 + numbers * NUMBER + usize::from(reference.caseless)
}

/// The quantifier behind a class or a reference.
fn suffix_size(repeat: &Repeat) -> usize {
    match (repeat.min, repeat.max) {
        (1, Some(1)) => 0,
        (0 | 1, None) | (0, Some(1)) => 1,
        _ => 1 + 2 * NUMBER,
    }
}

/// A quantified byte or type: the most exact operations PCRE2 has for the counts.
fn repeated_single_size(item: usize, repeat: &Repeat) -> usize {
    let operand = if item == PROPERTY { 1 + PROPERTY } else { 2 };
    let counted = operand + NUMBER;
    let up_to = |most: u16| if most == 1 { operand } else { counted };
    match (repeat.min, repeat.max) {
        (_, Some(0)) => 0,
        (0 | 1, None) => operand,
        (0, Some(max)) => up_to(max),
        (1, Some(1)) => item,
        (1, Some(max)) => item + if max == 2 { counted } else { up_to(max - 1) },
        (min, Some(max)) if min == max => counted,
        (_, None) => counted + operand,
        (min, Some(max)) => counted + up_to(max - min),
    }
}

/// A quantified group: so many copies, the optional ones in brackets of their own.
fn repeated_group_size(is_look: bool, item: usize, repeat: &Repeat) -> usize {
    let max = match repeat.max {
        None if is_look => Some(repeat.min.saturating_add(1)),
        max => max,
    };
    let possessive = repeat.mode == RepeatMode::Possessive;
    let wrapped = possessive && !(max.is_none() && repeat.min < 2) && max != Some(0);
    let wrap = if wrapped { 2 * BRACKET } else { 0 };
    let required = item.saturating_mul(usize::from(repeat.min.max(1)));
    let optional = match (repeat.min, max) {
        (0, None) => 1,
        (_, None) => 0,
        (0, Some(0 | 1)) => 1,
        (min, Some(max)) => optional_copies(item, usize::from(min), usize::from(max)),
    };
    required.saturating_add(optional).saturating_add(wrap)
}

fn optional_copies(item: usize, min: usize, max: usize) -> usize {
    let nested = 1 + 2 * BRACKET;
    match (min, max.saturating_sub(min)) {
        (_, 0) => 0,
        // The first copy is counted as required, but is optional and nested too.
        (0, copies) => item
            .saturating_add(nested)
            .saturating_mul(copies - 1)
            .saturating_add(1),
        (_, copies) => {
            let all = item.saturating_add(nested).saturating_mul(copies);
            all.saturating_sub(2 * BRACKET)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::PatternFlags;
    use crate::pattern::parser::parse_text;

    #[test]
    fn a_short_text_without_copied_groups_always_fits() {
        const DENSE: [&str; 12] = [
            "[ab]",
            "[a]",
            "[^ab]+",
            "[ab]{2,3}+",
            "a{2,9}",
            "()",
            "()++",
            "(?<!)",
            "|",
            "\\1",
            "$",
            "\\d{2,}",
        ];
        for piece in DENSE {
            let text = format!("(){}", piece.repeat((ALWAYS_FITS - 2) / piece.len()));
            let parsed = parse_text(text.as_bytes(), PatternFlags::default()).unwrap();
            assert!(!is_too_large(&parsed.branches), "{piece}");
        }
    }
}
