//! A pattern whose every item is a capture group, so that a match tells what each item took.
//!
//! ```text
//! ^220 (\w+ v?(\d)) FTP     is run as     (^)(220 )((\w+)( )(v?)(\d))( FTP)
//! ```
//!
//! The groups of the pattern keep their numbers; those of the items come behind them. Bytes that
//! stand side by side are one item. A group that runs once is looked into: a capture is an item
//! itself, and so are its parts where it has several; a group that only holds others stands for
//! its parts. What is repeated, and what looks around, is one item.
//!
//! Limits: the recursion is as deep as groups nest, which the parser limits; items for which no
//! group number is left stay as they are.

use super::tree::{Group, GroupKind, Node, NodeKind};
use super::{Branches, Pattern};
use crate::source::Span;

/// A pattern with a group for each item.
#[derive(Clone, Debug)]
pub struct Itemized {
    /// Matches as the original does.
    pub pattern: Pattern,
    /// The items in the order of the text, an outer one before those in it.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is in the original: bytes that stand side by side, or one node.
    pub nodes: Vec<Node>,
    /// Where it stands in the pattern text.
    pub span: Span,
    /// The group that tells what it took.
    pub number: u16,
    /// True where its parts follow as items of their own.
    pub is_divided: bool,
}

/// Gives each item of `pattern` a group.
pub fn itemize(pattern: &Pattern) -> Itemized {
    let mut numberer = Numberer {
        items: Vec::new(),
        group_spans: pattern.group_spans.clone(),
    };
    let branches = numberer.branches(&pattern.branches);
    Itemized {
        items: numberer.items,
        pattern: Pattern {
            branches,
            group_spans: numberer.group_spans,
            ..pattern.clone()
        },
    }
}

struct Numberer {
    items: Vec<Item>,
    /// One for each group, those of items included.
    group_spans: Vec<Span>,
}

impl Numberer {
    fn branches(&mut self, branches: &[Vec<Node>]) -> Branches {
        branches
            .iter()
            .map(|branch| self.sequence(branch))
            .collect()
    }

    fn sequence(&mut self, branch: &[Node]) -> Vec<Node> {
        let runs = branch.chunk_by(are_alike_bytes);
        runs.flat_map(|run| self.run(run)).collect()
    }

    fn run(&mut self, run: &[Node]) -> Vec<Node> {
        let [node] = run else {
            return self.wrap(run);
        };
        match &node.kind {
            NodeKind::Options(_) | NodeKind::KeepOut => run.to_vec(),
            NodeKind::Group(group) => self.group(node, group),
            _ => self.wrap(run),
        }
    }

    fn group(&mut self, node: &Node, group: &Group) -> Vec<Node> {
        let branches = match &group.kind {
            GroupKind::Capture { number, .. } => {
                let is_divided = is_divisible(group);
                self.items.push(Item {
                    nodes: vec![node.clone()],
                    span: node.span,
                    number: *number,
                    is_divided,
                });
                if !is_divided {
                    return vec![node.clone()];
                }
                self.branches(&group.branches)
            }
            GroupKind::NonCapture(_) | GroupKind::Atomic if holds_capture(group) => {
                self.branches(&group.branches)
            }
            _ => return self.wrap(std::slice::from_ref(node)),
        };
        let kind = group.kind.clone();
        vec![Node {
            span: node.span,
            kind: NodeKind::Group(Box::new(Group { kind, branches })),
        }]
    }

    fn wrap(&mut self, run: &[Node]) -> Vec<Node> {
        let number = u16::try_from(self.group_spans.len() + 1);
        let (Ok(number), Some(span)) = (number, cover(run)) else {
            return run.to_vec();
        };
        self.group_spans.push(span);
        self.items.push(Item {
            nodes: run.to_vec(),
            span,
            number,
            is_divided: false,
        });
        let (kind, branches) = (
            GroupKind::Capture { number, name: None },
            vec![run.to_vec()],
        );
        vec![Node {
            span,
            kind: NodeKind::Group(Box::new(Group { kind, branches })),
        }]
    }
}

fn are_alike_bytes(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Literal { caseless: a, .. }, NodeKind::Literal { caseless: b, .. }) => a == b,
        _ => false,
    }
}

fn cover(run: &[Node]) -> Option<Span> {
    Some(run.first()?.span.cover(run.last()?.span))
}

/// True where a group's parts tell more than the group itself.
fn is_divisible(group: &Group) -> bool {
    let has_parts = |branch: &Vec<Node>| branch.chunk_by(are_alike_bytes).count() > 1;
    group.branches.iter().any(has_parts) || holds_capture(group)
}

/// True where a capture is among the items of the group that run once.
fn holds_capture(group: &Group) -> bool {
    let nodes = group.branches.iter().flatten();
    nodes.into_iter().any(|node| match &node.kind {
        NodeKind::Group(inner) => match inner.kind {
            GroupKind::Capture { .. } => true,
            GroupKind::NonCapture(_) | GroupKind::Atomic => holds_capture(inner),
            GroupKind::BranchReset
            | GroupKind::ScriptRun
            | GroupKind::Look { .. }
            | GroupKind::Scan(_)
            | GroupKind::Conditional(_) => false,
        },
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u16)]) {
        let pattern = parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap();
        let itemized = itemize(&pattern);
        let found: Vec<_> = (itemized.items.iter())
            .map(|item| (&text[item.span.range()], item.number))
            .collect();
        assert_eq!(found, expected);
        let n_groups = itemized.pattern.n_groups();
        let printed = parse_pattern(
            itemized.pattern.to_string().as_bytes(),
            PatternFlags::default(),
        );
        assert_eq!(printed.unwrap().n_groups(), n_groups);
    }

    #[test]
    fn bytes_side_by_side_are_one_item() {
        check(
            r"^220 \d+x",
            &[("^", 1), ("220 ", 2), (r"\d+", 3), ("x", 4)],
        );
    }

    #[test]
    fn a_capture_keeps_its_number_and_its_parts_follow() {
        check(
            r"(a\d(\w))b",
            &[
                (r"(a\d(\w))", 1),
                ("a", 3),
                (r"\d", 4),
                (r"(\w)", 2),
                ("b", 5),
            ],
        );
        check("(abc)", &[("(abc)", 1)]);
    }

    #[test]
    fn a_group_that_only_holds_captures_stands_for_its_parts() {
        check(r"(?:a(b)|c)", &[("a", 2), ("(b)", 1), ("c", 3)]);
        check(r"(?:ab|c)", &[("(?:ab|c)", 1)]);
    }

    #[test]
    fn what_repeats_or_looks_around_is_one_item() {
        check(r"(a)+(?=b)b", &[("(a)+", 2), ("(?=b)", 3), ("b", 4)]);
    }

    #[test]
    fn options_stay_in_force() {
        check("(?i)ab(?-i)c", &[("ab", 1), ("c", 2)]);
    }
}
