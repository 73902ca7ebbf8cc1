//! What an item wants that a pattern could not pass, and the place at which that is missing.
//!
//! ```text
//! \d{3}     22.    `\d{3}`: 2 of 3 stand there          byte 2
//! \1        abd    `abc` again (`\1`)                   byte 2
//! (?!x)     x      forbids what follows (`(?!x)`)       byte 0
//! ```
//!
//! Limits: copies of a counted item up to [`MAX_COPIES`]; nothing is said of the inside of an item
//! with references, calls or verbs in it.

use super::in_code;
use super::stop::Stop;
use crate::bytes::print_readable;
use crate::matcher::{Captures, Limits, Progress, ProgressProgram};
use crate::pattern::tree::{
    Assertion, Condition, Group, GroupKind, Node, NodeKind, OptionChange, Repeat, VerbKind,
    visit_nodes,
};
use crate::pattern::{Pattern, branch_length};
use crate::source::Span;

/// Copies of a counted item that are run.
pub(super) const MAX_COPIES: u16 = 200;

/// What was wanted, and the place that tells why it is not there.
pub(super) struct Wanted {
    /// `wants`, or `forbids`.
    pub(super) verb: &'static str,
    pub(super) words: String,
    pub(super) at: usize,
}

impl Wanted {
    pub(super) fn plain(words: String, at: usize) -> Self {
        let verb = "wants";
        Self { verb, words, at }
    }
}

/// The pattern and the response that are asked about.
pub(super) struct Asked<'a> {
    pub(super) stop: &'a Stop<'a>,
    pub(super) pattern: &'a Pattern,
    pub(super) limits: &'a Limits,
}

