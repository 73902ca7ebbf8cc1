//! The words for each fault of a pattern: rule id, title, label and help.
//!
//! ```text
//! error[pattern-unclosed-group]: group is opened but never closed
//! ```
//!
//! One function for each kind of place a fault can be in.

use super::PatternErrorKind;
use crate::bytes::{print_byte, print_readable};

/// Rule id, title, label and help of one fault.
pub(super) struct Words {
    pub(super) rule: &'static str,
    pub(super) title: String,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
}

impl PatternErrorKind {
    pub(super) fn words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::TrailingBackslash
            | Kind::UnknownEscape(_)
            | Kind::EscapeInClass(_)
            | Kind::NamedCharacter
            | Kind::KeepOutInLook
            | Kind::BadControl
            | Kind::OctalWithoutBrace
            | Kind::NoDigits
            | Kind::UnclosedDigits
            | Kind::MalformedProperty
            | Kind::UnknownProperty(_)
            | Kind::ByteTooBig => self.escape_words(),
            Kind::UnclosedClass
            | Kind::RangeOutOfOrder(..)
            | Kind::RangeWithClass
            | Kind::PosixOutsideClass
            | Kind::CollatingElement
            | Kind::UnknownPosix(_) => self.class_words(),
            Kind::NameExpected
            | Kind::NameStartsWithDigit
            | Kind::NameTooLong
            | Kind::UnclosedName(_)
            | Kind::DuplicateName(_)
            | Kind::TwoNamesForOneNumber(_)
            | Kind::ReferenceExpected
            | Kind::NoSuchGroup
            | Kind::NumberTooBig => self.name_words(),
            Kind::LiteralInSet
            | Kind::OperatorExpected
            | Kind::MemberExpected
            | Kind::SetTooDeep
            | Kind::SetBesideLookbehind
            | Kind::UnclosedSet => self.set_words(),
            Kind::NothingToRepeat | Kind::CountsOutOfOrder | Kind::CountTooBig => {
                self.quantifier_words()
            }
            Kind::BadCall
            | Kind::UnclosedCondition
            | Kind::BadVersion
            | Kind::LookExpected
            | Kind::TooManyBranches => self.condition_words(),
            Kind::BadCallout
            | Kind::UnknownVerb
            | Kind::MarkWithoutName
            | Kind::VerbNameTooLong
            | Kind::ScanListExpected
            | Kind::UnclosedScanList
            | Kind::Unsupported(_)
            | Kind::TurkishWithoutUtf
            | Kind::UnknownNamedAssertion => self.star_words(),
            _ => self.group_words(),
        }
    }

    fn escape_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::MalformedProperty => words(
                "pattern-malformed-property",
                "`\\p` is followed by no name",
                "a letter, or a name in braces, is expected",
                "write `\\p{Lu}` for an upper-case letter",
            ),
            Kind::UnknownProperty(name) => words(
                "pattern-unknown-property",
                format!(
                    "no Unicode property has the name `{}`",
                    print_readable(name.as_bytes())
                ),
                "not a category, script or other property that PCRE2 knows",
                "write `\\p{L}` for a letter, `\\p{Nd}` for a digit",
            ),
            Kind::TrailingBackslash => words(
                "pattern-trailing-backslash",
                "the pattern ends with a backslash",
                "nothing follows that it could escape",
                "write `\\\\` for a backslash",
            ),
            Kind::UnknownEscape(letter) => words(
                "pattern-unknown-escape",
                format!("`\\{}` means nothing", print_byte(*letter)),
                "a backslash before a letter or digit must form a known escape",
                "remove the backslash if the character itself is meant",
            ),
            Kind::EscapeInClass(letter) => words(
                "pattern-escape-in-class",
                format!("`\\{}` cannot stand in a class", print_byte(*letter)),
                "it stands for no single byte",
                "take it out of the brackets",
            ),
            Kind::KeepOutInLook => words(
                "pattern-keep-out-in-look",
                "`\\K` cannot stand in a lookahead or lookbehind",
                "PCRE2 refuses it here",
                "move it out of the assertion",
            ),
            Kind::NamedCharacter => words(
                "pattern-named-character",
                "`\\N{…}` needs Unicode matching, which Nmap does not use",
                "not a quantifier",
                "write the bytes, for example `\\xc3\\xa9`",
            ),
            Kind::BadControl => words(
                "pattern-bad-control",
                "`\\c` is not followed by a printable ASCII character",
                "a letter is expected here",
                "write the byte as `\\x..`",
            ),
            Kind::OctalWithoutBrace => words(
                "pattern-octal-without-brace",
                "`\\o` is not followed by `{`",
                "`{` is expected here",
                "write `\\o{12}`",
            ),
            Kind::NoDigits => words(
                "pattern-no-digits",
                "an escape for a byte has no digits",
                "digits are expected here",
                "write `\\x0a`",
            ),
            Kind::UnclosedDigits => words(
                "pattern-unclosed-digits",
                "the digits of an escape are not ended by `}`",
                "a digit or `}` is expected here",
                "",
            ),
            _ => words(
                "pattern-byte-too-big",
                "an escape stands for a number above 255",
                "patterns match bytes",
                "write each byte of the character, for example `\\xe2\\x82\\xac`",
            ),
        }
    }

    fn class_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::UnclosedClass => words(
                "pattern-unclosed-class",
                "class is opened but never closed",
                "no `]` follows before the delimiter",
                "close the class, or write `\\[` for a bracket",
            ),
            Kind::RangeOutOfOrder(low, high) => words(
                "pattern-range-out-of-order",
                format!(
                    "the range from `{}` to `{}` runs backwards",
                    print_byte(*low),
                    print_byte(*high)
                ),
                "this byte is lower than the first",
                "swap the two, or write `\\-` for a hyphen",
            ),
            Kind::RangeWithClass => words(
                "pattern-range-with-class",
                "a range cannot start or end with a set of bytes",
                "this hyphen",
                "write `\\-`, or put the hyphen last in the class",
            ),
            Kind::PosixOutsideClass => words(
                "pattern-posix-outside-class",
                "a POSIX class stands outside brackets",
                "it has a meaning only inside a class",
                "write `[[:alpha:]]`",
            ),
            Kind::UnknownPosix(name) => words(
                "pattern-unknown-posix",
                format!("there is no POSIX class `{}`", print_readable(name)),
                "not a known name",
                "write one of alpha, lower, upper, alnum, ascii, blank, cntrl, digit, graph, print, \
                 punct, space, word, xdigit",
            ),
            _ => words(
                "pattern-collating-element",
                "POSIX collating elements do not exist here",
                "`[.` and `[=` open one",
                "write `\\[` for a bracket",
            ),
        }
    }

    fn name_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::NameExpected => words(
                "pattern-name-expected",
                "a group name is missing",
                "a letter or `_` is expected here",
                "",
            ),
            Kind::NameStartsWithDigit => words(
                "pattern-name-starts-with-digit",
                "a group name starts with a digit",
                "a letter or `_` is expected here",
                "",
            ),
            Kind::NameTooLong => words(
                "pattern-name-too-long",
                "a group name is longer than 128 bytes",
                "this name",
                "",
            ),
            Kind::UnclosedName(end) => words(
                "pattern-unclosed-name",
                format!("a group name is not ended by `{}`", print_byte(*end)),
                "the name ends here",
                "",
            ),
            Kind::DuplicateName(name) => words(
                "pattern-duplicate-name",
                format!("two groups are named `{}`", print_readable(name)),
                "the name is taken",
                "use another name, or switch on `(?J)`",
            ),
            Kind::TwoNamesForOneNumber(other) => words(
                "pattern-two-names",
                format!(
                    "groups of the same number have different names, here and `{}`",
                    print_readable(other)
                ),
                "in a branch reset, groups that share a number share the name",
                "",
            ),
            Kind::ReferenceExpected => words(
                "pattern-reference-expected",
                "a reference names no group",
                "a number or a name in braces is expected here",
                "write `\\g{1}` or `\\k{name}`",
            ),
            Kind::NumberTooBig => words(
                "pattern-number-too-big",
                "a group number is above 65535",
                "this number",
                "",
            ),
            _ => words(
                "pattern-no-such-group",
                "a reference to a group that does not exist",
                "the pattern has no such group",
                "",
            ),
        }
    }

    fn group_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::UnclosedGroup => words(
                "pattern-unclosed-group",
                "group is opened but never closed",
                "no `)` follows before the delimiter",
                "close the group, or write `\\(` for a parenthesis",
            ),
            Kind::UnmatchedClose => words(
                "pattern-unmatched-close",
                "`)` closes no group",
                "no group is open here",
                "write `\\)` for a parenthesis",
            ),
            Kind::UnclosedComment => words(
                "pattern-unclosed-comment",
                "comment is opened but never closed",
                "no `)` follows before the delimiter",
                "",
            ),
            Kind::UnknownGroup => words(
                "pattern-unknown-group",
                "`(?` starts no known kind of group",
                "not a kind of group",
                "write `(?:…)` for a group that captures nothing",
            ),
            Kind::UnknownOption(letter) => words(
                "pattern-unknown-option",
                format!("`{}` is no option", print_byte(*letter)),
                "not one of i, m, n, s, x, J, U",
                "write `(?:…)` for a group that captures nothing",
            ),
            Kind::OptionHyphen => words(
                "pattern-option-hyphen",
                "this hyphen cannot stand between options",
                "only one is allowed, and none after `^`",
                "",
            ),
            _ => self.limit_words(),
        }
    }

    fn quantifier_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::NothingToRepeat => words(
                "pattern-nothing-to-repeat",
                "a quantifier has nothing to repeat",
                "nothing before it can be repeated",
                "escape it if the character itself is meant",
            ),
            Kind::CountsOutOfOrder => words(
                "pattern-counts-out-of-order",
                "the second count is lower than the first",
                "fewest first, most second",
                "swap the two",
            ),
            _ => words(
                "pattern-count-too-big",
                "a count is above 65535",
                "this number",
                "",
            ),
        }
    }

    fn limit_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::TooManyGroups => words(
                "pattern-too-many-groups",
                "more than 65535 groups",
                "this one is too many",
                "",
            ),
            Kind::TooManyNames => words(
                "pattern-too-many-names",
                "more than 10000 names of groups",
                "this one is too many",
                "",
            ),
            Kind::NestedTooDeep => words(
                "pattern-nested-too-deep",
                "groups nest more than 250 deep",
                "this one is too deep",
                "",
            ),
            Kind::LookbehindUnbounded => words(
                "pattern-lookbehind-unbounded",
                "a lookbehind could take any number of bytes",
                "its length has no bound",
                "give each quantifier in it a highest count",
            ),
            Kind::LookbehindTooComplex => words(
                "pattern-lookbehind-too-complex",
                "the lookbehinds have more than 2000 branches",
                "PCRE2 measures no more",
                "",
            ),
            Kind::LookbehindTooLong => words(
                "pattern-lookbehind-too-long",
                "a lookbehind could take more bytes than PCRE2 looks back",
                "255 bytes is the most when the length varies",
                "",
            ),
            _ => words(
                "pattern-too-large",
                "the pattern is too large",
                "PCRE2's compiled form would pass 64 KiB",
                "repeat less, or nest fewer counted groups",
            ),
        }
    }
}

pub(super) fn words(
    rule: &'static str,
    title: impl Into<String>,
    label: &'static str,
    help: &'static str,
) -> Words {
    Words {
        rule,
        title: title.into(),
        label,
        help,
    }
}
