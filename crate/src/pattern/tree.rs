//! The parsed pattern: what each node means, with its place in the pattern text.
//!
//! Options that are in force at a place (caseless, dotall, multiline, ungreedy) are already
//! resolved into the nodes, so no walk over the tree has to carry them. Two trees are equal when
//! they mean the same; spans, comments and the way a byte was spelled do not count.

use super::ByteSet;
use crate::source::Span;

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
    /// `\d` and its like outside brackets.
    Escape(ClassEscape),
    /// `[…]`.
    Class(Box<Class>),
    /// `\R`: CR LF as one, or a single LF, VT, FF, CR or NEL (0x85).
    NewlineSequence,
    /// `^`, `\b` and their like.
    Assertion(Assertion),
    /// `\K`: the reported match starts here.
    KeepOut,
    /// `\1` and its like.
    BackReference(Box<BackReference>),
    /// `(…)` of any kind.
    Group(Box<Group>),
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

/// Classes written as one escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClassEscape {
    /// `\d`: an ASCII digit.
    Digit,
    /// `\D`.
    NotDigit,
    /// `\w`: an ASCII letter, digit or underscore.
    Word,
    /// `\W`.
    NotWord,
    /// `\s`: space and 0x09 to 0x0d, VT included.
    Space,
    /// `\S`.
    NotSpace,
    /// `\h`: TAB, space and 0xa0.
    HorizontalSpace,
    /// `\H`.
    NotHorizontalSpace,
    /// `\v`: LF, VT, FF, CR and 0x85.
    VerticalSpace,
    /// `\V`.
    NotVerticalSpace,
}

impl ClassEscape {
    /// The bytes it stands for.
    pub fn set(self) -> ByteSet {
        match self {
            Self::Digit => ByteSet::of_ranges(&[(b'0', b'9')]),
            Self::Word => ByteSet::of_ranges(&WORD_RANGES),
            Self::Space => ByteSet::of_ranges(&[(9, 13), (b' ', b' ')]),
            Self::HorizontalSpace => ByteSet::of_ranges(&[(9, 9), (b' ', b' '), (0xa0, 0xa0)]),
            Self::VerticalSpace => ByteSet::of_ranges(&[(10, 13), (0x85, 0x85)]),
            Self::NotDigit => Self::Digit.set().complement(),
            Self::NotWord => Self::Word.set().complement(),
            Self::NotSpace => Self::Space.set().complement(),
            Self::NotHorizontalSpace => Self::HorizontalSpace.set().complement(),
            Self::NotVerticalSpace => Self::VerticalSpace.set().complement(),
        }
    }
}

/// What `\w` matches.
const WORD_RANGES: [(u8, u8); 4] = [(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')];

/// Whether `\w` matches `byte`.
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// `[…]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// `[^…]`.
    pub negated: bool,
    /// ASCII letters in it stand for both cases.
    pub caseless: bool,
    /// Its members in the order of the text; never empty.
    pub items: Vec<ClassItem>,
}

impl Class {
    /// The bytes it matches.
    pub fn set(&self) -> ByteSet {
        let items = self.items.iter();
        let set = items.fold(ByteSet::EMPTY, |set, item| {
            set.union(item.set(self.caseless))
        });
        if self.negated { set.complement() } else { set }
    }
}

/// One member of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassItem {
    /// One byte.
    Byte(u8),
    /// All bytes from the first to the second, both included.
    Range(u8, u8),
    /// `\d` and its like.
    Escape(ClassEscape),
    /// `[:alpha:]`, or `[:^alpha:]` when negated.
    Posix {
        /// Which.
        name: PosixClass,
        /// `[:^…:]`.
        negated: bool,
    },
}

impl ClassItem {
    fn set(self, caseless: bool) -> ByteSet {
        let fold = |set: ByteSet| if caseless { set.close_over_case() } else { set };
        match self {
            Self::Byte(byte) => fold(ByteSet::of(byte)),
            Self::Range(low, high) => {
                let mut set = ByteSet::EMPTY;
                set.insert_range(low, high);
                fold(set)
            }
            Self::Escape(escape) => escape.set(),
            Self::Posix { name, negated } => {
                let set = fold(name.set());
                if negated { set.complement() } else { set }
            }
        }
    }
}

/// The names inside `[:…:]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is the POSIX name itself")]
pub enum PosixClass {
    Alpha,
    Lower,
    Upper,
    Alnum,
    Ascii,
    Blank,
    Cntrl,
    Digit,
    Graph,
    Print,
    Punct,
    Space,
    Word,
    Xdigit,
}

impl PosixClass {
    /// All of them, for look-up by name.
    pub const ALL: [Self; 14] = [
        Self::Alpha,
        Self::Lower,
        Self::Upper,
        Self::Alnum,
        Self::Ascii,
        Self::Blank,
        Self::Cntrl,
        Self::Digit,
        Self::Graph,
        Self::Print,
        Self::Punct,
        Self::Space,
        Self::Word,
        Self::Xdigit,
    ];

    /// The name between the colons.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alpha => "alpha",
            Self::Lower => "lower",
            Self::Upper => "upper",
            Self::Alnum => "alnum",
            Self::Ascii => "ascii",
            Self::Blank => "blank",
            Self::Cntrl => "cntrl",
            Self::Digit => "digit",
            Self::Graph => "graph",
            Self::Print => "print",
            Self::Punct => "punct",
            Self::Space => "space",
            Self::Word => "word",
            Self::Xdigit => "xdigit",
        }
    }

    /// The bytes it stands for.
    pub fn set(self) -> ByteSet {
        const LOWER: (u8, u8) = (b'a', b'z');
        const UPPER: (u8, u8) = (b'A', b'Z');
        const DIGIT: (u8, u8) = (b'0', b'9');
        ByteSet::of_ranges(match self {
            Self::Alpha => &[LOWER, UPPER],
            Self::Lower => &[LOWER],
            Self::Upper => &[UPPER],
            Self::Alnum => &[LOWER, UPPER, DIGIT],
            Self::Ascii => &[(0, 0x7f)],
            Self::Blank => &[(b'\t', b'\t'), (b' ', b' ')],
            Self::Cntrl => &[(0, 0x1f), (0x7f, 0x7f)],
            Self::Digit => &[DIGIT],
            Self::Graph => &[(b'!', b'~')],
            Self::Print => &[(b' ', b'~')],
            Self::Punct => &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')],
            Self::Space => &[(9, 13), (b' ', b' ')],
            Self::Word => &WORD_RANGES,
            Self::Xdigit => &[DIGIT, (b'a', b'f'), (b'A', b'F')],
        })
    }
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
    /// Whether it is `(?!)`, which PCRE2 turns into one instruction where it has no quantifier.
    pub fn always_fails(&self) -> bool {
        let (behind, negative) = (false, true);
        self.kind == GroupKind::Look { behind, negative } && self.branches == [vec![]]
    }
}

/// The kinds of groups.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    },
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
