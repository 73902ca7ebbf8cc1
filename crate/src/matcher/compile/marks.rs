//! Marks in front of the items that every match has to pass once, to tell how far one came.
//!
//! In `a(b|cd)*(e|fg)h` the marks stand in front of `a`, the loop as a whole, the group behind it,
//! `e`, `f`, `g` and `h`: every item of a sequence in the order of the text, and those inside of a
//! group behind the group's own.

use super::Compiler;
use crate::matcher::program::Op;
use crate::pattern::tree::{Group, GroupKind, NodeKind};

impl Compiler<'_> {
    /// Numbers the item that comes next.
    pub(super) fn mark(&mut self) {
        if let Some(number) = self.next_mark {
            self.next_mark = Some(number + 1);
            self.push(Op::Mark(number));
        }
    }

    /// What `inside` makes, without marks: it may run many times, or takes no bytes.
    pub(super) fn unmarked(&mut self, inside: impl FnOnce(&mut Self)) {
        let next_mark = self.next_mark.take();
        inside(self);
        self.next_mark = next_mark;
    }
}

/// The group whose items have marks of their own: one that runs once and takes bytes.
pub(in crate::matcher) fn marked_group(kind: &NodeKind) -> Option<&Group> {
    match kind {
        NodeKind::Group(group) => match group.kind {
            GroupKind::Capture { .. }
            | GroupKind::NonCapture(_)
            | GroupKind::BranchReset
            | GroupKind::ScriptRun
            | GroupKind::Atomic => Some(group),
            GroupKind::Look { .. } | GroupKind::Scan(_) | GroupKind::Conditional(_) => None,
        },
        NodeKind::Literal { .. }
        | NodeKind::Dot { .. }
        | NodeKind::NotLineFeed
        | NodeKind::AnyByte
        | NodeKind::Escape(_)
        | NodeKind::Class(_)
        | NodeKind::NewlineSequence
        | NodeKind::Cluster
        | NodeKind::Assertion(_)
        | NodeKind::KeepOut
        | NodeKind::BackReference(_)
        | NodeKind::Call(_)
        | NodeKind::Verb(_)
        | NodeKind::Repeat(_)
        | NodeKind::Options(_) => None,
    }
}
