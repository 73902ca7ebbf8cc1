//! Runs a program over a response: backtracking with an explicit stack.
//!
//! The machine is at one instruction (`pc`) and one offset (`at`). Where there is another way to
//! go on, it pushes a [`Frame`]; when an instruction does not match, it pops one and goes on from
//! there. `Branch Run(a) Optional … Accept` on `ab`:
//!
//! ```text
//! pc 1 at 0   Branch    push (go on at Fail, 0)
//! pc 2 at 0   Run(a)    at = 1
//! pc 3 at 1   Optional  push (go on behind the group, 1)
//! …           Fail      pop: pc behind the group, at 1
//! …           Accept    the match is 0..1
//! ```
//!
//! Captures are one array; each change is logged with the old value, and popping a frame undoes
//! the changes made since it was pushed. One pushed frame is one call of PCRE2's match routine:
//! `calls` counts them for the match limit, `depth` how many are open for the depth limit. An
//! atomic group drops its frames but, as in PCRE2, not the depth they added.
//!
//! Memory: frames are bounded by the depth limit, the log by the frames and the groups.

mod budget;
mod calls;
mod groups;
mod places;
mod repeats;
mod scan;
mod traced;
mod verbs;
mod ways;

use super::program::{Code, FAIL, LookKind, Op, Pc, START, Verb};
use super::single::matches_single;
use super::{Captures, Limit};
use crate::pattern::tree::{Assertion, is_word_byte};
use places::GiveBack;
pub(super) use verbs::Attempt;
use verbs::Back;

pub(super) use budget::Budget;

/// Memory that searches use one after the other.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    frames: Vec<Frame>,
    undo: Vec<Undo>,
    /// The start and end of each group by number; the first is where the match starts.
    slots: Vec<Slot>,
    /// Steps that the last search took.
    pub(super) n_steps: u64,
}

impl Scratch {
    /// Steps of our engine that the last search took, at most its work limit.
    pub fn n_steps(&self) -> u64 {
        self.n_steps
    }
}

type Slot = (u32, u32);
const UNSET: Slot = (u32::MAX, u32::MAX);
const NO_GROUP: u32 = u32::MAX;

/// A place to go back to.
#[derive(Clone, Copy, Debug)]
struct Frame {
    resume: Resume,
    pc: Pc,
    at: u32,
    /// Length of the undo log when this was pushed.
    n_undo: u32,
    /// The frame in which the innermost group around it starts.
    group: u32,
    depth: u32,
}

/// How to go on from a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Resume {
    /// At `pc`; the flag is the machine's `matched_once`.
    Go(bool),
    /// A greedy repeat gives back one byte.
    GiveBack(GiveBack),
    /// The same for `\R`, which gives back CR LF as one.
    GiveBackNewline(u32),
    /// A lazy repeat, which is at `pc`, takes one more of at most this many.
    TakeMore(u32),
    /// A repeated reference gives back this length down to that offset.
    GiveBackReference(u32, u32),
    /// A lookbehind may step back this much less.
    StepLess(u32),
    /// As `Go(false)`, from inside an assertion.
    Look(LookKind),
    /// As `Go(false)`, from inside a call of this group, which leads back to that place; and how
    /// far the response had been looked at.
    Call { number: u16, back: Pc, seen: u32 },
    /// A verb, and for a mark the name.
    Verb(Verb, u32),
    /// An atomic group or an assertion that has matched; only verbs notice it.
    Done,
    /// The same for an assertion that looks whether it holds.
    LookDone,
}

#[derive(Clone, Copy, Debug)]
struct Undo {
    slot: u16,
    old: Slot,
}

/// What one instruction led to.
enum Step {
    Continue,
    Fail,
    Matched,
}

type Result<T> = std::result::Result<T, Limit>;

