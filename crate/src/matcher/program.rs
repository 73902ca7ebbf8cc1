//! The instructions that a pattern is compiled to.
//!
//! `a(b|c)*d` becomes
//!
//! ```text
//!  0 Fail
//!  1 Branch(0)            if all that follows fails, there is nothing else
//!  2 Run(a)
//!  3 Optional(10)         the group, or go on at 10
//!  4 Group(7)             the group starts here; if this alternative fails, go on at 7
//!  5 Run(b)
//!  6 Jump(9)
//!  7 Group(0)
//!  8 Run(c)
//!  9 Close(Capture(1)), Again(4)
//! 11 Run(d), Accept
//! ```
//!
//! There is one instruction for each place where PCRE2's match routine makes a new frame, so that
//! frames can be counted as PCRE2 counts them.

use crate::pattern::tree::{Assertion, ClassEscape, Property};
use crate::pattern::{ByteSet, Newline};

/// Index of an instruction.
pub(super) type Pc = u32;

/// The first instruction of every program, [`Op::Fail`]: the target of what leads nowhere.
pub(super) const FAIL: Pc = 0;
/// Where every program starts.
pub(super) const START: Pc = 1;

#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    /// One byte of a certain kind.
    Single(Single),
    /// These bytes of the literal pool.
    Run { start: u32, len: u32 },
    /// A repeated single byte.
    Repeat(Repeat),
    /// CR LF as one, or one byte of the five that end lines.
    NewlineSequence,
    /// The same for a quantifier.
    RepeatNewline(Repeat),
    /// CR LF as one, or any byte.
    Cluster,
    /// The same for a quantifier.
    RepeatCluster(Repeat),
    /// `.` where CR LF ends a line: any byte but a CR before LF.
    NotCrlf,
    /// The same for a quantifier.
    RepeatNotCrlf(Repeat),
    /// A place, no bytes.
    Assert(Assertion),
    /// The reported match starts here.
    KeepOut,
    /// What a group took, by index of the reference.
    Reference(u32),
    /// The same with a quantifier; the item of the repeat is not used.
    RepeatReference(u32, u32),
    /// An alternative: if what follows fails, go on at the target.
    Branch(Pc),
    /// An alternative that starts a group whose start is needed at its end.
    Group(Pc, GroupEntry),
    /// The start of a group that makes no frame; does nothing.
    Enter,
    /// Its end; does nothing.
    Leave,
    /// The same in a group repeated possessively; remembers whether it matched before.
    PossessiveGroup(Pc),
    /// All alternatives of such a group failed: go on if it matched before or may be left out.
    PossessiveEnd { optional: bool },
    /// Starts a possessively repeated group anew.
    PossessiveStart,
    /// Go on at the target.
    Jump(Pc),
    /// Try what follows, then the target.
    Optional(Pc),
    /// Try the target, then what follows.
    OptionalLazy(Pc),
    /// The end of a group.
    Close(Close),
    /// Run the group at the target again, then what follows; not after an empty iteration.
    Again { start: Pc, checked: bool },
    /// Run what follows, then the group at the target again.
    AgainLazy { start: Pc, checked: bool },
    /// Step back by a number of bytes.
    Back(u32),
    /// Step back by the most, then by fewer, down to the least.
    BackRange { min: u16, max: u16 },
    /// Fails unless the lookbehind ends where it started.
    BackCheck,
    /// Goes to what the first group took that took part, by index of the reference; the response
    /// ends there.
    Scan(u32),
    /// Goes back to where that was, and to the end of the response as it was.
    ScanEnd,
    /// The item of this number is about to be tried; only in programs that tell progress.
    Mark(u32),
    /// Runs a group as a subroutine; 0 is the whole pattern.
    Call(u16),
    /// Go on at the target unless the condition of that index holds.
    Unless(u32, Pc),
    /// Over a group that only calls run.
    Skip(Pc),
    /// A backtracking verb with the index of its name.
    Verb(Verb, u32),
    /// Sets a capture whose group is still open, so many groups around this place.
    CloseOpen { capture: u16, up: u16 },
    /// The end forced by `(*ACCEPT)` in an assertion.
    AcceptLook,
    /// The same elsewhere: of the call at hand, or of the pattern.
    AcceptCall,
    /// Gives up this path.
    Fail,
    /// The pattern matched.
    Accept,
}

