//! One pattern in both engines.

use crate::pcre2::{FirstByte, Reference, Refusal};
use sflens::matcher::{
    Anchor, Byte, Limit, Limits, MatchOutcome, Program, Scratch, compile_pattern,
};
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

/// What a search looks at before it runs a pattern; letters in lower case.
#[derive(Debug, PartialEq, Eq)]
struct StartFacts {
    is_anchored: bool,
    min_length: usize,
    first: FirstByte,
    required: Option<u8>,
    set: Option<Vec<u8>>,
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
    /// Both refuse it, and tell different places.
    OtherPlace(PatternError, Refusal),
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
            (Err(error), Err(refusal)) if error.offset as usize == refusal.offset => {
                Err(Neither::BothRefuse)
            }
            (Err(error), Err(refusal)) => Err(Neither::OtherPlace(error, refusal)),
            (Err(error), Ok(_)) => Err(Neither::OnlyWeRefuse(error)),
            (Ok(_), Err(refusal)) => Err(Neither::OnlyPcre2Refuses(refusal)),
        }
    }

    /// What the two say differently about the pattern itself.
    pub fn fact_difference(&self) -> Option<String> {
        let ours = (self.pattern.n_groups(), self.pattern.can_match_empty());
        let theirs = (self.reference.n_groups(), self.reference.can_match_empty());
        if ours != theirs {
            let text = format!("groups, can match empty: {ours:?}, PCRE2 {theirs:?}");
            return Some(text);
        }
        let (ours, theirs) = (self.our_start(), self.their_start());
        (ours != theirs).then(|| format!("{ours:?}, PCRE2 {theirs:?}"))
    }

    fn our_start(&self) -> StartFacts {
        let start = self.ours.start();
        let byte = |byte: Byte| byte.byte.to_ascii_lowercase();
        let set = start.set.as_deref();
        StartFacts {
            is_anchored: start.anchor == Anchor::Start,
            min_length: start.min_length,
            first: match start.first {
                Some(first) => FirstByte::Always(byte(first)),
                None if start.anchor == Anchor::LineStart => FirstByte::AtLineStart,
                None => FirstByte::Unknown,
            },
            required: start.required.map(byte),
            set: set.map(|set| set.iter().collect()),
        }
    }

    fn their_start(&self) -> StartFacts {
        let reference = &self.reference;
        let members = |map: [u8; 32]| {
            let has = |byte: &u8| map[usize::from(byte / 8)] >> (byte % 8) & 1 == 1;
            (0..=255).filter(has).collect()
        };
        StartFacts {
            is_anchored: reference.is_anchored(),
            min_length: reference.min_length() as usize,
            first: match reference.first_byte() {
                FirstByte::Always(byte) => FirstByte::Always(byte.to_ascii_lowercase()),
                other => other,
            },
            required: reference.last_byte().map(|byte| byte.to_ascii_lowercase()),
            set: reference.start_bitmap().map(members),
        }
    }

    /// PCRE2's side.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// Our side.
    pub fn ours(&self) -> &Program {
        &self.ours
    }

    /// What PCRE2 says of `subject`.
    pub fn reference_outcome(&mut self, subject: &[u8]) -> MatchOutcome {
        self.reference.match_response(subject)
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
