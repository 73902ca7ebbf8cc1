//! What in a pattern is not regular: the items for which an automaton cannot stand in.
//!
//! A pattern without such an item asks only which bytes follow each other, so it can be answered
//! without going back, and so without Nmap's limits. `^(\d+) \1$` has one, `\1`. Some of what is
//! listed is regular in theory, but not as PCRE2 answers it, or only by a longer way round than
//! the answer is worth.

use super::tree::{
    Assertion, ClassEscape, Group, GroupKind, Node, NodeKind, OptionChange, PropertyKind, Repeat,
    RepeatMode,
};
use super::{Newline, Pattern, branch_length};
use crate::source::Span;

/// An item that is not regular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Irregular {
    /// Why.
    pub kind: IrregularKind,
    /// The item, in bytes of the pattern text.
    pub span: Span,
}

/// Why an item is not regular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IrregularKind {
    /// `\1`: asks for bytes that another part of the match took.
    BackReference,
    /// `(?=…)` and its like: asks about bytes that it does not take.
    Look,
    /// `(*scs:(1)…)`: asks for bytes that another part of the match took.
    Scan,
    /// `(?>…)`: what it took first is final, although the rest may fail by it.
    Atomic,
    /// `a++`: the same for a quantifier.
    Possessive,
    /// `\R`: takes CR LF as one and never gives the LF back.
    NewlineSequence,
    /// `\X`: the same.
    Cluster,
    /// `\K`: moves the start of the match.
    KeepOut,
    /// `$` or `\Z` before the end of the pattern: looks past a line feed that the rest may want.
    EndInside,
    /// `^` under `m` where nothing has to follow: does not hold behind a last line feed.
    LineStart,
    /// `(?1)` and its like: nests without bound.
    Call,
    /// `(*COMMIT)` and its like: forbids ways back.
    Verb,
    /// `(?(1)…)`: asks what another part of the match did.
    Conditional,
    /// `(*NOTEMPTY)` and its like: an empty match is none; `(*CRLF)` and its like: lines end
    /// otherwise.
    Setting,
    /// `\h` or `\v`: PCRE2 makes quantifiers possessive before it that could have given back 0xa0
    /// or 0x85.
    HighSpace,
    /// `\p{Greek}`, `\p{L&}` or `\p{Xan}`: PCRE2 makes quantifiers possessive beside it that could
    /// have given back a byte that two such properties share.
    SharedProperty,
}

impl IrregularKind {
    /// A stable name in kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::BackReference => "back-reference",
            Self::Look => "lookaround",
            Self::Scan => "scan",
            Self::Atomic => "atomic-group",
            Self::Possessive => "possessive-quantifier",
            Self::NewlineSequence => "newline-sequence",
            Self::Cluster => "cluster",
            Self::KeepOut => "match-start",
            Self::EndInside => "end-inside",
            Self::LineStart => "line-start",
            Self::Call => "subroutine-call",
            Self::Verb => "backtracking-verb",
            Self::Conditional => "conditional-group",
            Self::Setting => "setting",
            Self::HighSpace => "high-space",
            Self::SharedProperty => "shared-property",
        }
    }

    /// What it is, to follow "because of".
    pub fn words(self) -> &'static str {
        match self {
            Self::BackReference => "the back reference",
            Self::Look => "the lookaround",
            Self::Scan => "the scan of a group",
            Self::Atomic => "the atomic group",
            Self::Possessive => "the possessive quantifier",
            Self::NewlineSequence => "`\\R`",
            Self::Cluster => "`\\X`",
            Self::KeepOut => "`\\K`",
            Self::EndInside => "the end asserted before more items",
            Self::LineStart => "`^` at line starts",
            Self::Call => "the call of a group",
            Self::Verb => "the backtracking verb",
            Self::Conditional => "the conditional group",
            Self::Setting => "the setting at the start",
            Self::HighSpace => "`\\h` or `\\v`",
            Self::SharedProperty => "the Unicode property",
        }
    }
}

