//! What PCRE2's three limits leave a search.
//!
//! The heap limit bounds the vector of frames, whose size follows from the number of groups: in
//! 10,240 KiB a pattern of 700 groups has room for 924 frames, of 10 groups for more than the depth
//! limit lets it have.
//!
//! Source: `pcre2_match` and `match` in `pcre2_match.c` of PCRE2 10.46, on a 64-bit machine.

use crate::matcher::Limits;

/// What one search may spend.
#[derive(Clone, Copy)]
pub(in crate::matcher) struct Budget {
    /// Calls for each start offset.
    pub(in crate::matcher) calls: u32,
    /// Open frames.
    pub(in crate::matcher) depth: u32,
    /// Open frames that PCRE2's heap limit allows.
    pub(in crate::matcher) heap_depth: u32,
}

impl Budget {
    /// What `limits` mean for a pattern of `n_groups` groups; `None` when the heap limit leaves
    /// no room for a first frame.
    pub(in crate::matcher) fn of(limits: &Limits, n_groups: usize) -> Option<Self> {
        let frame = FRAME_SIZE + CAPTURE_SIZE * n_groups as u64;
        let heap_depth = match can_reach(limits, frame) {
            true => heap_depth(u64::from(limits.heap_limit), frame)?,
            false => u32::MAX,
        };
        Some(Self {
            calls: limits.match_limit,
            depth: limits.depth_limit,
            heap_depth,
        })
    }
}

/// Bytes of one of PCRE2's frames without captures.
const FRAME_SIZE: u64 = 136;
/// Bytes of one capture in it.
const CAPTURE_SIZE: u64 = 16;
/// Bytes of the first vector of frames, if ten frames are not larger.
const FIRST_VECTOR: u64 = 20_480;
const KIB: u64 = 1024;

/// Whether the heap limit could end a search before the depth limit does; a cheap bound, since
/// this is asked for each search.
fn can_reach(limits: &Limits, frame: u64) -> bool {
    let frames = u64::from(limits.depth_limit) + 2;
    frames.saturating_mul(frame) > (u64::from(limits.heap_limit) * KIB).saturating_sub(KIB)
}

/// How many frames inside the first one fit a heap of `limit` KiB; `None` when not even that does.
fn heap_depth(limit: u64, frame: u64) -> Option<u32> {
    let mut vector = FIRST_VECTOR.max(10 * frame);
    if vector / KIB > limit {
        vector = limit * KIB;
    }
    let mut depth = 0;
    if vector < frame {
        return None;
    }
    loop {
        // A frame is pushed without growth as long as there is a byte behind it.
        depth = u64::max(depth, ((vector - 1) / frame).saturating_sub(1));
        let used = (depth + 1) * frame;
        vector = match grown(vector, limit) {
            Some(vector) if vector >= used + frame => vector,
            _ => return Some(u32::try_from(depth).unwrap_or(u32::MAX)),
        };
        depth += 1;
    }
}

/// The size of the next vector: twice the size, or what the limit leaves, which PCRE2 counts in
/// whole KiB.
fn grown(vector: u64, limit: u64) -> Option<u64> {
    if 2 * vector / KIB < limit {
        return Some(2 * vector);
    }
    let left = limit.checked_sub(vector / KIB).filter(|left| *left > 0)?;
    let over = vector % KIB;
    let lost = if over > 0 { KIB - over } else { 0 };
    Some(vector + left * KIB - lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(limit: u64, n_groups: u64, expected: Option<u32>) {
        let frame = FRAME_SIZE + CAPTURE_SIZE * n_groups;
        assert_eq!(heap_depth(limit, frame), expected);
    }

    #[test]
    fn frames_fill_the_heap_up_to_the_limit() {
        check(10_240, 10, Some(35_423));
        check(10_240, 700, Some(923));
        check(10_240, 4_000, Some(162));
    }

    #[test]
    fn a_heap_smaller_than_one_frame_holds_nothing() {
        check(0, 0, None);
        check(1, 0, Some(6));
        check(1, 55, Some(0));
        check(1, 56, None);
    }
}
