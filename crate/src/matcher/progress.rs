//! How far a pattern came that did not match.
//!
//! A second program is compiled, with a numbered mark in front of every item that a match has to
//! pass once; the machine remembers for each the greatest offset at which it was passed. The
//! program that only matches has no marks and pays nothing.
//!
//! ```text
//! pattern    ^220 (\d+) ready      response   220 stage ready
//! marks      0 …   5,6  7…         farthest   6, `\d+` at offset 4
//! ```
//!
//! Of a sequence the last item counts that was tried, whatever the offset; of a group that runs
//! once, the last item of its branch. Among branches the one got farthest whose items before that
//! one take the most bytes at least, then the one tried at the greatest offset: in `ab\d|q` the
//! `q` is tried even at the end of the response. An item with a quantifier and a lookaround are
//! one item each: a loop that runs on is no progress.
//!
//! Limits: those of the search; when one is hit, what was reached until then counts.

use std::cmp::Ordering;

use super::compile::{compile_marked, marked_group};
use super::machine::{Budget, Machine, Scratch};
use super::program::Code;
use super::search::{Start, each_start, searched_part};
use super::{Limits, MatchOutcome};
use crate::pattern::tree::Node;
use crate::pattern::{Pattern, branch_length};
use crate::source::Span;

/// The item that a match could not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The item with its quantifier, in bytes of the pattern text.
    pub item: Span,
    /// The greatest offset in the response at which it was tried.
    pub offset: u32,
    /// Items of other branches that came as far, in the order of the text.
    pub others: Vec<Span>,
}

/// A pattern made ready to tell how far it comes on many responses.
#[derive(Clone, Debug)]
pub struct ProgressProgram {
    pattern: Pattern,
    code: Code,
    start: Start,
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
    ProgressProgram::new(pattern.clone()).find(response, limits)
}

impl ProgressProgram {
    /// Compiles `pattern` with marks.
    pub fn new(pattern: Pattern) -> Self {
        Self {
            code: compile_marked(&pattern),
            start: Start::anywhere(&pattern),
            pattern,
        }
    }

    /// As [`find_progress`].
    pub fn find(&self, response: &[u8], limits: &Limits) -> Option<Progress> {
        let n_groups = self.pattern.n_groups();
        self.run(response, limits, |machine, response| {
            each_start(&self.start, response, |at| {
                let found = machine.match_at(at, n_groups)?;
                Ok(machine.attempt(at, found))
            })
        })
    }

    /// How far the pattern comes from `start` alone; `None` when it matches there.
    pub fn find_at(&self, response: &[u8], start: u32, limits: &Limits) -> Option<Progress> {
        let n_groups = self.pattern.n_groups();
        self.run(response, limits, |machine, _| {
            match machine.match_at(start, n_groups) {
                Ok(Some(captures)) => MatchOutcome::Matched(captures),
                Ok(None) => MatchOutcome::NoMatch,
                Err(limit) => MatchOutcome::LimitHit(limit),
            }
        })
    }

    fn run(
        &self,
        response: &[u8],
        limits: &Limits,
        search: impl FnOnce(&mut Machine<'_>, &[u8]) -> MatchOutcome,
    ) -> Option<Progress> {
        let response = searched_part(response);
        let mut scratch = Scratch::default();
        let n_groups = self.pattern.n_groups();
        let limits = &limits.within(self.pattern.settings());
        let budget = Budget::of(limits, n_groups)?;
        let work = limits.work_limit;
        let mut machine = Machine::new(&self.code, response, budget, work, &mut scratch);
        if let MatchOutcome::Matched(_) = search(&mut machine, response) {
            return None;
        }
        let mut reached = machine.into_reached().into_iter();
        farthest(self.pattern.branches(), &mut reached).map(|last| last.progress)
    }
}

/// The item reached last in a sequence, and the fewest bytes that the items before it take.
struct Reached {
    n_passed: usize,
    progress: Progress,
}

/// What was reached in the branch that got farthest; of several that got as far, in the last, with
/// the items of the others.
/// `reached` has an entry for each item, as [`marked_group`] counts them. The recursion is as deep
/// as groups nest, which the parser limits.
fn farthest(
    branches: &[Vec<Node>],
    reached: &mut impl Iterator<Item = Option<u32>>,
) -> Option<Reached> {
    let branches = branches.iter();
    let branches = branches.filter_map(|branch| last_reached(branch, reached));
    branches.reduce(|best, mut last| {
        let place = |reached: &Reached| (reached.n_passed, reached.progress.offset);
        match place(&best).cmp(&place(&last)) {
            Ordering::Greater => return best,
            Ordering::Less => {}
            Ordering::Equal => {
                let Progress { item, others, .. } = best.progress;
                let known = others.into_iter().chain([item]);
                last.progress.others.splice(..0, known);
            }
        }
        last
    })
}

fn last_reached(
    branch: &[Node],
    reached: &mut impl Iterator<Item = Option<u32>>,
) -> Option<Reached> {
    let (mut last, mut n_passed) = (None, 0usize);
    for node in branch {
        let itself = reached.next().flatten().map(|offset| Progress {
            item: node.span,
            offset,
            others: Vec::new(),
        });
        let inside = marked_group(&node.kind).and_then(|group| farthest(&group.branches, reached));
        let (n_inside, inside) =
            inside.map_or((0, None), |inside| (inside.n_passed, Some(inside.progress)));
        last = inside.or(itself).map_or(last, |progress| {
            let n_passed = n_passed.saturating_add(n_inside);
            Some(Reached { n_passed, progress })
        });
        let length = branch_length(std::slice::from_ref(node));
        n_passed = n_passed.saturating_add(length.min);
    }
    last
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
        check("^(?:(?:ab|acd)e|q)", "acx", "d", 2);
    }

    #[test]
    fn items_of_other_branches_that_came_as_far_are_told() {
        let pattern = "^foo(?:-|(?: |\\.)x|=y|fo)1";
        let parsed = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
        let progress = find_progress(&parsed, b"foo+1", &Limits::default()).unwrap();
        let text =
            |span: &Span| String::from_utf8_lossy(span.slice(pattern.as_bytes())).into_owned();
        let others: Vec<_> = progress.others.iter().map(text).collect();
        assert_eq!((text(&progress.item), progress.offset), ("f".into(), 3));
        assert_eq!(others, ["-", " ", "\\.", "="]);
    }

    #[test]
    fn one_start_can_be_asked_alone() {
        let parsed = parse_pattern(b"a{2}b", PatternFlags::default()).unwrap();
        let program = ProgressProgram::new(parsed);
        let find = |start| program.find_at(b"aaaab", start, &Limits::default());
        assert_eq!(find(1).map(|progress| progress.offset), Some(3));
        assert_eq!(find(2), None);
    }

    #[test]
    fn a_later_item_counts_before_a_greater_offset() {
        check("^\\w+ab", "xxxa1", "b", 4);
        check("^(?:\\w+ab|q)", "xxxa1", "b", 4);
        check("^(?>(\\w+)a(b|c))", "xxxa1", "c", 4);
        check("a\\d|ab\\d|q", "aab-", "\\d", 3);
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
