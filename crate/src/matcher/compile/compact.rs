//! Takes out the instructions that do nothing.
//!
//! `possessify` reads the shape of the groups from them; the machine would only pass over them,
//! once for each round of a loop:
//!
//! ```text
//! (?:a|b)*   before   Optional Enter Branch a Jump b Leave Again
//!            after    Optional Branch a Jump b Again
//! ```
//!
//! A run of one literal becomes a single byte, which is compared without looking up the run.
//!
//! A program with calls or verbs is left as it is: both know instructions by their places.

use crate::matcher::program::{Close, Code, Op, Pc, Single};

/// Takes `Enter`, `Leave` and jumps to the next instruction out of `code`, and makes single bytes
/// of runs of one.
pub(super) fn compact(code: &mut Code) {
    if code.has_calls() || code.has_verbs() {
        return;
    }
    for op in &mut code.ops {
        if let Op::Run { start, len: 1 } = *op
            && let Some(byte) = code.literals.get(start as usize)
        {
            *op = Op::Single(Single::Byte(*byte));
        }
    }
    let is_idle = |op: &Op| matches!(op, Op::Enter | Op::Leave | Op::Jump(_) | Op::Skip(_));
    if !code.ops.iter().any(is_idle) {
        return;
    }
    let places = new_places(&code.ops);
    let mut at = 0;
    code.ops.retain_mut(|op| {
        let is_kept = places.get(at + 1) != places.get(at);
        at += 1;
        if let Some(target) = target(op) {
            *target = places.get(*target as usize).copied().unwrap_or(*target);
        }
        is_kept
    });
}

/// Where each instruction goes: one that is taken out where the next one goes that is kept. One
/// more place stands at the end.
fn new_places(ops: &[Op]) -> Vec<Pc> {
    // The end of all that is taken out from an instruction on.
    let mut ends = vec![ops.len(); ops.len()];
    let mut end = ops.len();
    for (at, op) in ops.iter().enumerate().rev() {
        let is_idle = match op {
            Op::Enter | Op::Leave => true,
            Op::Jump(target) | Op::Skip(target) => {
                let target = *target as usize;
                target > at && ends.get(target).copied().unwrap_or(target) == end
            }
            _ => false,
        };
        if !is_idle {
            end = at;
        }
        if let Some(place) = ends.get_mut(at) {
            *place = end;
        }
    }
    let mut n_kept = 0;
    let mut places = Vec::with_capacity(ops.len() + 1);
    for (at, end) in ends.iter().enumerate() {
        places.push(n_kept);
        n_kept += Pc::from(*end == at);
    }
    places.push(n_kept);
    places
}

/// Where an instruction leads to besides the next one.
fn target(op: &mut Op) -> Option<&mut Pc> {
    match op {
        Op::Branch(target)
        | Op::Group(target, _)
        | Op::PossessiveGroup(target)
        | Op::Jump(target)
        | Op::Skip(target)
        | Op::Unless(_, target)
        | Op::Optional(target)
        | Op::OptionalLazy(target)
        | Op::Again { start: target, .. }
        | Op::AgainLazy { start: target, .. }
        | Op::Close(Close::Possessive { start: target, .. }) => Some(target),
        Op::Single(_)
        | Op::Run { .. }
        | Op::Repeat(_)
        | Op::NewlineSequence
        | Op::RepeatNewline(_)
        | Op::Cluster
        | Op::RepeatCluster(_)
        | Op::NotCrlf
        | Op::RepeatNotCrlf(_)
        | Op::Assert(_)
        | Op::KeepOut
        | Op::Reference(_)
        | Op::RepeatReference(..)
        | Op::Enter
        | Op::Leave
        | Op::PossessiveEnd { .. }
        | Op::PossessiveStart
        | Op::Close(_)
        | Op::Back(_)
        | Op::BackRange { .. }
        | Op::BackCheck
        | Op::Scan(_)
        | Op::ScanEnd
        | Op::Mark(_)
        | Op::Call(_)
        | Op::Verb(..)
        | Op::CloseOpen { .. }
        | Op::AcceptLook
        | Op::AcceptCall
        | Op::Fail
        | Op::Accept => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::{Limits, MatchOutcome, compile_pattern, trace_pattern};
    use crate::pattern::{PatternFlags, parse_pattern};

    #[test]
    fn nothing_is_left_that_does_nothing() {
        for (pattern, response) in [
            ("^(?:a|b)*c", "abbac"),
            ("^(?:(?:a|(?:))(?:b)?){2}+c", "abac"),
            ("^(?:(?:(?:(?:a))))$", "a"),
            ("^(?:a{0}(?:b|)|c)*?d", "bcd"),
        ] {
            let parsed = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
            let program = compile_pattern(&parsed);
            let ops = program.code.ops.iter().enumerate();
            let idle = |(at, op): (usize, &Op)| match op {
                Op::Enter | Op::Leave => true,
                Op::Jump(target) | Op::Skip(target) => *target as usize == at + 1,
                _ => false,
            };
            assert_eq!(ops.filter(|op| idle(*op)).count(), 0, "{pattern}");
            let limits = Limits::default();
            let outcome = program.match_response(response.as_bytes(), &limits);
            assert!(matches!(outcome, MatchOutcome::Matched(_)), "{pattern}");
            let trace = trace_pattern(&parsed, response.as_bytes(), &limits, 0);
            assert_eq!(outcome, trace.outcome, "{pattern}");
        }
    }
}
