//! The byte that a lookahead asks for at the start of every match.
//!
//! PCRE2 looks at lookaheads only where nothing else gives a first byte: `(?=a)\w` starts with
//! `a`.
//!
//! Source: `find_firstassertedcu` in `pcre2_compile.c` of PCRE2 10.46.

use super::required::Byte;
use super::significant::{Skip, first_significant};
use crate::pattern::tree::{Group, GroupKind, Node, NodeKind, Repeat};
use crate::pattern::{Pattern, branches_can_match_empty};

/// The byte that all branches of `pattern` ask for before they take anything.
pub(super) fn asserted_byte(pattern: &Pattern) -> Option<Byte> {
    let place = Place {
        in_look: false,
        caseless: pattern.flags().caseless,
    };
    asserted(pattern.branches(), place)
}

/// What is in force at an item.
#[derive(Clone, Copy)]
struct Place {
    in_look: bool,
    /// The option `i`, which PCRE2 also notes for bytes that are no letters.
    caseless: bool,
}

impl Place {
    /// Behind the option settings among `nodes`.
    fn behind(mut self, nodes: &[Node]) -> Self {
        for node in nodes {
            if let NodeKind::Options(change) = node.kind {
                self.caseless = change.caseless.unwrap_or(self.caseless);
            }
        }
        self
    }
}

/// As deep as groups nest.
fn asserted(branches: &[Vec<Node>], mut place: Place) -> Option<Byte> {
    let mut all: Option<Byte> = None;
    for branch in branches {
        let kind = first_significant(branch, Skip::Assertions)?;
        let is_it = |node: &Node| std::ptr::eq(&node.kind, kind);
        let n_before = branch.iter().position(is_it).unwrap_or(0);
        let before = branch.get(..n_before).unwrap_or_default();
        let is_group = is_group(kind);
        let byte = of_item(kind, place.behind(before))?;
        place = place.behind(branch);
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

/// In a caseless pattern PCRE2 takes a byte above 0x7f for the start of several.
fn of_item(kind: &NodeKind, place: Place) -> Option<Byte> {
    match kind {
        NodeKind::Group(group) => of_group(group, place),
        NodeKind::Repeat(repeat) => of_repeat(repeat, place),
        kind => {
            let (byte, caseless) = place.in_look.then_some(kind)?.as_byte()?;
            let caseless = caseless || place.caseless;
            (byte.is_ascii() || !caseless).then_some(Byte {
                byte,
                caseless,
                varies: false,
            })
        }
    }
}

fn of_group(group: &Group, mut place: Place) -> Option<Byte> {
    if let GroupKind::NonCapture(change) = group.kind {
        place.caseless = change.caseless.unwrap_or(place.caseless);
    }
    match group.kind {
        GroupKind::Look { behind: true, .. }
        | GroupKind::Look { negative: true, .. }
        | GroupKind::Scan(_)
        | GroupKind::Conditional(_) => None,
        GroupKind::Look { .. } => {
            place.in_look = true;
            asserted(&group.branches, place)
        }
        GroupKind::Capture { .. }
        | GroupKind::NonCapture(_)
        | GroupKind::BranchReset
        | GroupKind::ScriptRun
        | GroupKind::Atomic => asserted(&group.branches, place),
    }
}

/// What may be left out asks for nothing; nor, to PCRE2, does a loop that may take nothing.
fn of_repeat(repeat: &Repeat, place: Place) -> Option<Byte> {
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
    of_item(&repeat.item.kind, place)
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
