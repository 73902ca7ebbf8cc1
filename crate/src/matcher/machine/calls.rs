//! Groups called as subroutines, conditions, and `(*ACCEPT)`.
//!
//! A call pushes a frame for each alternative of its group and goes on inside; at the group's end
//! the captures are as they were, and the machine goes on behind the call. The ways back into the
//! group stay. Which group is called is kept, like a capture, in a slot behind the last one.

use super::{Frame, Machine, Result, Resume, Slot, Step, UNSET};
use crate::matcher::Limit;
use crate::matcher::program::{Close, Op, Pc, Repeat, Single, Test};
use crate::pattern::tree::{Assertion, ClassEscape};

impl Machine<'_> {
    /// The instructions that only steer, and the end.
    pub(super) fn steer(&mut self, op: Op) -> Result<Step> {
        match op {
            Op::Accept if self.code.has_calls() && self.called() == Some(0) => Ok(self.end_call()),
            Op::Accept => Ok(self.accept()),
            Op::Call(number) => self.call(number),
            Op::Verb(verb, name) => self.pass_verb(verb, name),
            Op::Scan(list) => Ok(self.scan(list)),
            Op::ScanEnd => self.end_scan(),
            Op::AcceptLook => Ok(self.accept_look()),
            Op::AcceptCall => Ok(self.accept_call()),
            Op::Unless(test, otherwise) => {
                if !self.passes(test) {
                    self.pc = otherwise;
                }
                Ok(Step::Continue)
            }
            Op::CloseOpen { capture, up } => {
                self.close_open(capture, up);
                Ok(Step::Continue)
            }
            _ => Ok(Step::Fail),
        }
    }

    fn called_slot(&self) -> u16 {
        self.scratch.slots.len().saturating_sub(1) as u16
    }

    /// The group being called, 0 for the whole pattern; only in programs with calls.
    pub(super) fn called(&self) -> Option<u16> {
        let slot = self.slot(self.called_slot());
        (slot != UNSET).then_some(slot.0 as u16)
    }

    fn call(&mut self, number: u16) -> Result<Step> {
        self.refuse_endless(number)?;
        let entry = self.code.entries.get(usize::from(number)).copied();
        let resume = Resume::Call {
            number,
            back: self.pc,
            seen: self.seen,
        };
        match entry.map(|entry| (entry, self.entry_next(entry))) {
            Some((entry, Some(next))) => {
                self.push_call(resume, number, entry, next)?;
                Ok(Step::Continue)
            }
            _ => Ok(Step::Fail),
        }
    }

    /// The next alternative of the call whose frame is popped.
    pub(super) fn call_next(&mut self, frame: Frame) -> Result<bool> {
        let Resume::Call { number, .. } = frame.resume else {
            return Ok(false);
        };
        match self.entry_next(frame.pc) {
            Some(next) => {
                self.push_call(frame.resume, number, frame.pc, next)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Where an alternative that starts at `entry` goes on when it fails; `None` if none does.
    fn entry_next(&self, entry: Pc) -> Option<Pc> {
        match self.code.ops.get(entry as usize)? {
            Op::Branch(next) | Op::Group(next, _) | Op::PossessiveGroup(next) => Some(*next),
            _ => None,
        }
    }

    fn push_call(&mut self, resume: Resume, number: u16, entry: Pc, next: Pc) -> Result<()> {
        self.push_group(resume, next)?;
        self.set_slot(self.called_slot(), (u32::from(number), 0));
        self.pc = entry + 1;
        Ok(())
    }

    /// PCRE2 gives up on a call inside a call of the same group at the same place, unless more of
    /// the response has been looked at since.
    fn refuse_endless(&mut self, wanted: u16) -> Result<()> {
        if self.called().is_none() {
            return Ok(());
        }
        let mut idx = self.group;
        while let Some(frame) = self.scratch.frames.get(idx as usize) {
            self.work = self.work.saturating_sub(1);
            if let Resume::Call { number, seen, .. } = frame.resume
                && number == wanted
            {
                return match frame.at == self.at && seen == self.seen {
                    true => Err(Limit::EndlessCall),
                    false => Ok(()),
                };
            }
            idx = frame.group;
        }
        Ok(())
    }

    /// The end of the called group, whose frame is the innermost.
    pub(super) fn end_call(&mut self) -> Step {
        let Some(open) = self.open_group().copied() else {
            return Step::Fail;
        };
        let Resume::Call { back, .. } = open.resume else {
            return Step::Fail;
        };
        self.restore_slots(open.n_undo);
        self.group = open.group;
        self.pc = back;
        Step::Continue
    }

    /// Gives all slots but that of the match's start the values they had when the log was so long.
    fn restore_slots(&mut self, n_undo: u32) {
        let mut old: Vec<(u16, Slot)> = Vec::new();
        for undo in self.scratch.undo.iter().skip(n_undo as usize) {
            if undo.slot > 0 && !old.iter().any(|(slot, _)| *slot == undo.slot) {
                old.push((undo.slot, undo.old));
            }
        }
        self.work = self.work.saturating_sub(old.len() as u64);
        for (slot, value) in old {
            self.set_slot(slot, value);
        }
    }

    fn passes(&self, test: u32) -> bool {
        match self.code.tests.get(test as usize) {
            Some(Test::Took(groups)) => groups.iter().any(|group| self.slot(*group) != UNSET),
            Some(Test::Called(groups)) => {
                let called = self.code.has_calls().then(|| self.called()).flatten();
                called.is_some_and(|called| groups.is_empty() || groups.contains(&called))
            }
            Some(Test::Always(holds)) => *holds,
            None => false,
        }
    }

    /// Sets a capture whose group started so many frames of groups ago; in a call nothing is
    /// captured.
    fn close_open(&mut self, capture: u16, up: u16) {
        if self.code.has_calls() && self.called().is_some() {
            return;
        }
        let mut idx = self.group;
        for _ in 0..up {
            let frame = self.scratch.frames.get(idx as usize);
            idx = frame.map_or(idx, |frame| frame.group);
        }
        let start = self.scratch.frames.get(idx as usize).map(|frame| frame.at);
        if let Some(start) = start {
            self.set_slot(capture, (start, self.at));
        }
    }

    /// The end of the pattern, unless an empty match is none.
    pub(super) fn accept(&mut self) -> Step {
        let (start, _) = self.slot(0);
        let refused = self.code.not_empty || self.code.not_empty_at_start && start == 0;
        match refused && self.at == start {
            true => Step::Fail,
            false => Step::Matched,
        }
    }

    /// `(*ACCEPT)` outside of assertions: the end of the call at hand, which keeps no way back, or
    /// of the pattern.
    fn accept_call(&mut self) -> Step {
        if !self.code.has_calls() || self.called().is_none() {
            return self.accept();
        }
        let mut idx = self.group;
        while let Some(frame) = self.scratch.frames.get(idx as usize).copied() {
            if let Resume::Call { back, .. } = frame.resume {
                self.restore_slots(frame.n_undo);
                self.forget_frames(idx as usize);
                (self.pc, self.group, self.depth) = (back, frame.group, frame.depth);
                return Step::Continue;
            }
            idx = frame.group;
        }
        Step::Fail
    }

    /// `(*ACCEPT)` in an assertion: the innermost one on the stack has matched.
    fn accept_look(&mut self) -> Step {
        let frames = &self.scratch.frames;
        let is_look = |frame: &Frame| matches!(frame.resume, Resume::Look(_) | Resume::LookDone);
        let Some(idx) = frames.iter().rposition(is_look) else {
            return Step::Fail;
        };
        let Some(frame) = frames.get(idx).copied() else {
            return Step::Fail;
        };
        self.depth = frame.depth;
        self.end_as_before(frame.n_undo);
        if frame.resume == Resume::LookDone {
            self.forget_frames(idx);
            (self.group, self.at, self.pc) = (frame.group, frame.at, frame.pc);
            return Step::Continue;
        }
        let close = self.code.scope(frame.pc).map(|scope| scope.close);
        let at_close = close.and_then(|close| self.code.ops.get(close as usize));
        if let (Some(close), Some(Op::Close(Close::LookGivingBack))) = (close, at_close) {
            self.forget_frames(idx);
            (self.group, self.at, self.pc) = (frame.group, frame.at, close + 1);
            return Step::Continue;
        }
        if let (Some(close), Some(Op::ScanEnd)) = (close, at_close) {
            self.leave_scan(frame.n_undo);
            self.forget_frames(idx);
            (self.group, self.pc) = (frame.group, close + 1);
            return Step::Continue;
        }
        self.forget_frames(idx + 1);
        self.group = idx as u32;
        match close {
            Some(close) => {
                self.pc = close;
                Step::Continue
            }
            None => Step::Fail,
        }
    }

    // How far the response has been looked at decides whether a call is endless. PCRE2 takes most
    // bytes before it compares them.

    /// One byte is not what it has to be.
    pub(super) fn miss(&mut self, single: Single) -> Step {
        let untaken = matches!(
            single,
            Single::Caseless(_) | Single::Uncased(_) | Single::NotLineFeed | Single::NotNewline(_)
        );
        self.take_missed(!untaken)
    }

    /// The same under a quantifier, which took `n_taken` bytes before. PCRE2 takes as many bytes of
    /// any kind as there have to be at once, or none.
    pub(super) fn miss_repeated(&mut self, single: Single, n_taken: u32) -> Step {
        let taken = match single {
            Single::Any => return Step::Fail,
            Single::Byte(_)
            | Single::Not(_)
            | Single::Class(_)
            | Single::PropertyClass(_)
            | Single::Property(_) => true,
            Single::Type(escape, _) => matches!(
                escape,
                ClassEscape::HorizontalSpace
                    | ClassEscape::NotHorizontalSpace
                    | ClassEscape::VerticalSpace
                    | ClassEscape::NotVerticalSpace
            ),
            Single::Caseless(_)
            | Single::Uncased(_)
            | Single::NotCaseless(_)
            | Single::NotUncased(_)
            | Single::NotLineFeed
            | Single::NotNewline(_) => false,
        };
        self.at += n_taken;
        self.take_missed(taken)
    }

    /// The same for one more round of a lazy quantifier.
    pub(super) fn miss_more(&mut self, op: Option<&Op>) {
        let taken = match op {
            Some(Op::Repeat(repeat)) => !matches!(
                repeat.item,
                Single::Caseless(_)
                    | Single::Uncased(_)
                    | Single::NotCaseless(_)
                    | Single::NotUncased(_)
                    | Single::NotLineFeed
                    | Single::NotNewline(_)
            ),
            Some(Op::RepeatNewline(_)) => true,
            _ => false,
        };
        self.take_missed(taken);
    }

    /// `\R` is not there, or another of what may take two bytes.
    pub(super) fn miss_sequence(&mut self, repeat: Repeat) -> Step {
        self.take_missed(matches!(repeat.item, Single::Any))
    }

    pub(super) fn take_missed(&mut self, taken: bool) -> Step {
        self.at += u32::from(taken && self.code.has_calls() && self.peek().is_some());
        Step::Fail
    }

    pub(super) fn miss_run(&mut self, literal: &[u8]) {
        if self.code.has_calls() {
            let same = self.rest().iter().zip(literal);
            self.at += same.take_while(|(a, b)| a == b).count() as u32;
            self.take_missed(true);
        }
    }

    /// `\b` looks at the byte behind.
    pub(super) fn see_word(&mut self, assertion: Assertion) {
        if matches!(
            assertion,
            Assertion::WordBoundary | Assertion::NotWordBoundary
        ) {
            let seen = self.at + u32::from(self.peek().is_some());
            self.seen = self.seen.max(seen);
        }
    }
}