impl Asked<'_> {
    fn code(&self, span: Span) -> String {
        in_code(span.slice(self.stop.text))
    }

    /// What `node` wants at `at`, where it does not match.
    pub(super) fn item(&self, node: &Node, at: usize, captures: Option<&Captures>) -> Wanted {
        let code = self.code(node.span);
        let found = match &node.kind {
            NodeKind::Assertion(assertion) => {
                let words = format!("{} (`{code}`)", assertion_name(*assertion));
                Some(Wanted::plain(words, at))
            }
            NodeKind::BackReference(reference) => captures.and_then(|captures| {
                self.again(&reference.groups, reference.caseless, &code, at, captures)
            }),
            NodeKind::Repeat(repeat) => self.repeat(repeat, &code, at),
            NodeKind::Group(group) => self.group(group, node.span, at, captures),
            NodeKind::Verb(verb) if verb.kind == VerbKind::Fail => Some(Wanted::plain(
                format!("`{code}`, which nothing matches"),
                at,
            )),
            _ => None,
        };
        found.unwrap_or_else(|| Wanted::plain(item_name(node.span.slice(self.stop.text)), at))
    }

    /// What a group took, once more.
    fn again(
        &self,
        groups: &[u16],
        caseless: bool,
        code: &str,
        at: usize,
        captures: &Captures,
    ) -> Option<Wanted> {
        let mut taken = groups.iter();
        let Some(taken) = taken.find_map(|group| captures.get(usize::from(*group))) else {
            let words = format!("`{code}`, but {} took nothing", group_names(groups));
            return Some(Wanted::plain(words, at));
        };
        let value = self.stop.response.get(taken.range())?;
        let rest = self.stop.response.get(at..)?;
        let is_same = |(a, b): &(&u8, &u8)| a == b || caseless && a.eq_ignore_ascii_case(b);
        let n_same = value.iter().zip(rest).take_while(is_same).count();
        let shown = print_readable(value).replace('`', r"\x60");
        let words = format!("`{shown}` again (`{code}`)");
        Some(Wanted::plain(words, at + n_same))
    }

    fn repeat(&self, repeat: &Repeat, code: &str, at: usize) -> Option<Wanted> {
        let Repeat { item, min, max, .. } = repeat;
        if !(1..=MAX_COPIES).contains(min) {
            return None;
        }
        let length = branch_length(std::slice::from_ref(item));
        let is_byte = (length.min, length.max) == (1, Some(1));
        if is_byte && *min == 1 {
            return None;
        }
        let copies = vec![item.clone(); usize::from(*min)];
        if !is_byte {
            return self.inside(copies, code, at);
        }
        let stopped = self.progress_of(copies, at)?.offset as usize;
        let n_taken = stopped.checked_sub(at).filter(|n_taken| *n_taken > 0)?;
        let least = if *max == Some(*min) { "" } else { "at least " };
        let words = format!("`{code}`: {n_taken} of {least}{min} stand there");
        Some(Wanted::plain(words, stopped))
    }

    fn group(
        &self,
        group: &Group,
        span: Span,
        at: usize,
        captures: Option<&Captures>,
    ) -> Option<Wanted> {
        let code = self.code(span);
        match &group.kind {
            GroupKind::Look {
                behind: false,
                negative: false,
                ..
            } => {
                let (kind, branches) = (
                    GroupKind::NonCapture(OptionChange::default()),
                    group.branches.clone(),
                );
                let kind = NodeKind::Group(Box::new(Group { kind, branches }));
                self.inside(vec![Node { span, kind }], &code, at)
            }
            GroupKind::Look {
                behind, negative, ..
            } => {
                let (verb, words) = match (behind, negative) {
                    (true, false) => ("wants", "something else in front of it"),
                    (true, true) => ("forbids", "what stands in front of it"),
                    (false, _) => ("forbids", "what follows"),
                };
                let words = format!("{words} (`{code}`)");
                Some(Wanted { verb, words, at })
            }
            GroupKind::Conditional(Condition::Group { groups, .. }) => {
                let captures = captures?;
                let took = |group: &u16| captures.get(usize::from(*group)).is_some();
                let (branch, told) = match groups.iter().any(took) {
                    true => (group.branches.first()?, "took part"),
                    false => (group.branches.get(1)?, "took nothing"),
                };
                let (first, last) = (branch.first()?.span, branch.last()?.span);
                let inner = self.code(Span::new(first.range().start, last.range().end));
                let found = self.inside(branch.clone(), &inner, at);
                let found = found.unwrap_or_else(|| Wanted::plain(format!("`{inner}`"), at));
                let words = format!(
                    "{}, since {} {told} (`{code}`)",
                    found.words,
                    group_names(groups)
                );
                Some(Wanted { words, ..found })
            }
            _ => None,
        }
    }

    /// How far `nodes` come from `at`, where that is farther than the place itself.
    fn inside(&self, nodes: Vec<Node>, code: &str, at: usize) -> Option<Wanted> {
        let progress = self.progress_of(nodes.clone(), at)?;
        let stopped = progress.offset as usize;
        if stopped <= at {
            return None;
        }
        let inner = self.pattern.with_items(nodes);
        // As deep as items nest in each other, which the parser limits.
        let inner = self.item(inner.cut_at(progress.item)?.item, stopped, None);
        Some(Wanted {
            words: format!(
                "`{code}`, which fits up to byte {stopped}, where it {} {}",
                inner.verb, inner.words
            ),
            ..Wanted::plain(String::new(), inner.at)
        })
    }

    fn progress_of(&self, nodes: Vec<Node>, at: usize) -> Option<Progress> {
        let nodes = vec![nodes];
        let mut is_plain = true;
        visit_nodes(&nodes, &mut |node| {
            is_plain &= match &node.kind {
                NodeKind::BackReference(_) | NodeKind::Call(_) | NodeKind::Verb(_) => false,
                NodeKind::Group(group) => {
                    !matches!(group.kind, GroupKind::Conditional(_) | GroupKind::Scan(_))
                }
                _ => true,
            };
        });
        let nodes = nodes.into_iter().next().filter(|_| is_plain)?;
        let program = ProgressProgram::new(self.pattern.with_items(nodes));
        program.find_at(self.stop.response, at as u32, self.limits)
    }
}

pub(super) fn item_name(code: &[u8]) -> String {
    match code {
        b" " => "a space".to_owned(),
        code => format!("`{}`", in_code(code)),
    }
}

/// `group 1`, `group 1 or 2`.
fn group_names(groups: &[u16]) -> String {
    let groups: Vec<String> = groups.iter().map(u16::to_string).collect();
    format!("group {}", groups.join(" or "))
}

fn assertion_name(assertion: Assertion) -> &'static str {
    match assertion {
        Assertion::Start | Assertion::SubjectStart | Assertion::SearchStart => {
            "the start of the response"
        }
        Assertion::LineStart => "the start of a line",
        Assertion::End | Assertion::SubjectEndOrLineFeed | Assertion::SubjectEnd => {
            "the end of the response"
        }
        Assertion::LineEnd => "the end of a line",
        Assertion::WordBoundary => "the edge of a word",
        Assertion::NotWordBoundary => "no edge of a word",
    }
}
