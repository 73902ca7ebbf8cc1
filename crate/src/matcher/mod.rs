//! Tree to program, program and response to captures, within PCRE2's limits as Nmap sets them.

use crate::pattern::Pattern;
use crate::source::Span;

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

/// A pattern made ready to run.
#[derive(Clone, Debug)]
pub struct Program {}

/// Makes `pattern` ready to run.
pub fn compile_pattern(_pattern: &Pattern) -> Program {
    Program {}
}

impl Program {
    /// Searches `response` from its start.
    pub fn match_response(&self, _response: &[u8], _limits: &Limits) -> MatchOutcome {
        MatchOutcome::NoMatch
    }
}
