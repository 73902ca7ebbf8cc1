//! Bytes that every match of a pattern contains.
//!
//! `^220 (acme|ACME)-(ftp)+ ready` starts with `220 ` and needs `220 `, `-ftp` and ` ready`: what
//! stands side by side outside of alternatives and of what may be left out.
//!
//! Limits: a literal is cut into pieces of [`MAX_LITERAL`] bytes; a counted item is read up to
//! [`MAX_COPIES`] times. The recursion is as deep as groups nest, which the parser limits.

use super::Pattern;
use super::facts::has_accept;
use super::tree::{GroupKind, Node, NodeKind, Repeat};

/// No literal is longer.
pub const MAX_LITERAL: usize = 256;
/// `(ab){20}` is read as so many of its copies.
const MAX_COPIES: u16 = 16;

impl Pattern {
    /// The bytes that every match starts with; empty where they differ or their case does not
    /// count. A match of an anchored pattern starts at offset 0.
    ///
    /// ```
    /// use sflens::pattern::{PatternFlags, parse_pattern};
    ///
    /// let pattern = parse_pattern(br"^220 (\w+) ready\.", PatternFlags::default()).unwrap();
    /// assert_eq!(pattern.literal_prefix(), b"220 ");
    /// assert_eq!(pattern.required_literals(), [&b"220 "[..], b" ready."]);
    /// ```
    pub fn literal_prefix(&self) -> Vec<u8> {
        self.runs().prefix
    }

    /// The literals that every match contains, in the order of the pattern. They do not overlap.
    pub fn required_literals(&self) -> Vec<Vec<u8>> {
        self.runs().runs
    }

    fn runs(&self) -> Runs {
        let mut runs = Runs {
            is_at_start: true,
            ..Runs::default()
        };
        // `(*ACCEPT)` ends a match wherever it stands.
        if !has_accept(&self.branches) {
            runs.branches(&self.branches);
            runs.end_run();
        }
        runs
    }
}

#[derive(Default)]
struct Runs {
    runs: Vec<Vec<u8>>,
    /// The bytes that stand side by side so far.
    run: Vec<u8>,
    is_at_start: bool,
    prefix: Vec<u8>,
}

impl Runs {
    fn branches(&mut self, branches: &[Vec<Node>]) {
        match branches {
            [branch] => branch.iter().for_each(|node| self.item(&node.kind)),
            _ => self.end_run(),
        }
    }

    fn item(&mut self, kind: &NodeKind) {
        match kind {
            NodeKind::Literal { byte, caseless } if !caseless || !byte.is_ascii_alphabetic() => {
                self.byte(*byte);
            }
            NodeKind::Class(class) => {
                let set = class.set();
                match (set.len(), set.iter().next()) {
                    (1, Some(byte)) => self.byte(byte),
                    _ => self.end_run(),
                }
            }
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::NewlineSequence
            | NodeKind::Cluster
            | NodeKind::BackReference(_) => self.end_run(),
            NodeKind::Assertion(_) | NodeKind::Options(_) => {}
            NodeKind::Verb(_) => {}
            NodeKind::KeepOut => self.start_moves(),
            // The called group may hold `\K`.
            NodeKind::Call(_) => {
                self.end_run();
                self.start_moves();
            }
            NodeKind::Group(group) => match group.kind {
                GroupKind::Look { .. } | GroupKind::Scan(_) => {}
                GroupKind::Conditional(_) => self.end_run(),
                GroupKind::Capture { .. }
                | GroupKind::NonCapture(_)
                | GroupKind::BranchReset
                | GroupKind::ScriptRun
                | GroupKind::Atomic => self.branches(&group.branches),
            },
            NodeKind::Repeat(repeat) => self.repeat(repeat),
        }
    }

    fn repeat(&mut self, repeat: &Repeat) {
        if repeat.max == Some(0) {
            return;
        }
        let copies = repeat.min.min(MAX_COPIES);
        (0..copies).for_each(|_| self.item(&repeat.item.kind));
        if repeat.max != Some(copies) {
            self.end_run();
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.run.len() == MAX_LITERAL {
            self.end_run();
        }
        self.run.push(byte);
    }

    /// The match starts here, and not where its items do.
    fn start_moves(&mut self) {
        self.prefix.clear();
        self.is_at_start = false;
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if std::mem::take(&mut self.is_at_start) {
            self.prefix.clone_from(&run);
        }
        if !run.is_empty() {
            self.runs.push(run);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(pattern: &str, prefix: &str, literals: &[&str]) {
        let pattern = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!(text(&pattern.literal_prefix()), prefix);
        let found = pattern.required_literals();
        let found: Vec<_> = found.iter().map(|literal| text(literal)).collect();
        assert_eq!(found, literals);
    }

    #[test]
    fn what_stands_side_by_side_is_one_literal() {
        check(r"^a(b(?:c)(?>d))\be[f]", "abcdef", &["abcdef"]);
        check(r"a\d(?=x)b", "a", &["a", "b"]);
        check(r"\w+b", "", &["b"]);
    }

    #[test]
    fn what_may_be_absent_or_differ_is_none() {
        check("ab?c", "a", &["a", "c"]);
        check("(?:ab|ac)d", "", &["d"]);
        check("ab|cd", "", &[]);
        check("a(?i)b-c", "a", &["a", "-"]);
        check("a(b){0}c", "ac", &["ac"]);
    }

    #[test]
    fn counted_items_count_as_often_as_they_must() {
        check("a(?:bc)+d", "abc", &["abc", "d"]);
        check("ab{3}c", "abbbc", &["abbbc"]);
        check(
            "a{16}b",
            &("a".repeat(16) + "b"),
            &[&("a".repeat(16) + "b")],
        );
        check("a{17}b", &"a".repeat(16), &[&"a".repeat(16), "b"]);
    }

    #[test]
    fn a_moved_start_leaves_no_prefix() {
        check(r"ab\Kcd", "", &["abcd"]);
    }

    #[test]
    fn a_long_literal_comes_in_pieces() {
        let (most, more) = ("x".repeat(MAX_LITERAL), "x".repeat(MAX_LITERAL + 1));
        check(&most, &most, &[&most]);
        check(&more, &most, &[&most, "x"]);
    }
}
