//! Visits every node of a tree, conditions included.

use super::{Condition, GroupKind, Node, NodeKind};

/// Calls `visit` for each node, those around it before those inside, in the order of the text.
/// The recursion is as deep as groups nest, which the parser limits.
pub fn visit_nodes<'t>(branches: &'t [Vec<Node>], visit: &mut dyn FnMut(&'t Node)) {
    for node in branches.iter().flatten() {
        visit_node(node, visit);
    }
}

fn visit_node<'t>(node: &'t Node, visit: &mut dyn FnMut(&'t Node)) {
    visit(node);
    match &node.kind {
        NodeKind::Group(group) => {
            if let GroupKind::Conditional(Condition::Look(look)) = &group.kind {
                visit_nodes(&look.branches, visit);
            }
            visit_nodes(&group.branches, visit);
        }
        NodeKind::Repeat(repeat) => visit_node(&repeat.item, visit),
        _ => {}
    }
}