/// What one byte has to be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Single {
    Byte(u8),
    /// A letter in lower case that matches in either.
    Caseless(u8),
    /// A byte that is no letter, where case does not count: in programs with calls only.
    Uncased(u8),
    Not(u8),
    NotCaseless(u8),
    /// As [`Single::Uncased`].
    NotUncased(u8),
    NotLineFeed,
    /// The same where other bytes than LF end lines; index of the set of the others.
    NotNewline(u16),
    Any,
    /// Index into the sets. A class as PCRE2 sees it.
    Class(u16),
    /// The same for a class with properties.
    PropertyClass(u16),
    /// A Unicode property, with its index into the sets.
    Property(u16),
    /// One of PCRE2's character types, such as `\d`, with its index into the sets.
    Type(ClassEscape, u16),
}

/// A quantifier on something that takes no frame of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Repeat {
    pub(super) item: Single,
    pub(super) min: u16,
    /// [`UNBOUNDED`] or at most 65535.
    pub(super) max: u32,
    pub(super) mode: Mode,
    /// Which of [`Code::aheads`] holds for what follows, counted from 1; 0 for none.
    pub(super) ahead: u8,
}

impl Repeat {
    /// Whether it has a choice.
    pub(super) fn is_open(&self) -> bool {
        self.mode != Mode::Possessive && self.max > u32::from(self.min)
    }

    /// Whether it has a frame even where it takes nothing.
    pub(super) fn has_idle_frame(&self) -> bool {
        self.is_open() && (self.mode == Mode::Lazy || self.item.is_class())
    }
}

/// What has to stand at a place for what follows a repeat, or one of two ways, to match there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    /// The first byte.
    pub(super) lead: Lead,
    /// So many bytes before the place: in a lookbehind.
    pub(super) back: u32,
    /// The calls that are spent where it is another one.
    pub(super) calls: u32,
    /// How deep those nest.
    pub(super) depth: u32,
}

/// What stands at the start.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lead {
    Byte(u8),
    /// Index into the sets.
    OneOf(u16),
}

/// The `max` of a quantifier without upper bound.
pub(super) const UNBOUNDED: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Greedy,
    Lazy,
    Possessive,
}

/// What a group is to the walk that looks for quantifiers to make possessive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupEntry {
    /// It can be looked into.
    Plain,
    /// A loop that guards against empty rounds: it cannot.
    Guarded,
    /// An assertion: it cannot.
    Look(LookKind),
}

/// The kinds of assertions, as verbs inside them see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LookKind {
    Positive,
    Negative,
    /// Either, as a condition.
    Condition,
}

/// The backtracking verbs that keep a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Mark,
    Commit,
    Prune,
    Skip,
    SkipTo,
    Then,
}

/// What decides about a conditional group, unless it is an assertion.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// One of these groups took part.
    Took(Vec<u16>),
    /// One of these groups is called; empty: any.
    Called(Vec<u16>),
    Always(bool),
}

/// One alternative of a group, in a program with verbs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// Where its frame goes on when it fails; no other frame does.
    pub(super) next: Pc,
    /// The same for the last alternative.
    pub(super) last: Pc,
    /// The end of the group.
    pub(super) close: Pc,
    /// Whether the group has several alternatives.
    pub(super) several: bool,
}

/// The ends of groups.
#[derive(Clone, Copy, Debug)]
pub(super) enum Close {
    /// Sets a capture.
    Capture(u16),
    /// A group without capture whose start was remembered.
    Plain,
    /// Forgets the ways back into the group.
    Atomic,
    /// The same, and goes back to where the group started. `varies`: a lookbehind of variable
    /// length.
    Look { varies: bool },
    /// Goes back to where the group started, and keeps the ways back into it.
    LookGivingBack,
    /// The end of a script run.
    ScriptRun,
    /// The look matched, so it does not hold.
    NegativeLook { varies: bool },
    /// The look is a condition: go on behind it without its frames.
    Condition { varies: bool },
    /// The end of one round of a possessive group; 0 captures nothing.
    Possessive { capture: u16, start: Pc },
}

