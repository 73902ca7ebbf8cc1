//! Tree to instructions.
//!
//! Groups are laid out as PCRE2 lays them out, because its frames are counted: a counted group
//! becomes that many copies, the optional ones nested into each other (`(x){1,3}` is
//! `(x)(?:(x)(x)?)?`), and a possessive group that is not simply repeated without bound is wrapped
//! in an atomic one.
//!
//! The number of instructions is bounded because the parser refuses a pattern whose compiled form
//! would pass PCRE2's own 64 KiB.

mod marks;
mod singles;

use super::possessify::possessify;
use super::program::{
    Close, Code, Counts, FAIL, GroupEntry, Mode, Op, Pc, Reference, Repeat, Single, UNBOUNDED,
};
use super::significant::is_empty_negative_lookahead;
use crate::pattern::tree::{self, Group, GroupKind, Node, NodeKind, RepeatMode};
use crate::pattern::{Length, Pattern, branches_can_match_empty, lookbehind_steps};
use crate::source::Span;
pub(super) use marks::marked_group;
use singles::is_type;

/// Makes the instructions of `pattern`; the first is [`FAIL`], the second where to start.
pub(super) fn compile_code(pattern: &Pattern) -> Code {
    let mut code = compile_whole(pattern, None, None).0;
    possessify(&mut code);
    code
}

/// The same, and for each instruction the item that it is for, in bytes of the pattern text.
pub(super) fn compile_with_spans(pattern: &Pattern) -> (Code, Vec<Span>) {
    let (mut code, spans) = compile_whole(pattern, None, Some(Vec::new()));
    possessify(&mut code);
    (code, spans)
}

/// The same with a mark in front of every item that a match has to pass once. Nothing is made
/// possessive: that looks at neighbors, and the marks stand between them.
pub(super) fn compile_marked(pattern: &Pattern) -> Code {
    compile_whole(pattern, Some(0), None).0
}

fn compile_whole(
    pattern: &Pattern,
    next_mark: Option<u32>,
    spans: Option<Vec<Span>>,
) -> (Code, Vec<Span>) {
    let mut compiler = Compiler {
        branches: pattern.branches(),
        code: Code::default(),
        next_mark,
        item: Span::default(),
        spans,
    };
    compiler.push(Op::Fail);
    let layout = Layout {
        entry: Op::Branch,
        last_makes_frame: true,
        steps_back: Vec::new(),
    };
    compiler.alternatives(pattern.branches(), &layout, FAIL);
    compiler.push(Op::Accept);
    (compiler.code, compiler.spans.unwrap_or_default())
}

struct Compiler<'p> {
    /// The whole pattern.
    branches: &'p [Vec<Node>],
    code: Code,
    /// The number of the next mark; `None` where none are wanted, and inside of what may run many
    /// times.
    next_mark: Option<u32>,
    /// The item at hand.
    item: Span,
    /// The item of each instruction; `None` where nobody asks.
    spans: Option<Vec<Span>>,
}

/// How the alternatives of a group are laid out.
struct Layout {
    /// What stands in front of each alternative.
    entry: fn(Pc) -> Op,
    /// Whether the last one has it too.
    last_makes_frame: bool,
    /// In a lookbehind, how far each alternative first steps back.
    steps_back: Vec<Length>,
}

/// A target that is filled in later.
const PENDING: Pc = FAIL;

