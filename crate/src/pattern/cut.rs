//! A pattern cut in front of one of its items, to run what comes before that alone.
//!
//! ```text
//! ^(?:ab|a(\d)c)d     cut at `(\d)`     ^(?:a)\z
//! ```
//!
//! The branches beside the item are left out. An atomic group around it becomes a plain one, since
//! inside of it everything can be tried.

use super::tree::{Assertion, Group, GroupKind, Node, NodeKind, OptionChange};
use super::{Branches, Pattern};
use crate::source::Span;

/// A cut.
#[derive(Clone, Debug)]
pub struct Cut<'p> {
    /// The item.
    pub item: &'p Node,
    /// What stands in front of it in the same branch.
    pub before: Option<&'p Node>,
    /// It stands in no group, and the pattern has no other branch.
    pub is_outermost: bool,
    /// What comes before the item, and then the end of the response. Groups keep their numbers.
    pub prefix: Pattern,
}

impl Pattern {
    /// Cuts in front of the item that stands at `item`: in a sequence, and in no group but those
    /// that run once and take bytes. `None` where there is none.
    pub fn cut_at(&self, item: Span) -> Option<Cut<'_>> {
        let mut found = cut_branches(&self.branches, item)?;
        found.nodes.push(Node {
            span: Span::at(item.range().start),
            kind: NodeKind::Assertion(Assertion::SubjectEnd),
        });
        Some(Cut {
            item: found.item,
            before: found.before,
            is_outermost: found.is_outermost && self.branches.len() == 1,
            prefix: self.with_items(found.nodes),
        })
    }

    /// A pattern of `nodes`, which are of this one, with its settings and numbers of groups.
    pub fn with_items(&self, nodes: Vec<Node>) -> Self {
        Self {
            branches: vec![nodes],
            flags: self.flags,
            settings: self.settings.clone(),
            group_spans: self.group_spans.clone(),
            names: self.names.clone(),
        }
    }
}

struct Found<'p> {
    nodes: Vec<Node>,
    item: &'p Node,
    before: Option<&'p Node>,
    is_outermost: bool,
}

/// The recursion is as deep as groups nest, which the parser limits.
fn cut_branches(branches: &[Vec<Node>], item: Span) -> Option<Found<'_>> {
    let holds = |node: &Node| node.span.start <= item.start && item.end <= node.span.end;
    let branch = branches.iter().find(|branch| branch.iter().any(holds))?;
    let (before, rest) = branch.split_at_checked(branch.iter().position(holds)?)?;
    let (node, mut nodes) = (rest.first()?, before.to_vec());
    if node.span == item {
        return Some(Found {
            nodes,
            item: node,
            before: before.last(),
            is_outermost: true,
        });
    }
    let NodeKind::Group(group) = &node.kind else {
        return None;
    };
    let inside = cut_branches(&group.branches, item)?;
    let kind = match &group.kind {
        GroupKind::Atomic => GroupKind::NonCapture(OptionChange::default()),
        kind => kind.clone(),
    };
    let branches: Branches = vec![inside.nodes];
    nodes.push(Node {
        span: node.span,
        kind: NodeKind::Group(Box::new(Group { kind, branches })),
    });
    Some(Found {
        nodes,
        is_outermost: false,
        ..inside
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(text: &str, item: &str, prefix: &str, is_outermost: bool) {
        let pattern = parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap();
        let at = text.find(item).expect("an item");
        let cut = pattern
            .cut_at(Span::new(at, at + item.len()))
            .expect("a cut");
        assert_eq!(cut.item.span.slice(text.as_bytes()), item.as_bytes());
        assert_eq!(cut.prefix.to_string(), prefix);
        assert_eq!(cut.is_outermost, is_outermost);
        assert_eq!(cut.prefix.n_groups(), pattern.n_groups());
    }

    #[test]
    fn what_comes_before_an_item_is_left() {
        check(r"^ab(c)\d+x", r"\d+", r"^ab(c)\z", true);
        check("^a", "^", r"\z", true);
        check(r"^(?:ab|a(?>c(\d)c))d", r"(\d)", r"^(?:a(?:c))\z", false);
        check("a|bc", "c", r"b\z", false);
    }

    #[test]
    fn what_is_no_item_of_a_sequence_gives_no_cut() {
        let pattern = parse_pattern(b"a(?:bc)+d", PatternFlags::default()).unwrap();
        assert!(pattern.cut_at(Span::new(4, 5)).is_none());
        assert!(pattern.cut_at(Span::new(9, 12)).is_none());
    }
}
