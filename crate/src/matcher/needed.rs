//! Literals without which a search ends in plain "no match", whatever it may spend.
//!
//! That a response lacks a literal which every match contains rules a match out, but not that the
//! search runs into a limit before it notices, and the limit would have been told. So a literal
//! counts here only when all that is tried in front of it stays within the limits on every
//! response of the given size:
//!
//! ```text
//! ^HTTP/1\.[01] .*\r\nServer: acme.*<title>hub     on at most 1,400 bytes
//!       1 call ──┘ │                │
//!    1,402 calls ──┘                └── not counted: `acme` may come often, and then once for
//!                                       each of them all the rest
//! ```
//!
//! The items of the pattern are walked in order, with an upper bound for: the ways that lead to
//! the item at hand, the calls of the match routine up to there, and how deep they nest. A repeat
//! multiplies the ways by the lengths it can give back, unless what follows cannot all stand
//! inside of what it took (`[^\r\n]*\r`, `.*\r\n`): then one way goes on. The walk ends at the first item
//! for which nothing is known.
//!
//! A walk that comes to the end of the pattern bounds the whole search; where the response itself
//! is known, no literal lets more ways through than there are places at which it stands.
//!
//! The recursion is bounded by the parser's limit on nested groups.

use super::Limits;
use super::anchor::{Anchor, find_anchor};
use super::machine::Budget;
use crate::pattern::tree::{Group, GroupKind, Node, NodeKind, Repeat, RepeatMode};
use crate::pattern::{ByteSet, Newline, Pattern, branch_length};

/// Literals below this length are in most responses.
const MIN_LITERAL: usize = 3;

/// What is known about a response: upper bounds of two counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseSize {
    /// All bytes.
    pub bytes: usize,
    /// The line feeds among them.
    pub line_feeds: usize,
}

impl ResponseSize {
    /// The size of `response` itself.
    pub fn of(response: &[u8]) -> Self {
        Self {
            bytes: response.len(),
            line_feeds: memchr::memchr_iter(b'\n', response).count(),
        }
    }

    /// Whether a response of size `other` is within this one.
    pub fn covers(self, other: Self) -> bool {
        other.bytes <= self.bytes && other.line_feeds <= self.line_feeds
    }
}

/// Literals of three bytes or more: a response within `size` that lacks one of them does not match
/// `pattern`, and no limit of `limits` ends the search. In the order of the pattern.
///
/// ```
/// use sflens::matcher::{Limits, ResponseSize, needed_literals};
/// use sflens::pattern::{PatternFlags, parse_pattern};
///
/// let pattern = parse_pattern(br"^220 (.*) ready: .* acme", PatternFlags::default()).unwrap();
/// let size = ResponseSize { bytes: 1400, line_feeds: 100 };
/// let literals = needed_literals(&pattern, size, &Limits::default());
/// assert_eq!(literals, [&b"220 "[..], b" ready: "]);
/// ```
pub fn needed_literals(pattern: &Pattern, size: ResponseSize, limits: &Limits) -> Vec<Vec<u8>> {
    // The count of line feeds is one of lines only where they end lines.
    let [branch] = pattern.branches() else {
        return Vec::new();
    };
    if pattern.settings().newline != Newline::default() {
        return Vec::new();
    }
    let mut walk = Walk::new(size);
    walk.allowed = Allowed::of(pattern, size, limits);
    (walk.calls, walk.depth) = (2, 1);
    walk.sequence(branch);
    walk.end_run();
    walk.literals
}

/// Whether no search of `pattern` in `response`, or in a beginning of it, runs into a limit of
/// `limits`. False where nothing is known, too.
///
/// ```
/// use sflens::matcher::{Limits, stays_within_limits};
/// use sflens::pattern::{PatternFlags, parse_pattern};
///
/// let stays = |pattern: &[u8], response: &[u8]| {
///     let pattern = parse_pattern(pattern, PatternFlags::default()).unwrap();
///     stays_within_limits(&pattern, response, &Limits::default())
/// };
/// assert!(stays(b"^220 .* acme .*ready", b"220 an acme server is ready"));
/// assert!(!stays(b"^(?:(?:x+)+y|x)", b"xxxxxxxx"));
/// ```
pub fn stays_within_limits(pattern: &Pattern, response: &[u8], limits: &Limits) -> bool {
    let size = ResponseSize::of(response);
    let Some(allowed) = Allowed::of(pattern, size, limits) else {
        return false;
    };
    let mut walk = Walk::new(size);
    walk.response = Some(response);
    let branches = pattern.branches();
    (walk.calls, walk.depth) = (1 + branches.len() as u64, 1);
    match branches {
        [branch] => walk.sequence(branch),
        branches => walk.alternatives(branches, false),
    }
    walk.end_run();
    !walk.is_lost && walk.calls < allowed.calls && walk.depth < allowed.depth
}

