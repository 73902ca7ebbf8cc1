//! Goes over the start offsets of a search, and rules out what cannot match before it runs.
//!
//! `^a*bc` is tried at offset 0 only, and not at all on a response without `c`. What is ruled out
//! and in which order is PCRE2's, because a search that does not run reaches no limit.

use super::anchor::{Anchor, find_anchor};
use super::asserted::asserted_byte;
use super::machine::{Attempt, Budget, Machine, Scratch};
use super::min_length::min_length;
use super::required::{Byte, first_and_required};
use super::start_set::start_set;
use super::{Limit, Limits, MatchOutcome, Program};
use crate::pattern::tree::{ClassItem, NodeKind, visit_nodes};
use crate::pattern::{ByteSet, Newline, Pattern};

/// PCRE2 looks for the required byte in an anchored search of at most so many bytes, and in any
/// other of at most a thousand times as many.
const MAX_LOOK_AHEAD: usize = 5000;

/// What is known about where a match can start and what it needs.
#[derive(Clone, Debug)]
pub struct Start {
    /// Where a match can start.
    pub anchor: Anchor,
    /// Fewest bytes of a match.
    pub min_length: usize,
    /// What a match starts with.
    pub first: Option<Byte>,
    /// What has to follow; not looked for where the pattern itself does as soon.
    pub required: Option<Byte>,
    /// The bytes a match can start with, where it is not always the same.
    pub set: Option<Box<ByteSet>>,
    /// What ends a line.
    newline: Newline,
    /// No match starts at the LF of CR LF: it can end a line, and no CR or LF stands in the pattern.
    skips_line_feed: bool,
}

impl Start {
    pub(super) fn of(pattern: &Pattern) -> Self {
        if pattern.settings().no_start_opt {
            return Self::anywhere(pattern);
        }
        let anchor = find_anchor(pattern);
        let (first, required) = first_and_required(pattern);
        let first = first.or_else(|| asserted_beside(pattern, required));
        let needed = usize::from(first.is_some()) + usize::from(required.is_some());
        let useful = |byte: &Byte| anchor != Anchor::Start || byte.varies;
        let mut start = Self {
            anchor,
            min_length: 0,
            first,
            required: required.filter(useful),
            set: None,
            newline: pattern.settings().newline,
            skips_line_feed: skips_line_feed(pattern),
        };
        start.find_set(pattern);
        let least = needed.max(usize::from(start.set.is_some()));
        start.min_length = min_length(pattern).max(least);
        start
    }

    /// Finds the bytes that a match can start with, unless there is a first byte or a match starts
    /// with a line. A single byte, or the two cases of a letter, are the first byte then.
    fn find_set(&mut self, pattern: &Pattern) {
        if self.first.is_some() || self.anchor == Anchor::LineStart {
            return;
        }
        let Some(set) = start_set(pattern) else {
            return;
        };
        let Some(first) = single_byte(set) else {
            self.set = Some(Box::new(set));
            return;
        };
        let same = |required: Byte| set.contains(required.byte);
        self.required = self.required.filter(|required| !same(*required));
        self.first = Some(first);
    }

    /// Rules out nothing but the offsets at which the pattern cannot start at all.
    pub(super) fn anywhere(pattern: &Pattern) -> Self {
        Self {
            anchor: find_anchor(pattern),
            min_length: 0,
            first: None,
            required: None,
            set: None,
            newline: pattern.settings().newline,
            skips_line_feed: skips_line_feed(pattern),
        }
    }

    /// Where the search goes on that was to go on at `at`.
    fn past_line_feed(&self, response: &[u8], at: u32) -> u32 {
        let is_inside = self.skips_line_feed && is_inside_crlf(response, at as usize);
        at + u32::from(is_inside)
    }
}

/// Whether `at` is between CR and LF.
fn is_inside_crlf(response: &[u8], at: usize) -> bool {
    let around = at.checked_sub(1).and_then(|before| response.get(before..));
    around.is_some_and(|around| around.starts_with(b"\r\n"))
}

fn skips_line_feed(pattern: &Pattern) -> bool {
    let mut names_one = false;
    if pattern.settings().newline.may_be_crlf() {
        visit_nodes(pattern.branches(), &mut |node| {
            names_one |= names_line_end(&node.kind);
        });
        return !names_one;
    }
    false
}

/// Whether CR or LF is named; PCRE2 does not count `[^\n]`.
fn names_line_end(kind: &NodeKind) -> bool {
    let is_one = |byte: u8| matches!(byte, b'\r' | b'\n');
    match kind {
        NodeKind::Literal { byte, .. } => is_one(*byte),
        NodeKind::Class(class) => {
            let counts = |item: &ClassItem| match item {
                ClassItem::Byte(byte) => {
                    is_one(*byte) && !(class.negated && class.items.len() == 1)
                }
                ClassItem::Range(low, high) => is_one(*low) || is_one(*high),
                ClassItem::Escape(_) | ClassItem::Posix { .. } => false,
            };
            class.items.iter().any(counts)
        }
        _ => false,
    }
}

/// A byte that lookaheads ask for; not where it is also the required one, which is looked for
/// behind it.
fn asserted_beside(pattern: &Pattern, required: Option<Byte>) -> Option<Byte> {
    let other = required.map_or(0, |required| required.byte);
    asserted_byte(pattern).filter(|asserted| asserted.byte != other)
}

