//! Tree to instructions.
//!
//! Groups are laid out as PCRE2 lays them out, because its frames are counted: a counted group
//! becomes that many copies, the optional ones nested into each other (`(x){1,3}` is
//! `(x)(?:(x)(x)?)?`), and a possessive group that is not simply repeated without bound is wrapped
//! in an atomic one.
//!
//! The number of instructions is bounded because the parser refuses a pattern whose compiled form
//! would pass PCRE2's own 64 KiB.

mod calls;
mod caseless;
mod compact;
mod conditional;
mod marks;
mod repeats;
mod scan;
mod singles;

use super::ahead::look_ahead;
use super::possessify::possessify;
use super::program::{Close, Code, FAIL, GroupEntry, LookKind, Op, Pc, Reference, Scope};
use super::significant::is_empty_negative_lookahead;
use crate::pattern::tree::{self, Group, GroupKind, Node, NodeKind};
use crate::pattern::{Length, Pattern, Uses, branches_can_match_empty, lookbehind_steps};
use crate::source::Span;
use calls::Open;
use caseless::CaselessPlaces;
use compact::compact;
pub(super) use marks::marked_group;

/// Makes the instructions of `pattern`; the first is [`FAIL`], the second where to start.
pub(super) fn compile_code(pattern: &Pattern) -> Code {
    let mut code = compile_whole(pattern, None, None).0;
    if !pattern.settings().no_auto_possess {
        possessify(&mut code);
    }
    compact(&mut code);
    look_ahead(&mut code);
    code
}

