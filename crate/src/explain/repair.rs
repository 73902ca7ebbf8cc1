//! Small changes to a line that does not match, each tried before it is offered.
//!
//! ```text
//! match ftp m|^220.*ready|      on   220-hello\r\n220 ready     add the flag `s`
//! match ftp m|^ftp ready|       on   FTP ready                  add the flag `i`
//! match ftp m|^FTP ready|       on   \0\0FTP ready              take out `^`
//! match ftp m|^220 .*bye\r\n$|  on   a response that Nmap cut   take out `$`
//! match ftp m|^220 bye$|        on   220 bye\r\n                write `\r\n` before `$`
//! match ftp m|^ready (2.1)|     on   ready (2.1)                escape the brackets
//! ```
//!
//! A change is made to the text of the line, and the line so changed is read and run: what does
//! not match then is not offered.

use std::sync::OnceLock;

use crate::diagnostic::Edit;
use crate::matcher::{Limits, MatchOutcome, Program, compile_pattern};
use crate::pattern::Pattern;
use crate::pattern::tree::{Assertion, GroupKind, Node, NodeKind, visit_nodes};
use crate::probes::{MatchLine, ReadOptions, parse_match_line};
use crate::source::Span;
use crate::template::Release;

/// Groups of a line whose brackets are tried as text.
const MAX_GROUPS: usize = 4;
/// Bytes that have to follow each other in every match before `^` is taken out: with fewer, the
/// line would match much that it is not meant for.
const MIN_LITERAL: usize = 4;

/// A change that makes a line match a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What to do, and what it means.
    pub words: String,
    /// The change, in bytes of the text that holds the line.
    pub edit: Edit,
}

/// The changes that are tried on one line, to run on many responses.
#[derive(Clone, Debug)]
pub struct RepairKit {
    changes: Vec<Change>,
    release: Release,
}

#[derive(Clone, Debug)]
struct Change {
    kind: Kind,
    edit: Edit,
    /// The line so changed.
    line: Vec<u8>,
    /// Made when it is first run; `None` for a line that cannot be read.
    program: OnceLock<Option<Program>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Dotall,
    Caseless,
    BothFlags,
    NoStart,
    NoEnd,
    LineBreak,
    Brackets,
}

impl RepairKit {
    /// The changes to `line`, which stands as `text` and has the pattern `pattern`.
    pub fn new(text: &[u8], line: &MatchLine, pattern: &Pattern, release: Release) -> Self {
        let made = |(kind, edit): (Kind, Edit)| {
            Some(Change {
                kind,
                line: apply(text, line.span, &edit)?,
                edit,
                program: OnceLock::new(),
            })
        };
        let changes = changes(line, pattern).into_iter();
        Self {
            changes: changes.filter_map(made).collect(),
            release,
        }
    }

    /// The changes with which the line matches `response`, of which Nmap stored all bytes or, when
    /// `is_truncated`, only the first.
    pub fn find(&self, response: &[u8], is_truncated: bool, limits: &Limits) -> Vec<Repair> {
        let (mut repairs, mut one_flag_helps) = (Vec::new(), false);
        for change in &self.changes {
            let kind = change.kind;
            let can_help = match kind {
                Kind::NoEnd => is_truncated,
                Kind::LineBreak => response.ends_with(b"\r\n"),
                Kind::Brackets => response.contains(&b'('),
                Kind::BothFlags => !one_flag_helps,
                Kind::Dotall | Kind::Caseless | Kind::NoStart => true,
            };
            if let Some(program) = can_help.then(|| change.program(self.release)).flatten()
                && let MatchOutcome::Matched(captures) = program.match_response(response, limits)
            {
                one_flag_helps |= matches!(kind, Kind::Dotall | Kind::Caseless);
                let start = captures.get(0).map_or(0, |whole| whole.start);
                let (words, edit) = (kind.words(start), change.edit.clone());
                repairs.push(Repair { words, edit });
            }
        }
        repairs
    }
}

