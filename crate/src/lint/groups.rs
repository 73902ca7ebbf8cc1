//! What is certain about the capture groups of a pattern: whether a match always sets them, how
//! much they can take, and what is inside.

use std::collections::{BTreeMap, BTreeSet};

use crate::pattern::tree::{Condition, GroupKind, Node, NodeKind, visit_nodes};
use crate::pattern::{Length, Pattern, branches_length};

/// The groups of one pattern by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct GroupFacts {
    /// Groups that every match sets.
    pub(super) always_set: BTreeSet<u16>,
    /// Groups that the pattern itself refers to or calls.
    pub(super) used_inside: BTreeSet<u16>,
    /// How much each group can take.
    pub(super) lengths: BTreeMap<u16, Length>,
}

impl GroupFacts {
    /// Looks at every group of `pattern`.
    pub(super) fn of(pattern: &Pattern) -> Self {
        let mut facts = Self {
            always_set: set_by_all(pattern.branches()),
            ..Self::default()
        };
        visit_nodes(pattern.branches(), &mut |node| facts.add(node));
        facts
    }

    fn add(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::BackReference(reference) => self.used_inside.extend(&reference.groups),
            NodeKind::Call(call) => _ = self.used_inside.insert(call.group),
            NodeKind::Group(group) => match &group.kind {
                GroupKind::Capture { number, .. } => {
                    let length = branches_length(&group.branches);
                    self.lengths.entry(*number).or_insert(length);
                }
                GroupKind::Conditional(
                    Condition::Group { groups, .. } | Condition::Call { groups, .. },
                ) => self.used_inside.extend(groups),
                GroupKind::Scan(list) => {
                    let groups = list.iter().flat_map(|scanned| &scanned.groups);
                    self.used_inside.extend(groups);
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The groups that are set whichever branch matches.
fn set_by_all(branches: &[Vec<Node>]) -> BTreeSet<u16> {
    let sets = branches.iter().map(|branch| set_by_sequence(branch));
    sets.reduce(|all, set| all.intersection(&set).copied().collect())
        .unwrap_or_default()
}

fn set_by_sequence(branch: &[Node]) -> BTreeSet<u16> {
    branch.iter().flat_map(|node| set_by(&node.kind)).collect()
}

fn set_by(kind: &NodeKind) -> BTreeSet<u16> {
    match kind {
        NodeKind::Repeat(repeat) if repeat.min > 0 => set_by(&repeat.item.kind),
        NodeKind::Group(group) => match &group.kind {
            GroupKind::Look { negative: true, .. } | GroupKind::Conditional(_) => BTreeSet::new(),
            GroupKind::Capture { number, .. } => {
                let mut set = set_by_all(&group.branches);
                set.insert(*number);
                set
            }
            _ => set_by_all(&group.branches),
        },
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(text: &str, always_set: &[u16]) {
        let pattern = parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap();
        let facts = GroupFacts::of(&pattern);
        assert_eq!(facts.always_set.into_iter().collect::<Vec<_>>(), always_set);
    }

    #[test]
    fn only_groups_that_no_way_goes_around_are_always_set() {
        check("(a)(?:(b)|c)(d)?", &[1]);
        check("(a)|(b)", &[]);
        check("(?|(a)|(b))", &[1]);
        check("(?=(a))(?!(b))(c){2}(d){0,2}", &[1, 3]);
        check("(a(b)|(c))+", &[1]);
    }

    #[test]
    fn references_and_calls_use_a_group() {
        let pattern =
            parse_pattern(br"(a)(b)(c)\1(?2)(?(3)d)(e)", PatternFlags::default()).unwrap();
        let facts = GroupFacts::of(&pattern);
        assert_eq!(facts.used_inside.into_iter().collect::<Vec<_>>(), [1, 2, 3]);
    }
}
