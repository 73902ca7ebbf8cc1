//! The size of PCRE2's compiled form, which PCRE2 limits to 64 KiB.
//!
//! Counted groups are copied, so a short pattern can ask for a huge program: `((a{9}){9999}){9999}`.
//! PCRE2 refuses what passes its limit; counting as it does refuses the same patterns, and bounds
//! our own program, which never has more instructions than PCRE2's has bytes.
//!
//! Source: the layout of PCRE2 10.46 with links of two bytes, `pcre2_compile.c`.

use super::tree::{
    BackReference, Class, ClassItem, Condition, Group, GroupKind, Node, NodeKind, Repeat,
    RepeatMode,
};

/// PCRE2's limit, in bytes.
const MAX_SIZE: usize = 1 << 16;
/// An opening or closing bracket with its link.
const BRACKET: usize = 3;
/// A count or a group number.
const NUMBER: usize = 2;
/// A class: an operation and 256 bits.
const CLASS: usize = 33;

/// A pattern text of so many bytes fits whatever stands in it, unless groups are copied: no byte
/// of it takes more than a class with its quantifier.
pub(super) const ALWAYS_FITS: usize = MAX_SIZE / 40;

/// Whether PCRE2 refuses the pattern for its size.
pub(super) fn is_too_large(branches: &[Vec<Node>]) -> bool {
    alternatives_size(branches, 0).saturating_add(1) > MAX_SIZE
}

/// Brackets and branches, with `extra` bytes behind the opening bracket and in each branch.
fn alternatives_size(branches: &[Vec<Node>], extra_in_branch: usize) -> usize {
    let branches = branches.iter().map(|branch| {
        let nodes = branch.iter().map(|node| node_size(&node.kind));
        nodes.fold(BRACKET + extra_in_branch, usize::saturating_add)
    });
    branches.fold(BRACKET, usize::saturating_add)
}

fn node_size(kind: &NodeKind) -> usize {
    match kind {
        NodeKind::Literal { .. } => 2,
        NodeKind::Dot { .. }
        | NodeKind::NotLineFeed
        | NodeKind::AnyByte
        | NodeKind::Escape(_)
        | NodeKind::NewlineSequence
        | NodeKind::Assertion(_)
        | NodeKind::KeepOut => 1,
        NodeKind::Class(class) if is_one_byte(class) => 2,
        NodeKind::Class(_) => CLASS,
        NodeKind::BackReference(reference) => reference_size(reference),
        NodeKind::Group(group) if group.always_fails() => 1,
        NodeKind::Call(_) => BRACKET,
        NodeKind::Verb(verb) => 1 + verb.name.as_ref().map_or(0, |name| 2 + name.len()),
        NodeKind::Group(group) => group_size(group),
        NodeKind::Repeat(repeat) => repeat_size(repeat),
        NodeKind::Options(_) => 0,
    }
}

/// PCRE2 compiles `[a]` and `[^a]` as a byte.
fn is_one_byte(class: &Class) -> bool {
    matches!(class.items[..], [ClassItem::Byte(_)])
}

fn reference_size(reference: &BackReference) -> usize {
    let numbers = if reference.groups.len() > 1 { 2 } else { 1 };
    1 + numbers * NUMBER + usize::from(reference.caseless)
}

fn group_size(group: &Group) -> usize {
    match &group.kind {
        GroupKind::Capture { .. } => alternatives_size(&group.branches, 0).saturating_add(NUMBER),
        GroupKind::Conditional(condition) => {
            alternatives_size(&group.branches, 0).saturating_add(condition_size(condition))
        }
        GroupKind::Look { behind: true, .. } => alternatives_size(&group.branches, 1 + NUMBER),
        GroupKind::Look { .. }
        | GroupKind::NonCapture(_)
        | GroupKind::BranchReset
        | GroupKind::Atomic => alternatives_size(&group.branches, 0),
    }
}

fn condition_size(condition: &Condition) -> usize {
    match condition {
        Condition::Group { groups, .. } | Condition::Call { groups, .. } => {
            1 + if groups.len() > 1 { 2 } else { 1 } * NUMBER
        }
        Condition::Define | Condition::Version { .. } => 1,
        Condition::Look(look) => group_size(look),
    }
}

fn repeat_size(repeat: &Repeat) -> usize {
    let item = node_size(&repeat.item.kind);
    match &repeat.item.kind {
        NodeKind::Group(group) => {
            let is_look = matches!(group.kind, GroupKind::Look { .. });
            repeated_group_size(is_look, group_size(group), repeat)
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
    let operand = 1 + usize::from(item == 1).max(usize::from(item == 2));
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
