//! How far a pattern came that did not match.
//!
//! A second program is compiled, with a mark in front of every item that a match has to pass
//! once; the machine remembers the farthest mark. The program that only matches has no marks and
//! pays nothing.
//!
//! ```text
//! pattern    ^220 (\d+) ready      response   220 stage ready
//! marks      0     1,2  3…         farthest   2, `\d+` at offset 4
//! ```
//!
//! Farther is: a later item of the pattern; for the same item, a later offset of the response.
//! The items of all alternatives of a group count as one place, so the alternative that took the
//! most bytes is named. An item with a quantifier and a lookaround are one item each: a loop that
//! runs on is no progress.
//!
//! Limits: those of the search; when one is hit, the farthest mark until then counts.

use super::compile::compile_marked;
use super::machine::{Budget, Machine, Scratch};
use super::search::{Start, each_start};
use super::{Limits, MatchOutcome};
use crate::pattern::Pattern;
use crate::source::Span;

/// The item that a match could not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The item with its quantifier, in bytes of the pattern text.
    pub item: Span,
    /// The offset in the response at which it was tried last.
    pub offset: u32,
}

/// How far `pattern` comes on `response`; `None` when it matches, or has no item at all.
///
/// ```
/// use sflens::matcher::{Limits, find_progress};
/// use sflens::pattern::{PatternFlags, parse_pattern};
///
/// let pattern = parse_pattern(br"^220 (\d+) ready", PatternFlags::default()).unwrap();
/// let progress = find_progress(&pattern, b"220 stage ready", &Limits::default()).unwrap();
/// assert_eq!(progress.item.slice(br"^220 (\d+) ready"), br"\d+");
/// assert_eq!(progress.offset, 4);
/// ```
pub fn find_progress(pattern: &Pattern, response: &[u8], limits: &Limits) -> Option<Progress> {
    let code = compile_marked(pattern);
    let mut scratch = Scratch::default();
    let budget = Budget::of(limits, pattern.n_groups());
    let start = Start::anywhere(pattern);
    let work = limits.work_limit;
    let mut machine = Machine::new(&code, response, budget, work, &mut scratch);
    let outcome = each_start(&start, response, |at| {
        machine.match_at(at, pattern.n_groups())
    });
    if matches!(outcome, MatchOutcome::Matched(_)) {
        return None;
    }
    let farthest = machine.farthest()?;
    let mark = code.marks.get(farthest.mark as usize)?;
    Some(Progress {
        item: mark.span,
        offset: farthest.at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(pattern: &str, response: &str, item: &str, offset: u32) {
        let parsed = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
        let progress = find_progress(&parsed, response.as_bytes(), &Limits::default()).unwrap();
        let found = progress.item.slice(pattern.as_bytes());
        assert_eq!(
            (String::from_utf8_lossy(found), progress.offset),
            (item.into(), offset)
        );
    }

    #[test]
    fn the_item_that_fails_is_named_with_its_quantifier() {
        check("^220 \\d+ FTP", "220 stage FTP", "\\d+", 4);
        check("^220 [a-z]{9} FTP", "220 stage FTP", "[a-z]{9}", 4);
        check("^220 stave", "220 stage", "v", 7);
        check("^SSH", "", "S", 0);
    }

    #[test]
    fn groups_are_looked_into() {
        check("^220 (\\w+ (\\d+)) x", "220 stage FTP", "\\d+", 10);
        check("^(?:a(?>b(c)))d", "abcx", "d", 3);
    }

    #[test]
    fn a_loop_that_runs_on_is_no_progress() {
        check("^(?:a|b)*c", "ababab", "c", 6);
        check("^.*x\\d", "axbx", "\\d", 4);
        check("^a+b+c", "aaaab", "c", 5);
    }

    #[test]
    fn the_alternative_that_got_farthest_is_named() {
        check("^(?:abcd|abx|q)z", "abcz", "d", 3);
        check("^(?:abcd|abc)z", "abcy", "z", 3);
        check("^one|^other", "otter", "h", 2);
    }

    #[test]
    fn the_start_that_got_farthest_counts() {
        check("ab\\d", "a ab abc", "\\d", 7);
    }

    #[test]
    fn assertions_are_items() {
        check("^ready$", "ready.", "$", 5);
        check("^220 (?!stage)", "220 stage", "(?!stage)", 4);
        check("^x", "y x", "x", 0);
        check("a^b", "ab", "^", 1);
    }

    #[test]
    fn a_match_and_an_empty_pattern_have_none() {
        let find = |pattern: &[u8], response: &[u8]| {
            let parsed = parse_pattern(pattern, PatternFlags::default()).unwrap();
            find_progress(&parsed, response, &Limits::default())
        };
        assert_eq!(find(b"b", b"abc"), None);
        assert_eq!(find(b"", b"abc"), None);
    }

    #[test]
    fn a_limit_ends_the_search_with_what_was_reached() {
        let parsed = parse_pattern(b"^(?:a?){30}b", PatternFlags::default()).unwrap();
        let limits = Limits {
            match_limit: 100,
            ..Limits::default()
        };
        assert!(find_progress(&parsed, &[b'a'; 100], &limits).is_some());
    }
}