/// The same for going step by step, and for each instruction the item that it is for, in bytes of
/// the pattern text.
pub(super) fn compile_with_spans(pattern: &Pattern) -> (Code, Vec<Span>) {
    let (mut code, spans) = compile_whole(pattern, None, Some(Vec::new()));
    if !pattern.settings().no_auto_possess {
        possessify(&mut code);
    }
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
    let uses = Uses::of(pattern.branches());
    let mut compiler = Compiler {
        branches: pattern.branches(),
        code: Code {
            not_empty: pattern.settings().not_empty,
            not_empty_at_start: pattern.settings().not_empty_at_start,
            newline: pattern.settings().newline,
            newline_sequence_is_crlf: pattern.settings().newline_sequence_is_crlf,
            has_scans: uses.scans,
            ..Code::default()
        },
        uses,
        names: Vec::new(),
        open: Vec::new(),
        next_mark,
        item: Span::default(),
        spans,
        caseless: CaselessPlaces::default(),
    };
    if compiler.uses.calls {
        compiler.caseless = CaselessPlaces::of(pattern);
        compiler.code.entries = vec![FAIL; pattern.n_groups() + 1];
    }
    compiler.push(Op::Fail);
    compiler.note_entry(0);
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
    uses: Uses,
    /// The names of verbs.
    names: Vec<Vec<u8>>,
    /// The groups around this place that keep a frame, outermost first.
    open: Vec<Open>,
    /// The number of the next mark; `None` where none are wanted, and inside of what may run many
    /// times.
    next_mark: Option<u32>,
    /// The item at hand.
    item: Span,
    /// The item of each instruction; `None` where nobody asks.
    spans: Option<Vec<Span>>,
    /// Where case does not count; nowhere in a program without calls.
    caseless: CaselessPlaces,
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
        let mut nexts = Vec::new();
        let mut last_entry = None;
        for (idx, branch) in branches.iter().enumerate() {
            let is_last = idx + 1 == branches.len();
            if let Some(entry) = last_entry.take() {
                nexts.push(self.link(entry));
            }
            if !is_last || layout.last_makes_frame {
                last_entry = Some(self.push((layout.entry)(otherwise)));
            }
            self.branch(branch, layout.steps_back.get(idx));
            if !is_last || self.uses.verbs {
                jumps.push(self.push(Op::Jump(PENDING)));
            }
        }
        if let Some(entry) = last_entry.filter(|_| self.uses.verbs) {
            last_entry = Some(self.pad(entry, otherwise, nexts));
        }
        for jump in jumps {
            self.link(jump);
        }
        last_entry
    }

    /// In a program with verbs the last alternative fails by way of an instruction of its own, by
    /// which its frame is known.
    fn pad(&mut self, entry: Pc, otherwise: Pc, mut nexts: Vec<Pc>) -> Pc {
        nexts.push(self.link(entry));
        let last = self.push(Op::Jump(otherwise));
        let close = self.here();
        let several = nexts.len() > 1;
        let scopes = nexts.into_iter().map(|next| Scope {
            next,
            last,
            close,
            several,
        });
        self.lay_scopes(scopes);
        last
    }

    /// Keeps the list in order: what the branches hold was listed before, and stands between these.
    fn lay_scopes(&mut self, scopes: impl Iterator<Item = Scope>) {
        let list = &mut self.code.scopes;
        let mut scopes = scopes.peekable();
        let first = scopes.peek().map_or(0, |scope| scope.next);
        let inside = list.split_off(list.partition_point(|scope| scope.next < first));
        let mut inside = inside.into_iter().peekable();
        for scope in scopes {
            while let Some(inner) = inside.next_if(|inner| inner.next < scope.next) {
                list.push(inner);
            }
            list.push(scope);
        }
        list.extend(inside);
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
            kind if self.is_not_crlf(kind) => {
                self.push(Op::NotCrlf);
            }
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
            NodeKind::Cluster => {
                self.push(Op::Cluster);
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
            NodeKind::Call(call) => {
                self.push(Op::Call(call.group));
            }
            NodeKind::Verb(verb) => self.verb(verb),
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

    fn group(&mut self, group: &Group, round: Round) {
        let start = self.here();
        let is_loop = round != Round::Once;
        self.code.run_may_grow = false;
        let checked = match &group.kind {
            GroupKind::Conditional(condition) => {
                let guarded = is_loop && conditional::is_guarded(group);
                self.conditional(condition, group, guarded);
                guarded
            }
            GroupKind::Scan(list) => {
                self.scan(list, &group.branches);
                true
            }
            _ => self.plain_group(group, is_loop),
        };
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

    /// A group of any kind but conditional; whether its start is known at its end.
    fn plain_group(&mut self, group: &Group, is_loop: bool) -> bool {
        let steps_back = match group.kind {
            GroupKind::Look { behind: true, .. } => lookbehind_steps(self.branches, group),
            _ => Vec::new(),
        };
        let varies = steps_back.iter().any(|step| step.max != Some(step.min));
        let guarded = is_loop && branches_can_match_empty(&group.branches);
        let (entry, close): (fn(Pc) -> Op, _) = match group.kind {
            GroupKind::Capture { number, .. } if guarded => (guard, Some(Close::Capture(number))),
            GroupKind::Capture { number, .. } => (frame, Some(Close::Capture(number))),
            GroupKind::Atomic => (frame, Some(Close::Atomic)),
            GroupKind::Look { negative: true, .. } => {
                (look_not, Some(Close::NegativeLook { varies }))
            }
            GroupKind::Look {
                gives_back: true, ..
            } => (look, Some(Close::LookGivingBack)),
            GroupKind::Look { .. } => (look, Some(Close::Look { varies })),
            GroupKind::ScriptRun => (guard, Some(Close::ScriptRun)),
            _ if guarded => (guard, Some(Close::Plain)),
            _ => (Op::Branch, None),
        };
        let negative_look = matches!(close, Some(Close::NegativeLook { .. }));
        let layout = Layout {
            entry,
            last_makes_frame: close.is_some() || self.uses.then,
            steps_back,
        };
        if close.is_none() {
            self.push(Op::Enter);
        }
        if let GroupKind::Capture { number, .. } = group.kind {
            self.note_entry(number);
        }
        let open = Open::of(&group.kind).filter(|_| close.is_some());
        let last = self.framed(open, |compiler| {
            compiler.alternatives(&group.branches, &layout, FAIL)
        });
        self.push(close.map_or(Op::Leave, Op::Close));
        if let Some(last) = last.filter(|_| negative_look) {
            self.link(last);
        }
        close.is_some()
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

    /// Lets the instruction at `at` lead to the next one, and tells where that is.
    fn link(&mut self, at: Pc) -> Pc {
        let here = self.here();
        self.code.run_may_grow = false;
        match self.code.ops.get_mut(at as usize) {
            Some(
                Op::Branch(target)
                | Op::Group(target, _)
                | Op::PossessiveGroup(target)
                | Op::Jump(target)
                | Op::Skip(target)
                | Op::Unless(_, target)
                | Op::Optional(target)
                | Op::OptionalLazy(target),
            ) => *target = here,
            _ => debug_assert!(false, "only these have targets"),
        }
        here
    }
}

fn frame(next: Pc) -> Op {
    Op::Group(next, GroupEntry::Plain)
}

fn guard(next: Pc) -> Op {
    Op::Group(next, GroupEntry::Guarded)
}

fn look(next: Pc) -> Op {
    Op::Group(next, GroupEntry::Look(LookKind::Positive))
}

fn look_not(next: Pc) -> Op {
    Op::Group(next, GroupEntry::Look(LookKind::Negative))
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