/// The state of one search from one start offset.
pub(super) struct Machine<'a> {
    code: &'a Code,
    /// The response; in a scan up to the end of what the group took.
    subject: &'a [u8],
    /// All of the response.
    whole: &'a [u8],
    budget: Budget,
    /// The depth that neither the depth limit nor the heap limit lets frames pass.
    deepest: u32,
    scratch: &'a mut Scratch,
    pc: Pc,
    at: u32,
    depth: u32,
    calls: u32,
    group: u32,
    /// Where the group that was closed last started.
    group_start: u32,
    /// Whether the program has calls, verbs or scans, for which more is kept.
    is_watched: bool,
    /// Whether the possessive group at hand matched before.
    matched_once: bool,
    work: u64,
    /// The verb that is being gone back over.
    back: Option<Back>,
    /// How many `(*SKIP:name)` have been passed, and how many of those change nothing.
    n_skips: u32,
    n_idle_skips: u32,
    /// How far the response was looked at; kept in programs with calls only.
    seen: u32,
    /// For each mark the greatest offset at which it was passed, in all tries so far.
    reached: Vec<Option<u32>>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(
        code: &'a Code,
        subject: &'a [u8],
        budget: Budget,
        work: u64,
        scratch: &'a mut Scratch,
    ) -> Self {
        Self {
            code,
            subject,
            whole: subject,
            budget,
            deepest: budget.heap_depth.min(budget.depth.saturating_sub(1)),
            scratch,
            pc: START,
            at: 0,
            depth: 0,
            calls: 0,
            group: NO_GROUP,
            group_start: 0,
            is_watched: code.has_calls() || code.has_verbs() || code.has_scans,
            matched_once: false,
            work,
            back: None,
            n_skips: 0,
            n_idle_skips: 0,
            seen: 0,
            reached: Vec::new(),
        }
    }

    /// For each mark the greatest offset at which all tries so far passed it. Marks at the end
    /// that were never passed are left out.
    pub(super) fn into_reached(self) -> Vec<Option<u32>> {
        self.reached
    }

    /// Steps that are left of the work limit.
    pub(super) fn work_left(&self) -> u64 {
        self.work
    }

    /// Makes ready to try the pattern at one offset.
    fn start_at(&mut self, start: u32, n_groups: usize) -> Result<()> {
        self.scratch.frames.clear();
        self.scratch.undo.clear();
        self.scratch.slots.clear();
        self.scratch.slots.push((start, start));
        let n_more = usize::from(self.code.has_scans) + usize::from(self.code.has_calls());
        self.scratch.slots.resize(n_groups + 1 + n_more, UNSET);
        self.subject = self.whole;
        self.work = self.work.saturating_sub(n_groups as u64 / 8);
        (self.pc, self.at) = (START, start);
        (self.back, self.n_skips, self.seen) = (None, 0, start);
        (self.depth, self.calls, self.group) = (0, 1, NO_GROUP);
        match (self.budget.calls, self.budget.depth) {
            (0, _) => Err(Limit::Match),
            (_, 0) => Err(Limit::Depth),
            _ => Ok(()),
        }
    }

    /// Tries the pattern at one offset; the captures, if it matches there.
    pub(super) fn match_at(&mut self, start: u32, n_groups: usize) -> Result<Option<Captures>> {
        self.start_at(start, n_groups)?;
        let mut n_steps = 0;
        let has_matched = self.run_on(&mut n_steps);
        self.work = self.work.saturating_sub(n_steps);
        Ok(has_matched?.then(|| self.captures(n_groups)))
    }

    /// Whether the pattern matches from where the machine stands. The steps are counted apart from
    /// the other work, in a number that need not be in memory.
    #[inline(always)]
    fn run_on(&mut self, n_steps: &mut u64) -> Result<bool> {
        let ops = &self.code.ops[..];
        loop {
            if *n_steps >= self.work {
                return Err(Limit::Work);
            }
            *n_steps += 1;
            let step = match ops.get(self.pc as usize) {
                Some(op) => self.step(op)?,
                None => Step::Fail,
            };
            match step {
                Step::Continue => {}
                Step::Fail if self.backtrack()?.is_some() => {}
                Step::Fail => return Ok(false),
                Step::Matched => return Ok(true),
            }
        }
    }

    #[inline(always)]
    fn step(&mut self, op: &Op) -> Result<Step> {
        self.pc += 1;
        Ok(match *op {
            Op::Single(single) => match self.peek() {
                Some(byte) if matches_single(self.code, single, byte) => {
                    self.at += 1;
                    Step::Continue
                }
                _ => self.miss(single),
            },
            Op::Run { start, len } => self.run(start, len),
            Op::Repeat(repeat) => return self.repeat(repeat),
            Op::NewlineSequence if self.take_newline() => Step::Continue,
            Op::NewlineSequence => self.take_missed(true),
            Op::RepeatNewline(repeat) => return self.repeat_sequence(repeat, Self::take_newline),
            Op::NotCrlf => continue_if(self.take_not_crlf()),
            Op::RepeatNotCrlf(repeat) => return self.repeat_sequence(repeat, Self::take_not_crlf),
            Op::Cluster => continue_if(self.take_cluster()),
            Op::RepeatCluster(repeat) => return self.repeat_sequence(repeat, Self::take_cluster),
            Op::Assert(assertion) => self.assert(assertion),
            Op::KeepOut => {
                self.set_slot(0, (self.at, self.at));
                Step::Continue
            }
            Op::Reference(idx) => continue_if(self.take_reference(idx).is_some()),
            Op::RepeatReference(idx, counts) => return self.repeat_reference(idx, counts),
            Op::Branch(other) | Op::Optional(other) => return self.branch(other),
            Op::OptionalLazy(after) => return self.branch_to(after),
            Op::Again { start, checked } if self.runs_on(checked) => return self.branch_to(start),
            Op::AgainLazy { start, checked } if self.runs_on(checked) => return self.branch(start),
            Op::Enter | Op::Leave | Op::Again { .. } | Op::AgainLazy { .. } => Step::Continue,
            Op::Group(other, entry) => return self.enter_group(other, entry),
            Op::PossessiveGroup(other) => return self.enter_possessive(other),
            Op::PossessiveStart => {
                self.matched_once = false;
                Step::Continue
            }
            Op::PossessiveEnd { optional } => continue_if(optional || self.matched_once),
            Op::Jump(target) | Op::Skip(target) => {
                self.pc = target;
                Step::Continue
            }
            Op::Close(close) => self.close(close),
            Op::Back(length) => self.step_back(length),
            Op::BackRange { min, max } => return self.back_range(min, max),
            Op::BackCheck => continue_if(self.open_group().is_some_and(|open| open.at == self.at)),
            Op::Mark(mark) => self.pass_mark(mark),
            Op::Fail => Step::Fail,
            Op::Accept
            | Op::Unless(..)
            | Op::Scan(_)
            | Op::ScanEnd
            | Op::Call(_)
            | Op::Verb(..)
            | Op::CloseOpen { .. }
            | Op::AcceptLook
            | Op::AcceptCall => return self.steer(*op),
        })
    }

    /// Undoes what was done since the newest frame was pushed and goes on from there. Gives that
    /// frame; `None` when there is none left.
    #[inline]
    fn backtrack(&mut self) -> Result<Option<Frame>> {
        if self.is_watched {
            return self.backtrack_watched();
        }
        while let Some(frame) = self.scratch.frames.pop() {
            self.return_to(&frame);
            let goes_on = match frame.resume {
                Resume::Go(matched_once) => self.go(matched_once),
                _ => self.resume(frame)?,
            };
            if goes_on {
                return Ok(Some(frame));
            }
        }
        Ok(None)
    }

    #[inline(always)]
    fn go(&mut self, matched_once: bool) -> bool {
        self.matched_once = matched_once;
        self.pc != FAIL
    }

    #[inline(always)]
    fn return_to(&mut self, frame: &Frame) {
        self.undo_to(frame.n_undo);
        (self.depth, self.group, self.at) = (frame.depth, frame.group, frame.at);
        self.pc = frame.pc;
    }

    /// Goes on from `frame`, which is popped; false when it has nothing more to offer.
    fn resume(&mut self, frame: Frame) -> Result<bool> {
        match frame.resume {
            Resume::Go(matched_once) => return Ok(self.go(matched_once)),
            Resume::GiveBack(back) => {
                if self.at <= back.fewest {
                    return Ok(false);
                }
                self.at -= 1;
                return self.give_back(back, frame.pc);
            }
            Resume::GiveBackNewline(fewest) => {
                self.give_back_newline(fewest);
                if self.at > fewest {
                    self.push(frame.resume, frame.pc, self.at)?;
                }
            }
            Resume::TakeMore(left) => return self.take_more(frame.pc, left),
            Resume::GiveBackReference(fewest, length) => {
                if self.at < fewest + length || length == 0 {
                    return Ok(false);
                }
                self.at -= length;
                self.push(frame.resume, frame.pc, self.at)?;
            }
            Resume::StepLess(left) => {
                if left == 0 {
                    return Ok(false);
                }
                self.at += 1;
                self.push(Resume::StepLess(left - 1), frame.pc, self.at)?;
            }
            Resume::Look(_) => return Ok(frame.pc != FAIL),
            Resume::Call { .. } => return self.call_next(frame),
            Resume::Verb(verb, name) => {
                self.back = self.go_back_over(verb, name);
                return Ok(false);
            }
            Resume::Done | Resume::LookDone => return Ok(false),
        }
        Ok(true)
    }

    fn pass_mark(&mut self, mark: u32) -> Step {
        if self.code.has_calls() && self.called().is_some() {
            return Step::Continue;
        }
        let mark = mark as usize;
        if mark >= self.reached.len() {
            self.reached.resize(mark + 1, None);
        }
        if let Some(farthest) = self.reached.get_mut(mark) {
            *farthest = (*farthest).max(Some(self.at));
        }
        Step::Continue
    }

    fn push(&mut self, resume: Resume, pc: Pc, at: u32) -> Result<()> {
        let depth = self.depth + 1;
        if depth > self.deepest || self.calls >= self.budget.calls {
            return Err(self.reached(depth));
        }
        self.calls += 1;
        self.scratch.frames.push(Frame {
            resume,
            pc,
            at,
            n_undo: self.scratch.undo.len() as u32,
            group: self.group,
            depth: self.depth,
        });
        self.depth = depth;
        Ok(())
    }

    /// The limit that a frame at `depth` does not fit in.
    #[cold]
    fn reached(&self, depth: u32) -> Limit {
        match depth > self.budget.heap_depth {
            true => Limit::Heap,
            false if self.calls >= self.budget.calls => Limit::Match,
            false => Limit::Depth,
        }
    }

    /// Pushes the frame in which a group starts.
    fn push_group(&mut self, resume: Resume, other: Pc) -> Result<Step> {
        self.push(resume, other, self.at)?;
        self.group = self.scratch.frames.len() as u32 - 1;
        Ok(Step::Continue)
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.subject.get(self.at as usize).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.subject.get(self.at as usize..).unwrap_or_default()
    }

    #[inline]
    fn run(&mut self, start: u32, len: u32) -> Step {
        let literals = &self.code.literals;
        let literal = literals.get(start as usize..(start + len) as usize);
        let literal = literal.unwrap_or_default();
        // Most fail at the first byte, for which no comparison of many bytes is called.
        let starts = self.peek() == literal.first().copied();
        if starts && (len == 1 || self.rest().starts_with(literal)) {
            self.at += len;
            return Step::Continue;
        }
        self.miss_run(literal);
        Step::Fail
    }

    fn assert(&mut self, assertion: Assertion) -> Step {
        self.see_word(assertion);
        continue_if(self.holds(assertion))
    }

    fn holds(&self, assertion: Assertion) -> bool {
        let at = self.at as usize;
        let rest = self.rest();
        let newline = self.code.newline;
        match assertion {
            Assertion::Start | Assertion::SubjectStart | Assertion::SearchStart => at == 0,
            Assertion::LineStart => {
                let before = self.subject.get(..at).unwrap_or_default();
                at == 0 || !rest.is_empty() && newline.ends(before)
            }
            Assertion::End | Assertion::SubjectEndOrLineFeed => {
                rest.is_empty() || newline.length_at(rest) == Some(rest.len())
            }
            Assertion::LineEnd => rest.is_empty() || newline.length_at(rest).is_some(),
            Assertion::SubjectEnd => rest.is_empty(),
            Assertion::WordBoundary => self.is_word_boundary(),
            Assertion::NotWordBoundary => !self.is_word_boundary(),
        }
    }

    fn byte_before(&self) -> Option<u8> {
        self.subject
            .get((self.at as usize).checked_sub(1)?)
            .copied()
    }

    fn is_word_boundary(&self) -> bool {
        self.byte_before().is_some_and(is_word_byte) != self.peek().is_some_and(is_word_byte)
    }
}

fn continue_if(holds: bool) -> Step {
    if holds { Step::Continue } else { Step::Fail }
}
