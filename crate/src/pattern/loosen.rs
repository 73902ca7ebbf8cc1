//! A pattern freed of all that looks at what follows.
//!
//! ```text
//! ^220 (\d++) .*ready\r\n$      becomes      ^220 (\d+) .*ready\r\n
//! ```
//!
//! What is left matches a beginning of a response only if it matches the whole of it: whichever
//! way leads through it on the beginning is open on the whole as well. So one search tells that
//! no beginning matches, where the pattern itself would have to be run on each. `$` and its like,
//! `\b` and negative lookahead are left out; atomic and possessive items may give back.
//!
//! Limits: the recursion is as deep as groups nest, which the parser limits.

use super::tree::{Assertion, Group, GroupKind, Node, NodeKind, OptionChange, Repeat, RepeatMode};
use super::{Branches, Pattern};

/// What is left of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Loosened {
    /// The pattern itself: it looks at nothing that follows.
    Same,
    /// This pattern, which matches wherever the original does, and elsewhere too.
    Looser(Pattern),
    /// It cannot be told: `\R`, a call, a verb, a conditional group, a scan, or a reference beside
    /// a lookahead.
    Unknown,
}

/// Frees `pattern` of all that looks at what follows.
pub fn loosen(pattern: &Pattern) -> Loosened {
    let mut seen = Seen::default();
    seen.read(&pattern.branches);
    // `.` looks at the next two bytes where CR LF ends a line.
    seen.newline_sequence |= pattern.settings.newline.may_be_crlf();
    if seen.newline_sequence || seen.steering || seen.reference && seen.lookahead {
        return Loosened::Unknown;
    }
    let branches = loosen_branches(&pattern.branches);
    if branches == pattern.branches {
        return Loosened::Same;
    }
    Loosened::Looser(Pattern {
        branches,
        ..pattern.clone()
    })
}

/// Items that decide whether a pattern can be loosened at all.
#[derive(Default)]
struct Seen {
    newline_sequence: bool,
    reference: bool,
    lookahead: bool,
    /// A call, a verb, a conditional group or a scan.
    steering: bool,
}

impl Seen {
    fn read(&mut self, branches: &[Vec<Node>]) {
        for node in branches.iter().flatten() {
            self.read_item(&node.kind);
        }
    }

    fn read_item(&mut self, kind: &NodeKind) {
        match kind {
            NodeKind::NewlineSequence | NodeKind::Cluster => self.newline_sequence = true,
            NodeKind::BackReference(_) => self.reference = true,
            NodeKind::Call(_) | NodeKind::Verb(_) => self.steering = true,
            NodeKind::Repeat(repeat) => self.read_item(&repeat.item.kind),
            NodeKind::Group(group) => {
                self.lookahead |= matches!(group.kind, GroupKind::Look { behind: false, .. });
                self.steering |=
                    matches!(group.kind, GroupKind::Conditional(_) | GroupKind::Scan(_));
                self.read(&group.branches);
            }
            NodeKind::Literal { .. }
            | NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_)
            | NodeKind::Assertion(_)
            | NodeKind::KeepOut
            | NodeKind::Options(_) => {}
        }
    }
}

fn loosen_branches(branches: &[Vec<Node>]) -> Branches {
    let loosen_branch = |branch: &Vec<Node>| branch.iter().filter_map(loosen_node).collect();
    branches.iter().map(loosen_branch).collect()
}

/// `None` for an item that only looks at what follows.
fn loosen_node(node: &Node) -> Option<Node> {
    let kind = match &node.kind {
        NodeKind::Assertion(assertion) if looks_ahead(*assertion) => return None,
        NodeKind::Group(group) => NodeKind::Group(Box::new(loosen_group(group)?)),
        NodeKind::Repeat(repeat) => NodeKind::Repeat(Box::new(loosen_repeat(repeat)?)),
        kind => kind.clone(),
    };
    let span = node.span;
    Some(Node { span, kind })
}

fn looks_ahead(assertion: Assertion) -> bool {
    match assertion {
        Assertion::End
        | Assertion::LineEnd
        | Assertion::SubjectEndOrLineFeed
        | Assertion::SubjectEnd
        | Assertion::WordBoundary
        | Assertion::NotWordBoundary => true,
        Assertion::Start
        | Assertion::LineStart
        | Assertion::SubjectStart
        | Assertion::SearchStart => false,
    }
}

fn loosen_group(group: &Group) -> Option<Group> {
    let branches = loosen_branches(&group.branches);
    let kind = match &group.kind {
        GroupKind::Atomic => GroupKind::NonCapture(OptionChange::default()),
        // What is looser inside would hold in fewer places outside.
        GroupKind::Look {
            behind, negative, ..
        } if *negative => {
            if !behind || branches != group.branches {
                return None;
            }
            group.kind.clone()
        }
        kind => kind.clone(),
    };
    Some(Group { kind, branches })
}

fn loosen_repeat(repeat: &Repeat) -> Option<Repeat> {
    let mode = match repeat.mode {
        RepeatMode::Possessive => RepeatMode::Greedy,
        mode => mode,
    };
    let item = loosen_node(&repeat.item)?;
    Some(Repeat {
        item,
        mode,
        ..*repeat
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{PatternFlags, parse_pattern};

    fn parse(text: &str) -> Pattern {
        parse_pattern(text.as_bytes(), PatternFlags::default()).unwrap()
    }

    #[test]
    fn what_looks_at_what_follows_is_left_out() {
        for (text, left) in [
            (r"^a$", r"^a"),
            (r"a(b\z|c\Z)?", r"a(b|c)?"),
            (r"(?m)a$b", r"(?m)ab"),
            (r"a++(?>b|c)", r"a+(?:b|c)"),
            (r"\bfoo\B", r"foo"),
            (r"a(?!b)(?=c$)d", r"a(?=c)d"),
            (r"(?<!a$)b", r"b"),
            (r"(a\b)*+", r"(a)*"),
        ] {
            assert_eq!(
                loosen(&parse(text)),
                Loosened::Looser(parse(left)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_looks_at_nothing_that_follows_stays() {
        for text in [
            r"^a.*(b|c)+?\1",
            r"(?=a)b",
            r"(?<=a)b(?<!ab)",
            r"(?m)^a",
            r"a\Kb",
        ] {
            assert_eq!(loosen(&parse(text)), Loosened::Same, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_said() {
        for text in [
            r"a\R",
            r"(?=(a))\1",
            r"(a)(?1)",
            r"a(*THEN)b",
            r"(a)(?(1)b)",
            r"(a)(*scs:(1)a)",
        ] {
            assert_eq!(loosen(&parse(text)), Loosened::Unknown, "{text}");
        }
    }
}
