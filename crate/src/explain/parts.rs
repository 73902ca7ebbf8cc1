//! What each item of a pattern took in a match.
//!
//! ```text
//! ^220 (\w+) FTP     on     220 stage FTP server
//!
//! ^ took nothing   220␣ took 220␣   (\w+) took stage   ␣FTP took ␣FTP
//! ```
//!
//! The pattern is run once more with a group around every item. Where that gives other captures
//! than the match itself, because a limit was hit, there are no parts. A `\K` gets no group: it is
//! where the match begins, if it is the only one and every match passes it.

use super::explain_item;
use crate::matcher::{Captures, Limits, MatchOutcome, compile_pattern};
use crate::pattern::tree::{GroupKind, Node, NodeKind, visit_nodes};
use crate::pattern::{Item, Pattern, itemize};
use crate::source::Span;

/// One item with what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Bytes of the pattern text.
    pub item: Span,
    /// Bytes of the response; may be empty.
    pub took: Span,
    /// Its number, when it is a capture group.
    pub group: Option<u16>,
    /// True where its own parts follow.
    pub is_divided: bool,
    /// What it matches, in words.
    pub words: String,
}

/// The items of `pattern`, which stands as `text` in its line and matched `response` with
/// `captures`, in the order of the text; those that took no part are left out.
pub fn find_parts(
    pattern: &Pattern,
    text: &[u8],
    response: &[u8],
    captures: &Captures,
    limits: &Limits,
) -> Vec<Part> {
    let itemized = itemize(pattern);
    let program = compile_pattern(&itemized.pattern);
    let MatchOutcome::Matched(taken) = program.match_response(response, limits) else {
        return Vec::new();
    };
    if taken.groups.get(..captures.groups.len()) != Some(&captures.groups) {
        return Vec::new();
    }
    let newline = pattern.settings().newline;
    let part = |item: &Item| {
        Some(Part {
            item: item.span,
            took: taken.get(item.number.into())?,
            group: group_of(item),
            is_divided: item.is_divided,
            words: explain_item(&item.nodes, text, newline),
        })
    };
    let mut parts: Vec<Part> = itemized.items.iter().filter_map(part).collect();
    if let (Some(node), Some(whole)) = (find_keep_out(pattern), captures.get(0)) {
        let part = Part {
            item: node.span,
            took: Span::at(whole.start as usize),
            group: None,
            is_divided: false,
            words: explain_item(std::slice::from_ref(node), text, newline),
        };
        let at = parts.partition_point(|before| before.item.start < node.span.start);
        parts.insert(at, part);
    }
    parts
}

/// The only `\K`, if it stands among the items of the whole pattern and that has no alternatives.
fn find_keep_out(pattern: &Pattern) -> Option<&Node> {
    let [branch] = pattern.branches() else {
        return None;
    };
    let mut n_all = 0;
    visit_nodes(pattern.branches(), &mut |node| {
        n_all += usize::from(matches!(node.kind, NodeKind::KeepOut));
    });
    let mut nodes = branch.iter();
    let found = nodes.find(|node| matches!(node.kind, NodeKind::KeepOut));
    found.filter(|_| n_all == 1)
}

fn group_of(item: &Item) -> Option<u16> {
    let [node] = item.nodes.as_slice() else {
        return None;
    };
    match &node.kind {
        NodeKind::Group(group) => match group.kind {
            GroupKind::Capture { number, .. } => Some(number),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    fn parts(text: &str, response: &[u8]) -> Vec<Part> {
        let pattern = parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap();
        let limits = Limits::default();
        let MatchOutcome::Matched(captures) =
            compile_pattern(&pattern).match_response(response, &limits)
        else {
            panic!("it matches");
        };
        find_parts(&pattern, text.as_bytes(), response, &captures, &limits)
    }

    #[track_caller]
    fn check(text: &str, response: &str, expected: &[(&str, &str, Option<u16>)]) {
        let parts = parts(text, response.as_bytes());
        let found: Vec<_> = (parts.iter())
            .map(|part| {
                let (item, took) = (&text[part.item.range()], &response[part.took.range()]);
                (item, took, part.group)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_item_has_what_it_took() {
        check(
            r"^220 (\w+) FTP",
            "220 stage FTP server",
            &[
                ("^", "", None),
                ("220 ", "220 ", None),
                (r"(\w+)", "stage", Some(1)),
                (" FTP", " FTP", None),
            ],
        );
    }

    #[test]
    fn a_branch_that_was_not_taken_has_no_part() {
        check(
            "(?:a(b)|c(d))e",
            "cde",
            &[("c", "c", None), ("(d)", "d", Some(2)), ("e", "e", None)],
        );
    }

    #[test]
    fn references_mean_the_same_groups() {
        check(
            r"(a.)-\1",
            "ab-ab",
            &[
                ("(a.)", "ab", Some(1)),
                ("a", "a", None),
                (".", "b", None),
                ("-", "-", None),
                (r"\1", "ab", None),
            ],
        );
    }

    #[test]
    fn where_the_match_begins_has_a_part() {
        check(
            r"^a\Kb",
            "ab",
            &[
                ("^", "", None),
                ("a", "a", None),
                (r"\K", "", None),
                ("b", "b", None),
            ],
        );
        assert_eq!(parts(r"^a\Kb", b"ab")[2].took, Span::at(1));
        // Of several it is not known which one the search passed last.
        check(
            r"a\K(?:\K)?",
            "a",
            &[("a", "a", None), (r"(?:\K)?", "", None)],
        );
    }

    #[test]
    fn other_captures_than_those_of_the_match_give_no_parts() {
        let pattern = parse_pattern(b"(a)", PatternFlags::default()).unwrap();
        let captures = Captures {
            groups: vec![Some(Span::new(0, 1)), None],
        };
        let parts = find_parts(&pattern, b"(a)", b"a", &captures, &Limits::default());
        assert_eq!(parts, []);
    }
}