impl Pattern {
    /// Everything in the pattern that is not regular, in the order of the text, the outer of two
    /// before the inner. The recursion is as deep as groups nest, which the parser limits.
    pub fn irregular_items(&self) -> Vec<Irregular> {
        let mut found = Vec::new();
        let rest = Rest {
            is_nothing: true,
            takes_byte: false,
        };
        branches(&self.branches, rest, &mut found);
        let other_newline = self.settings.newline != Newline::default();
        if self.settings.not_empty || self.settings.not_empty_at_start || other_newline {
            found.push(Irregular {
                kind: IrregularKind::Setting,
                span: Span::at(0),
            });
        }
        found.sort_by_key(|item| (item.span.start, std::cmp::Reverse(item.span.end)));
        found
    }

    /// Whether nothing in it is irregular.
    pub fn is_regular(&self) -> bool {
        self.irregular_items().is_empty()
    }
}

/// What stands behind an item up to the end of the pattern.
#[derive(Clone, Copy)]
struct Rest {
    is_nothing: bool,
    /// It takes a byte in every match.
    takes_byte: bool,
}

fn branches(branches: &[Vec<Node>], rest: Rest, found: &mut Vec<Irregular>) {
    for branch in branches {
        let mut rest = rest;
        for node in branch.iter().rev() {
            let kind = irregular(&node.kind, rest, found);
            found.extend(kind.map(|kind| Irregular {
                kind,
                span: node.span,
            }));
            rest.is_nothing &= matches!(node.kind, NodeKind::Options(_));
            rest.takes_byte |= branch_length(std::slice::from_ref(node)).min > 0;
        }
    }
}

/// Why the item itself is not regular; what is inside of it goes to `found`.
fn irregular(kind: &NodeKind, rest: Rest, found: &mut Vec<Irregular>) -> Option<IrregularKind> {
    match kind {
        NodeKind::Escape(ClassEscape::HorizontalSpace | ClassEscape::VerticalSpace) => {
            Some(IrregularKind::HighSpace)
        }
        NodeKind::Escape(ClassEscape::Property(property)) => {
            let shares = matches!(
                property.kind,
                PropertyKind::ScriptExtensions
                    | PropertyKind::CasedLetter
                    | PropertyKind::AlphaNumeric
            );
            shares.then_some(IrregularKind::SharedProperty)
        }
        NodeKind::Literal { .. }
        | NodeKind::Dot { .. }
        | NodeKind::NotLineFeed
        | NodeKind::AnyByte
        | NodeKind::Escape(_)
        | NodeKind::Class(_)
        | NodeKind::Options(OptionChange { .. }) => None,
        NodeKind::NewlineSequence => Some(IrregularKind::NewlineSequence),
        NodeKind::Cluster => Some(IrregularKind::Cluster),
        NodeKind::Assertion(assertion) => irregular_assertion(*assertion, rest),
        NodeKind::KeepOut => Some(IrregularKind::KeepOut),
        NodeKind::BackReference(_) => Some(IrregularKind::BackReference),
        NodeKind::Call(_) => Some(IrregularKind::Call),
        NodeKind::Verb(_) => Some(IrregularKind::Verb),
        NodeKind::Group(group) => irregular_group(group, rest, found),
        NodeKind::Repeat(repeat) => irregular_repeat(repeat, rest, found),
    }
}

fn irregular_assertion(assertion: Assertion, rest: Rest) -> Option<IrregularKind> {
    match assertion {
        Assertion::End | Assertion::SubjectEndOrLineFeed => {
            (!rest.is_nothing).then_some(IrregularKind::EndInside)
        }
        Assertion::LineStart => (!rest.takes_byte).then_some(IrregularKind::LineStart),
        Assertion::Start
        | Assertion::SubjectStart
        | Assertion::SearchStart
        | Assertion::LineEnd
        | Assertion::SubjectEnd
        | Assertion::WordBoundary
        | Assertion::NotWordBoundary => None,
    }
}

