//! Conditional groups.
//!
//! `(?(1)a|b)` becomes
//!
//! ```text
//! Unless(1 took part, X)
//! Run(a), Jump(Y)
//! X  Run(b)
//! Y  Leave
//! ```
//!
//! Where the condition is a lookaround, its alternatives stand in front; the last one fails to X,
//! or to the first branch if the lookaround is negative. PCRE2 makes a frame for the branch only in
//! a loop that could run on without taking bytes.

use super::calls::Open;
use super::{Compiler, FAIL, Layout, PENDING, guard, is_empty_negative_lookahead};
use crate::matcher::program::{Close, GroupEntry, LookKind, Op, Pc, Test};
use crate::pattern::tree::{Condition, Group, GroupKind};
use crate::pattern::{branches_can_match_empty, lookbehind_steps};

/// Whether a loop around the group has to guard against empty rounds.
pub(super) fn is_guarded(group: &Group) -> bool {
    group.branches.len() == 1 || branches_can_match_empty(&group.branches)
}

impl Compiler<'_> {
    pub(super) fn conditional(&mut self, condition: &Condition, group: &Group, guarded: bool) {
        let otherwise = match condition {
            Condition::Look(look) if !is_empty_negative_lookahead(look) => self.condition(look),
            _ => self.test(condition),
        };
        let mut branches = group.branches.iter();
        self.chosen(branches.next(), guarded);
        let end = self.push(Op::Jump(PENDING));
        self.link(otherwise);
        self.chosen(branches.next(), guarded);
        self.link(end);
        self.push(match guarded {
            true => Op::Close(Close::Plain),
            false => Op::Leave,
        });
    }

    fn chosen(&mut self, branch: Option<&Vec<crate::pattern::tree::Node>>, guarded: bool) {
        if guarded {
            self.push(guard(FAIL));
        }
        let open = guarded.then_some(Open::Other);
        self.framed(open, |compiler| {
            compiler.sequence(branch.map(Vec::as_slice).unwrap_or_default());
        });
    }

    /// The instruction that leads to the second branch.
    fn test(&mut self, condition: &Condition) -> Pc {
        let test = match condition {
            Condition::Group { groups, .. } => Test::Took(groups.clone()),
            Condition::Call { groups, .. } => Test::Called(groups.clone()),
            _ => Test::Always(condition.constant() == Some(true)),
        };
        self.code.tests.push(test);
        let idx = self.code.tests.len() as u32 - 1;
        self.push(Op::Unless(idx, PENDING))
    }

    /// The same for a lookaround.
    fn condition(&mut self, look: &Group) -> Pc {
        let (behind, negative) = match look.kind {
            GroupKind::Look {
                behind, negative, ..
            } => (behind, negative),
            _ => (false, false),
        };
        let steps_back = match behind {
            true => lookbehind_steps(self.branches, look),
            false => Vec::new(),
        };
        let varies = steps_back.iter().any(|step| step.max != Some(step.min));
        let layout = Layout {
            entry: |next| Op::Group(next, GroupEntry::Look(LookKind::Condition)),
            last_makes_frame: true,
            steps_back,
        };
        let last = self.framed(Some(Open::Look), |compiler| {
            let mut last = None;
            compiler.unmarked(|compiler| {
                last = compiler.alternatives(&look.branches, &layout, PENDING);
            });
            last
        });
        self.push(Op::Close(Close::Condition { varies }));
        let last = last.unwrap_or(FAIL);
        if !negative {
            return last;
        }
        let matched = self.push(Op::Jump(PENDING));
        self.link(last);
        matched
    }
}
