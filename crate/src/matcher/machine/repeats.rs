//! Quantifiers on single bytes, `\R` and back-references, and stepping back.
//!
//! None of these takes a frame for each round: `a*` on `aaa` takes all three bytes at once and
//! pushes one frame, which gives them back one by one.

use super::places::{GiveBack, less};
use super::{Machine, Result, Resume, Slot, Step, UNSET, continue_if};
use crate::matcher::program::{Counts, Mode, Op, Pc, Reference, Repeat};
use crate::matcher::single::{longest_run, matches_single};

impl<'a> Machine<'a> {
    #[inline]
    pub(super) fn repeat(&mut self, repeat: Repeat) -> Result<Step> {
        let (min, rest) = (u32::from(repeat.min), self.rest());
        let wanted = match repeat.mode {
            Mode::Lazy => min,
            Mode::Greedy | Mode::Possessive => repeat.max,
        };
        let taken = longest_run(self.code, repeat.item, rest, wanted as usize) as u32;
        self.work = self.work.saturating_sub(u64::from(taken / 8));
        if taken < min {
            return Ok(self.miss_repeated(repeat.item, taken));
        }
        let fewest = self.at + min;
        self.at += taken;
        if repeat.max == min {
            return Ok(Step::Continue);
        }
        match repeat.mode {
            Mode::Possessive => Ok(Step::Continue),
            Mode::Greedy if taken == min && !repeat.item.is_class() => Ok(Step::Continue),
            Mode::Lazy => {
                let goes_on = self.take_up_to(repeat, self.pc - 1, repeat.max - min)?;
                Ok(continue_if(goes_on))
            }
            Mode::Greedy => {
                let back = GiveBack {
                    fewest,
                    ahead: repeat.ahead,
                    has_idle_frame: repeat.item.is_class(),
                };
                Ok(continue_if(self.give_back(back, self.pc)?))
            }
        }
    }

    /// One more round of the lazy repeat at `pc`.
    pub(super) fn take_more(&mut self, pc: Pc, left: u32) -> Result<bool> {
        let taken = left > 0
            && match self.code.ops.get(pc as usize) {
                Some(Op::Repeat(repeat)) => match self.peek() {
                    Some(byte) if matches_single(self.code, repeat.item, byte) => {
                        self.at += 1;
                        return self.take_up_to(*repeat, pc, less(left, 1));
                    }
                    _ => false,
                },
                Some(Op::RepeatNewline(_)) => self.take_newline(),
                Some(Op::RepeatCluster(_)) => self.take_cluster(),
                Some(Op::RepeatNotCrlf(_)) => self.take_not_crlf(),
                Some(Op::RepeatReference(idx, _)) => self.take_reference(*idx).is_some(),
                _ => false,
            };
        if taken {
            self.push(Resume::TakeMore(less(left, 1)), pc, self.at)?;
            self.pc = pc + 1;
        } else if left > 0 {
            self.miss_more(self.code.ops.get(pc as usize));
        }
        Ok(taken)
    }

