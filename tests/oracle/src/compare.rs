//! One pattern in both engines.

use crate::pcre2::{Reference, Refusal};
use sflens::matcher::{Limit, Limits, MatchOutcome, Program, Scratch, compile_pattern};
use sflens::pattern::{Pattern, PatternError, PatternFlags, parse_pattern};

/// A pattern that both engines took.
pub struct Both {
    /// Our tree.
    pub pattern: Pattern,
    ours: Program,
    reference: Reference,
    limits: Limits,
    scratch: Scratch,
}

/// Why there is nothing to compare.
#[derive(Debug)]
pub enum Neither {
    /// Both refuse the pattern.
    BothRefuse,
    /// We refuse it as not supported, PCRE2 takes it.
    Unsupported,
    /// We refuse it, PCRE2 takes it.
    OnlyWeRefuse(PatternError),
    /// We take it, PCRE2 refuses it.
    OnlyPcre2Refuses(Refusal),
}

impl Both {
    /// Compiles `text` in both engines.
    pub fn new(text: &[u8], flags: PatternFlags, limits: &Limits) -> Result<Self, Neither> {
        let reference = Reference::new(text, flags, limits);
        match (parse_pattern(text, flags), reference) {
            (Ok(pattern), Ok(reference)) => Ok(Self {
                ours: compile_pattern(&pattern),
                pattern,
                reference,
                limits: limits.clone(),
                scratch: Scratch::default(),
            }),
            (Err(error), _) if error.is_unsupported() => Err(Neither::Unsupported),
            (Err(_), Err(_)) => Err(Neither::BothRefuse),
            (Err(error), Ok(_)) => Err(Neither::OnlyWeRefuse(error)),
            (Ok(_), Err(refusal)) => Err(Neither::OnlyPcre2Refuses(refusal)),
        }
    }

    /// What the two say differently about the pattern itself.
    pub fn fact_difference(&self) -> Option<String> {
        let ours = (self.pattern.n_groups(), self.pattern.can_match_empty());
        let theirs = (self.reference.n_groups(), self.reference.can_match_empty());
        let text = || format!("groups, can match empty: {ours:?}, PCRE2 {theirs:?}");
        (ours != theirs).then(text)
    }

    /// PCRE2's side.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// Our side.
    pub fn ours(&self) -> &Program {
        &self.ours
    }

    /// Both outcomes on `subject`.
    pub fn outcomes(&mut self, subject: &[u8]) -> (MatchOutcome, MatchOutcome) {
        let ours = self
            .ours
            .match_with(subject, &self.limits, &mut self.scratch);
        (ours, self.reference.match_response(subject))
    }

    /// What the two say differently about `subject`. Our own bound on the whole search has no
    /// counterpart in PCRE2 and is no difference.
    pub fn difference(&mut self, subject: &[u8]) -> Option<String> {
        let (ours, theirs) = self.outcomes(subject);
        let same = ours == theirs || ours == MatchOutcome::LimitHit(Limit::Work);
        (!same).then(|| format!("{ours:?}, PCRE2 {theirs:?}"))
    }
}
