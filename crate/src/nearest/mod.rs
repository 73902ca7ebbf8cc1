//! The lines that came closest to a response that none of them matches.
//!
//! ```
//! use sflens::index::{ListIndex, ResponseFacts};
//! use sflens::matcher::Limits;
//! use sflens::nearest::{List, find_nearest};
//! use sflens::probes::{ReadOptions, parse_probes_file};
//!
//! let text = b"Probe TCP NULL q||\nmatch a m|^ACME hub|\nmatch b m|^ACME (\\d+) node|\n";
//! let file = parse_probes_file(text, &ReadOptions::default()).value;
//! let (lines, limits) = (&file.probes[0].lines[..], Limits::default());
//! let index = ListIndex::new(lines, &limits);
//! let list = List { lines, index: &index };
//! let nearest = find_nearest(&[list], b"ACME 3 mode\r\n", &limits, 5, |_, _| true);
//! assert_eq!(nearest[0].line, 1);
//! assert_eq!((nearest[0].n_passed, nearest[0].n_literals), (6, 10));
//! ```
//!
//! Stages: the index says of every line, without parsing it, how many literal bytes it has in
//! common with the response; the best [`MAX_TRIED`] are run by a program that tells where they
//! stop. Closest is the line that passed most literal bytes in front of that place, in the order
//! of the pattern, so that neither a loop that runs on nor a class that takes anything counts;
//! among equals the one that has the most literals in common, then the one that asks for the
//! fewest more, then the first. Several lines with one pattern are one; a line that passed no
//! literal byte is not near.
//!
//! Limits: [`MAX_TRIED`] searches, each within the limits of a search.

use std::collections::HashSet;

use crate::index::{ListIndex, ResponseFacts};
use crate::matcher::{Limits, Progress, ProgressProgram};
use crate::pattern::Pattern;
use crate::pattern::tree::{Node, NodeKind};
use crate::probes::MatchLine;

/// The most lines that are run for one response.
pub const MAX_TRIED: usize = 64;

/// A list of lines and its index.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// The lines.
    pub lines: &'a [MatchLine],
    /// The index that was made of them.
    pub index: &'a ListIndex,
}

/// A line that does not match, and how far it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Index of the list.
    pub list: usize,
    /// Place of the line in the list.
    pub line: usize,
    /// Where it stopped.
    pub progress: Progress,
    /// The literal bytes of the pattern in front of that place.
    pub n_passed: usize,
    /// All literal bytes of the pattern.
    pub n_literals: usize,
}

/// A line that may be near, by what the index knows.
struct Hopeful {
    list: usize,
    line: usize,
    n_common: u32,
}