/// What the search may spend without running into a limit.
struct Allowed {
    calls: u64,
    depth: u64,
}

impl Allowed {
    /// `None` when a search can do nothing at all.
    fn of(pattern: &Pattern, size: ResponseSize, limits: &Limits) -> Option<Self> {
        let limits = &limits.within(pattern.settings());
        let budget = Budget::of(limits, pattern.n_groups())?;
        let n_starts = match find_anchor(pattern) {
            Anchor::Start => 1,
            Anchor::LineStart | Anchor::Anywhere => size.bytes as u64 + 1,
        };
        // From one call to the next the machine passes each instruction at most once, since no
        // counted group is walked into; a node becomes few of them.
        let nodes = pattern.branches().iter().flatten();
        let text_len = nodes.map(|node| u64::from(node.span.end)).max();
        let steps = 4 * text_len.unwrap_or(0) + 16 + size.bytes as u64 / 8;
        let by_work = limits.work_limit / n_starts / steps / 2;
        Some(Self {
            calls: u64::from(budget.calls).min(by_work.saturating_sub(2)),
            depth: u64::from(budget.depth.min(budget.heap_depth)),
        })
    }
}

/// A repeat of single bytes as long as nothing that takes bytes follows it.
#[derive(Clone, Copy)]
struct Open {
    set: ByteSet,
    /// How many lengths it can have.
    lengths: u64,
}

/// Case-sensitive literals that stand side by side.
#[derive(Default)]
struct Run {
    bytes: Vec<u8>,
    is_allowed: bool,
    /// The ways that led to the repeat before it.
    ways: u64,
    /// The repeat before it, as long as it could have taken all of the bytes.
    open: Option<Open>,
}

/// A sequence while it is walked.
struct Walk<'a> {
    size: ResponseSize,
    /// The response, where it is known.
    response: Option<&'a [u8]>,
    /// How often the item at hand is reached, for each time that the sequence is entered; what
    /// `open` adds not counted.
    ways: u64,
    open: Option<Open>,
    calls: u64,
    /// How many of the calls do not grow with the response.
    short_calls: u64,
    /// Repeats without upper bound that run once for each way.
    n_long: u64,
    /// A lookaround has such a repeat.
    has_long_look: bool,
    depth: u64,
    /// Nothing is known from here on.
    is_lost: bool,
    run: Run,
    literals: Vec<Vec<u8>>,
    /// `None` where literals are of no use because the sequence may be left out.
    allowed: Option<Allowed>,
}

impl<'a> Walk<'a> {
    fn new(size: ResponseSize) -> Self {
        Self {
            size,
            response: None,
            ways: 1,
            open: None,
            calls: 0,
            short_calls: 0,
            n_long: 0,
            has_long_look: false,
            depth: 0,
            is_lost: false,
            run: Run::default(),
            literals: Vec::new(),
            allowed: None,
        }
    }

    /// The walk over a sequence that is a part of this one.
    fn inside(&self, branch: &[Node]) -> Self {
        let mut walk = Self::new(self.size);
        walk.response = self.response;
        walk.sequence(branch);
        walk.settle();
        walk
    }

    fn sequence(&mut self, nodes: &[Node]) {
        for node in nodes {
            if self.is_lost {
                return;
            }
            self.item(&node.kind);
        }
    }

