//! `(…)` of every kind, and `(?i)`.

use super::{MAX_GROUPS, MAX_NESTING, Parser, Result};
use crate::pattern::tree::{Group, GroupKind, Node, NodeKind, OptionChange};
use crate::pattern::{PatternError, PatternErrorKind};
use crate::source::Span;

impl Parser<'_> {
    /// A group or an option setting; `None` for what leaves no trace in the tree. What is read as
    /// two nodes adds the first to `nodes`.
    pub(super) fn parse_group(&mut self, nodes: &mut Vec<Node>) -> Result<Option<NodeKind>> {
        let start = self.at;
        self.at += 1;
        match self.rest() {
            [b'?', rest @ ..] => {
                self.at += 1;
                self.parse_special_group(start, rest.first().copied())
            }
            [b'*', rest @ ..] => self.parse_star(start, rest.first().copied(), nodes),
            _ if self.options.no_capture => {
                self.parse_body(start, GroupKind::NonCapture(OptionChange::default()))
            }
            _ => self.parse_capture(start, None),
        }
    }

    /// Behind `(?`.
    fn parse_special_group(&mut self, start: usize, next: Option<u8>) -> Result<Option<NodeKind>> {
        let kind = match next {
            None => return Err(self.unclosed(start)),
            Some(b'>') => GroupKind::Atomic,
            Some(b'|') => GroupKind::BranchReset,
            Some(b'=') => look(false, false),
            Some(b'!') => look(false, true),
            Some(b'<') => return self.parse_angle(start),
            Some(b'\'') => return self.parse_named_group(start, b'\''),
            Some(b'P') => return self.parse_python(start),
            Some(b'(') => return self.parse_conditional(start),
            Some(b'C') => return self.parse_callout(start),
            Some(b'*') => look_giving_back(false),
            Some(b'[') => return self.parse_extended_class(start).map(Some),
            Some(b'R') => return self.parse_whole_call(start).map(Some),
            Some(b'&') => return self.parse_named_call(b')').map(Some),
            Some(b'0'..=b'9') => return self.parse_numbered_call(start).map(Some),
            Some(b'+' | b'-') if self.peek_signed_number() => {
                return self.parse_numbered_call(start).map(Some);
            }
            Some(b'+') => return Err(self.error_here(PatternErrorKind::UnknownGroup)),
            Some(_) => return self.parse_options(start),
        };
        self.at += 1;
        self.parse_body(start, kind)
    }

    fn peek_signed_number(&self) -> bool {
        matches!(self.rest(), [_, b'0'..=b'9', ..])
    }

    /// Behind `(?` with `<` next: a lookbehind or a name.
    fn parse_angle(&mut self, start: usize) -> Result<Option<NodeKind>> {
        let negative = match self.rest() {
            [_, b'=', ..] => false,
            [_, b'!', ..] => true,
            [_, b'*', ..] => {
                self.at += 2;
                return self.parse_body(start, look_giving_back(true));
            }
            _ => return self.parse_named_group(start, b'>'),
        };
        self.at += 2;
        self.parse_body(start, look(true, negative))
    }

    /// Behind `(?` with `P` next.
    fn parse_python(&mut self, start: usize) -> Result<Option<NodeKind>> {
        self.at += 1;
        match self.peek() {
            Some(b'<') => self.parse_named_group(start, b'>'),
            Some(b'=') => self.parse_named_reference(b')').map(Some),
            Some(b'>') => self.parse_named_call(b')').map(Some),
            Some(_) => Err(self.error_here(PatternErrorKind::UnknownGroup)),
            None => Err(self.unclosed(start)),
        }
    }

    /// Stands on the byte that opens the name.
    fn parse_named_group(&mut self, start: usize, terminator: u8) -> Result<Option<NodeKind>> {
        self.at += 1;
        let name = self.parse_name(terminator)?;
        self.parse_capture(start, Some(name))
    }

    fn parse_capture(&mut self, start: usize, name: Option<Vec<u8>>) -> Result<Option<NodeKind>> {
        if self.n_groups == MAX_GROUPS {
            return Err(self.error_from(start, PatternErrorKind::TooManyGroups));
        }
        self.n_groups += 1;
        if let Some(name) = &name {
            self.add_name(name, start)?;
        }
        let number = self.n_groups;
        if self.group_spans.len() < usize::from(number) {
            self.group_spans.push(Span::new(start, start));
        }
        let group = self.parse_body(start, GroupKind::Capture { number, name })?;
        let span = self.span_from(start);
        if let Some(known) = self.group_spans.get_mut(usize::from(number) - 1)
            && known.is_empty()
        {
            *known = span;
        }
        Ok(group)
    }

    /// `(?i)`, `(?i:…)`, `(?:…)`.
    fn parse_options(&mut self, start: usize) -> Result<Option<NodeKind>> {
        let outside = self.options;
        let change = self.parse_option_letters(start)?;
        if self.try_byte(b')') {
            self.n_untraced += usize::from(self.options != outside);
            let traced = change != OptionChange::default();
            return Ok(traced.then_some(NodeKind::Options(change)));
        }
        self.at += 1;
        let group = self.parse_body(start, GroupKind::NonCapture(change));
        self.options = outside;
        group
    }

    /// The branches and `)` of a group; options that change inside end with it.
    pub(super) fn parse_body(&mut self, start: usize, kind: GroupKind) -> Result<Option<NodeKind>> {
        self.parse_plain_body(start, kind)
            .map(|group| Some(NodeKind::Group(Box::new(group))))
    }

    pub(super) fn parse_plain_body(&mut self, start: usize, kind: GroupKind) -> Result<Group> {
        self.open(start)?;
        let is_look = matches!(kind, GroupKind::Look { .. } | GroupKind::Scan(_));
        self.n_looks += usize::from(is_look);
        let was_in_lookbehind = self.in_lookbehind;
        if is_look {
            self.in_lookbehind = matches!(kind, GroupKind::Look { behind: true, .. });
        }
        self.has_lookbehind |= matches!(kind, GroupKind::Look { behind: true, .. });
        let (outside, n_untraced) = (self.options, self.n_untraced);
        let branches = match kind {
            GroupKind::BranchReset => self.parse_reset_branches()?,
            _ => self.parse_branches()?,
        };
        let mut group = Group { kind, branches };
        if group.always_fails() && self.n_untraced > n_untraced {
            group.branches = vec![vec![self.nothing()]];
        }
        if !self.try_byte(b')') {
            return Err(self.unclosed(start));
        }
        self.options = outside;
        self.depth -= 1;
        self.n_looks -= usize::from(is_look);
        self.in_lookbehind = was_in_lookbehind;
        Ok(group)
    }

    /// One group more is open. PCRE2 notices that it is too deep when it reads on.
    pub(super) fn open(&mut self, start: usize) -> Result<()> {
        if self.depth == MAX_NESTING {
            return Err(match self.peek() {
                Some(_) => self.error_from(start, PatternErrorKind::NestedTooDeep),
                None => self.unclosed(start),
            });
        }
        self.depth += 1;
        Ok(())
    }

    /// Branches that all count their groups from the same number.
    fn parse_reset_branches(&mut self) -> Result<Vec<Vec<Node>>> {
        let first = self.n_groups;
        let mut branches = vec![self.parse_sequence()?];
        let mut most = self.n_groups;
        while self.try_byte(b'|') {
            self.n_groups = first;
            branches.push(self.parse_sequence()?);
            most = most.max(self.n_groups);
        }
        self.n_groups = most;
        Ok(branches)
    }

    pub(super) fn unclosed(&self, start: usize) -> PatternError {
        let span = Span::new(start, start + 1);
        PatternError::new(PatternErrorKind::UnclosedGroup, span).at(self.at)
    }

    /// An empty group in the place of what leaves nothing in the tree but something in PCRE2's
    /// program: `(?!(?x))` is not `(?!)`.
    fn nothing(&self) -> Node {
        Node {
            span: self.span_from(self.at),
            kind: NodeKind::Group(Box::new(Group {
                kind: GroupKind::NonCapture(OptionChange::default()),
                branches: vec![vec![]],
            })),
        }
    }
}

pub(super) fn look(behind: bool, negative: bool) -> GroupKind {
    GroupKind::Look {
        behind,
        negative,
        gives_back: false,
    }
}

/// A positive lookaround that is not atomic.
pub(super) fn look_giving_back(behind: bool) -> GroupKind {
    GroupKind::Look {
        behind,
        negative: false,
        gives_back: true,
    }
}
