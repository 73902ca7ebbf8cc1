//! The first item of a branch that says anything about where a match can start.
//!
//! `(?i)a{0}^b` starts with `^`: options and what is repeated no times leave nothing behind. A
//! group that is repeated no times leaves itself behind in PCRE2's program, of which PCRE2 then
//! skips the first branch only: to it `(a|^b){0}` starts with `^` too. Verbs with names and groups
//! that only calls run are passed over as well.
//!
//! Source: `first_significant_code` in `pcre2_compile.c` of PCRE2 10.46.

use crate::pattern::tree::{Assertion, Group, GroupKind, Node, NodeKind};

/// Whether assertions that take no part in the first byte are passed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Skip {
    /// Only what leaves nothing behind.
    Nothing,
    /// Word boundaries, negative lookaheads and lookbehinds as well.
    Assertions,
}

/// The first item of `branch` that counts. As deep as groups nest.
pub(super) fn first_significant(branch: &[Node], skip: Skip) -> Option<&NodeKind> {
    for node in branch {
        match &node.kind {
            NodeKind::Repeat(repeat) if is_never_entered_item(&repeat.item.kind) => {}
            NodeKind::Repeat(repeat) if repeat.max == Some(0) => {
                if let NodeKind::Group(group) = &repeat.item.kind
                    && let Some(second) = group.branches.get(1)
                {
                    return first_significant(second, skip);
                }
            }
            NodeKind::Options(_) => {}
            NodeKind::Verb(verb) if verb.name.is_some() => {}
            NodeKind::Group(group) if is_never_entered(group) => {}
            kind if skip == Skip::Assertions && is_skipped(kind) => {}
            kind => return Some(kind),
        }
    }
    None
}

fn is_skipped(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Assertion(Assertion::WordBoundary | Assertion::NotWordBoundary) => true,
        NodeKind::Group(group) => is_look(group) && !is_empty_negative_lookahead(group),
        NodeKind::Repeat(repeat) => match &repeat.item.kind {
            NodeKind::Group(group) => is_look(group) && repeat.max == Some(repeat.min),
            _ => false,
        },
        _ => false,
    }
}

/// A negative lookahead or a lookbehind.
fn is_look(group: &Group) -> bool {
    matches!(group.kind, GroupKind::Look { .. }) && !is_positive_lookahead(group)
}

/// `(?=…)` and `(?*…)`.
pub(super) fn is_positive_lookahead(group: &Group) -> bool {
    matches!(
        group.kind,
        GroupKind::Look {
            behind: false,
            negative: false,
            ..
        }
    )
}

/// `(?!)`, which always fails. Without a quantifier PCRE2 makes a verb of it.
pub(super) fn is_empty_negative_lookahead(group: &Group) -> bool {
    group.always_fails()
}

/// The same as an item: PCRE2 ignores a quantifier behind it.
pub(super) fn is_never_entered_item(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Group(group) if is_never_entered(group))
}

/// A conditional group of one branch whose condition never holds, as `(?(DEFINE)…)`.
pub(super) fn is_never_entered(group: &Group) -> bool {
    matches!(&group.kind, GroupKind::Conditional(condition)
        if condition.constant() == Some(false) && group.branches.len() == 1)
}
