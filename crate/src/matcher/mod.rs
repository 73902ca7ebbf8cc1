//! Tree to program, program and response to captures, within PCRE2's limits.
//!
//! ```
//! use sflens::matcher::{Limits, MatchOutcome, compile_pattern};
//! use sflens::pattern::{PatternFlags, parse_pattern};
//!
//! let pattern = parse_pattern(br"^ACME (\d+)\r\n", PatternFlags::default()).unwrap();
//! let program = compile_pattern(&pattern);
//! let outcome = program.match_response(b"ACME 12\r\n", &Limits::default());
//! let MatchOutcome::Matched(captures) = outcome else { panic!("it matches") };
//! assert_eq!(captures.get(1).map(|span| (span.start, span.end)), Some((5, 7)));
//! ```
//!
//! `compile` turns the tree into the instructions of `program`; `machine` runs them at one start
//! offset, comparing bytes by `single` and passing over places where `ahead` says that nothing can
//! follow; `search` goes over the start offsets. On request,
//! `progress` tells how far a pattern came and `trace` what the machine did step by step.
//!
//! Source: the PCRE2 manual pages `pcre2pattern`, `pcre2matching` and `pcre2api`.

mod ahead;
mod anchor;
mod asserted;
mod compile;
mod machine;
mod min_length;
mod needed;
mod possessify;
mod program;
mod progress;
mod property_pairs;
mod required;
mod search;
mod significant;
mod single;
mod start_set;
mod trace;

use crate::pattern::{Pattern, Settings};
use crate::source::Span;

pub use anchor::Anchor;
pub use machine::Scratch;
pub use needed::{ResponseSize, needed_literals, stays_within_limits};
use program::Code;
pub use progress::{Progress, ProgressProgram, find_progress};
pub use required::Byte;
pub use search::Start;
pub use trace::{
    CaptureChange, MAX_TRACE_STEPS, MAX_TRACED_GROUPS, Miss, RuledOut, RuledOutBy, Step, StepKind,
    StepRole, Trace, trace_pattern,
};

/// What running one pattern over one response gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatchOutcome {
    /// The pattern matched, with these captures.
    Matched(Captures),
    /// The pattern does not match anywhere in the response.
    NoMatch,
    /// Nmap treats this as no match; we say so and name the limit.
    LimitHit(Limit),
}

/// The limit that ended a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// PCRE2's match limit: calls of its match routine for one start offset.
    Match,
    /// PCRE2's depth limit: nested frames.
    Depth,
    /// PCRE2's heap limit.
    Heap,
    /// A group that calls itself without having moved on, which PCRE2 refuses to run.
    EndlessCall,
    /// Our own bound on the whole search; Nmap would still be searching.
    Work,
}

/// What the groups took in one match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captures {
    /// Group 0, the whole match, first; `None` for a group that took no part. Offsets into the
    /// response. Always one longer than the pattern's number of groups.
    pub groups: Vec<Option<Span>>,
}

impl Captures {
    /// The span of group `number`; `None` when it does not exist or took no part.
    pub fn get(&self, number: usize) -> Option<Span> {
        self.groups.get(number).copied().flatten()
    }
}

/// The limits of one search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Calls of the match routine for each start offset.
    pub match_limit: u32,
    /// Nested frames.
    pub depth_limit: u32,
    /// Heap in KiB.
    pub heap_limit: u32,
    /// Steps of our engine over the whole search.
    pub work_limit: u64,
}

impl Limits {
    /// Steps after which a search ends: well under a second. A search that PCRE2 ends by its
    /// match limit at one start offset takes far fewer; only one that starts anew at thousands of
    /// offsets gets here.
    pub const DEFAULT_WORK: u64 = 64_000_000;
}

impl Limits {
    /// These, or what the pattern itself sets where that is less.
    fn within(&self, settings: &Settings) -> Self {
        let least = |limit: u32, own: Option<u32>| own.map_or(limit, |own| own.min(limit));
        Self {
            match_limit: least(self.match_limit, settings.match_limit),
            depth_limit: least(self.depth_limit, settings.depth_limit),
            heap_limit: least(self.heap_limit, settings.heap_limit),
            ..*self
        }
    }
}

/// The limits that the newest Nmap sets.
impl Default for Limits {
    fn default() -> Self {
        Self {
            match_limit: 50_000,
            depth_limit: 1_000,
            heap_limit: 10_240,
            work_limit: Self::DEFAULT_WORK,
        }
    }
}

/// A pattern made ready to run.
#[derive(Clone, Debug)]
pub struct Program {
    code: Code,
    settings: Settings,
    n_groups: usize,
    start: search::Start,
}

/// Makes `pattern` ready to run.
pub fn compile_pattern(pattern: &Pattern) -> Program {
    Program {
        code: compile::compile_code(pattern),
        settings: pattern.settings().clone(),
        n_groups: pattern.n_groups(),
        start: search::Start::of(pattern),
    }
}

impl Program {
    /// Where a match can start.
    pub fn anchor(&self) -> Anchor {
        self.start.anchor
    }

    /// What a search looks at before it runs the pattern.
    pub fn start(&self) -> &Start {
        &self.start
    }

    /// Searches `response` from its start. Responses above 4 GiB are cut.
    pub fn match_response(&self, response: &[u8], limits: &Limits) -> MatchOutcome {
        self.match_with(response, limits, &mut Scratch::default())
    }

    /// The same with memory that is used again, for many searches in a row.
    pub fn match_with(
        &self,
        response: &[u8],
        limits: &Limits,
        scratch: &mut Scratch,
    ) -> MatchOutcome {
        search::search(self, response, limits, scratch)
    }
}