impl Change {
    fn program(&self, release: Release) -> Option<&Program> {
        let make = || {
            let options = ReadOptions {
                release,
                ..ReadOptions::default()
            };
            let line = parse_match_line(&self.line, &options).value?;
            Some(compile_pattern(&line.parse_pattern().ok()?))
        };
        self.program.get_or_init(make).as_ref()
    }
}

impl Kind {
    fn words(self, start: u32) -> String {
        match self {
            Self::Dotall => "Add the flag `s`: then `.` takes a line feed too.".to_owned(),
            Self::Caseless => "Add the flag `i`: then letters match in either case.".to_owned(),
            Self::BothFlags => "Add the flags `i` and `s`: letters match in either case, and `.` takes a \
                                line feed too."
                .to_owned(),
            Self::NoStart => format!(
                "Take out `^`: the text begins at byte {start}. The line may then match anywhere in a \
                 response."
            ),
            Self::LineBreak => {
                "Write `\\r\\n` before `$`: the response ends with CR LF.".to_owned()
            }
            Self::NoEnd => {
                "Take out `$`: Nmap stored only the beginning of the response.".to_owned()
            }
            Self::Brackets => {
                "Escape the brackets, `\\(…\\)`: they stand in the response. They are no group then, \
                 and later groups count one less."
                    .to_owned()
            }
        }
    }
}

fn changes(line: &MatchLine, pattern: &Pattern) -> Vec<(Kind, Edit)> {
    let flag = |letters: &[u8]| Edit {
        span: Span::at(line.flags_span.range().end),
        replacement: letters.to_vec(),
    };
    let by = line.pattern_span.range().start;
    let without = |node: &Node| Edit {
        span: node.span.shift(by),
        replacement: Vec::new(),
    };
    let line_break = |node: &Node| Edit {
        span: Span::at(node.span.range().start + by),
        replacement: br"\r\n".to_vec(),
    };
    let flags = line.flags;
    let [branch] = pattern.branches() else {
        return Vec::new();
    };
    let literals = pattern.required_literals();
    let is_telling = literals.iter().any(|bytes| bytes.len() >= MIN_LITERAL);
    let start = branch.first().filter(|node| is_start(node) && is_telling);
    let end = branch.last().filter(|node| is_end(node));
    let changes = [
        (!flags.dotall).then(|| (Kind::Dotall, flag(b"s"))),
        (!flags.caseless).then(|| (Kind::Caseless, flag(b"i"))),
        (!flags.dotall && !flags.caseless).then(|| (Kind::BothFlags, flag(b"is"))),
        start.map(|node| (Kind::NoStart, without(node))),
        end.map(|node| (Kind::NoEnd, without(node))),
        end.map(|node| (Kind::LineBreak, line_break(node))),
    ];
    let brackets = bracket_changes(line, pattern);
    changes.into_iter().flatten().chain(brackets).collect()
}

/// Plain brackets as text, one pair at a time.
fn bracket_changes(line: &MatchLine, pattern: &Pattern) -> Vec<(Kind, Edit)> {
    let mut changes = Vec::new();
    visit_nodes(pattern.branches(), &mut |node| {
        let NodeKind::Group(group) = &node.kind else {
            return;
        };
        let range = node.span.range();
        let inside = line.pattern_text.get(range.start + 1..range.end - 1);
        if let (GroupKind::Capture { name: None, .. }, Some(inside)) = (&group.kind, inside)
            && changes.len() < MAX_GROUPS
        {
            let edit = Edit {
                span: node.span.shift(line.pattern_span.range().start),
                replacement: [br"\(", inside, br"\)"].concat(),
            };
            changes.push((Kind::Brackets, edit));
        }
    });
    changes
}

fn is_start(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Assertion(Assertion::Start))
}

fn is_end(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Assertion(Assertion::End))
}

