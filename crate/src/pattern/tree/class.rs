//! Classes and their members: `[^a-f\d[:punct:]]`.

use super::{Property, PropertyKind};
use crate::pattern::ByteSet;

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
    /// `\p{Lu}`, `\P{Lu}`; `\d`, `\w` and `\s` under `(*UCP)`.
    Property(Property),
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
            Self::Property(property) => property.set(),
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

    /// The property that it stands for outside of brackets: `\P{Any}`, which is a class without
    /// bytes.
    pub(crate) fn property_alone(&self) -> Option<Property> {
        match self.items[..] {
            [ClassItem::Escape(ClassEscape::Property(property))]
                if !self.negated
                    && !self.caseless
                    && property.negated
                    && property.kind == PropertyKind::Any =>
            {
                Some(property)
            }
            _ => None,
        }
    }

    /// Whether PCRE2 keeps properties of it beside the bytes, which it then does not look into.
    pub(crate) fn has_properties(&self) -> bool {
        self.items.iter().any(|item| item.is_kept_property())
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
    /// A property other than `\p{Any}`.
    pub(crate) fn is_kept_property(&self) -> bool {
        matches!(self, Self::Escape(ClassEscape::Property(property))
            if property.kind != PropertyKind::Any)
    }

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
