//! The ends of groups, and the captures with their log.
//!
//! Each change of a capture is logged with the value before, `(group 1, unset)` and so on; going
//! back to a frame takes back the changes since.

use super::{Frame, Machine, Resume, Slot, Step, UNSET, Undo};
use crate::matcher::Captures;
use crate::matcher::program::{Close, GroupEntry};
use crate::source::Span;

/// A log of so many changes is left as it is.
const FEW_UNDOS: usize = 64;

impl From<GroupEntry> for Resume {
    fn from(entry: GroupEntry) -> Self {
        match entry {
            GroupEntry::Plain | GroupEntry::Guarded => Self::Go(false),
            GroupEntry::Look(kind) => Self::Look(kind),
        }
    }
}

impl Machine<'_> {
    pub(super) fn close(&mut self, close: Close) -> Step {
        let Some(open) = self.open_group().copied() else {
            return Step::Fail;
        };
        let open_idx = self.group as usize;
        self.group = open.group;
        self.group_start = open.at;
        if self.is_watched
            && let Close::Capture(number)
            | Close::Possessive {
                capture: number, ..
            } = close
            && number > 0
            && self.code.has_calls()
            && self.called() == Some(number)
        {
            self.group = open_idx as u32;
            return self.end_call();
        }
        match close {
            Close::Plain | Close::ScriptRun => {}
            Close::LookGivingBack => {
                self.seen = self.seen.max(self.at);
                self.at = open.at;
            }
            Close::Capture(number) => self.set_slot(number, (open.at, self.at)),
            Close::Atomic => {
                self.forget_frames(open_idx);
                if self.is_watched {
                    self.leave_done(open, Resume::Done);
                }
            }
            Close::Look { .. } => {
                self.seen = self.seen.max(self.at);
                self.at = open.at;
                self.forget_frames(open_idx);
                if self.is_watched {
                    self.leave_done(open, Resume::LookDone);
                }
            }
            Close::Condition { .. } => {
                self.forget_frames(open_idx);
                (self.depth, self.at) = (open.depth, open.at);
            }
            Close::NegativeLook { .. } => {
                self.scratch.frames.truncate(open_idx);
                self.undo_to(open.n_undo);
                (self.depth, self.at) = (open.depth, open.at);
                return Step::Fail;
            }
            Close::Possessive { capture, start } => {
                if capture > 0 {
                    self.set_slot(capture, (open.at, self.at));
                }
                self.forget_frames(open_idx);
                self.depth = open.depth;
                self.matched_once = true;
                if self.at != open.at {
                    self.pc = start;
                }
            }
        }
        Step::Continue
    }

    pub(super) fn open_group(&self) -> Option<&Frame> {
        self.scratch.frames.get(self.group as usize)
    }

    /// Drops the frames from `first` on; captures keep their values. The log keeps, for each
    /// group, only the oldest value since the frame before, so that it cannot grow without bound.
    #[inline]
    pub(super) fn forget_frames(&mut self, first: usize) {
        self.scratch.frames.truncate(first);
        if self.scratch.undo.len() > FEW_UNDOS {
            self.shorten_log();
        }
    }

    fn shorten_log(&mut self) {
        let kept = self.scratch.frames.last().map_or(0, |frame| frame.n_undo) as usize;
        let bound = FEW_UNDOS + 2 * self.scratch.slots.len();
        if self.scratch.undo.len() - kept <= bound {
            return;
        }
        let mut seen = vec![false; self.scratch.slots.len()];
        let mut tail = self.scratch.undo.split_off(kept);
        tail.retain(|undo| {
            let seen = seen.get_mut(usize::from(undo.slot));
            seen.is_some_and(|seen| !std::mem::replace(seen, true))
        });
        self.scratch.undo.append(&mut tail);
    }

    pub(super) fn slot(&self, number: u16) -> Slot {
        let slot = self.scratch.slots.get(usize::from(number));
        slot.copied().unwrap_or(UNSET)
    }

    #[inline]
    pub(super) fn set_slot(&mut self, number: u16, value: Slot) {
        if let Some(slot) = self.scratch.slots.get_mut(usize::from(number)) {
            self.scratch.undo.push(Undo {
                slot: number,
                old: *slot,
            });
            *slot = value;
        }
    }

    pub(super) fn undo_to(&mut self, n_undo: u32) {
        while self.scratch.undo.len() > n_undo as usize {
            if let Some(Undo { slot, old }) = self.scratch.undo.pop()
                && let Some(slot) = self.scratch.slots.get_mut(usize::from(slot))
            {
                *slot = old;
            }
        }
    }

    pub(super) fn captures(&self, n_groups: usize) -> Captures {
        let (start, _) = self.slot(0);
        let span =
            |slot: &Slot| (*slot != UNSET).then(|| Span::new(slot.0 as usize, slot.1 as usize));
        let mut groups = vec![Some(Span {
            start,
            end: self.at,
        })];
        groups.extend(self.scratch.slots.iter().skip(1).take(n_groups).map(span));
        Captures { groups }
    }
}
