//! The parsed pattern: what each node means, with its place in the pattern text.
//!
//! Options that are in force at a place (caseless, dotall, multiline, ungreedy) are already
//! resolved into the nodes, so no walk over the tree has to carry them. Two trees are equal when
//! they mean the same; spans, comments and the way a byte was spelled do not count.

mod class;
mod control;
mod property;
mod property_table;
mod walk;

use crate::source::Span;

pub use class::{Class, ClassEscape, ClassItem, PosixClass, is_word_byte};
pub use control::{Call, Condition, Scanned, Verb, VerbKind};
pub use property::{Property, PropertyKind, property_names};
pub use walk::visit_nodes;

/// One item of a sequence.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands in the pattern text, quantifier included.
    pub span: Span,
    /// What it matches.
    pub kind: NodeKind,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What a node matches.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// One byte; with `caseless` an ASCII letter matches in either case.
    Literal {
        /// The byte.
        byte: u8,
        /// Either case.
        caseless: bool,
    },
    /// `.`: any byte, with `dotall` a line feed too.
    Dot {
        /// Matches a line feed too.
        dotall: bool,
    },
    /// `\N`: any byte but a line feed.
    NotLineFeed,
    /// `\C`: any byte.
    AnyByte,
    /// `\d`, `\p{Lu}` and their like outside brackets.
    Escape(ClassEscape),
    /// `[…]`.
    Class(Box<Class>),
    /// `\R`: CR LF as one, or a single LF, VT, FF, CR or NEL (0x85).
    NewlineSequence,
    /// `\X`: what a reader sees as one character: CR LF, or any one byte.
    Cluster,
    /// `^`, `\b` and their like.
    Assertion(Assertion),
    /// `\K`: the reported match starts here.
    KeepOut,
    /// `\1` and its like.
    BackReference(Box<BackReference>),
    /// `(…)` of any kind.
    Group(Box<Group>),
    /// `(?1)`, `(?&name)` and their like: a group called as a subroutine.
    Call(Box<Call>),
    /// `(*COMMIT)` and its like.
    Verb(Box<Verb>),
    /// An item with a quantifier.
    Repeat(Box<Repeat>),
    /// `(?i)`: options from here to the end of the enclosing group.
    Options(OptionChange),
}

/// Simple assertions: they look at a place and take no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Assertion {
    /// `^`: at the start of the response.
    Start,
    /// `^` under `m`: also behind each line feed that is not the last byte.
    LineStart,
    /// `$`: at the end, or before a line feed that is the last byte.
    End,
    /// `$` under `m`: at the end, or before any line feed.
    LineEnd,
    /// `\A`: at the start of the response.
    SubjectStart,
    /// `\Z`: as `$` without `m`.
    SubjectEndOrLineFeed,
    /// `\z`: at the very end.
    SubjectEnd,
    /// `\G`: where the search started, which is the start of the response.
    SearchStart,
    /// `\b`: between a word byte and another.
    WordBoundary,
    /// `\B`: anywhere else.
    NotWordBoundary,
}

/// A reference to what a group took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackReference {
    /// The groups meant, in rising order: one, or several of the same name, of which the first
    /// that took part counts.
    pub groups: Vec<u16>,
    /// The name, when it was written with one.
    pub name: Option<Vec<u8>>,
    /// ASCII letters compare in either case.
    pub caseless: bool,
}

/// `(…)` of any kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Which kind.
    pub kind: GroupKind,
    /// The alternatives; never empty, each may be.
    pub branches: Vec<Vec<Node>>,
}

impl Group {
    /// Whether it takes no bytes and PCRE2 counts it among the assertions.
    pub(crate) fn is_assertion(&self) -> bool {
        matches!(self.kind, GroupKind::Look { .. } | GroupKind::Scan(_))
    }

    /// Whether it is `(?!)`, which PCRE2 turns into one instruction where it has no quantifier.
    pub fn always_fails(&self) -> bool {
        let is_negative = matches!(
            self.kind,
            GroupKind::Look {
                behind: false,
                negative: true,
                ..
            }
        );
        is_negative && matches!(&*self.branches, [only] if only.is_empty())
    }
}

/// The kinds of groups.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupKind {
    /// `(…)` and `(?<name>…)`.
    Capture {
        /// Its number, from 1.
        number: u16,
        /// Its name.
        name: Option<Vec<u8>>,
    },
    /// `(?:…)` and `(?i:…)`.
    NonCapture(OptionChange),
    /// `(?|…)`: the groups of every branch count from the same number.
    BranchReset,
    /// `(?>…)`.
    Atomic,
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`.
    Look {
        /// Looks at what stands before.
        behind: bool,
        /// Holds where the branches do not match.
        negative: bool,
        /// `(?*…)`, `(?<*…)`: when what follows fails, it is tried in another way.
        gives_back: bool,
    },
    /// `(*sr:…)`: what it takes is of one script, as all bytes are.
    ScriptRun,
    /// `(*scs:(1)…)`: holds where the branches match from the start of what the first of these
    /// groups took that took part, and within it.
    Scan(Vec<Scanned>),
    /// `(?(…)…|…)`: the first branch when the condition holds, otherwise the second, if any.
    Conditional(Condition),
}

/// Options as they are switched by `(?im-s)`; only those that the nodes do not carry resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OptionChange {
    /// `i`.
    pub caseless: Option<bool>,
    /// `s`.
    pub dotall: Option<bool>,
    /// `m`.
    pub multiline: Option<bool>,
    /// `J`: group names may be used twice.
    pub duplicate_names: Option<bool>,
}

/// An item with a quantifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    /// What is repeated.
    pub item: Node,
    /// Fewest times.
    pub min: u16,
    /// Most times; `None` is without bound.
    pub max: Option<u16>,
    /// Which count is tried first, and whether others are tried at all.
    pub mode: RepeatMode,
}

/// How a quantifier chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RepeatMode {
    /// As many as possible first.
    Greedy,
    /// As few as possible first.
    Lazy,
    /// As many as possible, never fewer.
    Possessive,
}