/// A back-reference with its quantifier.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) groups: Vec<u16>,
    pub(super) caseless: bool,
}

/// The counts of a repeated reference.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) min: u16,
    pub(super) max: u32,
    pub(super) mode: Mode,
}

/// Everything instructions refer to.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    pub(super) ops: Vec<Op>,
    pub(super) literals: Vec<u8>,
    pub(super) sets: Vec<ByteSet>,
    /// The properties among them, by index into the sets.
    pub(super) properties: Vec<(u16, Property)>,
    pub(super) aheads: Vec<Ahead>,
    /// For each instruction that may go one of two ways, which of the aheads holds for the way that
    /// is tried in a frame, counted from 1; 0 for none. Empty where all are 0.
    pub(super) guards: Vec<u8>,
    pub(super) references: Vec<Reference>,
    pub(super) counts: Vec<Counts>,
    pub(super) tests: Vec<Test>,
    /// Whether what a group took is scanned.
    pub(super) has_scans: bool,
    /// The settings of the same names.
    pub(super) not_empty: bool,
    pub(super) not_empty_at_start: bool,
    pub(super) newline_sequence_is_crlf: bool,
    pub(super) newline: Newline,
    /// In a program with calls, where the first alternative of each group starts; 0 is the whole.
    pub(super) entries: Vec<Pc>,
    /// In a program with verbs, the alternatives of all groups, in rising order of `next`.
    pub(super) scopes: Vec<Scope>,
    /// Whether the next literal may join the run before it: no target lies between them.
    pub(super) run_may_grow: bool,
}

impl Code {
    /// Whether groups are called, which takes notes that other programs do not need.
    #[inline(always)]
    pub(super) fn has_calls(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Whether a verb can stand behind a frame.
    #[inline(always)]
    pub(super) fn has_verbs(&self) -> bool {
        !self.scopes.is_empty()
    }

    /// The ahead of this number, from 1; `None` for 0.
    #[inline(always)]
    pub(super) fn ahead(&self, number: u8) -> Option<&Ahead> {
        self.aheads.get(usize::from(number).checked_sub(1)?)
    }

    /// Index of `set` in the sets; it is added when it is not there. A pattern of so many sets that
    /// the index does not fit would be too large for PCRE2, and is refused.
    pub(super) fn add_set(&mut self, set: ByteSet) -> u16 {
        let known = self.sets.iter().position(|known| *known == set);
        let idx = known.unwrap_or_else(|| {
            self.sets.push(set);
            self.sets.len() - 1
        });
        u16::try_from(idx).unwrap_or(u16::MAX)
    }

    /// The index of a set that stands for that property alone.
    pub(super) fn add_property(&mut self, property: Property) -> u16 {
        let mut known = self.properties.iter();
        if let Some((idx, _)) = known.find(|(_, known)| *known == property) {
            return *idx;
        }
        let idx = u16::try_from(self.sets.len()).unwrap_or(u16::MAX);
        self.sets.push(property.set());
        self.properties.push((idx, property));
        idx
    }

    /// The bytes that `single` takes.
    pub(super) fn set_of(&self, single: Single) -> ByteSet {
        match single {
            Single::Byte(byte) | Single::Uncased(byte) => ByteSet::of(byte),
            Single::Caseless(lower) => ByteSet::of(lower).close_over_case(),
            Single::Not(byte) | Single::NotUncased(byte) => ByteSet::of(byte).complement(),
            Single::NotCaseless(lower) => ByteSet::of(lower).close_over_case().complement(),
            Single::NotLineFeed => ByteSet::of(b'\n').complement(),
            Single::Any => ByteSet::EMPTY.complement(),
            Single::Class(idx)
            | Single::PropertyClass(idx)
            | Single::Property(idx)
            | Single::NotNewline(idx)
            | Single::Type(_, idx) => self.sets.get(usize::from(idx)).copied().unwrap_or_default(),
        }
    }

    /// The alternative whose frame goes on at `next`.
    pub(super) fn scope(&self, next: Pc) -> Option<&Scope> {
        let found = self.scopes.binary_search_by_key(&next, |scope| scope.next);
        self.scopes.get(found.ok()?)
    }
}
