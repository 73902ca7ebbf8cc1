//! The machine's loop once more, telling what each step did.
//!
//! It calls the same `step` as the loop that tells nothing, and looks at the machine before and
//! after it.

use super::{Frame, Machine, Result, Resume, Step, UNSET};
use crate::matcher::program::{Close, LookKind, Op, Pc, START};
use crate::matcher::single::longest_run;
use crate::matcher::trace::{Event, Miss, Recorder, StepKind, StepRole};
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
        let started = Event::of(StepKind::Started, StepRole::Entry);
        self.record(START, start, started, recorder);
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
            let op = self.op(pc);
            let called = self.code.has_calls().then(|| self.called()).flatten();
            match self.step(&op)? {
                Step::Continue => {
                    if let Some(kind) = self.kind_of(op, called) {
                        self.record(pc, at, Event::of(kind, role(op)), recorder);
                    }
                }
                Step::Fail => {
                    self.tell_failure(op, pc, at, recorder);
                    match self.backtrack()? {
                        Some(frame) => self.tell_return(&frame, recorder),
                        None => return Ok(None),
                    }
                }
                Step::Matched => {
                    let matched = Event::of(StepKind::Matched, role(op));
                    self.record(pc, at, matched, recorder);
                    return Ok(Some(self.captures(n_groups)));
                }
            }
        }
    }

    /// What an instruction did that matched, which stood in a call of the group `called`; `None`
    /// where that is not told.
    fn kind_of(&self, op: Op, called: Option<u16>) -> Option<StepKind> {
        let advanced = StepKind::Advanced { to: self.at };
        match shown(op) {
            Shown::Item => Some(advanced),
            // In a call `(*ACCEPT)` sets no capture.
            Shown::Capture(_) if called.is_some() && matches!(op, Op::CloseOpen { .. }) => {
                Some(advanced)
            }
            Shown::Capture(group) if called == Some(group) => Some(StepKind::Returned { group }),
            Shown::Capture(group) => Some(StepKind::Captured {
                group,
                start: self.slot(group).0,
            }),
            Shown::Failure => None,
        }
    }

    /// Keeps that `op`, at `pc`, failed at `at`.
    fn tell_failure(&self, op: Op, pc: Pc, at: u32, recorder: &mut Recorder) {
        if matches!(op, Op::Fail) {
            return;
        }
        let miss = recorder.has_room().then(|| self.miss_of(op, at)).flatten();
        let failed = Event::of(StepKind::Failed, role(op));
        self.record(pc, at, Event { miss, ..failed }, recorder);
    }

    /// What `op` lacked, which failed at `at`; `None` where that is more than one byte.
    fn miss_of(&self, op: Op, at: u32) -> Option<Miss> {
        if let Op::Close(Close::NegativeLook { .. }) = op {
            return Some(Miss {
                offset: self.at,
                wanted: None,
                n_taken: 0,
                least: 0,
            });
        }
        // In a scan the response ends before its last byte.
        if self.subject.len() < self.whole.len() {
            return None;
        }
        let rest = self.subject.get(at as usize..)?;
        let (n_taken, least, wanted) = match op {
            Op::Single(_) | Op::NewlineSequence | Op::Cluster | Op::NotCrlf => (0, 1, None),
            Op::Run { start, len } => {
                let literals = &self.code.literals;
                let literal = literals.get(start as usize..(start + len) as usize)?;
                let same = rest.iter().zip(literal).take_while(|(a, b)| a == b);
                let n_same = same.count();
                (n_same, literal.len(), literal.get(n_same).copied())
            }
            Op::Repeat(repeat) => {
                let least = usize::from(repeat.min);
                let n_taken = longest_run(self.code, repeat.item, rest, least);
                (n_taken, least, None)
            }
            _ => return None,
        };
        (n_taken < least).then_some(Miss {
            offset: at + n_taken as u32,
            wanted,
            n_taken: n_taken as u32,
            least: least as u32,
        })
    }

    /// Keeps a step, with what became of the captures in it.
    fn record(&self, pc: Pc, at: u32, event: Event, recorder: &mut Recorder) {
        recorder.add(pc, at, self.calls, event);
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
        let unmatched = match frame.resume {
            Resume::Look(LookKind::Negative) => self.look_before(self.pc),
            _ => None,
        };
        let (pc, role) = match frame.resume {
            Resume::Go(_)
            | Resume::Look(_)
            | Resume::Call { .. }
            | Resume::Verb(..)
            | Resume::Done
            | Resume::LookDone => match unmatched {
                Some(close) => (close, StepRole::LookUnmatched),
                None => (frame.pc, role(self.op(frame.pc))),
            },
            Resume::TakeMore(_) => (frame.pc, StepRole::More),
            Resume::GiveBack(_) | Resume::GiveBackNewline(_) | Resume::GiveBackReference(..) => {
                (frame.pc.saturating_sub(1), StepRole::Fewer)
            }
            Resume::StepLess(_) => (frame.pc.saturating_sub(1), StepRole::StepBack),
        };
        let back = Event::of(StepKind::Backtracked, role);
        self.record(pc, self.at, back, recorder);
    }

    /// The end of the negative lookaround behind which `pc` is, where its last alternative leads
    /// when it fails: in a program with verbs by way of a jump.
    fn look_before(&self, pc: Pc) -> Option<Pc> {
        let end_before = |pc: Pc| {
            let close = pc.checked_sub(1)?;
            let is_it = matches!(self.op(close), Op::Close(Close::NegativeLook { .. }));
            is_it.then_some(close)
        };
        end_before(pc).or_else(|| match self.op(pc) {
            Op::Jump(target) => end_before(target),
            _ => None,
        })
    }

    fn op(&self, pc: Pc) -> Op {
        self.code.ops.get(pc as usize).copied().unwrap_or(Op::Fail)
    }
}

/// What the item of an instruction does when that runs.
fn role(op: Op) -> StepRole {
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
        | Op::Reference(_)
        | Op::RepeatReference(..) => StepRole::Bytes,
        Op::Assert(_) => StepRole::Place,
        Op::KeepOut => StepRole::KeepOut,
        Op::Verb(..) | Op::AcceptLook | Op::AcceptCall | Op::CloseOpen { .. } => StepRole::Verb,
        Op::Back(_) | Op::BackRange { .. } => StepRole::StepBack,
        Op::BackCheck => StepRole::LookbehindEnd,
        Op::Close(Close::Look { .. } | Close::LookGivingBack | Close::NegativeLook { .. }) => {
            StepRole::LookMatched
        }
        Op::Close(Close::Condition { .. }) => StepRole::ConditionMatched,
        Op::Scan(_) => StepRole::Scan,
        Op::ScanEnd => StepRole::ScanMatched,
        Op::Branch(_)
        | Op::Group(..)
        | Op::Enter
        | Op::PossessiveGroup(_)
        | Op::PossessiveStart
        | Op::Optional(_)
        | Op::OptionalLazy(_)
        | Op::Call(_)
        | Op::Unless(..)
        | Op::Skip(_)
        | Op::Mark(_) => StepRole::Entry,
        Op::Close(
            Close::Capture(_)
            | Close::Plain
            | Close::ScriptRun
            | Close::Atomic
            | Close::Possessive { .. },
        )
        | Op::Leave
        | Op::PossessiveEnd { .. }
        | Op::Again { .. }
        | Op::AgainLazy { .. }
        | Op::Jump(_)
        | Op::Fail
        | Op::Accept => StepRole::End,
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
