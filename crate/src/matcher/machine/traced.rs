//! The machine's loop once more, telling what each step did.
//!
//! It calls the same `step` as the loop that tells nothing, and looks at the machine before and
//! after it.

use super::{Frame, Machine, Result, Resume, Step, UNSET};
use crate::matcher::program::{Close, Op, Pc, START};
use crate::matcher::trace::{Recorder, StepKind};
use crate::matcher::{Captures, Limit};
use crate::source::Span;

/// What a step shows of an instruction.
enum Shown {
    /// Whether it matched.
    Item,
    /// Nothing, unless it fails.
    Failure,
    /// The capture it sets.
    Capture(u16),
}

impl Machine<'_> {
    /// As [`match_at`](Machine::match_at), with each step kept in `recorder`.
    pub(in crate::matcher) fn trace_at(
        &mut self,
        start: u32,
        n_groups: usize,
        recorder: &mut Recorder,
    ) -> Result<Option<Captures>> {
        self.start_at(start, n_groups)?;
        self.record(START, start, StepKind::Started, recorder);
        let outcome = self.trace_steps(n_groups, recorder);
        recorder.count(self.calls);
        outcome
    }

    fn trace_steps(
        &mut self,
        n_groups: usize,
        recorder: &mut Recorder,
    ) -> Result<Option<Captures>> {
        loop {
            self.work = self.work.checked_sub(1).ok_or(Limit::Work)?;
            let (pc, at) = (self.pc, self.at);
            let op = self.code.ops.get(pc as usize).copied().unwrap_or(Op::Fail);
            match self.step(&op)? {
                Step::Continue => self.tell(op, pc, at, recorder),
                Step::Fail => {
                    if !matches!(op, Op::Fail) {
                        self.record(pc, at, StepKind::Failed, recorder);
                    }
                    match self.backtrack()? {
                        Some(frame) => self.tell_return(&frame, recorder),
                        None => return Ok(None),
                    }
                }
                Step::Matched => {
                    self.record(pc, at, StepKind::Matched, recorder);
                    return Ok(Some(self.captures(n_groups)));
                }
            }
        }
    }

    /// What an instruction did that matched from `at` on.
    fn tell(&self, op: Op, pc: Pc, at: u32, recorder: &mut Recorder) {
        let kind = match shown(op) {
            Shown::Item => StepKind::Advanced { to: self.at },
            Shown::Capture(group) => StepKind::Captured {
                group,
                start: self.slot(group).0,
            },
            Shown::Failure => return,
        };
        self.record(pc, at, kind, recorder);
    }

    /// Keeps a step, with what became of the captures in it.
    fn record(&self, pc: Pc, at: u32, kind: StepKind, recorder: &mut Recorder) {
        recorder.add(pc, at, self.calls, kind);
        let capture = |group| match self.slot(group) {
            UNSET => None,
            (start, end) => Some(Span::new(start as usize, end as usize)),
        };
        let told: Vec<_> = recorder.groups().map(capture).collect();
        recorder.note(&told);
    }

    /// Where the search goes on from `frame`, which was popped: in a repeat that gives back or
    /// takes more, or at an alternative.
    fn tell_return(&self, frame: &Frame, recorder: &mut Recorder) {
        let pc = match frame.resume {
            Resume::Go(_)
            | Resume::TakeMore(_)
            | Resume::Look(_)
            | Resume::Call { .. }
            | Resume::Verb(..)
            | Resume::Done
            | Resume::LookDone => frame.pc,
            Resume::GiveBack(_)
            | Resume::GiveBackNewline(_)
            | Resume::GiveBackReference(..)
            | Resume::StepLess(_) => frame.pc.saturating_sub(1),
        };
        self.record(pc, self.at, StepKind::Backtracked, recorder);
    }
}

fn shown(op: Op) -> Shown {
    match op {
        Op::Single(_)
        | Op::Run { .. }
        | Op::Repeat(_)
        | Op::NewlineSequence
        | Op::RepeatNewline(_)
        | Op::Cluster
        | Op::RepeatCluster(_)
        | Op::NotCrlf
        | Op::RepeatNotCrlf(_)
        | Op::Assert(_)
        | Op::KeepOut
        | Op::Reference(_)
        | Op::RepeatReference(..)
        | Op::Back(_)
        | Op::BackRange { .. }
        | Op::Verb(..)
        | Op::AcceptLook
        | Op::Scan(_)
        | Op::ScanEnd
        | Op::Close(Close::Look { .. } | Close::LookGivingBack | Close::Condition { .. }) => {
            Shown::Item
        }
        Op::CloseOpen { capture, .. } => Shown::Capture(capture),
        Op::Close(Close::Capture(group)) => Shown::Capture(group),
        Op::Close(Close::Possessive { capture, .. }) if capture > 0 => Shown::Capture(capture),
        Op::Close(
            Close::Plain
            | Close::ScriptRun
            | Close::Atomic
            | Close::NegativeLook { .. }
            | Close::Possessive { .. },
        )
        | Op::Call(_)
        | Op::Unless(..)
        | Op::Skip(_)
        | Op::AcceptCall
        | Op::Branch(_)
        | Op::Group(..)
        | Op::Enter
        | Op::Leave
        | Op::PossessiveGroup(_)
        | Op::PossessiveEnd { .. }
        | Op::PossessiveStart
        | Op::Jump(_)
        | Op::Optional(_)
        | Op::OptionalLazy(_)
        | Op::Again { .. }
        | Op::AgainLazy { .. }
        | Op::BackCheck
        | Op::Mark(_)
        | Op::Fail
        | Op::Accept => Shown::Failure,
    }
}
