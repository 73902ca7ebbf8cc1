//! A regular pattern in the language of the crate `regex`.
//!
//! `^(\d)a$` under `i` becomes `\A(?P<g1>[0-9])[Aa](?P<e0>)\n?\z`: bytes and sets are spelled out,
//! groups have names, since some may be gone, and `$` leaves a mark before the line feed that it
//! may look past. Only for patterns without irregular items: elsewhere it is wrong.
//!
//! The recursion is as deep as groups nest, which the parser limits.

use crate::pattern::tree::{Assertion, Group, GroupKind, Node, NodeKind, Repeat, RepeatMode};
use crate::pattern::{ByteSet, Pattern, branch_length};

/// The translated pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Translation {
    pub(super) text: String,
    /// The number of each capture group and its name in the text.
    pub(super) groups: Vec<(usize, String)>,
    /// The names of the marks before what `$` may look past.
    pub(super) ends: Vec<String>,
    /// At least as many as the automaton has states, roughly.
    pub(super) n_states: usize,
    /// Whether the captures are those of the matcher too.
    pub(super) keeps_captures: bool,
}

impl Translation {
    pub(super) fn of(pattern: &Pattern) -> Self {
        let mut translation = Self {
            keeps_captures: true,
            ..Self::default()
        };
        translation.n_states = translation.branches(pattern.branches());
        translation
    }

    /// Writes the branches; the number of states.
    fn branches(&mut self, branches: &[Vec<Node>]) -> usize {
        let mut n_states = 0usize;
        for (idx, branch) in branches.iter().enumerate() {
            if idx > 0 {
                self.text.push('|');
            }
            for node in branch {
                n_states = n_states.saturating_add(self.item(&node.kind));
            }
            n_states = n_states.saturating_add(1);
        }
        n_states
    }

    fn item(&mut self, kind: &NodeKind) -> usize {
        let set = match kind {
            NodeKind::Literal { byte, caseless } => literal_set(*byte, *caseless),
            NodeKind::Dot { dotall: true } | NodeKind::AnyByte => ByteSet::EMPTY.complement(),
            NodeKind::Dot { dotall: false } | NodeKind::NotLineFeed => {
                literal_set(b'\n', false).complement()
            }
            NodeKind::Escape(escape) => escape.set(),
            NodeKind::Class(class) => class.set(),
            NodeKind::Assertion(assertion) => return self.assertion(*assertion),
            NodeKind::Group(group) => return self.group(group),
            NodeKind::Repeat(repeat) => return self.repeat(repeat),
            NodeKind::NewlineSequence
            | NodeKind::Cluster
            | NodeKind::KeepOut
            | NodeKind::BackReference(_)
            | NodeKind::Call(_)
            | NodeKind::Verb(_)
            | NodeKind::Options(_) => return 0,
        };
        self.set(set)
    }

    fn set(&mut self, set: ByteSet) -> usize {
        let ranges = ranges(set);
        match ranges[..] {
            // A set of nothing: what no byte is.
            [] => self.text.push_str(r"[^\x00-\xff]"),
            [(byte, last)] if byte == last => self.byte(byte),
            _ => {
                self.text.push('[');
                for (first, last) in &ranges {
                    self.byte(*first);
                    if first != last {
                        self.text.push('-');
                        self.byte(*last);
                    }
                }
                self.text.push(']');
            }
        }
        ranges.len().max(1)
    }

    fn byte(&mut self, byte: u8) {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => self.text.push(char::from(byte)),
            _ => self.text.push_str(&format!("\\x{byte:02x}")),
        }
    }

    fn assertion(&mut self, assertion: Assertion) -> usize {
        let text = match assertion {
            Assertion::Start | Assertion::SubjectStart | Assertion::SearchStart => r"\A",
            Assertion::LineStart => "(?m:^)",
            Assertion::LineEnd => "(?m:$)",
            Assertion::SubjectEnd => r"\z",
            Assertion::WordBoundary => r"\b",
            Assertion::NotWordBoundary => r"\B",
            Assertion::End | Assertion::SubjectEndOrLineFeed => return self.end(),
        };
        self.text.push_str(text);
        1
    }

    fn end(&mut self) -> usize {
        let name = format!("e{}", self.ends.len());
        self.text.push_str(&format!("(?P<{name}>)\\n?\\z"));
        self.ends.push(name);
        4
    }

    fn group(&mut self, group: &Group) -> usize {
        match group.kind {
            GroupKind::Capture { number, .. } => self.open_capture(usize::from(number)),
            GroupKind::NonCapture(_)
            | GroupKind::BranchReset
            | GroupKind::Atomic
            | GroupKind::ScriptRun
            | GroupKind::Conditional(_)
            | GroupKind::Scan(_)
            | GroupKind::Look { .. } => self.text.push_str("(?:"),
        }
        let n_states = self.branches(&group.branches);
        self.text.push(')');
        n_states.saturating_add(2)
    }

    /// In a branch reset several groups have one number; which of them counts is not known here.
    fn open_capture(&mut self, number: usize) {
        let is_again = self.groups.iter().any(|(known, _)| *known == number);
        self.keeps_captures &= !is_again;
        let name = format!("g{}", self.groups.len());
        self.text.push_str(&format!("(?P<{name}>"));
        self.groups.push((number, name));
    }

    fn repeat(&mut self, repeat: &Repeat) -> usize {
        let can_be_empty = branch_length(std::slice::from_ref(&repeat.item)).min == 0;
        self.keeps_captures &= !can_be_empty || matches!(repeat.max, Some(0 | 1));
        self.text.push_str("(?:");
        let item = self.item(&repeat.item.kind);
        self.text.push(')');
        self.text.push_str(&match (repeat.min, repeat.max) {
            (min, Some(max)) => format!("{{{min},{max}}}"),
            (min, None) => format!("{{{min},}}"),
        });
        if repeat.mode == RepeatMode::Lazy {
            self.text.push('?');
        }
        let copies = repeat.max.unwrap_or(repeat.min).max(1);
        item.saturating_add(1).saturating_mul(usize::from(copies))
    }
}

fn literal_set(byte: u8, caseless: bool) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    set.insert(byte);
    if caseless { set.close_over_case() } else { set }
}

/// The members of `set` as ranges with both ends included.
fn ranges(set: ByteSet) -> Vec<(u8, u8)> {
    let mut ranges: Vec<(u8, u8)> = Vec::new();
    for byte in set.iter() {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == byte => *last = byte,
            _ => ranges.push((byte, byte)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(pattern: &str, text: &str) {
        let pattern = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
        assert_eq!(Translation::of(&pattern).text, text);
    }

    #[test]
    fn everything_is_spelled_out() {
        check(r"^(\d)(?i)a$", r"\A(?P<g0>[0-9])[Aa](?P<e0>)\n?\z");
        check(r"[^\x00-\xfe]\.", r"\xff\x2e");
        check(r"a*?(?:b|){2,3}", r"(?:a){0,}?(?:(?:b|)){2,3}");
        check(r"[^\x00-\xff]", r"[^\x00-\xff]");
    }
}
