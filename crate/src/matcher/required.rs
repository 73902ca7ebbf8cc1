//! The byte a match starts with and the byte that has to follow, as PCRE2 finds them.
//!
//! `^a*bc` needs a `c` somewhere, so a response without one is no match before anything runs. That
//! changes which searches reach a limit, and so what Nmap reports; hence this follows PCRE2's
//! reading of the pattern from left to right, what it forgets included: the required byte is the
//! last one seen, a quantifier that allows none takes back what its item set, and branches that
//! differ leave nothing.
//!
//! Source: `firstcu` and `reqcu` in `pcre2_compile.c` of PCRE2 10.46.

use super::significant::is_never_entered_item;
use crate::pattern::Pattern;
use crate::pattern::tree::{
    Assertion, Class, Condition, Group, GroupKind, Node, NodeKind, OptionChange, Repeat, VerbKind,
};

/// A byte, perhaps in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Byte {
    /// The byte.
    pub byte: u8,
    /// When it is an ASCII letter, either case will do.
    pub caseless: bool,
    /// Something of variable length stands before it.
    pub(super) varies: bool,
}

/// What is known about one of the two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Nothing has been read that could be it.
    Unset,
    /// It differs or cannot be told.
    Nothing,
    Byte(Byte),
}

/// Both bytes of a sequence or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bytes {
    first: Known,
    required: Known,
}

/// The byte every match of `pattern` starts with, and one that follows it.
pub(super) fn first_and_required(pattern: &Pattern) -> (Option<Byte>, Option<Byte>) {
    let mut reader = Reader {
        varies: false,
        had_accept: false,
        caseless: pattern.flags().caseless,
    };
    let bytes = reader.branches(pattern.branches());
    let required = bytes.required.byte().filter(|_| !reader.had_accept);
    (bytes.first.byte(), required)
}

impl Known {
    fn byte(self) -> Option<Byte> {
        match self {
            Self::Byte(byte) => Some(byte),
            Self::Unset | Self::Nothing => None,
        }
    }
}

struct Reader {
    /// Something of variable length has been read anywhere before.
    varies: bool,
    /// The option `i`, which PCRE2 also notes for bytes that are no letters.
    caseless: bool,
    /// `(*ACCEPT)` has been read: nothing is required.
    had_accept: bool,
}

/// One branch as it is read: both bytes, and what they would be without the last item.
struct Branch {
    now: Bytes,
    without_last: Bytes,
    /// The last item is a group that set the first byte.
    group_set_first: bool,
}

impl Reader {
    fn branches(&mut self, branches: &[Vec<Node>]) -> Bytes {
        self.branches_behind(None, branches)
    }

    /// The same with a lookaround in front of the first branch.
    fn branches_behind(&mut self, look: Option<&Group>, branches: &[Vec<Node>]) -> Bytes {
        let mut all: Option<Bytes> = None;
        for (idx, branch) in branches.iter().enumerate() {
            let bytes = self.branch(look.filter(|_| idx == 0), branch);
            all = Some(all.map_or(bytes, |all| join(all, bytes)));
        }
        all.unwrap_or(NOTHING_READ)
    }

    fn branch(&mut self, look: Option<&Group>, nodes: &[Node]) -> Bytes {
        let mut branch = Branch {
            now: NOTHING_READ,
            without_last: NOTHING_READ,
            group_set_first: false,
        };
        if let Some(look) = look {
            self.group(&mut branch, look);
        }
        let mut rest = nodes;
        while let [node, tail @ ..] = rest {
            if !(branch.now.first != Known::Unset && starts_with_three_literals(rest)) {
                self.item(&mut branch, &node.kind);
            }
            rest = tail;
        }
        branch.now
    }

    fn item(&mut self, branch: &mut Branch, kind: &NodeKind) {
        match kind {
            NodeKind::Literal { byte, caseless } => self.byte(branch, *byte, *caseless),
            NodeKind::Class(class) => match class.as_byte() {
                Some((byte, caseless)) => self.byte(branch, byte, caseless),
                None => branch.unknown_byte(),
            },
            NodeKind::Dot { .. }
            | NodeKind::NotLineFeed
            | NodeKind::AnyByte
            | NodeKind::Escape(_)
            | NodeKind::NewlineSequence
            | NodeKind::Cluster => branch.unknown_byte(),
            NodeKind::BackReference(reference) if reference.groups.len() > 1 => {
                if branch.now.first == Known::Unset {
                    branch.now.first = Known::Nothing;
                }
            }
            NodeKind::Assertion(Assertion::LineStart) | NodeKind::BackReference(_) => {
                if branch.now.first == Known::Unset {
                    branch.now.first = Known::Nothing;
                    branch.without_last.first = Known::Nothing;
                }
            }
            NodeKind::Assertion(Assertion::Start | Assertion::End | Assertion::LineEnd) => {}
            NodeKind::Assertion(_) | NodeKind::KeepOut => branch.without_last = branch.now,
            NodeKind::Options(change) => self.set_options(*change),
            NodeKind::Call(_) => {
                if branch.now.first == Known::Unset {
                    branch.now.first = Known::Nothing;
                }
                branch.without_last.first = branch.now.first;
                branch.group_set_first = false;
            }
            NodeKind::Verb(verb) if verb.kind == VerbKind::Accept => {
                self.had_accept = true;
                if branch.now.first == Known::Unset {
                    branch.now.first = Known::Nothing;
                }
            }
            NodeKind::Verb(_) => {}
            // A verb to PCRE2, unless it has a quantifier.
            NodeKind::Group(group) if group.always_fails() => {}
            NodeKind::Group(group) => self.group(branch, group),
            NodeKind::Repeat(repeat) => self.repeat(branch, repeat),
        }
    }

