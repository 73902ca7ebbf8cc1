//! Why a pattern does not compile.
//!
//! `[z-a]` gives [`PatternErrorKind::RangeOutOfOrder`] with the span of `a`; `words` says it in words.

mod control_words;
#[cfg(test)]
mod tests;
mod words;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// Why a pattern does not compile, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// What is wrong.
    pub kind: PatternErrorKind,
    /// The flaw, in bytes of the pattern text.
    pub span: Span,
    /// Where PCRE2 says that it is: mostly where it stopped reading.
    pub offset: u32,
}

/// The faults of a pattern. All but [`Unsupported`](Self::Unsupported) are refused by PCRE2 too.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternErrorKind {
    /// A backslash is the last byte.
    TrailingBackslash,
    /// A backslash before a letter or digit that has no meaning.
    UnknownEscape(u8),
    /// An escape that stands for no byte inside brackets.
    EscapeInClass(u8),
    /// `\K` inside a lookahead or lookbehind.
    KeepOutInLook,
    /// `\N{…}` with a name or a code point.
    NamedCharacter,
    /// `\p` without a letter or a name in braces.
    MalformedProperty,
    /// `\p{…}` with a name that no property has.
    UnknownProperty(String),
    /// `\c` before a byte that is not printable ASCII.
    BadControl,
    /// `\o` without `{`.
    OctalWithoutBrace,
    /// `\x` or `\o{}` without digits.
    NoDigits,
    /// Something else than a digit inside `\x{…}` or `\o{…}`.
    UnclosedDigits,
    /// An escape for a number above 255.
    ByteTooBig,
    /// `[` without `]`.
    UnclosedClass,
    /// `[z-a]`.
    RangeOutOfOrder(u8, u8),
    /// `[\d-z]`.
    RangeWithClass,
    /// `[:alpha:]` outside brackets.
    PosixOutsideClass,
    /// `[.x.]` or `[=x=]`.
    CollatingElement,
    /// `[[:letters:]]`.
    UnknownPosix(Vec<u8>),
    /// `(?[a])`: a byte that stands for itself inside of an extended class.
    LiteralInSet,
    /// `(?[\d\w])`: two members of an extended class with no operator between them.
    OperatorExpected,
    /// `(?[\d+])`, `(?[])`: an operator of an extended class without a member, or none at all.
    MemberExpected,
    /// An extended class of more than 15 levels.
    SetTooDeep,
    /// An operator of an extended class in a pattern with a lookbehind.
    SetBesideLookbehind,
    /// `(?[` without `])`, or with brackets that do not match.
    UnclosedSet,
    /// A quantifier with nothing before it that can be repeated.
    NothingToRepeat,
    /// `{5,2}`.
    CountsOutOfOrder,
    /// A count above 65535.
    CountTooBig,
    /// `(` without `)`.
    UnclosedGroup,
    /// `)` without `(`.
    UnmatchedClose,
    /// `(?#` without `)`.
    UnclosedComment,
    /// `(?` before something that starts no group.
    UnknownGroup,
    /// A letter in `(?…)` that is no option.
    UnknownOption(u8),
    /// A hyphen after `^` or a second hyphen between options.
    OptionHyphen,
    /// `(*name:` with a name that does not exist, or without colon.
    UnknownNamedAssertion,
    /// A group name was expected.
    NameExpected,
    /// A group name starts with a digit.
    NameStartsWithDigit,
    /// A group name of more than 128 bytes.
    NameTooLong,
    /// A group name is not ended by this byte.
    UnclosedName(u8),
    /// The name is taken by another group.
    DuplicateName(Vec<u8>),
    /// Another group of the same number has this other name.
    TwoNamesForOneNumber(Vec<u8>),
    /// `\g` or `\k` before something that names no group.
    ReferenceExpected,
    /// A reference to a group that does not exist.
    NoSuchGroup,
    /// `(?R` without `)`.
    BadCall,
    /// `(?(1` without `)`.
    UnclosedCondition,
    /// `(?(VERSION` before something that is no version.
    BadVersion,
    /// `(?(?` or `(?(*` before something that is no lookaround.
    LookExpected,
    /// More than two branches in a conditional group, or more than one in `(?(DEFINE)…)`.
    TooManyBranches,
    /// A callout with a number above 255, or with a text that is not quoted.
    BadCallout,
    /// `(*` before something that is no verb, or without `)`.
    UnknownVerb,
    /// `(*MARK)` without a name.
    MarkWithoutName,
    /// A verb with a name of more than 255 bytes.
    VerbNameTooLong,
    /// `(*scs:` before something that is no list of groups.
    ScanListExpected,
    /// `(*scs:(1` without `)`.
    UnclosedScanList,
    /// More than 10000 names of groups.
    TooManyNames,
    /// A group number above 65535.
    NumberTooBig,
    /// More than 65535 groups.
    TooManyGroups,
    /// More than 250 groups inside each other.
    NestedTooDeep,
    /// A lookbehind that could take any number of bytes.
    LookbehindUnbounded,
    /// A lookbehind of variable length that could take more than 255 bytes.
    LookbehindTooLong,
    /// Lookbehinds with more branches than PCRE2 measures.
    LookbehindTooComplex,
    /// PCRE2's compiled form of the pattern would be too large.
    TooLarge,
    /// PCRE2 takes this construct, this engine does not.
    Unsupported(Unsupported),
    /// `(*TURKISH_CASING)` without `(*UTF)`.
    TurkishWithoutUtf,
}

/// What PCRE2 takes and this engine does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unsupported {
    /// `(*UTF)`: pattern and response are characters in UTF-8.
    Utf,
    /// `(*UCP)`: `\d`, `\w` and their like go by Unicode properties.
    Ucp,
}

impl PatternError {
    pub(super) fn new(kind: PatternErrorKind, span: Span) -> Self {
        let offset = span.end;
        Self { kind, span, offset }
    }

    /// The same fault, for which PCRE2 tells this offset.
    pub(super) fn at(self, offset: usize) -> Self {
        let offset = offset as u32;
        Self { offset, ..self }
    }

    /// Whether PCRE2 takes the pattern, so that only this engine refuses it.
    pub fn is_unsupported(&self) -> bool {
        matches!(self.kind, PatternErrorKind::Unsupported(_))
    }

    /// The finding, with spans in bytes of the pattern text.
    pub fn to_diagnostic(&self) -> Diagnostic {
        let words = self.kind.words();
        let diagnostic = Diagnostic::new(words.rule, Severity::Error, self.span, words.title);
        let diagnostic = diagnostic.with_label(words.label);
        match words.help {
            "" => diagnostic,
            help => diagnostic.with_help(help),
        }
    }
}
