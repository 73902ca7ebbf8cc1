//! Choices between two ways: the first is tried in a frame that leads to the second.
//!
//! Where `ahead` knows that the first cannot match at this place, no frame is made for it: the
//! calls that PCRE2 spends on it are added, and the second way is taken as when the frame is popped.

use super::{Machine, Result, Resume, Step};
use crate::matcher::program::{GroupEntry, Pc};
use crate::matcher::single::may_lead;

impl Machine<'_> {
    /// What follows, then `other`.
    #[inline(always)]
    pub(super) fn branch(&mut self, other: Pc) -> Result<Step> {
        match self.has_idle_way()? {
            true => self.take_second(other),
            false => self.push(Resume::Go(false), other, self.at)?,
        }
        Ok(Step::Continue)
    }

    /// The same for an alternative whose start is needed at its end.
    #[inline(always)]
    pub(super) fn enter_group(&mut self, other: Pc, entry: GroupEntry) -> Result<Step> {
        if self.has_idle_way()? {
            self.take_second(other);
            return Ok(Step::Continue);
        }
        self.push_group(entry.into(), other)
    }

    /// The same in a group that is repeated possessively.
    #[inline(always)]
    pub(super) fn enter_possessive(&mut self, other: Pc) -> Result<Step> {
        if self.has_idle_way()? {
            self.pc = other;
            return Ok(Step::Continue);
        }
        self.push_group(Resume::Go(self.matched_once), other)
    }

    /// `first`, then what follows.
    #[inline(always)]
    pub(super) fn branch_to(&mut self, first: Pc) -> Result<Step> {
        match self.has_idle_way()? {
            true => self.take_second(self.pc),
            false => {
                self.push(Resume::Go(false), self.pc, self.at)?;
                self.pc = first;
            }
        }
        Ok(Step::Continue)
    }

    /// Whether a loop runs on: where it is `checked` not after an empty round.
    #[inline(always)]
    pub(super) fn runs_on(&self, checked: bool) -> bool {
        !checked || self.at != self.group_start
    }

    /// Whether the first way of the choice at hand cannot match here; the calls that it takes are
    /// added.
    #[inline(always)]
    fn has_idle_way(&mut self) -> Result<bool> {
        let guard = self.code.guards.get(self.pc as usize - 1);
        let Some(ahead) = guard.and_then(|guard| self.code.ahead(*guard)) else {
            return Ok(false);
        };
        // Before the start of the response there is no byte either.
        let here = self.at.wrapping_sub(ahead.back) as usize;
        let may_match = match self.subject.get(here) {
            Some(byte) => may_lead(self.code, ahead.lead, *byte),
            None => false,
        };
        if may_match || !self.has_depth_for(ahead) {
            return Ok(false);
        }
        self.spend(u64::from(1 + ahead.calls))?;
        Ok(true)
    }

    #[inline(always)]
    fn take_second(&mut self, second: Pc) {
        self.matched_once = false;
        self.pc = second;
    }
}