    pub(super) fn take_newline(&mut self) -> bool {
        let taken = match self.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            [0x0b | 0x0c | 0x85, ..] if !self.code.newline_sequence_is_crlf => 1,
            _ => return false,
        };
        self.at += taken;
        true
    }

    /// CR LF as one, or any byte.
    pub(super) fn take_cluster(&mut self) -> bool {
        let taken = match self.rest() {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => return false,
        };
        self.at += taken;
        true
    }

    /// Any byte but a CR before LF. A run of these holds no CR LF, so that it is given back byte by
    /// byte.
    pub(super) fn take_not_crlf(&mut self) -> bool {
        match self.rest() {
            [] | [b'\r', b'\n', ..] => false,
            _ => {
                self.at += 1;
                true
            }
        }
    }

    pub(super) fn give_back_newline(&mut self, fewest: u32) {
        self.at -= 1;
        let before = self.subject.get(self.at.saturating_sub(1) as usize..);
        if self.at > fewest && before.is_some_and(|bytes| bytes.starts_with(b"\r\n")) {
            self.at -= 1;
        }
    }

    /// A quantifier on `\R` or `\X`; `take` takes one of them.
    pub(super) fn repeat_sequence(
        &mut self,
        repeat: Repeat,
        take: fn(&mut Self) -> bool,
    ) -> Result<Step> {
        for _ in 0..repeat.min {
            if !take(self) {
                return Ok(self.miss_sequence(repeat));
            }
        }
        let left = repeat.max - u32::from(repeat.min);
        if left == 0 {
            return Ok(Step::Continue);
        }
        if repeat.mode == Mode::Lazy {
            self.push(Resume::TakeMore(left), self.pc - 1, self.at)?;
            return Ok(Step::Continue);
        }
        let fewest = self.at;
        let mut taken = 0;
        while taken < left && take(self) {
            taken += 1;
            self.work = self.work.saturating_sub(1);
        }
        if repeat.mode == Mode::Greedy && self.at > fewest {
            self.push(Resume::GiveBackNewline(fewest), self.pc, self.at)?;
        }
        Ok(Step::Continue)
    }

    /// What the first group of a reference took that took part.
    pub(super) fn referenced(&self, idx: u32) -> Option<(&'a Reference, Slot)> {
        let reference = self.code.references.get(idx as usize)?;
        let mut slots = reference.groups.iter().map(|group| self.slot(*group));
        Some((reference, slots.find(|slot| *slot != UNSET)?))
    }

    fn reference(&self, idx: u32) -> Option<(&'a Reference, &'a [u8])> {
        let (reference, (start, end)) = self.referenced(idx)?;
        let taken = self.whole.get(start as usize..end as usize)?;
        Some((reference, taken))
    }

    /// Takes what the group took; `None` if it took no part or something else stands here.
    pub(super) fn take_reference(&mut self, idx: u32) -> Option<u32> {
        let (reference, taken) = self.reference(idx)?;
        let here = self.rest().get(..taken.len())?;
        let same = match reference.caseless {
            true => here.eq_ignore_ascii_case(taken),
            false => here == taken,
        };
        self.work = self.work.saturating_sub(taken.len() as u64 / 8);
        same.then(|| self.at += taken.len() as u32)?;
        Some(taken.len() as u32)
    }

    pub(super) fn repeat_reference(&mut self, idx: u32, counts: u32) -> Result<Step> {
        let Some(Counts { min, max, mode }) = self.code.counts.get(counts as usize).copied() else {
            return Ok(Step::Fail);
        };
        let Some((reference, text)) = self.reference(idx) else {
            return Ok(continue_if(min == 0));
        };
        let length = text.len() as u32;
        if length == 0 {
            return Ok(Step::Continue);
        }
        let wanted = match mode {
            Mode::Lazy => u32::from(min),
            Mode::Greedy | Mode::Possessive => max,
        };
        let n_taken = n_repeated(text, self.rest(), reference.caseless, wanted);
        let fewest = self.at + n_taken.min(min.into()) * length;
        self.at += n_taken * length;
        self.work = self.work.saturating_sub(u64::from(n_taken * length / 8));
        if n_taken < min.into() {
            return Ok(Step::Fail);
        }
        let left = max - u32::from(min);
        match mode {
            _ if left == 0 => {}
            Mode::Lazy => self.push(Resume::TakeMore(left), self.pc - 1, self.at)?,
            Mode::Greedy => {
                self.push(Resume::GiveBackReference(fewest, length), self.pc, self.at)?;
            }
            Mode::Possessive => {}
        }
        Ok(Step::Continue)
    }

    pub(super) fn step_back(&mut self, length: u32) -> Step {
        match self.at.checked_sub(length) {
            Some(at) => {
                self.at = at;
                Step::Continue
            }
            None => Step::Fail,
        }
    }

    pub(super) fn back_range(&mut self, min: u16, max: u16) -> Result<Step> {
        let most = u32::from(max).min(self.at);
        let Some(left) = most.checked_sub(u32::from(min)) else {
            return Ok(Step::Fail);
        };
        self.at -= most;
        self.push(Resume::StepLess(left), self.pc, self.at)?;
        Ok(Step::Continue)
    }
}

/// How often `rest` begins with `text`, which is not empty, counted up to `most`.
fn n_repeated(text: &[u8], rest: &[u8], caseless: bool, most: u32) -> u32 {
    if let ([byte], false) = (text, caseless) {
        let rest = rest.get(..most as usize).unwrap_or(rest);
        let other = rest.iter().position(|here| here != byte);
        return other.unwrap_or(rest.len()) as u32;
    }
    let same = |here: &&[u8]| match caseless {
        true => here.eq_ignore_ascii_case(text),
        false => *here == text,
    };
    let pieces = rest.chunks_exact(text.len()).take(most as usize);
    pieces.take_while(same).count() as u32
}