fn irregular_group(group: &Group, rest: Rest, found: &mut Vec<Irregular>) -> Option<IrregularKind> {
    match group.kind {
        GroupKind::Look { .. } => return Some(IrregularKind::Look),
        GroupKind::Scan(_) => return Some(IrregularKind::Scan),
        GroupKind::Conditional(_) => return Some(IrregularKind::Conditional),
        GroupKind::Capture { .. }
        | GroupKind::NonCapture(_)
        | GroupKind::BranchReset
        | GroupKind::ScriptRun => {}
        GroupKind::Atomic => {
            branches(&group.branches, rest, found);
            return Some(IrregularKind::Atomic);
        }
    }
    branches(&group.branches, rest, found);
    None
}

/// Inside of a repeat another round may follow.
fn irregular_repeat(
    repeat: &Repeat,
    mut rest: Rest,
    found: &mut Vec<Irregular>,
) -> Option<IrregularKind> {
    rest.is_nothing = false;
    let inside = irregular(&repeat.item.kind, rest, found);
    match repeat.mode {
        RepeatMode::Possessive => inside.or(Some(IrregularKind::Possessive)),
        RepeatMode::Greedy | RepeatMode::Lazy => inside,
    }
}

#[cfg(test)]
mod tests {
    use crate::pattern::{PatternFlags, parse_pattern};

    #[track_caller]
    fn check(pattern: &str, expected: &[(&str, &str)]) {
        let parsed = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
        let found = parsed.irregular_items();
        let found: Vec<_> = found
            .iter()
            .map(|item| (&pattern[item.span.range()], item.kind.name()))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(parsed.is_regular(), expected.is_empty());
    }

    #[test]
    fn what_takes_bytes_by_itself_is_regular() {
        check(r"^(\d+)[^a]{2,3}?(?:x|(?<n>y*))\b.\z", &[]);
        check(r"(?i)a(?-i:b)(?|(c)|(d))\N\C", &[]);
        check("", &[]);
    }

    #[test]
    fn what_looks_elsewhere_or_does_not_give_back_is_not() {
        check(r"(a)\1", &[(r"\1", "back-reference")]);
        check("a(?=b(?!c))", &[("(?=b(?!c))", "lookaround")]);
        check(
            "(?>a(?>b))",
            &[("(?>a(?>b))", "atomic-group"), ("(?>b)", "atomic-group")],
        );
        check(
            "a++b?+",
            &[
                ("a++", "possessive-quantifier"),
                ("b?+", "possessive-quantifier"),
            ],
        );
        check(
            r"a\Kb\R",
            &[(r"\K", "match-start"), (r"\R", "newline-sequence")],
        );
        check(r"\h[\h]", &[(r"\h", "high-space")]);
        check(
            r"\pL\p{Xan}\X",
            &[(r"\p{Xan}", "shared-property"), (r"\X", "cluster")],
        );
        check("(*CRLF)a.", &[("", "setting")]);
        check(
            "(a)?(?1)(?(1)b)(*THEN)",
            &[
                ("(?1)", "subroutine-call"),
                ("(?(1)b)", "conditional-group"),
                ("(*THEN)", "backtracking-verb"),
            ],
        );
        check("(a)(*scs:(1)a)", &[("(*scs:(1)a)", "scan")]);
        check("(*NOTEMPTY)a*", &[("", "setting")]);
    }

    #[test]
    fn the_end_is_regular_where_nothing_follows() {
        check("a$", &[]);
        check(r"(a$|b(c\Z))", &[]);
        check(r"a$\n", &[("$", "end-inside")]);
        check("(a$|b)c?", &[("$", "end-inside")]);
        check("(?:a$)?", &[("$", "end-inside")]);
        check("(?m)a$b", &[]);
    }

    #[test]
    fn a_line_start_is_regular_where_a_byte_has_to_follow() {
        check("(?m)^a", &[]);
        check("(?m)(?:^|b)c", &[]);
        check("(?m)a^", &[("^", "line-start")]);
        check("(?m)^a*", &[("^", "line-start")]);
    }
}
