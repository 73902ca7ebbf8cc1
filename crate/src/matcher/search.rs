//! Goes over the start offsets of a search, and rules out what cannot match before it runs.

use super::machine::{Budget, Machine, Scratch};
use super::{Limits, MatchOutcome, Program};
use crate::pattern::Pattern;
use crate::pattern::tree::{Assertion, Node, NodeKind};

/// What is known about where a match can start.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// Only at offset 0.
    anchored: bool,
    /// Fewest bytes of a match.
    min_length: usize,
}

impl Start {
    pub(super) fn of(pattern: &Pattern) -> Self {
        Self {
            anchored: pattern.branches().iter().all(|branch| is_anchored(branch)),
            min_length: pattern.length().min,
        }
    }
}

fn is_anchored(branch: &[Node]) -> bool {
    matches!(
        branch.first().map(|node| &node.kind),
        Some(NodeKind::Assertion(
            Assertion::Start | Assertion::SubjectStart | Assertion::SearchStart
        ))
    )
}

pub(super) fn search(
    program: &Program,
    response: &[u8],
    limits: &Limits,
    scratch: &mut Scratch,
) -> MatchOutcome {
    let response = response.get(..u32::MAX as usize - 1).unwrap_or(response);
    let Some(last) = response.len().checked_sub(program.start.min_length) else {
        return MatchOutcome::NoMatch;
    };
    let last = if program.start.anchored { 0 } else { last };
    let budget = Budget {
        calls: limits.match_limit,
        depth: limits.depth_limit,
        heap_depth: u32::MAX,
    };
    let work = limits.work_limit;
    let mut machine = Machine::new(
        &program.code,
        response,
        budget,
        work,
        program.n_groups,
        scratch,
    );
    for start in 0..=last as u32 {
        match machine.match_at(start) {
            Ok(Some(captures)) => return MatchOutcome::Matched(captures),
            Ok(None) => {}
            Err(limit) => return MatchOutcome::LimitHit(limit),
        }
    }
    MatchOutcome::NoMatch
}