impl Compiler<'_> {
    /// All branches, each but the last ending in a jump to behind them. When the last one fails,
    /// the matcher goes on at `otherwise`.
    fn alternatives(
        &mut self,
        branches: &[Vec<Node>],
        layout: &Layout,
        otherwise: Pc,
    ) -> Option<Pc> {
        let mut jumps = Vec::new();
        let mut last_entry = None;
        for (idx, branch) in branches.iter().enumerate() {
            let is_last = idx + 1 == branches.len();
            if let Some(entry) = last_entry.take() {
                self.link(entry);
            }
            if !is_last || layout.last_makes_frame {
                last_entry = Some(self.push((layout.entry)(otherwise)));
            }
            self.branch(branch, layout.steps_back.get(idx));
            if !is_last {
                jumps.push(self.push(Op::Jump(PENDING)));
            }
        }
        for jump in jumps {
            self.link(jump);
        }
        last_entry
    }

    fn branch(&mut self, branch: &[Node], step_back: Option<&Length>) {
        let Some(&Length { min, max }) = step_back else {
            return self.sequence(branch);
        };
        let max = max.unwrap_or(min);
        if min == max {
            self.push_some((max > 0).then_some(Op::Back(max as u32)));
            return self.sequence(branch);
        }
        let (min, max) = (min as u16, max as u16);
        self.push(Op::BackRange { min, max });
        self.sequence(branch);
        self.push(Op::BackCheck);
    }

    fn sequence(&mut self, nodes: &[Node]) {
        let around = self.item;
        for node in nodes {
            self.item = node.span;
            self.mark();
            self.node(&node.kind);
        }
        self.item = around;
    }

    fn node(&mut self, kind: &NodeKind) {
        match kind {
            NodeKind::Literal { byte, caseless } => self.literal(*byte, *caseless),
            NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::Class(_) => {
                let single = self.single(kind);
                self.push_some(single.map(Op::Single));
            }
            NodeKind::NewlineSequence => {
                self.push(Op::NewlineSequence);
            }
            NodeKind::Assertion(assertion) => {
                self.push(Op::Assert(*assertion));
            }
            NodeKind::KeepOut => {
                self.push(Op::KeepOut);
            }
            NodeKind::BackReference(reference) => {
                let idx = self.reference(reference);
                self.push(Op::Reference(idx));
            }
            // `(?!)` always fails; PCRE2 spends no frame on it.
            NodeKind::Group(group) if is_empty_negative_lookahead(group) => {
                self.push(Op::Fail);
            }
            NodeKind::Group(group) if marked_group(kind).is_some() => {
                self.group(group, Round::Once);
            }
            NodeKind::Group(group) => {
                self.unmarked(|compiler| compiler.group(group, Round::Once));
            }
            NodeKind::Repeat(repeat) => self.unmarked(|compiler| compiler.repeat(repeat)),
            NodeKind::Options(_) => {}
        }
    }

    fn reference(&mut self, reference: &tree::BackReference) -> u32 {
        self.code.references.push(Reference {
            groups: reference.groups.clone(),
            caseless: reference.caseless,
        });
        self.code.references.len() as u32 - 1
    }

    fn repeat(&mut self, repeat: &tree::Repeat) {
        let max = repeat.max.map_or(UNBOUNDED, u32::from);
        let mode = match repeat.mode {
            RepeatMode::Greedy => Mode::Greedy,
            RepeatMode::Lazy => Mode::Lazy,
            RepeatMode::Possessive => Mode::Possessive,
        };
        let (min, item) = (repeat.min, &repeat.item.kind);
        if max == 0 {
            return;
        }
        match item {
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
    fn repeat_single(&mut self, item: &NodeKind, min: u16, max: u32, mode: Mode) {
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
        };
        self.push(match item {
            NodeKind::NewlineSequence => Op::RepeatNewline(repeat),
            _ => Op::Repeat(repeat),
        });
    }

    /// What `inside` makes, in an atomic group.
    fn atomic(&mut self, inside: impl FnOnce(&mut Self)) {
        self.push(Op::Group(FAIL, GroupEntry::Plain));
        inside(self);
        self.push(Op::Close(Close::Atomic));
    }

    /// A group with a quantifier other than `{0}`.
    fn repeat_group(&mut self, group: &Group, min: u16, max: Option<u16>, mode: Mode) {
        let is_look = matches!(group.kind, GroupKind::Look { .. });
        let max = match max {
            None if is_look => Some(min.saturating_add(1)),
            max => max,
        };
        let possessive = mode == Mode::Possessive;
        if (min, max) == (1, Some(1)) && !possessive {
            return self.group(group, Round::Once);
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
    fn copies(&mut self, group: &Group, min: u16, max: Option<u16>, mode: Mode) {
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
    fn possessive_loop(&mut self, group: &Group, optional: bool) {
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
        let last = self.alternatives(&group.branches, &layout, PENDING);
        self.push(Op::Close(Close::Possessive { capture, start }));
        if let Some(last) = last {
            self.link(last);
        }
        self.push(Op::PossessiveEnd { optional });
    }

    fn group(&mut self, group: &Group, round: Round) {
        let steps_back = match group.kind {
            GroupKind::Look { behind: true, .. } => lookbehind_steps(self.branches, group),
            _ => Vec::new(),
        };
        let varies = steps_back.iter().any(|step| step.max != Some(step.min));
        let is_loop = round != Round::Once;
        let guarded = is_loop && branches_can_match_empty(&group.branches);
        let (entry, close): (fn(Pc) -> Op, _) = match group.kind {
            GroupKind::Capture { number, .. } if guarded => (guard, Some(Close::Capture(number))),
            GroupKind::Capture { number, .. } => (frame, Some(Close::Capture(number))),
            GroupKind::Atomic => (frame, Some(Close::Atomic)),
            GroupKind::Look { negative: true, .. } => (guard, Some(Close::NegativeLook { varies })),
            GroupKind::Look { .. } => (guard, Some(Close::Look { varies })),
            GroupKind::NonCapture(_) | GroupKind::BranchReset if guarded => {
                (guard, Some(Close::Plain))
            }
            GroupKind::NonCapture(_) | GroupKind::BranchReset => (Op::Branch, None),
        };
        let negative_look = matches!(close, Some(Close::NegativeLook { .. }));
        let layout = Layout {
            entry,
            last_makes_frame: close.is_some(),
            steps_back,
        };
        let start = self.here();
        self.code.run_may_grow = false;
        if close.is_none() {
            self.push(Op::Enter);
        }
        let last = self.alternatives(&group.branches, &layout, FAIL);
        self.push(close.map_or(Op::Leave, Op::Close));
        if let Some(last) = last.filter(|_| negative_look) {
            self.link(last);
        }
        let checked = close.is_some();
        match round {
            Round::Once => {}
            Round::Again => {
                self.push(Op::Again { start, checked });
            }
            Round::AgainLazy => {
                self.push(Op::AgainLazy { start, checked });
            }
        }
    }

    fn here(&self) -> Pc {
        self.code.ops.len() as Pc
    }

    fn push(&mut self, op: Op) -> Pc {
        self.code.run_may_grow = false;
        if let Some(spans) = &mut self.spans {
            spans.push(self.item);
        }
        self.code.ops.push(op);
        self.here() - 1
    }

    fn push_some(&mut self, op: Option<Op>) {
        if let Some(op) = op {
            self.push(op);
        }
    }

    /// Lets the instruction at `at` lead to the next one.
    fn link(&mut self, at: Pc) {
        let here = self.here();
        self.code.run_may_grow = false;
        match self.code.ops.get_mut(at as usize) {
            Some(
                Op::Branch(target)
                | Op::Group(target, _)
                | Op::PossessiveGroup(target)
                | Op::Jump(target)
                | Op::Optional(target)
                | Op::OptionalLazy(target),
            ) => *target = here,
            _ => debug_assert!(false, "only these have targets"),
        }
    }
}

/// Whether a quantifier from 1 has an upper bound that leaves it a choice.
fn is_counted(max: u32) -> bool {
    max > 1 && max != UNBOUNDED
}

fn frame(next: Pc) -> Op {
    Op::Group(next, GroupEntry::Plain)
}

fn guard(next: Pc) -> Op {
    Op::Group(next, GroupEntry::Guarded)
}

/// What follows one copy of a group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Round {
    /// The rest of the pattern.
    Once,
    /// The group again, before the rest is tried.
    Again,
    /// The group again, after the rest is tried.
    AgainLazy,
}
