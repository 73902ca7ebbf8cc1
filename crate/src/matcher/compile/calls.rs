//! Calls of groups, and verbs.
//!
//! A called group has to exist even where it can never be entered: `(a){0}` becomes a group behind
//! a `Skip`. `(?1){2,3}` becomes `(?1)(?1)(?:(?1))?`, as in PCRE2.

use super::{Compiler, Layout, Round};
use crate::matcher::program::{Mode, Op, Pc, Verb};
use crate::pattern::tree::{self, Group, GroupKind, Node, NodeKind, OptionChange, VerbKind};

/// A group that keeps a frame, as `(*ACCEPT)` inside sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Capture(u16),
    Look,
    Other,
}

impl Open {
    pub(super) fn of(kind: &GroupKind) -> Option<Self> {
        Some(match kind {
            GroupKind::Capture { number, .. } => Self::Capture(*number),
            GroupKind::Look { .. } | GroupKind::Scan(_) => Self::Look,
            _ => Self::Other,
        })
    }
}

impl Compiler<'_> {
    /// Remembers where the first copy of a group starts.
    pub(super) fn note_entry(&mut self, number: u16) {
        let here = self.here();
        if let Some(entry) = self.code.entries.get_mut(usize::from(number))
            && *entry == super::FAIL
        {
            *entry = here;
        }
    }

    /// What `inside` makes, within a group that keeps a frame.
    pub(super) fn framed<T>(
        &mut self,
        open: Option<Open>,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.open.extend(open);
        let made = inside(self);
        if open.is_some() {
            self.open.pop();
        }
        made
    }

    /// What `inside` makes, as the only alternative of a group.
    pub(super) fn wrapped(
        &mut self,
        layout: &Layout,
        inside: impl FnOnce(&mut Self),
    ) -> Option<Pc> {
        let entry = self.push((layout.entry)(super::PENDING));
        self.framed(Some(Open::Other), inside);
        if !self.uses.verbs {
            return Some(entry);
        }
        let jump = self.push(Op::Jump(super::PENDING));
        let last = self.pad(entry, super::PENDING, Vec::new());
        self.link(jump);
        Some(last)
    }

    /// An item that may stand no times.
    pub(super) fn never(&mut self, item: &NodeKind) {
        if !matches!(item, NodeKind::Group(_) | NodeKind::Call(_)) {
            return;
        }
        let skip = self.push(Op::Skip(super::PENDING));
        match item {
            NodeKind::Group(group) => self.group(group, Round::Once),
            item => self.node(item),
        }
        self.link(skip);
    }

    /// As many copies as there have to be, and a group around one more, if there may be more. It
    /// is the group alone that is possessive when there is no bound.
    pub(super) fn repeat_call(&mut self, call: Node, min: u16, max: Option<u16>, mode: Mode) {
        if mode == Mode::Possessive && max.is_some() {
            return self.atomic(|compiler| compiler.repeat_call(call, min, max, Mode::Greedy));
        }
        if (min, max) == (1, Some(1)) {
            return self.node(&call.kind);
        }
        let copies = if (min, max) == (1, None) { 0 } else { min };
        for _ in 0..copies {
            self.node(&call.kind);
        }
        if Some(min) == max {
            return;
        }
        let group = Group {
            kind: GroupKind::NonCapture(OptionChange::default()),
            branches: vec![vec![call]],
        };
        let max = max.map(|max| max - copies);
        self.repeat_group(&group, min - copies, max, mode);
    }

    pub(super) fn verb(&mut self, verb: &tree::Verb) {
        let kind = match (verb.kind, &verb.name) {
            (VerbKind::Accept, _) => return self.accept(),
            (VerbKind::Fail, _) => {
                self.push(Op::Fail);
                return;
            }
            (VerbKind::Mark, _) => Verb::Mark,
            (VerbKind::Commit, _) => Verb::Commit,
            (VerbKind::Prune, _) => Verb::Prune,
            (VerbKind::Skip, None) => Verb::Skip,
            (VerbKind::Skip, Some(_)) => Verb::SkipTo,
            (VerbKind::Then, _) => Verb::Then,
        };
        // PCRE2 compares names up to the first NUL.
        let name = verb.name.as_deref().unwrap_or_default();
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        let known = self.names.iter().position(|known| known == name);
        let idx = known.unwrap_or_else(|| {
            self.names.push(name.to_vec());
            self.names.len() - 1
        });
        self.push(Op::Verb(kind, idx as u32));
    }

    /// `(*ACCEPT)` sets the captures of the groups around it, up to the assertion at hand.
    fn accept(&mut self) {
        let mut closes = Vec::new();
        let mut in_look = false;
        for (up, open) in self.open.iter().rev().enumerate() {
            match *open {
                Open::Capture(capture) => closes.push(Op::CloseOpen {
                    capture,
                    up: up as u16,
                }),
                Open::Look => {
                    in_look = true;
                    break;
                }
                Open::Other => {}
            }
        }
        for close in closes {
            self.push(close);
        }
        self.push(if in_look {
            Op::AcceptLook
        } else {
            Op::AcceptCall
        });
    }
}
