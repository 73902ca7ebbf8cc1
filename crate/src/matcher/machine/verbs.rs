//! Backtracking verbs.
//!
//! A verb pushes a frame and goes on. When that frame is popped, the frames below it are not
//! gone on from, until one of them stops what the verb wants: `(*THEN)` the next alternative of its
//! group, `(*SKIP:name)` a mark of that name, any of them the call or the assertion around it.
//! What is stopped by none decides where the search goes on.
//!
//! Source: the returns `MATCH_COMMIT` to `MATCH_THEN` in `pcre2_match.c` of PCRE2 10.46.

use super::{Frame, Machine, Result, Resume, Step};
use crate::matcher::Captures;
use crate::matcher::program::{LookKind, Pc, Verb};

/// How a try at one start offset ended.
pub(in crate::matcher) enum Attempt {
    Matched(Captures),
    /// No match here; the search goes on at this offset.
    Next(u32),
    /// No match, and no other start is tried.
    Last,
}

/// What a verb wants, from the call in which it stood.
#[derive(Clone, Copy)]
pub(super) struct Back {
    wants: Wants,
    called: Option<u16>,
}

#[derive(Clone, Copy)]
enum Wants {
    /// The end of the search.
    End,
    /// The next start offset.
    NextStart,
    /// This start offset.
    Start(u32),
    /// The place of the mark of this name.
    Mark(u32),
    /// The alternative behind this instruction.
    Then(Pc),
}

/// Whether a frame that is popped stops what a verb wants.
enum Stopped {
    No,
    /// It does, and fails as from any other failure.
    Failing,
    /// It does, and the match goes on from it.
    Here,
}

/// What a frame makes of it.
enum Stop {
    /// Not stopped.
    Pass(Back),
    /// The frame fails as from any other failure.
    Fail,
    /// The same, and it has nothing more to offer.
    Exhausted,
    /// The match goes on here.
    At(Pc),
}

impl Machine<'_> {
    /// How the try at `start` ended, which gave these captures.
    pub(in crate::matcher) fn attempt(&mut self, start: u32, found: Option<Captures>) -> Attempt {
        if let Some(captures) = found {
            return Attempt::Matched(captures);
        }
        let wants = self.back.map(|back| back.wants);
        self.n_idle_skips = match wants {
            Some(Wants::Mark(_)) => self.n_skips,
            _ => 0,
        };
        match wants {
            Some(Wants::End) => Attempt::Last,
            Some(Wants::Start(at)) if at > start => Attempt::Next(at),
            // The name stands nowhere: the same start again, without this verb.
            Some(Wants::Mark(_)) => Attempt::Next(start),
            _ => Attempt::Next(start + 1),
        }
    }

    /// Goes back as [`backtrack`](Self::backtrack) does, in a program with calls, verbs or scans.
    pub(super) fn backtrack_watched(&mut self) -> Result<Option<Frame>> {
        self.seen = self.seen.max(self.at);
        while let Some(frame) = self.scratch.frames.pop() {
            self.return_to(&frame);
            self.restore_end();
            let goes_on = match self.stopped(&frame) {
                Stopped::No => false,
                Stopped::Here => true,
                Stopped::Failing => self.resume(frame)?,
            };
            if goes_on {
                return Ok(Some(frame));
            }
            self.seen = self.seen.max(self.at);
        }
        Ok(None)
    }

    pub(super) fn pass_verb(&mut self, verb: Verb, name: u32) -> Result<Step> {
        if verb == Verb::SkipTo {
            self.n_skips += 1;
            if self.n_skips <= self.n_idle_skips {
                return Ok(Step::Continue);
            }
        }
        self.push(Resume::Verb(verb, name), self.pc, self.at)?;
        Ok(Step::Continue)
    }

    /// What a verb wants whose frame is popped.
    pub(super) fn go_back_over(&self, verb: Verb, name: u32) -> Option<Back> {
        let wants = match verb {
            Verb::Mark => return None,
            Verb::Commit => Wants::End,
            Verb::Prune => Wants::NextStart,
            Verb::Skip => Wants::Start(self.at),
            Verb::SkipTo => Wants::Mark(name),
            Verb::Then => Wants::Then(self.pc - 1),
        };
        let called = self.code.has_calls().then(|| self.called()).flatten();
        Some(Back { wants, called })
    }

    /// Lets `frame`, which is popped, stop what is being gone back over.
    fn stopped(&mut self, frame: &Frame) -> Stopped {
        let Some(back) = self.back.take() else {
            return Stopped::Failing;
        };
        match self.stop(frame, back) {
            Stop::Pass(back) => {
                self.back = Some(back);
                Stopped::No
            }
            Stop::Fail => Stopped::Failing,
            Stop::Exhausted => Stopped::No,
            Stop::At(pc) => {
                self.pc = pc;
                Stopped::Here
            }
        }
    }

    /// What `frame`, which is popped, makes of `back`.
    fn stop(&self, frame: &Frame, back: Back) -> Stop {
        match (frame.resume, back.wants) {
            (Resume::Verb(Verb::Mark, name), Wants::Mark(wanted)) if name == wanted => {
                let wants = Wants::Start(frame.at);
                Stop::Pass(Back { wants, ..back })
            }
            (Resume::Call { number, .. }, wants) if back.called == Some(number) => match wants {
                Wants::Then(pc) if self.is_within(frame, pc) => Stop::Fail,
                _ => Stop::Exhausted,
            },
            (Resume::Look(_), Wants::Then(_)) => Stop::Fail,
            (Resume::LookDone, Wants::Then(_)) => Stop::Exhausted,
            (
                Resume::Look(LookKind::Negative | LookKind::Condition),
                Wants::End | Wants::NextStart | Wants::Start(_),
            ) => match self.code.scope(frame.pc) {
                Some(scope) => Stop::At(scope.last),
                None => Stop::Exhausted,
            },
            (Resume::Go(_) | Resume::Done, Wants::Then(pc)) if self.is_within(frame, pc) => {
                Stop::Fail
            }
            _ => Stop::Pass(back),
        }
    }

    /// Whether the instruction stands before the end of the frame's alternative, in a group of
    /// several. PCRE2 asks no more than that.
    fn is_within(&self, frame: &Frame, pc: Pc) -> bool {
        let scope = self.code.scope(frame.pc);
        scope.is_some_and(|scope| scope.several && pc < scope.next)
    }

    /// What PCRE2 would find on its way back: a group that has matched and given up its frames.
    pub(super) fn leave_done(&mut self, open: Frame, resume: Resume) {
        if !self.code.has_verbs() {
            return;
        }
        let pc = match (resume, self.code.scope(open.pc)) {
            (Resume::Done, Some(scope)) => scope.last,
            _ => self.pc,
        };
        let n_undo = open.n_undo.min(self.scratch.undo.len() as u32);
        let done = Frame {
            resume,
            pc,
            n_undo,
            ..open
        };
        self.scratch.frames.push(done);
    }
}