/// The only byte of `set`, or the only letter in both cases.
fn single_byte(set: ByteSet) -> Option<Byte> {
    let mut bytes = set.iter();
    let (byte, other) = (bytes.next()?, bytes.next());
    let is_one = other.is_none_or(|other| byte.is_ascii_alphabetic() && other == byte | 0x20);
    (is_one && bytes.next().is_none()).then_some(Byte {
        byte,
        caseless: other.is_some(),
        varies: false,
    })
}

pub(super) fn search(
    program: &Program,
    response: &[u8],
    limits: &Limits,
    scratch: &mut Scratch,
) -> MatchOutcome {
    let response = searched_part(response);
    let limits = &limits.within(&program.settings);
    let Some(budget) = Budget::of(limits, program.n_groups) else {
        return MatchOutcome::LimitHit(Limit::Heap);
    };
    let work = limits.work_limit;
    let mut machine = Machine::new(&program.code, response, budget, work, scratch);
    let outcome = each_start(&program.start, response, |at| {
        let found = machine.match_at(at, program.n_groups)?;
        Ok(machine.attempt(at, found))
    });
    let left = machine.work_left();
    scratch.n_steps = work - left;
    outcome
}

/// What of `response` offsets can name.
pub(super) fn searched_part(response: &[u8]) -> &[u8] {
    response.get(..u32::MAX as usize - 1).unwrap_or(response)
}

/// Runs `match_at` at each offset where a match can start, until one ends the search.
pub(super) fn each_start(
    start: &Start,
    response: &[u8],
    mut match_at: impl FnMut(u32) -> Result<Attempt, Limit>,
) -> MatchOutcome {
    let mut candidates = Candidates::new(start, response);
    let mut from = 0;
    while let Some(at) = candidates.next(from) {
        match match_at(at as u32) {
            Ok(Attempt::Matched(captures)) => return MatchOutcome::Matched(captures),
            Ok(Attempt::Next(next)) if start.anchor != Anchor::Start => {
                from = start.past_line_feed(response, next) as usize;
            }
            Ok(Attempt::Next(_) | Attempt::Last) => return MatchOutcome::NoMatch,
            Err(limit) => return MatchOutcome::LimitHit(limit),
        }
    }
    MatchOutcome::NoMatch
}

/// The offsets at which a match can start, in rising order.
struct Candidates<'a> {
    start: &'a Start,
    response: &'a [u8],
    /// Where the required byte was found last.
    required_at: Option<usize>,
}

impl<'a> Candidates<'a> {
    fn new(start: &'a Start, response: &'a [u8]) -> Self {
        Self {
            start,
            response,
            required_at: None,
        }
    }

    /// The first candidate at `from` or behind.
    fn next(&mut self, from: usize) -> Option<usize> {
        let at = match self.start.anchor {
            Anchor::Start if from > 0 => return None,
            Anchor::Start => self.first_at(from)?,
            _ => self.skip_to_candidate(from)?,
        };
        let left = self.response.len().checked_sub(at)?;
        (left >= self.start.min_length && self.has_required(at)).then_some(at)
    }

    fn first_at(&self, at: usize) -> Option<usize> {
        let can_start = match (self.start.first, &self.start.set) {
            (Some(first), _) => first.is_in(self.response.get(at..=at)?),
            (None, Some(set)) => set.contains(*self.response.get(at)?),
            (None, None) => true,
        };
        can_start.then_some(at)
    }

    fn skip_to_candidate(&self, from: usize) -> Option<usize> {
        let rest = self.response.get(from..)?;
        if let Some(first) = self.start.first {
            return Some(from + first.find_in(rest)?);
        }
        if self.start.anchor == Anchor::LineStart && from > 0 {
            return self.next_line(from);
        }
        if let Some(set) = &self.start.set {
            return Some(from + rest.iter().position(|byte| set.contains(*byte))?);
        }
        Some(from)
    }

    /// The first line that starts at `from` or behind. The end of the response counts as one: a
    /// verb can make it the first place where `.*` leads on. A line does not start inside of CR LF,
    /// where that is not the only line end.
    fn next_line(&self, from: usize) -> Option<usize> {
        let newline = self.start.newline;
        let end = self.response.len();
        if newline == Newline::Lf {
            let before = self.response.get(from - 1..)?;
            return Some(memchr::memchr(b'\n', before).map_or(end, |n| from + n));
        }
        let starts = |at: &usize| newline.ends(self.response.get(..*at).unwrap_or_default());
        let at = (from..end).find(starts).unwrap_or(end);
        let skips = matches!(newline, Newline::AnyCrlf | Newline::Any);
        Some(at + usize::from(skips && is_inside_crlf(self.response, at)))
    }

    fn has_required(&mut self, at: usize) -> bool {
        let Some(required) = self.start.required else {
            return true;
        };
        let from = at + usize::from(self.start.first.is_some());
        if self.required_at.is_some_and(|found| from <= found) {
            return true;
        }
        let left = self.response.len() - at;
        let most = match self.start.anchor {
            Anchor::Start => MAX_LOOK_AHEAD,
            _ => MAX_LOOK_AHEAD * 1000,
        };
        if left >= most {
            return true;
        }
        let rest = self.response.get(from..).unwrap_or_default();
        self.required_at = required.find_in(rest).map(|found| from + found);
        self.required_at.is_some()
    }
}

impl Byte {
    fn is_in(self, bytes: &[u8]) -> bool {
        self.find_in(bytes).is_some()
    }

    fn find_in(self, bytes: &[u8]) -> Option<usize> {
        if self.caseless && self.byte.is_ascii_alphabetic() {
            let lower = self.byte | 0x20;
            return memchr::memchr2(lower, lower ^ 0x20, bytes);
        }
        memchr::memchr(self.byte, bytes)
    }
}
