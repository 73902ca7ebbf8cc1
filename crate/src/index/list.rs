//! The lines of one list, by the literal bytes behind their `^`.

use std::sync::OnceLock;

use super::guard::{Guard, GuardMaker};
use super::{ResponseFacts, SIZES};
use crate::matcher::{Limits, ResponseSize};
use crate::pattern::{MAX_PREFIX, literal_prefix};
use crate::probes::MatchLine;

/// Below such limits a search might not get past its first bytes, and no prefix rules a line out.
/// Those of every release are far above.
const LEAST_LIMIT: u32 = 16;
/// KiB that hold the first frames of a pattern with as many groups as there can be.
const LEAST_HEAP: u32 = 4_096;

/// An index of a list of lines. It knows them by their places in the list only, and has to be
/// asked with the list that it was made of.
#[derive(Debug)]
pub struct ListIndex {
    heads: Vec<Head>,
    /// For each first byte the lines that need it, and last those that need none; rising.
    by_first_byte: Vec<Vec<u32>>,
    /// For each of [`SIZES`] the guards of all lines; each made when a response passes the head.
    guards: [OnceLock<Vec<OnceLock<Guard>>>; SIZES.len()],
    maker: GuardMaker,
}

/// Where lines stand that need no first byte.
const ANY_BYTE: usize = 256;

/// The first bytes of a response, or those that a line needs; the first one lowest.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    bytes: u128,
    len: u8,
}

impl Head {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.get(..MAX_PREFIX).unwrap_or(bytes);
        let packed = bytes.iter().rev();
        Self {
            bytes: packed.fold(0, |packed, byte| packed << 8 | u128::from(*byte)),
            len: bytes.len() as u8,
        }
    }

    fn first_byte(self) -> Option<usize> {
        (self.len > 0).then_some((self.bytes & 0xff) as usize)
    }

    /// How many bytes both start with.
    fn n_shared(self, other: Self) -> u32 {
        let n_equal = (self.bytes ^ other.bytes).trailing_zeros() / 8;
        n_equal.min(self.len.min(other.len).into())
    }

    #[inline]
    fn is_prefix_of(self, response: Self) -> bool {
        let mask = match self.len {
            16.. => u128::MAX,
            len => (1 << (8 * u32::from(len))) - 1,
        };
        self.len <= response.len && (self.bytes ^ response.bytes) & mask == 0
    }
}

impl ListIndex {
    /// The index of `lines`, which are going to be run within `limits`. Parses no pattern.
    pub fn new(lines: &[MatchLine], limits: &Limits) -> Self {
        let rules_out = limits.match_limit.min(limits.depth_limit) >= LEAST_LIMIT
            && limits.heap_limit >= LEAST_HEAP
            && limits.work_limit >= u64::from(LEAST_LIMIT);
        let head = |line: &MatchLine| match rules_out {
            true => Head::of(literal_prefix(&line.pattern_text, line.flags).bytes()),
            false => Head::default(),
        };
        let heads: Vec<Head> = lines.iter().map(head).collect();
        let mut by_first_byte = vec![Vec::new(); ANY_BYTE + 1];
        for (line, head) in heads.iter().enumerate() {
            let bucket = head.first_byte().unwrap_or(ANY_BYTE);
            if let Some(bucket) = by_first_byte.get_mut(bucket) {
                bucket.push(line as u32);
            }
        }
        Self {
            heads,
            by_first_byte,
            guards: Default::default(),
            maker: GuardMaker::new(limits),
        }
    }

