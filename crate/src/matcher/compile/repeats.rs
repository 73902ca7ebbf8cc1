//! Quantifiers.
//!
//! A counted group becomes that many copies, the optional ones nested into each other; a single
//! byte with a quantifier stays one instruction.

use super::calls::Open;
use super::singles::is_type;
use super::{Compiler, Layout, PENDING, Round, conditional};
use crate::matcher::program::{
    Close, Counts, FAIL, GroupEntry, Mode, Op, Repeat, Single, UNBOUNDED,
};
use crate::matcher::significant::is_never_entered;
use crate::pattern::tree::{self, Group, GroupKind, Node, NodeKind, RepeatMode};

impl Compiler<'_> {
    pub(super) fn repeat(&mut self, repeat: &tree::Repeat) {
        let max = repeat.max.map_or(UNBOUNDED, u32::from);
        let mode = match repeat.mode {
            RepeatMode::Greedy => Mode::Greedy,
            RepeatMode::Lazy => Mode::Lazy,
            RepeatMode::Possessive => Mode::Possessive,
        };
        let (min, item) = (repeat.min, &repeat.item.kind);
        if max == 0 {
            return self.never(item);
        }
        match item {
            NodeKind::Call(call) => {
                let call = Node {
                    span: repeat.item.span,
                    kind: NodeKind::Call(call.clone()),
                };
                self.repeat_call(call, min, repeat.max, mode);
            }
            NodeKind::Group(group) => self.repeat_group(group, min, repeat.max, mode),
            NodeKind::BackReference(_) if mode == Mode::Possessive && (min, max) != (1, 1) => {
                self.atomic(|compiler| compiler.repeat_single(item, min, max, Mode::Greedy));
            }
            // `\d{1,3}+` is `(?>\d\d{0,2})` to PCRE2.
            _ if mode == Mode::Possessive && min == 1 && is_type(item) && is_counted(max) => {
                self.atomic(|compiler| {
                    compiler.node(item);
                    compiler.repeat_single(item, 0, max - 1, Mode::Greedy);
                });
            }
            _ => self.repeat_single(item, min, max, mode),
        }
    }

    /// A quantifier on something that is no group.
    pub(super) fn repeat_single(&mut self, item: &NodeKind, min: u16, max: u32, mode: Mode) {
        if max == 0 || (min, max) == (1, 1) {
            if max == 1 {
                self.node(item);
            }
            return;
        }
        if let NodeKind::BackReference(reference) = item {
            let idx = self.reference(reference);
            self.code.counts.push(Counts { min, max, mode });
            let counts = self.code.counts.len() as u32 - 1;
            self.push(Op::RepeatReference(idx, counts));
            return;
        }
        let single = self.single(item).unwrap_or(Single::Any);
        let repeat = Repeat {
            item: single,
            min,
            max,
            mode,
            ahead: 0,
        };
        let op = match item {
            NodeKind::NewlineSequence => Op::RepeatNewline(repeat),
            NodeKind::Cluster => Op::RepeatCluster(repeat),
            item if self.is_not_crlf(item) => Op::RepeatNotCrlf(repeat),
            _ => Op::Repeat(repeat),
        };
        self.push(op);
    }

    /// What `inside` makes, in an atomic group.
    pub(super) fn atomic(&mut self, inside: impl FnOnce(&mut Self)) {
        self.push(Op::Group(FAIL, GroupEntry::Plain));
        self.framed(Some(Open::Other), inside);
        self.push(Op::Close(Close::Atomic));
    }

    /// A group with a quantifier other than `{0}`.
    pub(super) fn repeat_group(&mut self, group: &Group, min: u16, max: Option<u16>, mode: Mode) {
        if is_never_entered(group) {
            return self.group(group, Round::Once);
        }
        let is_look = group.is_assertion();
        let max = match max {
            None if is_look => Some(min.saturating_add(1)),
            max => max,
        };
        let possessive = mode == Mode::Possessive;
        if (min, max) == (1, Some(1)) && !possessive {
            return self.group(group, Round::Once);
        }
        // PCRE2 has no possessive loop of its own for a script run.
        if possessive && group.kind == GroupKind::ScriptRun {
            return self.atomic(|compiler| compiler.copies(group, min, max, Mode::Greedy));
        }
        if possessive && max.is_none() && min < 2 {
            return self.possessive_loop(group, min == 0);
        }
        if possessive {
            self.atomic(|compiler| compiler.copies(group, min, max, mode));
        } else {
            self.copies(group, min, max, mode);
        }
    }

    /// The copies a counted group stands for.
    pub(super) fn copies(&mut self, group: &Group, min: u16, max: Option<u16>, mode: Mode) {
        let optional = match mode {
            Mode::Lazy => Op::OptionalLazy,
            Mode::Greedy | Mode::Possessive => Op::Optional,
        };
        let Some(max) = max else {
            for _ in 1..min {
                self.group(group, Round::Once);
            }
            let skip = (min == 0).then(|| self.push(optional(PENDING)));
            match mode {
                Mode::Greedy => self.group(group, Round::Again),
                Mode::Lazy => self.group(group, Round::AgainLazy),
                Mode::Possessive => self.possessive_loop(group, false),
            }
            if let Some(skip) = skip {
                self.link(skip);
            }
            return;
        };
        for _ in 0..min {
            self.group(group, Round::Once);
        }
        let mut skips = Vec::new();
        for nth in min..max {
            skips.push(self.push(optional(PENDING)));
            if nth + 1 < max {
                self.push(Op::Enter);
                // PCRE2 makes a frame for the last alternative of every group then.
                self.push_some(self.uses.then.then_some(Op::Branch(FAIL)));
            }
            self.group(group, Round::Once);
        }
        for (idx, skip) in skips.into_iter().rev().enumerate() {
            if idx > 0 {
                self.push(Op::Leave);
            }
            self.link(skip);
        }
    }

    /// A group that repeats without bound and never gives back.
    pub(super) fn possessive_loop(&mut self, group: &Group, optional: bool) {
        self.push(Op::PossessiveStart);
        let start = self.here();
        let layout = Layout {
            entry: Op::PossessiveGroup,
            last_makes_frame: true,
            steps_back: Vec::new(),
        };
        let capture = match group.kind {
            GroupKind::Capture { number, .. } => number,
            _ => 0,
        };
        let last = match &group.kind {
            GroupKind::Conditional(condition) => {
                let guarded = conditional::is_guarded(group);
                self.wrapped(&layout, |compiler| {
                    compiler.conditional(condition, group, guarded);
                })
            }
            _ => self.framed(Open::of(&group.kind), |compiler| {
                compiler.note_entry(capture);
                compiler.alternatives(&group.branches, &layout, PENDING)
            }),
        };
        self.push(Op::Close(Close::Possessive { capture, start }));
        if let Some(last) = last {
            self.link(last);
        }
        self.push(Op::PossessiveEnd { optional });
    }
}

/// Whether a quantifier from 1 has an upper bound that leaves it a choice.
fn is_counted(max: u32) -> bool {
    max > 1 && max != UNBOUNDED
}
