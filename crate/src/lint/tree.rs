//! Small questions about a pattern's tree.

use crate::pattern::ByteSet;
use crate::pattern::tree::{Assertion, GroupKind, Node, NodeKind, Repeat};

/// The bytes that an item of one byte matches; `None` for any other item.
pub(super) fn byte_set(kind: &NodeKind) -> Option<ByteSet> {
    match kind {
        NodeKind::Literal { byte, caseless } => Some(match caseless {
            true => ByteSet::of(*byte).close_over_case(),
            false => ByteSet::of(*byte),
        }),
        NodeKind::Dot { dotall: true } | NodeKind::AnyByte => Some(ByteSet::EMPTY.complement()),
        NodeKind::Dot { dotall: false } | NodeKind::NotLineFeed => {
            Some(ByteSet::of(b'\n').complement())
        }
        NodeKind::Escape(escape) => Some(escape.set()),
        NodeKind::Class(class) => Some(class.set()),
        _ => None,
    }
}

/// The repeat, where the node is `.*`, `.+` or `.{n,}` in any mode.
pub(super) fn as_dot_repeat(node: &Node) -> Option<&Repeat> {
    let NodeKind::Repeat(repeat) = &node.kind else {
        return None;
    };
    let is_dot = matches!(repeat.item.kind, NodeKind::Dot { .. });
    (is_dot && repeat.max.is_none()).then_some(repeat)
}

/// True where every way through the branches begins with `^` or `\A`.
pub(super) fn is_anchored(branches: &[Vec<Node>]) -> bool {
    branches.iter().all(|branch| starts_anchored(branch))
}

/// True where a sequence begins with `^` or `\A`. The recursion is as deep as groups nest, which
/// the parser limits.
pub(super) fn starts_anchored(branch: &[Node]) -> bool {
    let mut items = branch.iter();
    let first = items.find(|node| !matches!(node.kind, NodeKind::Options(_)));
    match first.map(|node| &node.kind) {
        Some(NodeKind::Assertion(Assertion::Start | Assertion::SubjectStart)) => true,
        Some(NodeKind::Group(group)) => match group.kind {
            GroupKind::Look { .. } | GroupKind::Scan(_) | GroupKind::Conditional(_) => false,
            _ => is_anchored(&group.branches),
        },
        _ => false,
    }
}

/// The byte of a literal item.
pub(super) fn literal(node: &Node) -> Option<u8> {
    match node.kind {
        NodeKind::Literal { byte, .. } => Some(byte),
        _ => None,
    }
}

/// The literal bytes that stand side by side from index `from` of a sequence on.
pub(super) fn literal_run(sequence: &[Node], from: usize) -> Vec<u8> {
    let nodes = sequence.get(from..).unwrap_or_default();
    nodes.iter().map_while(literal).collect()
}