/// The `n_wanted` lines that came closest to `response`, the closest first; of those for which
/// `counts`, asked with the index of the list and the place of the line in it, is true. Lines that
/// match are left out, and those that have nothing in common with the response.
pub fn find_nearest(
    lists: &[List<'_>],
    response: &[u8],
    limits: &Limits,
    n_wanted: usize,
    counts: impl Fn(usize, usize) -> bool,
) -> Vec<Nearest> {
    let mut patterns = HashSet::new();
    let mut tried = Vec::new();
    for hopeful in most_hopeful(lists, response, counts) {
        let line = lists
            .get(hopeful.list)
            .and_then(|list| list.lines.get(hopeful.line));
        let Some(line) = line else { continue };
        if tried.len() == MAX_TRIED {
            break;
        }
        if patterns.insert((&line.pattern_text, line.flags)) {
            let nearest = try_line(&hopeful, line, response, limits);
            tried.extend(nearest.map(|nearest| (nearest, hopeful.n_common)));
        }
    }
    tried.sort_by_key(|(nearest, n_common)| {
        let n_left = nearest.n_literals - nearest.n_passed;
        let most_first = std::cmp::Reverse((nearest.n_passed, *n_common));
        (most_first, n_left, nearest.list, nearest.line)
    });
    tried
        .into_iter()
        .take(n_wanted)
        .map(|(nearest, _)| nearest)
        .collect()
}

/// All lines that have something in common with the response, those with the most first.
fn most_hopeful(
    lists: &[List<'_>],
    response: &[u8],
    counts: impl Fn(usize, usize) -> bool,
) -> Vec<Hopeful> {
    let facts = ResponseFacts::of(response);
    let mut hopeful = Vec::new();
    for (list, List { lines, index }) in lists.iter().enumerate() {
        let common = index.in_common(lines, &facts);
        let common = common.filter(|(line, _)| counts(list, *line));
        hopeful.extend(common.map(|(line, n_common)| Hopeful {
            list,
            line,
            n_common,
        }));
    }
    hopeful.sort_by_key(|hopeful| std::cmp::Reverse(hopeful.n_common));
    hopeful
}

fn try_line(
    hopeful: &Hopeful,
    line: &MatchLine,
    response: &[u8],
    limits: &Limits,
) -> Option<Nearest> {
    let pattern = line.parse_pattern().ok()?;
    let n_literals = count_literals(&pattern, u32::MAX);
    let program = ProgressProgram::new(pattern.clone());
    let progress = program.find(response, limits)?;
    let n_passed = count_literals(&pattern, progress.item.start);
    (n_passed > 0).then_some(Nearest {
        list: hopeful.list,
        line: hopeful.line,
        progress,
        n_passed,
        n_literals,
    })
}

/// The literals of `pattern` that stand in front of offset `end` of its text.
fn count_literals(pattern: &Pattern, end: u32) -> usize {
    count_in(pattern.branches(), end)
}

/// The recursion is as deep as groups nest, which the parser limits. Of alternatives all count.
fn count_in(branches: &[Vec<Node>], end: u32) -> usize {
    let nodes = branches.iter().flatten();
    let before = nodes.take_while(|node| node.span.start < end);
    before.map(|node| count_node(&node.kind, end)).sum()
}

fn count_node(kind: &NodeKind, end: u32) -> usize {
    match kind {
        NodeKind::Literal { .. } => 1,
        NodeKind::Group(group) => count_in(&group.branches, end),
        NodeKind::Repeat(repeat) if repeat.min > 0 => count_node(&repeat.item.kind, end),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::{ReadOptions, parse_probes_file};

    const LINES: &[u8] = b"Probe TCP NULL q||\n\
        match all m|^.*never|\n\
        match hub m|^ACME hub ([\\d.]+)\\r\\n|\n\
        match node m|^ACME node ready|\n\
        match twin m|^ACME node ready|\n\
        match other m|^OTHER|\n\
        match broken m|^ACME node [|\n\
        match loop m|^(?:\\w+ )*never|\n";

    /// The services of the lines that are near, with the literal bytes they passed.
    fn near(response: &[u8], n_wanted: usize, left_out: &str) -> Vec<(String, usize)> {
        let file = parse_probes_file(LINES, &ReadOptions::default()).value;
        let (lines, limits) = (&file.probes[0].lines[..], Limits::default());
        let index = ListIndex::new(lines, &limits);
        let lists = [List {
            lines,
            index: &index,
        }];
        let service = |line: usize| String::from_utf8_lossy(&lines[line].service).into_owned();
        let counts = |_, line| service(line) != left_out;
        let nearest = find_nearest(&lists, response, &limits, n_wanted, counts);
        let named = nearest.iter();
        named
            .map(|near| (service(near.line), near.n_passed))
            .collect()
    }

    #[track_caller]
    fn check(response: &[u8], expected: &[(&str, usize)]) {
        let near = near(response, 5, "");
        let near: Vec<_> = near
            .iter()
            .map(|(name, passed)| (name.as_str(), *passed))
            .collect();
        assert_eq!(near, expected);
    }

    #[test]
    fn the_line_that_passed_most_literals_is_first() {
        check(b"ACME node reading\r\n", &[("node", 14), ("hub", 5)]);
        check(b"ACME hub x\r\n", &[("hub", 9), ("node", 5)]);
    }

    #[test]
    fn a_loop_and_a_class_that_run_far_are_no_progress() {
        check(b"OTHE ne ver", &[("other", 4)]);
    }

    #[test]
    fn a_line_that_matches_is_left_out() {
        check(b"ACME hub 1.2\r\n", &[("node", 5)]);
    }

    #[test]
    fn lines_with_one_pattern_are_one_and_may_be_left_out() {
        let names = |left_out| -> Vec<String> {
            let near = near(b"ACME node reading", 2, left_out).into_iter();
            near.map(|(name, _)| name).collect()
        };
        assert_eq!(names(""), ["node", "hub"]);
        assert_eq!(names("node"), ["twin", "hub"]);
    }

    #[test]
    fn no_more_than_wanted_are_given() {
        assert_eq!(near(b"ACME node reading", 1, "").len(), 1);
        assert_eq!(near(b"ACME node reading", 0, "").len(), 0);
    }

    #[test]
    fn a_response_far_from_all_lines_has_none_near() {
        check(b"", &[]);
        check(b"\x00\x01\x02", &[]);
    }
}
