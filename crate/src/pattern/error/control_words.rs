//! The words for faults of extended classes, calls, conditional groups, callouts, verbs and
//! settings.

use super::words::{Words, words};
use super::{PatternErrorKind, Unsupported};

impl PatternErrorKind {
    pub(super) fn condition_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::BadCall => words(
                "pattern-bad-call",
                "`(?R` is not followed by `)`",
                "`)` is expected here",
                "write `(?R)`, or `(?&name)` to call a group by its name",
            ),
            Kind::UnclosedCondition => words(
                "pattern-unclosed-condition",
                "a condition is not ended by `)`",
                "`)` is expected here",
                "",
            ),
            Kind::BadVersion => words(
                "pattern-bad-version",
                "a condition on the version of PCRE2 has no version",
                "a version is expected here",
                "write `(?(VERSION>=10.42)…)`",
            ),
            Kind::LookExpected => words(
                "pattern-look-expected",
                "a condition is neither a group nor a lookaround",
                "a lookahead or lookbehind is expected here",
                "write `(?(1)…)`, `(?(<name>)…)` or `(?(?=…)…)`",
            ),
            _ => words(
                "pattern-too-many-branches",
                "a conditional group has too many branches",
                "two at most, and one with `(?(DEFINE)…)`",
                "put the alternatives into a group: `(?(1)(?:a|b)|c)`",
            ),
        }
    }

    pub(super) fn set_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::LiteralInSet => words(
                "pattern-literal-in-set",
                "a byte cannot stand for itself inside of `(?[…])`",
                "an escape, a class or an operator is expected",
                "put it into brackets: `(?[ [a] + \\d ])`",
            ),
            Kind::OperatorExpected => words(
                "pattern-operator-expected",
                "two members of `(?[…])` have no operator between them",
                "one of + | - & ^ is expected before it",
                "write `+` for the bytes of both",
            ),
            Kind::MemberExpected => words(
                "pattern-member-expected",
                "a member of `(?[…])` is missing",
                "a class, an escape or a parenthesis is expected",
                "",
            ),
            Kind::SetBesideLookbehind => words(
                "pattern-set-beside-lookbehind",
                "`(?[…])` has an operator, and the pattern a lookbehind",
                "PCRE2 10.46 does not take the two in one pattern",
                "write the class without operators: `[b-df-z]`",
            ),
            Kind::SetTooDeep => words(
                "pattern-set-too-deep",
                "`(?[…])` has more than 15 levels",
                "this one is too deep",
                "",
            ),
            _ => words(
                "pattern-unclosed-set",
                "`(?[` is not ended by `])`",
                "this does not match what is open",
                "",
            ),
        }
    }

    pub(super) fn star_words(&self) -> Words {
        use PatternErrorKind as Kind;
        match self {
            Kind::BadCallout => words(
                "pattern-bad-callout",
                "a callout is neither a number up to 255 nor a quoted text",
                "not a callout",
                "leave it out: Nmap does not listen to callouts",
            ),
            Kind::UnknownVerb => words(
                "pattern-unknown-verb",
                "`(*` starts no known verb",
                "a verb and `)` are expected here; settings stand only at the very start",
                "write `\\(\\*` if the characters themselves are meant",
            ),
            Kind::MarkWithoutName => words(
                "pattern-mark-without-name",
                "`(*MARK)` has no name",
                "a colon and a name are expected",
                "write `(*MARK:here)`",
            ),
            Kind::VerbNameTooLong => words(
                "pattern-verb-name-too-long",
                "the name of a verb is longer than 255 bytes",
                "this name",
                "",
            ),
            Kind::Unsupported(what) => unsupported_words(*what),
            Kind::TurkishWithoutUtf => words(
                "pattern-turkish-without-utf",
                "`(*TURKISH_CASING)` stands without `(*UTF)`",
                "PCRE2 takes it in UTF-8 only",
                "leave it out: patterns match bytes, and name both cases of a letter in a class",
            ),
            Kind::ScanListExpected => words(
                "pattern-scan-list-expected",
                "a scan does not say what to search",
                "numbers or names of groups are expected here, in parentheses",
                "write `(*scs:(1)…)` or `(*scs:(<name>)…)`",
            ),
            Kind::UnclosedScanList => words(
                "pattern-unclosed-scan-list",
                "the list of groups of a scan is not ended by `)`",
                "`,` or `)` is expected here",
                "",
            ),
            _ => words(
                "pattern-unknown-assertion",
                "`(*` starts no known assertion",
                "not a known name before a colon",
                "write `(?=…)` for a lookahead",
            ),
        }
    }
}

fn unsupported_words(what: Unsupported) -> Words {
    let (title, help) = match what {
        Unsupported::Utf => (
            "UTF-8 matching is not supported here",
            "leave it out and write the bytes of a character, for example `\\xc3\\xa9`: under it \
             Nmap finds nothing in a response that is not UTF-8 throughout",
        ),
        Unsupported::Ucp => (
            "matching by Unicode properties is not supported here",
            "leave it out: it only changes which bytes above 0x7f are letters, digits, white space \
             and cases of one letter, and a class can name those, for example `[\\w\\xe9]`",
        ),
    };
    let label = "PCRE2 takes it, this engine does not";
    words("pattern-unsupported", title, label, help)
}
