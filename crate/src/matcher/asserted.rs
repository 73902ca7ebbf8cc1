//! The byte that a lookahead asks for at the start of every match.
//!
//! PCRE2 looks at lookaheads only where nothing else gives a first byte: `(?=a)\w` starts with
//! `a`.
//!
//! Source: `find_firstassertedcu` in `pcre2_compile.c` of PCRE2 10.46.

use super::required::Byte;
use super::significant::{Skip, first_significant};
use crate::pattern::branches_can_match_empty;
use crate::pattern::tree::{Group, GroupKind, Node, NodeKind, Repeat};

/// The byte that all `branches` ask for before they take anything.
pub(super) fn asserted_byte(branches: &[Vec<Node>]) -> Option<Byte> {
    asserted(branches, false)
}

/// As deep as groups nest.
fn asserted(branches: &[Vec<Node>], in_look: bool) -> Option<Byte> {
    let mut all: Option<Byte> = None;
    for branch in branches {
        let kind = first_significant(branch, Skip::Assertions)?;
        let is_group = is_group(kind);
        let byte = of_item(kind, in_look)?;
        match all {
            None => all = Some(byte),
            Some(known) if known.byte != byte.byte => return None,
            Some(known) if is_group && known.caseless != byte.caseless => return None,
            Some(_) => {}
        }
    }
    all
}

fn is_group(kind: &NodeKind) -> bool {
    match kind {
        NodeKind::Group(_) => true,
        NodeKind::Repeat(repeat) => matches!(repeat.item.kind, NodeKind::Group(_)),
        _ => false,
    }
}

fn of_item(kind: &NodeKind, in_look: bool) -> Option<Byte> {
    match kind {
        NodeKind::Group(group) => of_group(group, in_look),
        NodeKind::Repeat(repeat) => of_repeat(repeat, in_look),
        kind => {
            let (byte, caseless) = in_look.then_some(kind)?.as_byte()?;
            Some(Byte {
                byte,
                caseless,
                varies: false,
            })
        }
    }
}

fn of_group(group: &Group, in_look: bool) -> Option<Byte> {
    match group.kind {
        GroupKind::Look { behind: true, .. }
        | GroupKind::Look { negative: true, .. }
        | GroupKind::Conditional(_) => None,
        GroupKind::Look { .. } => asserted(&group.branches, true),
        GroupKind::Capture { .. }
        | GroupKind::NonCapture(_)
        | GroupKind::BranchReset
        | GroupKind::Atomic => asserted(&group.branches, in_look),
    }
}

/// What may be left out asks for nothing; nor, to PCRE2, does a loop that may take nothing.
fn of_repeat(repeat: &Repeat, in_look: bool) -> Option<Byte> {
    if repeat.min == 0 {
        return None;
    }
    if let NodeKind::Group(group) = &repeat.item.kind {
        let captures = matches!(group.kind, GroupKind::Capture { .. });
        let is_loop = repeat.max.is_none() && repeat.min == 1;
        if is_loop && !captures && branches_can_match_empty(&group.branches) {
            return None;
        }
    }
    of_item(&repeat.item.kind, in_look)
}

impl NodeKind {
    /// The one byte that PCRE2 makes of the item, and whether it matches in either case.
    pub(super) fn as_byte(&self) -> Option<(u8, bool)> {
        match self {
            Self::Literal { byte, caseless } => Some((*byte, *caseless)),
            Self::Class(class) => class.as_byte(),
            _ => None,
        }
    }
}
