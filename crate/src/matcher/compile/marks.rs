//! Marks in front of the items that every match has to pass once, to tell how far one came.
//!
//! In `a(b|cd)*(e|fg)h` the marks stand in front of `a`, the loop as a whole, `e`, `f`, `g` and
//! `h`; those of the two alternatives have one rank.

use super::Compiler;
use crate::matcher::program::{Mark, Op};
use crate::source::Span;

/// How far along the pattern the compiler is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trail {
    rank: u32,
    /// Between alternatives, which share a rank.
    is_forked: bool,
}

impl Compiler<'_> {
    /// From here to [`join`](Self::join) all items have one rank, if there are alternatives.
    pub(super) fn fork(&mut self, has_alternatives: bool) -> Option<bool> {
        let trail = self.trail.as_mut()?;
        let before = trail.is_forked;
        trail.is_forked |= has_alternatives;
        Some(before)
    }

    pub(super) fn join(&mut self, was_forked: Option<bool>) {
        if let (Some(trail), Some(was_forked)) = (self.trail.as_mut(), was_forked) {
            trail.rank += u32::from(trail.is_forked && !was_forked);
            trail.is_forked = was_forked;
        }
    }

    pub(super) fn mark(&mut self, span: Span) {
        let Some(trail) = self.trail.as_mut() else {
            return;
        };
        let rank = trail.rank;
        trail.rank += u32::from(!trail.is_forked);
        self.code.marks.push(Mark { rank, span });
        self.push(Op::Mark(self.code.marks.len() as u32 - 1));
    }

    /// What `inside` makes, without marks: it may run many times, or takes no bytes.
    pub(super) fn unmarked(&mut self, inside: impl FnOnce(&mut Self)) {
        let trail = self.trail.take();
        inside(self);
        self.trail = trail;
    }
}
