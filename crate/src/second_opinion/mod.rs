//! Whether a pattern would match without Nmap's limits, said by an engine that has none.
//!
//! ```
//! use sflens::pattern::{PatternFlags, parse_pattern};
//! use sflens::second_opinion::{Opinion, ask};
//!
//! let pattern = parse_pattern(b"^(?:a?){40}c", PatternFlags::default()).unwrap();
//! let opinion = ask(&pattern, &[b'a'; 30]);
//! assert_eq!(opinion, Opinion::NoMatch);
//! ```
//!
//! `translate` writes a regular pattern in the language of the crate `regex`, which answers in time
//! proportional to pattern times response. The translation is faithful: `$` also holds before a
//! last line feed, `\d` and letters in either case are ASCII, offsets are bytes. What is not
//! regular is listed by [`Pattern::irregular_items`](crate::pattern::Pattern::irregular_items).
//!
//! Limits: [`MAX_WORK`] states times bytes.

mod translate;

use crate::matcher::Captures;
use crate::pattern::{Irregular, Pattern};
use crate::source::Span;
use regex::bytes::{Regex, RegexBuilder};
use translate::Translation;

/// The most states of the automaton times bytes of the response: a few seconds at worst.
pub const MAX_WORK: usize = 50_000_000;
/// Groups of the translation may nest so deep; PCRE2 takes 250, and each becomes up to three.
const MAX_NESTING: u32 = 1_000;

/// What the pattern would do without limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// It matches.
    Matches {
        /// Where the match starts.
        start: u32,
        /// What its groups take; `None` where only the verdict is certain, because the pattern
        /// repeats what can be empty and engines differ in when such a loop ends.
        captures: Option<Captures>,
    },
    /// It matches nowhere.
    NoMatch,
    /// Nobody knows, because of this item, the first of those that are not regular.
    NotRegular(Irregular),
    /// Pattern times response is beyond [`MAX_WORK`].
    TooLarge,
}

/// Says what `pattern` would do on `response`.
pub fn ask(pattern: &Pattern, response: &[u8]) -> Opinion {
    match SecondEngine::new(pattern) {
        Ok(engine) => engine.ask(response),
        Err(opinion) => opinion,
    }
}

/// A regular pattern made ready to be asked about many responses.
#[derive(Clone, Debug)]
pub struct SecondEngine {
    regex: Regex,
    translation: Translation,
    n_groups: usize,
}

impl SecondEngine {
    /// Translates `pattern`; where that cannot be, the opinion on any response.
    pub fn new(pattern: &Pattern) -> Result<Self, Opinion> {
        if let Some(irregular) = pattern.irregular_items().first() {
            return Err(Opinion::NotRegular(*irregular));
        }
        let translation = Translation::of(pattern);
        if translation.n_states > MAX_WORK {
            return Err(Opinion::TooLarge);
        }
        let regex = RegexBuilder::new(&translation.text)
            .unicode(false)
            .nest_limit(MAX_NESTING)
            .build()
            .map_err(|_| Opinion::TooLarge)?;
        Ok(Self {
            regex,
            translation,
            n_groups: pattern.n_groups(),
        })
    }

    /// What the pattern would do on `response`.
    pub fn ask(&self, response: &[u8]) -> Opinion {
        let work = self.translation.n_states.saturating_mul(response.len());
        if work > MAX_WORK || u32::try_from(response.len()).is_err() {
            return Opinion::TooLarge;
        }
        let Some(found) = self.regex.captures(response) else {
            return Opinion::NoMatch;
        };
        let start = found.get(0).map_or(0, |whole| whole.start() as u32);
        let captures = self.translation.keeps_captures;
        Opinion::Matches {
            start,
            captures: captures.then(|| self.captures(&found)),
        }
    }

    /// The groups by their numbers. The line feed that `$` looked past is taken off again.
    fn captures(&self, found: &regex::bytes::Captures<'_>) -> Captures {
        let ends = self.translation.ends.iter();
        let ends = ends.filter_map(|name| Some(found.name(name)?.start()));
        let end = ends.min().unwrap_or(usize::MAX);
        let span = |taken: regex::bytes::Match<'_>| {
            Span::new(taken.start().min(end), taken.end().min(end))
        };
        let mut groups = vec![None; self.n_groups + 1];
        if let Some(whole) = groups.first_mut() {
            *whole = found.get(0).map(span);
        }
        for (number, name) in &self.translation.groups {
            if let (Some(group), Some(taken)) = (groups.get_mut(*number), found.name(name)) {
                *group = Some(span(taken));
            }
        }
        Captures { groups }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::{Limits, MatchOutcome, compile_pattern};
    use crate::pattern::{IrregularKind, PatternFlags, parse_pattern};

    fn read(pattern: &str) -> Pattern {
        parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap()
    }

    /// The second engine says what the matcher says, captures included.
    #[track_caller]
    fn check_same(pattern: &str, responses: &[&str]) {
        let pattern = read(pattern);
        let program = compile_pattern(&pattern);
        for response in responses {
            let response = response.as_bytes();
            let expected = match program.match_response(response, &Limits::default()) {
                MatchOutcome::Matched(captures) => Some(captures),
                _ => None,
            };
            let found = match ask(&pattern, response) {
                Opinion::Matches { captures, .. } => Some(captures.unwrap()),
                Opinion::NoMatch => None,
                other => panic!("{other:?}"),
            };
            assert_eq!(found, expected, "{response:?}");
        }
    }

    #[test]
    fn the_end_also_holds_before_a_last_line_feed() {
        check_same("^ab?$", &["a", "ab\n", "ab\n\n", "b"]);
        check_same(r"^(a.*)\Z", &["a\n", "ab", "a\n\n"]);
        check_same("(?s)^(a.*$)", &["a\n", "ab\n\n"]);
        check_same(r"a\z", &["a", "a\n"]);
    }

    #[test]
    fn groups_and_choices_are_those_of_the_matcher() {
        check_same(r"(a|ab)(c|bcd)(d*)", &["abcd", "xabcde"]);
        check_same(r"^(?:(\d+)|(\w+)) (.*?)x", &["12 abxx", "q x", "-"]);
        check_same("(?i)k[^a](?m)^s$", &["K\ns\nt", "k\nSt"]);
        check_same(r"(?:(a)|b)*\b", &["ab", "ba c"]);
    }

    #[test]
    fn a_loop_of_empty_rounds_leaves_only_the_verdict() {
        let found = ask(&read("x(a*)*b"), b"xaab");
        let (start, captures) = (0, None);
        assert_eq!(found, Opinion::Matches { start, captures });
    }

    #[test]
    fn what_is_not_regular_is_named() {
        let Opinion::NotRegular(item) = ask(&read(r"(a+)+\1(?=b)"), b"aa") else {
            panic!("it is not regular");
        };
        assert_eq!(item.kind, IrregularKind::BackReference);
    }

    #[test]
    fn work_is_bounded() {
        let pattern = read("^.{999}b");
        let engine = SecondEngine::new(&pattern).unwrap();
        let most = MAX_WORK / engine.translation.n_states;
        assert_eq!(engine.ask(&vec![b'\n'; most]), Opinion::NoMatch);
        assert_eq!(engine.ask(&vec![b'\n'; most + 1]), Opinion::TooLarge);
        assert_eq!(ask(&read("(?:a{65535}){2000}"), b""), Opinion::TooLarge);
    }
}