    /// The places of the lines that have to be tried on a response, rising. All others do not
    /// match it, and no limit ends their search.
    pub fn candidates<'a>(
        &'a self,
        lines: &'a [MatchLine],
        facts: &'a ResponseFacts,
    ) -> impl Iterator<Item = usize> + 'a {
        let with_byte = facts
            .head
            .first_byte()
            .and_then(|byte| self.by_first_byte.get(byte));
        let with_byte = with_byte.map(Vec::as_slice).unwrap_or_default();
        let without = self.by_first_byte.get(ANY_BYTE).map(Vec::as_slice);
        let near = Merge {
            left: with_byte,
            right: without.unwrap_or_default(),
        };
        let guards = self.guards_for(facts);
        near.map(|line| line as usize).filter(move |line| {
            let head = self.heads.get(*line);
            head.is_some_and(|head| head.is_prefix_of(facts.head))
                && guards
                    .as_ref()
                    .and_then(|guards| guards.get(*line, lines))
                    .is_none_or(|guard| guard.lets_pass(facts))
        })
    }

    /// For each line that has literal bytes in common with a response, its place and a measure of
    /// how many: those that its head shares with the response from the start on and, if that is
    /// all of the head, three for each gram of its guard that the response has.
    pub fn in_common<'a>(
        &'a self,
        lines: &'a [MatchLine],
        facts: &'a ResponseFacts,
    ) -> impl Iterator<Item = (usize, u32)> + 'a {
        let guards = self.guards_for(facts);
        let heads = self.heads.iter().enumerate();
        let common = heads.map(move |(line, head)| {
            let mut n_common = head.n_shared(facts.head);
            if head.is_prefix_of(facts.head)
                && let Some(guard) = guards.as_ref().and_then(|guards| guards.get(line, lines))
            {
                n_common += 3 * guard.n_in(facts);
            }
            (line, n_common)
        });
        common.filter(|(_, n_common)| *n_common > 0)
    }

    /// `None` for a response above all sizes.
    fn guards_for(&self, facts: &ResponseFacts) -> Option<Guards<'_>> {
        let size = facts.size?;
        let made = || self.heads.iter().map(|_| OnceLock::new()).collect();
        Some(Guards {
            made: self.guards.get(size)?.get_or_init(made),
            maker: &self.maker,
            size: *SIZES.get(size)?,
        })
    }
}

/// The guards for responses of one size.
struct Guards<'a> {
    made: &'a [OnceLock<Guard>],
    maker: &'a GuardMaker,
    size: ResponseSize,
}

impl Guards<'_> {
    #[inline]
    fn get(&self, line: usize, lines: &[MatchLine]) -> Option<&Guard> {
        let (guard, line) = (self.made.get(line)?, lines.get(line)?);
        Some(guard.get_or_init(|| self.maker.make(line, self.size)))
    }
}

/// Two rising lists as one.
struct Merge<'a> {
    left: &'a [u32],
    right: &'a [u32],
}

impl Iterator for Merge<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let next = match (self.left.split_first(), self.right.split_first()) {
            (Some((left, rest)), right) if right.is_none_or(|(right, _)| left < right) => {
                self.left = rest;
                left
            }
            (_, Some((right, rest))) => {
                self.right = rest;
                right
            }
            _ => return None,
        };
        Some(*next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::{ReadOptions, parse_probes_file};

    #[track_caller]
    fn check(limits: &Limits, response: &[u8], expected: &[usize]) {
        let text = b"Probe TCP NULL q||\n\
            match a m|^ACME .*hub|\n\
            match b m|hub|\n\
            match c m|^ACME|\n\
            match d m|^acme|i\n\
            match e m|^x(?:a*)*yes|\n\
            match f m|^ACME [|\n";
        let file = parse_probes_file(text, &ReadOptions::default()).value;
        let lines = &file.probes[0].lines;
        let index = ListIndex::new(lines, limits);
        let facts = ResponseFacts::of(response);
        let candidates: Vec<usize> = index.candidates(lines, &facts).collect();
        assert_eq!(candidates, expected);
    }

    #[test]
    fn lines_without_their_prefix_or_literal_are_left_out() {
        let limits = Limits::default();
        check(&limits, b"ACME 3\r\n", &[2, 3, 5]);
        check(&limits, b"ACME 3 hub\r\n", &[0, 1, 2, 3, 5]);
        check(&limits, b"ACM", &[3]);
        check(&limits, b"", &[3]);
    }

    #[test]
    fn a_line_that_could_hit_a_limit_stays() {
        check(&Limits::default(), b"xa", &[3, 4]);
    }

    #[test]
    fn above_the_largest_size_only_the_prefix_counts() {
        let mut response = b"ACME ".to_vec();
        response.resize(50_000, b'.');
        check(&Limits::default(), &response, &[0, 1, 2, 3, 5]);
    }

    #[test]
    fn below_the_least_limits_no_prefix_rules_a_line_out() {
        let limits = Limits {
            match_limit: LEAST_LIMIT - 1,
            ..Limits::default()
        };
        check(&limits, b"zz", &[3, 4, 5]);
    }
}