    fn set_options(&mut self, change: OptionChange) {
        self.caseless = change.caseless.unwrap_or(self.caseless);
    }

    fn byte(&self, branch: &mut Branch, byte: u8, caseless: bool) {
        let caseless = caseless || self.caseless;
        branch.without_last = branch.now;
        if branch.now.first == Known::Unset {
            branch.without_last.first = Known::Nothing;
            branch.now.first = Known::Byte(Byte {
                byte,
                caseless,
                varies: false,
            });
        } else {
            branch.now.required = Known::Byte(Byte {
                byte,
                caseless,
                varies: self.varies,
            });
        }
    }

    fn group(&mut self, branch: &mut Branch, group: &Group) {
        let (varied_before, caseless_before) = (self.varies, self.caseless);
        if let GroupKind::NonCapture(change) = group.kind {
            self.set_options(change);
        }
        let look = match &group.kind {
            GroupKind::Conditional(Condition::Look(look)) => Some(&**look),
            _ => None,
        };
        let mut inside = self.branches_behind(look, &group.branches);
        self.caseless = caseless_before;
        if matches!(group.kind, GroupKind::Conditional(Condition::Define)) {
            return;
        }
        if matches!(group.kind, GroupKind::Conditional(_)) && group.branches.len() == 1 {
            inside = Bytes {
                first: Known::Nothing,
                required: Known::Nothing,
            };
        }
        branch.without_last = branch.now;
        branch.group_set_first = false;
        if let GroupKind::Scan(_) = group.kind {
            return;
        }
        if let GroupKind::Look {
            behind, negative, ..
        } = group.kind
        {
            let both = inside.first.byte().and(inside.required.byte());
            if both.is_some() && !behind && !negative {
                branch.now.required = inside.required;
            }
            return;
        }
        if branch.now.first == Known::Unset && inside.first != Known::Unset {
            branch.now.first = inside.first;
            branch.group_set_first = inside.first != Known::Nothing;
            branch.without_last.first = Known::Nothing;
        } else if let (Known::Byte(first), None) = (inside.first, inside.required.byte()) {
            inside.required = Known::Byte(Byte {
                varies: first.varies || varied_before,
                ..first
            });
        }
        if inside.required.byte().is_some() {
            branch.now.required = inside.required;
        }
    }

    fn repeat(&mut self, branch: &mut Branch, repeat: &Repeat) {
        let item = &repeat.item.kind;
        match item {
            NodeKind::Group(group) => self.group(branch, group),
            item => self.item(branch, item),
        }
        if repeat.min == 0 {
            branch.now = branch.without_last;
        }
        if let Some((byte, caseless)) = item.as_byte().filter(|_| repeat.min > 1) {
            branch.now.required = Known::Byte(Byte {
                byte,
                caseless: caseless || self.caseless,
                varies: self.varies,
            });
        }
        let is_group = matches!(item, NodeKind::Group(_)) && !is_never_entered_item(item);
        let nothing_required = branch.now.required.byte().is_none();
        if is_group && repeat.min > 1 && branch.group_set_first && nothing_required {
            branch.now.required = branch.now.first;
        }
        self.varies |= repeat.max != Some(repeat.min);
    }
}

/// Of a run of literals behind the first byte only the last two leave something behind.
fn starts_with_three_literals(nodes: &[Node]) -> bool {
    let [a, b, c, ..] = nodes else {
        return false;
    };
    let is_literal = |node: &Node| matches!(node.kind, NodeKind::Literal { .. });
    is_literal(a) && is_literal(b) && is_literal(c)
}

impl Branch {
    /// An item that takes a byte of several kinds.
    fn unknown_byte(&mut self) {
        if self.now.first == Known::Unset {
            self.now.first = Known::Nothing;
        }
        self.without_last = self.now;
    }
}

const NOTHING_READ: Bytes = Bytes {
    first: Known::Unset,
    required: Known::Unset,
};

/// What holds for `before` and for `next`.
fn join(before: Bytes, mut next: Bytes) -> Bytes {
    let mut both = before;
    if both.first != next.first {
        if both.first.byte().is_some() && both.required.byte().is_none() {
            both.required = both.first;
        }
        both.first = Known::Nothing;
    }
    let none_first = both.first.byte().is_none();
    if none_first && next.first.byte().is_some() && next.required.byte().is_none() {
        next.required = next.first;
    }
    both.required = match (both.required, next.required) {
        (Known::Byte(a), Known::Byte(b)) if (a.byte, a.caseless) == (b.byte, b.caseless) => {
            Known::Byte(Byte {
                varies: a.varies || b.varies,
                ..a
            })
        }
        (Known::Unset, Known::Unset) => Known::Unset,
        _ => Known::Nothing,
    };
    both
}

impl Class {
    /// The one byte that PCRE2 makes of the class: `[a]`, or `[aA]` in either case. It leaves the
    /// letters alone that have a third form in Unicode, `k` and `s`.
    pub(super) fn as_byte(&self) -> Option<(u8, bool)> {
        use crate::pattern::tree::ClassItem::Byte;
        if self.negated {
            return None;
        }
        match self.items[..] {
            [Byte(byte)] => Some((byte, self.caseless && byte.is_ascii_alphabetic())),
            [Byte(a), Byte(b)]
                if a.is_ascii_alphabetic() && a ^ 0x20 == b && !matches!(a | 0x20, b'k' | b's') =>
            {
                Some((a, true))
            }
            _ => None,
        }
    }
}
