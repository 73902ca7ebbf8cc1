//! Going on from a repeat at the next place where what follows can match.
//!
//! A greedy repeat gives back from the end of what it took, a lazy one takes more from where it
//! stands. Where `ahead` knows what has to follow, the places without it are passed over, and the
//! calls that PCRE2 spends at them are added at once: one for the frame of the repeat at each
//! place, and those of what follows.

use super::{Machine, Result, Resume};
use crate::matcher::Limit;
use crate::matcher::program::{Ahead, Code, Lead, Pc, Repeat, Single, UNBOUNDED};
use crate::matcher::single::{matches_single, may_lead};

/// Fewer places than these are tried one by one.
const FEW_PLACES: u32 = 4;

/// So many places are looked at one by one before a call searches the others.
const NEAR: usize = 4;

/// How a greedy repeat gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GiveBack {
    /// Down to this offset.
    pub(super) fewest: u32,
    /// Which of the aheads holds for what follows, counted from 1.
    pub(super) ahead: u8,
    /// Also there it has a frame, as PCRE2's classes have.
    pub(super) has_idle_frame: bool,
}

/// Where a lazy repeat goes on.
enum Place {
    /// Behind so many bytes more.
    At(usize),
    /// Nowhere, since it can take no more than so many.
    Nowhere(usize),
}

impl Machine<'_> {
    /// Goes on at `pc` with what a greedy repeat took up to here, or with less of it; false when
    /// nothing can follow.
    #[inline]
    pub(super) fn give_back(&mut self, back: GiveBack, pc: Pc) -> Result<bool> {
        if back.ahead > 0
            && self.at - back.fewest >= FEW_PLACES
            && let Some(ahead) = self.ahead(back.ahead)
            && !self.pass_back(ahead, back)?
        {
            return Ok(false);
        }
        if back.has_idle_frame || self.at > back.fewest {
            self.push(Resume::GiveBack(back), pc, self.at)?;
        }
        Ok(true)
    }

    /// Goes on behind the lazy repeat at `pc`, which took what it must and takes up to `left`
    /// more; false when nothing can follow.
    pub(super) fn take_up_to(&mut self, repeat: Repeat, pc: Pc, mut left: u32) -> Result<bool> {
        if let Some(ahead) = self.ahead(repeat.ahead) {
            let places = match place_ahead(self.code, repeat.item, ahead.lead, self.rest(), left) {
                Place::At(n) => {
                    self.at += n as u32;
                    left = less(left, n as u32);
                    Ok(n)
                }
                Place::Nowhere(n) => Err(n + 1),
            };
            let n_passed = places.unwrap_or_else(|all| all) as u64;
            self.spend(n_passed * u64::from(1 + ahead.calls))?;
            if places.is_err() {
                return Ok(false);
            }
        }
        self.push(Resume::TakeMore(left), pc, self.at)?;
        self.pc = pc + 1;
        Ok(true)
    }

    /// Goes back to the last place, this one or before it, where `ahead` can match; false when
    /// there is none.
    fn pass_back(&mut self, ahead: Ahead, back: GiveBack) -> Result<bool> {
        let end = (self.at as usize + 1).min(self.subject.len());
        let places = self.subject.get(back.fewest as usize..end);
        let place = last_place(self.code, ahead.lead, places.unwrap_or_default());
        let place = place.map(|n| back.fewest + n as u32);
        let n_passed =
            u64::from(self.at - place.unwrap_or(back.fewest)) + u64::from(place.is_none());
        // The last place of all has no frame of its own, unless the repeat is a class.
        let n_frames = n_passed - u64::from(place.is_none() && !back.has_idle_frame);
        self.spend(n_frames + n_passed * u64::from(ahead.calls))?;
        self.at = place.unwrap_or(self.at);
        Ok(place.is_some())
    }

    /// What has to follow; `None` when it is not known, or when the depth limit could end the
    /// search at one of the places that would be passed over.
    #[inline]
    fn ahead(&self, number: u8) -> Option<Ahead> {
        let ahead = self.code.ahead(number)?;
        self.has_depth_for(ahead).then_some(*ahead)
    }

    /// Whether the depth limit is beyond what is spent where `ahead` does not match.
    #[inline]
    pub(super) fn has_depth_for(&self, ahead: &Ahead) -> bool {
        self.depth + 1 + ahead.depth <= self.deepest
    }

    /// Adds calls that are not made one by one.
    #[inline]
    pub(super) fn spend(&mut self, calls: u64) -> Result<()> {
        let calls_now = u64::from(self.calls) + calls;
        if calls_now > u64::from(self.budget.calls) {
            return Err(Limit::Match);
        }
        self.calls = calls_now as u32;
        self.work = self.work.saturating_sub(calls / 8);
        Ok(())
    }
}

/// The last of `places` that holds `ahead`.
fn last_place(code: &Code, ahead: Lead, places: &[u8]) -> Option<usize> {
    match ahead {
        Lead::Byte(byte) => memchr::memrchr(byte, places),
        ahead => places.iter().rposition(|byte| may_lead(code, ahead, *byte)),
    }
}

/// Where a repeat of `item` that takes up to `left` bytes of `rest` first stands before `ahead`.
fn place_ahead(code: &Code, item: Single, ahead: Lead, rest: &[u8], left: u32) -> Place {
    let most = (left as usize).min(rest.len());
    let places = rest.get(..=most).unwrap_or(rest);
    let found = match (item, ahead) {
        (Single::Any, Lead::Byte(byte)) => {
            near_or_far(places, |near| near == byte, |far| memchr::memchr(byte, far))
        }
        (Single::NotLineFeed, Lead::Byte(byte)) => near_or_far(
            places,
            |near| near == byte || near == b'\n',
            |far| memchr::memchr2(byte, b'\n', far),
        ),
        _ => places
            .iter()
            .position(|byte| may_lead(code, ahead, *byte) || !matches_single(code, item, *byte)),
    };
    match found.and_then(|n| Some((n, *places.get(n)?))) {
        Some((n, byte)) if may_lead(code, ahead, byte) => Place::At(n),
        Some((n, _)) => Place::Nowhere(n),
        None => Place::Nowhere(most),
    }
}

/// The first of `places` for which `is_it` holds; `find` finds it farther on, where a call is worth
/// while.
#[inline(always)]
fn near_or_far(
    places: &[u8],
    is_it: impl Fn(u8) -> bool,
    find: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let (near, far) = places.split_at_checked(NEAR).unwrap_or((places, &[]));
    let found = near.iter().position(|byte| is_it(*byte));
    found.or_else(|| find(far).map(|n| near.len() + n))
}

/// What of `left` a repeat may still take when it took `n`.
pub(super) fn less(left: u32, n: u32) -> u32 {
    match left {
        UNBOUNDED => UNBOUNDED,
        left => left - n,
    }
}