/// The text of the line with the change made to it; the edit counts from where `line` does.
fn apply(text: &[u8], line: Span, edit: &Edit) -> Option<Vec<u8>> {
    let own = |at: usize| at.checked_sub(line.range().start);
    let range = edit.span.range();
    let before = text.get(..own(range.start)?)?;
    let after = text.get(own(range.end)?..)?;
    Some([before, &edit.replacement, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that the offered changes make, each of which matches.
    fn repaired(line: &str, response: &[u8], is_truncated: bool) -> Vec<String> {
        let text = line.as_bytes();
        let parsed = parse_match_line(text, &ReadOptions::default()).value;
        let parsed = parsed.expect("a line");
        let pattern = parsed.parse_pattern().expect("a pattern");
        let limits = Limits::default();
        let program = compile_pattern(&pattern);
        assert_eq!(
            program.match_response(response, &limits),
            MatchOutcome::NoMatch
        );
        let kit = RepairKit::new(text, &parsed, &pattern, Release::default());
        let repairs = kit.find(response, is_truncated, &limits);
        let changed = repairs.iter().map(|repair| {
            let changed = apply(text, parsed.span, &repair.edit).expect("inside of the line");
            let line = parse_match_line(&changed, &ReadOptions::default()).value;
            let pattern = line.expect("a line").parse_pattern().expect("a pattern");
            let outcome = compile_pattern(&pattern).match_response(response, &limits);
            assert!(matches!(outcome, MatchOutcome::Matched(_)));
            String::from_utf8(changed).expect("text")
        });
        changed.collect()
    }

    #[test]
    fn each_small_change_is_offered_where_it_helps() {
        let rows: [(&str, &[u8], &str); 5] = [
            (
                "match a m|^2.*ready| p/x/",
                b"2\nready",
                "match a m|^2.*ready|s p/x/",
            ),
            ("match a m|^ready|s", b"READY", "match a m|^ready|si"),
            (
                "match a m|^ready| v/1/",
                b"\0ready",
                "match a m|ready| v/1/",
            ),
            ("match a m|^a.b|", b"A\nB", "match a m|^a.b|is"),
            (
                "match a m|^bye$| v/1/",
                b"bye\r\n",
                r"match a m|^bye\r\n$| v/1/",
            ),
        ];
        for (line, response, expected) in rows {
            assert_eq!(repaired(line, response, false), [expected]);
        }
    }

    #[test]
    fn an_end_is_in_the_way_only_of_a_response_that_was_cut() {
        let line = "match a m|^220 \\w+$|";
        assert_eq!(repaired(line, b"220 a b", true), ["match a m|^220 \\w+|"]);
        assert!(repaired(line, b"220 a b", false).is_empty());
    }

    #[test]
    fn what_no_small_change_helps_gets_none() {
        assert!(repaired("match a m|^220 ready$|", b"221 ready", true).is_empty());
        assert!(repaired("match a m|^a|is", b"b", true).is_empty());
        assert!(repaired("match a m/^a|^b/", b"xa", true).is_empty());
    }

    #[test]
    fn brackets_of_the_response_are_escaped() {
        let line = r"match a m|^x (Version ([\d.]+)) ready| v/$1/";
        let mended = r"match a m|^x \(Version ([\d.]+)\) ready| v/$1/";
        assert_eq!(repaired(line, b"x (Version 2.1) ready", false), [mended]);
    }

    #[test]
    fn so_many_groups_are_tried() {
        let line = |n: usize| format!("match a m|^{}(b)|", "(a)".repeat(n));
        let response = |n: usize| format!("{}(b)", "a".repeat(n)).into_bytes();
        let most = MAX_GROUPS - 1;
        assert_eq!(repaired(&line(most), &response(most), false).len(), 1);
        assert!(repaired(&line(most + 1), &response(most + 1), false).is_empty());
    }

    #[test]
    fn several_changes_may_help() {
        assert_eq!(repaired("match a m|^a.b|", b"a\nb", false).len(), 1);
        let both = repaired("match a m|^abcd|", b"ABCD abcd", false);
        assert_eq!(both, ["match a m|^abcd|i", "match a m|abcd|"]);
    }

    #[test]
    fn a_start_stays_in_front_of_few_bytes() {
        let line = |n: usize| format!("match a m|^{}|", "F".repeat(n));
        let response = b"200 FFFF";
        assert_eq!(repaired(&line(MIN_LITERAL), response, false).len(), 1);
        assert!(repaired(&line(MIN_LITERAL - 1), response, false).is_empty());
    }
}