    fn item(&mut self, kind: &NodeKind) {
        match kind {
            NodeKind::Literal {
                byte,
                caseless: false,
            } => return self.literal(*byte),
            NodeKind::Assertion(_) | NodeKind::KeepOut | NodeKind::Options(_) => {}
            NodeKind::BackReference(_) | NodeKind::NewlineSequence | NodeKind::Cluster => {
                self.settle();
            }
            NodeKind::Call(_) | NodeKind::Verb(_) => self.is_lost = true,
            NodeKind::Group(group) => return self.group(group),
            NodeKind::Repeat(repeat) => return self.repeat(repeat),
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_) => {
                self.end_run();
                self.pass(single_set(kind).unwrap_or_default());
            }
        }
        self.end_run();
    }

    fn literal(&mut self, byte: u8) {
        if self.run.bytes.is_empty() {
            let (calls, depth) = (self.calls, self.depth);
            let within = |allowed: &Allowed| calls < allowed.calls && depth < allowed.depth;
            self.run.is_allowed = self.allowed.as_ref().is_some_and(within);
            self.run.ways = self.ways;
            self.run.open = self.open.take();
        }
        self.run.bytes.push(byte);
        self.run.open = self.run.open.filter(|open| open.set.contains(byte));
    }

    /// The literals before the item at hand are complete. When the repeat before them cannot take
    /// one of them, that byte stands behind the longest run of its bytes, and one length leads on.
    /// Literals with a line feed can be passed at most once for each in the response.
    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if let Some(open) = run.open {
            self.ways = self.ways.saturating_mul(open.lengths);
        }
        if let Some(most) = self.most_places(&run.bytes) {
            self.ways = self.ways.min(run.ways.saturating_mul(most));
        }
        if run.is_allowed && run.bytes.len() >= MIN_LITERAL {
            self.literals.push(run.bytes);
        }
    }

    /// At how many places of the response these literals can stand, at least one.
    fn most_places(&self, literals: &[u8]) -> Option<u64> {
        let first = literals.first()?;
        let places = match self.response {
            Some(response) => memchr::memchr_iter(*first, response)
                .filter(|at| {
                    response
                        .get(*at..)
                        .is_some_and(|rest| rest.starts_with(literals))
                })
                .count(),
            None if literals.contains(&b'\n') => self.size.line_feeds,
            None => return None,
        };
        Some(places.max(1) as u64)
    }

    /// A byte of `set` is taken. Inside of what the repeat before it took are only bytes of the
    /// repeat's own set, so when they have none in common, only the longest run leads on.
    fn pass(&mut self, set: ByteSet) {
        match self.open {
            Some(open) if open.set.intersection(set).is_empty() => self.open = None,
            _ => self.settle(),
        }
    }

    /// Each length of the repeat before leads on.
    fn settle(&mut self) {
        if let Some(open) = self.open.take() {
            self.ways = self.ways.saturating_mul(open.lengths);
        }
    }

    /// How often the next item is tried.
    fn tries(&self) -> u64 {
        let lengths = self.open.map_or(1, |open| open.lengths);
        self.ways.saturating_mul(lengths)
    }

    /// Each try of the next item makes so many calls.
    fn spend(&mut self, calls: u64) {
        let calls = self.tries().saturating_mul(calls);
        self.calls = self.calls.saturating_add(calls);
    }

    fn spend_short(&mut self, calls: u64) {
        self.spend(calls);
        let calls = self.tries().saturating_mul(calls);
        self.short_calls = self.short_calls.saturating_add(calls);
    }

    fn repeat(&mut self, repeat: &Repeat) {
        self.end_run();
        match &repeat.item.kind {
            NodeKind::Group(group) => self.repeat_group(group, repeat),
            item => match single_set(item) {
                Some(set) => self.repeat_single(set, repeat),
                None => self.is_lost = true,
            },
        }
    }

    fn repeat_single(&mut self, set: ByteSet, repeat: &Repeat) {
        let most = self.size.bytes as u64;
        let max = repeat.max.map_or(most, |max| most.min(u64::from(max)));
        let lengths = max.saturating_sub(u64::from(repeat.min)) + 1;
        self.spend_short(1);
        match repeat.min {
            0 => self.settle(),
            _ => self.pass(set),
        }
        match repeat.max {
            Some(_) => self.spend_short(lengths + 1),
            None => {
                self.spend(lengths + 1);
                self.n_long += 1;
            }
        }
        self.depth += 2;
        let gives_back = repeat.mode != RepeatMode::Possessive;
        self.open = gives_back.then_some(Open { set, lengths });
    }

    /// A group that runs once.
    fn group(&mut self, group: &Group) {
        self.end_run();
        let n_branches = group.branches.len() as u64;
        self.spend_short(n_branches);
        self.depth += 1;
        match (&group.kind, &group.branches[..]) {
            // Its alternatives step back, by several lengths.
            (GroupKind::Look { behind: true, .. }, _) => self.is_lost = true,
            // Several ways lead out of it.
            (
                GroupKind::Look {
                    gives_back: true, ..
                },
                _,
            ) => self.is_lost = true,
            // A condition is none of the items, and a scan reads elsewhere.
            (GroupKind::Conditional(_) | GroupKind::Scan(_), _) => self.is_lost = true,
            (GroupKind::Look { .. }, branches) => self.look(branches),
            (GroupKind::Atomic, [branch]) => {
                let tries = self.tries();
                self.sequence(branch);
                self.end_run();
                self.settle();
                self.ways = self.ways.min(tries);
            }
            (_, [branch]) => {
                self.sequence(branch);
                self.end_run();
            }
            (kind, branches) => self.alternatives(branches, *kind == GroupKind::Atomic),
        }
    }

    /// A look takes no bytes, and at most one way leads out of it.
    fn look(&mut self, branches: &[Vec<Node>]) {
        for branch in branches {
            let inside = self.inside(branch);
            self.is_lost |= inside.is_lost;
            self.has_long_look |= inside.has_long_look || inside.n_long > 0;
            self.spend_short(inside.calls);
            self.depth = self.depth.saturating_add(inside.depth + 1);
        }
    }

    fn alternatives(&mut self, branches: &[Vec<Node>], is_atomic: bool) {
        self.settle();
        let mut ways = 0u64;
        for branch in branches {
            let inside = self.inside(branch);
            self.add(&inside);
            ways = ways.saturating_add(inside.ways);
        }
        if !is_atomic {
            self.ways = self.ways.saturating_mul(ways);
        }
    }

    /// What a part spends that each way runs once.
    fn add(&mut self, inside: &Self) {
        self.is_lost |= inside.is_lost;
        self.has_long_look |= inside.has_long_look;
        self.n_long += inside.n_long;
        self.spend(inside.calls.saturating_sub(inside.short_calls));
        self.spend_short(inside.short_calls);
        self.depth = self.depth.saturating_add(inside.depth);
    }

    fn repeat_group(&mut self, group: &Group, repeat: &Repeat) {
        let [branch] = &group.branches[..] else {
            self.is_lost = true;
            return;
        };
        let is_look = group.is_assertion();
        match (repeat.min, repeat.max) {
            _ if is_look => self.is_lost = true,
            (0, Some(1)) => self.optional(branch),
            (0 | 1, None) => self.each_round(branch),
            _ => self.is_lost = true,
        }
    }

    fn optional(&mut self, branch: &[Node]) {
        self.settle();
        self.spend_short(4);
        let inside = self.inside(branch);
        self.add(&inside);
        self.depth += 3;
        self.ways = self.ways.saturating_mul(1 + inside.ways);
    }

    /// A loop without upper bound, known only when one way leads through a round: then the rounds
    /// take bytes one after the other, and its repeats together take no more than there are, once
    /// in the rounds that succeed and once in the one that fails.
    fn each_round(&mut self, branch: &[Node]) {
        self.settle();
        let inside = self.inside(branch);
        let shortest = branch_length(branch).min as u64;
        if inside.is_lost || inside.has_long_look || inside.ways != 1 || shortest == 0 {
            self.is_lost = true;
            return;
        }
        let bytes = self.size.bytes as u64;
        let mut rounds = bytes / shortest;
        if branch.iter().any(|node| is_line_feed(&node.kind)) {
            rounds = rounds.min(self.size.line_feeds as u64);
        }
        let in_round = inside.short_calls.saturating_add(2 * inside.n_long + 4);
        let in_long = 2 * inside.n_long * (bytes + 2);
        self.spend(
            (rounds + 1)
                .saturating_mul(in_round)
                .saturating_add(in_long),
        );
        self.n_long += 1;
        let deeper = (rounds + 1).saturating_mul(inside.depth + 3);
        self.depth = self.depth.saturating_add(deeper);
        self.ways = self.ways.saturating_mul(rounds + 1);
    }
}

fn is_line_feed(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Literal { byte: b'\n', .. })
}

/// The bytes of an item that always takes one.
fn single_set(kind: &NodeKind) -> Option<ByteSet> {
    Some(match kind {
        NodeKind::Literal { byte, caseless } => {
            let set = ByteSet::from_fn(|member| member == *byte);
            if *caseless {
                set.close_over_case()
            } else {
                set
            }
        }
        NodeKind::Dot { dotall: true } | NodeKind::AnyByte => ByteSet::EMPTY.complement(),
        NodeKind::Dot { .. } | NodeKind::NotLineFeed => ByteSet::of(b'\n').complement(),
        NodeKind::Escape(escape) => escape.set(),
        NodeKind::Class(class) => class.set(),
        NodeKind::NewlineSequence
        | NodeKind::Cluster
        | NodeKind::Assertion(_)
        | NodeKind::KeepOut
        | NodeKind::BackReference(_)
        | NodeKind::Call(_)
        | NodeKind::Verb(_)
        | NodeKind::Group(_)
        | NodeKind::Repeat(_)
        | NodeKind::Options(_) => return None,
    })
}
