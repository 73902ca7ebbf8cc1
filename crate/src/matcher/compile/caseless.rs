//! Where the option `i` is in force, also for bytes that are no letters.
//!
//! The tree carries it for letters only, as nothing else matches in either case. In a program with
//! calls PCRE2's instruction counts too: a byte under `i` is looked at before it is taken, another
//! one is taken first, and how far the response was looked at decides whether a call is endless.
//!
//! ```text
//! (?i)\?(?-i:\?)      on from 0, off from 8, on from 10
//! ```
//!
//! Source: `OP_CHARI`, `OP_NOTI` and their repeats in `pcre2_match.c` of PCRE2 10.46.

use crate::pattern::Pattern;
use crate::pattern::tree::{Condition, GroupKind, Node, NodeKind};

/// Where the option changes.
#[derive(Default)]
pub(super) struct CaselessPlaces {
    /// The option from these offsets of the pattern on, in rising order.
    changes: Vec<(u32, bool)>,
}

impl CaselessPlaces {
    /// Those of `pattern`.
    pub(super) fn of(pattern: &Pattern) -> Self {
        let mut places = Self::default();
        places.read(pattern.branches(), pattern.flags().caseless);
        places
    }

    /// Whether the option is in force for the item that begins at `offset`.
    pub(super) fn holds_at(&self, offset: u32) -> bool {
        let n_before = self.changes.partition_point(|(from, _)| *from <= offset);
        let last = n_before
            .checked_sub(1)
            .and_then(|idx| self.changes.get(idx));
        last.is_some_and(|(_, caseless)| *caseless)
    }

    /// As deep as groups nest. A change counts up to the end of the group around it.
    fn read(&mut self, branches: &[Vec<Node>], mut caseless: bool) {
        for node in branches.iter().flatten() {
            self.note(node.span.start, caseless);
            match &node.kind {
                NodeKind::Options(change) => caseless = change.caseless.unwrap_or(caseless),
                kind => self.read_inside(kind, caseless),
            }
        }
    }

    fn read_inside(&mut self, kind: &NodeKind, caseless: bool) {
        match kind {
            NodeKind::Repeat(repeat) => self.read_inside(&repeat.item.kind, caseless),
            NodeKind::Group(group) => {
                if let GroupKind::Conditional(Condition::Look(look)) = &group.kind {
                    self.read(&look.branches, caseless);
                }
                let inside = match group.kind {
                    GroupKind::NonCapture(change) => change.caseless.unwrap_or(caseless),
                    _ => caseless,
                };
                self.read(&group.branches, inside);
            }
            _ => {}
        }
    }

    fn note(&mut self, from: u32, caseless: bool) {
        if self.changes.last().map(|(_, last)| *last) != Some(caseless) {
            self.changes.push((from, caseless));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[test]
    fn the_option_counts_to_the_end_of_its_group() {
        let flags = PatternFlags::default();
        let pattern = parse_pattern(br"a(?i)\?(?-i:\?)?(b(?-i)c|d)e(?(?=(?-i)f)g)", flags);
        let places = CaselessPlaces::of(&pattern.expect("a pattern"));
        let expected = [
            (0, false),
            (1, false),
            (5, true),
            (12, false),
            (16, true),
            (23, false),
            (27, true),
            (38, false),
            (40, true),
        ];
        for (offset, caseless) in expected {
            assert_eq!(places.holds_at(offset), caseless, "{offset}");
        }
    }
}
