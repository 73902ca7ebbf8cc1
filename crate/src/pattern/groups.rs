//! The capture groups of a pattern, and what refers to them.

use super::Pattern;
use super::tree::{Condition, GroupKind, NodeKind, visit_nodes};
use crate::source::Span;

/// A capture group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptureGroup<'p> {
    /// Its number, from 1.
    pub number: u16,
    /// Its name, when it has one.
    pub name: Option<&'p [u8]>,
    /// The first group of that number with its brackets, in bytes of the pattern text.
    pub span: Span,
}

/// An item that asks for what a group took, or whether it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupReference<'p> {
    /// The groups meant: one, or several of the same name.
    pub groups: &'p [u16],
    /// The item, in bytes of the pattern text.
    pub span: Span,
}

impl Pattern {
    /// The capture groups by rising number.
    pub fn groups(&self) -> Vec<CaptureGroup<'_>> {
        let spans = (1..).zip(&self.group_spans);
        let groups = spans.map(|(number, span)| {
            let mut names = self.names.iter();
            let named = names.find(|(_, named)| *named == number);
            CaptureGroup {
                number,
                name: named.map(|(name, _)| name.as_slice()),
                span: *span,
            }
        });
        groups.collect()
    }

    /// The back references, the groups that are scanned, and the conditional groups that ask whether
    /// a group took part, or by its name whether it is being called, in the order of the text.
    pub fn references<'p>(&'p self) -> Vec<GroupReference<'p>> {
        let mut found = Vec::new();
        visit_nodes(&self.branches, &mut |node| {
            let span = node.span;
            let mut add = |groups: &'p [u16]| found.push(GroupReference { groups, span });
            match &node.kind {
                NodeKind::BackReference(reference) => add(&reference.groups),
                NodeKind::Group(group) => match &group.kind {
                    GroupKind::Scan(list) => list.iter().for_each(|scanned| add(&scanned.groups)),
                    kind => asked_groups(kind)
                        .into_iter()
                        .for_each(|groups| add(groups)),
                },
                _ => {}
            }
        });
        found
    }
}

/// The groups of which a conditional group asks whether they took part. PCRE2 counts one whose call
/// is asked for by a name that no other group has.
fn asked_groups(kind: &GroupKind) -> Option<&Vec<u16>> {
    match kind {
        GroupKind::Conditional(Condition::Group { groups, .. }) => Some(groups),
        GroupKind::Conditional(Condition::Call { groups, name }) => {
            (name.is_some() && groups.len() == 1).then_some(groups)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::pattern::{PatternFlags, parse_pattern};

    #[test]
    fn groups_have_number_name_and_place() {
        let text = br"(a)(?<n>b)(?:c(?'m'd))";
        let pattern = parse_pattern(text, PatternFlags::default()).unwrap();
        let groups = pattern.groups();
        let groups = groups.iter().map(|group| {
            let name = group.name.map(|name| String::from_utf8_lossy(name));
            (group.number, name, group.span.slice(text))
        });
        let expected = [
            (1, None, &b"(a)"[..]),
            (2, Some("n".into()), b"(?<n>b)"),
            (3, Some("m".into()), b"(?'m'd)"),
        ];
        assert_eq!(groups.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn references_have_their_groups_and_place() {
        let text = br"(?J)(?<n>a)(?<n>b)(?:\k<n>|(\1)+)";
        let pattern = parse_pattern(text, PatternFlags::default()).unwrap();
        let references = pattern.references();
        let references = references
            .iter()
            .map(|reference| (reference.groups, reference.span.slice(text)));
        let expected = [(&[1, 2][..], &br"\k<n>"[..]), (&[1], br"\1")];
        assert_eq!(references.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_group_of_a_scan_is_a_reference() {
        let text = br"(a)(b)(*scs:(2,1)\1)";
        let pattern = parse_pattern(text, PatternFlags::default()).unwrap();
        let references = pattern.references();
        let groups: Vec<_> = references.iter().map(|found| found.groups).collect();
        assert_eq!(groups, [[2], [1], [1]]);
    }

    #[test]
    fn a_reference_inside_a_condition_counts() {
        let text = br"(a)(?(?=\1)b|c)";
        let pattern = parse_pattern(text, PatternFlags::default()).unwrap();
        let places: Vec<_> = (pattern.references().iter())
            .map(|reference| reference.span.slice(text))
            .collect();
        assert_eq!(places, [br"\1"]);
    }
}
