//! Quantifiers that never need to give back are made possessive, as PCRE2 does.
//!
//! `\d+\.` becomes `\d++\.`: a digit given back could not be a dot. It changes how many frames a
//! search takes, so limits are reached where PCRE2 reaches them; and PCRE2 also does it in a few
//! places where giving back could have helped (`\h*\S`, since it does not count 0xa0 as space for
//! `\h` there), so it can change the verdict.
//!
//! From each quantifier the instructions behind it are followed, into groups and out of them, to
//! every byte that could come next. Limit: PCRE2 makes at most 1000 such walks for one pattern.
//!
//! Source: `pcre2_auto_possess.c` of PCRE2 10.46.

use super::program::{Close, Code, FAIL, GroupEntry, Mode, Op, Pc, Repeat, Single};
use super::property_pairs::{are_distinct, property_excludes_byte};
use crate::pattern::ByteSet;
use crate::pattern::tree::{Assertion, ClassEscape, Property};

/// PCRE2's limit on the walks of one pattern.
const MAX_WALKS: usize = 1000;

/// Makes every quantifier possessive that PCRE2 makes possessive.
pub(super) fn possessify(code: &mut Code) {
    let mut n_walks = 0;
    for pc in 0..code.ops.len() {
        let (item, greedy) = match code.ops.get(pc) {
            Some(Op::Repeat(repeat)) if is_walked(repeat) => (
                Next::of_single(code, repeat.item),
                repeat.mode == Mode::Greedy,
            ),
            Some(Op::RepeatNewline(repeat)) if repeat.is_open() => {
                (Next::Newline, repeat.mode == Mode::Greedy)
            }
            Some(Op::RepeatNotCrlf(repeat)) if repeat.is_open() => {
                (Next::NotLineFeed, repeat.mode == Mode::Greedy)
            }
            Some(Op::RepeatCluster(repeat)) if repeat.is_open() => {
                (Next::Cluster, repeat.mode == Mode::Greedy)
            }
            _ => continue,
        };
        let mut walk = Walk {
            code,
            item,
            greedy,
            n_walks: &mut n_walks,
        };
        if walk.never_gives_back(pc as Pc + 1)
            && let Some(
                Op::Repeat(repeat)
                | Op::RepeatNewline(repeat)
                | Op::RepeatCluster(repeat)
                | Op::RepeatNotCrlf(repeat),
            ) = code.ops.get_mut(pc)
        {
            repeat.mode = Mode::Possessive;
        }
    }
}

/// Whether PCRE2 follows what stands behind: it does so for a class even without a choice.
fn is_walked(repeat: &Repeat) -> bool {
    repeat.is_open() || repeat.mode != Mode::Possessive && repeat.item.is_class()
}

/// Something that takes a byte or ends the pattern, as PCRE2 compares them.
#[derive(Clone, Copy)]
enum Next {
    /// One byte, or its two cases.
    Bytes(u8, u8),
    /// Any but this byte or its two cases.
    Not(u8, u8),
    Class(ByteSet),
    /// A class with properties.
    PropertyClass(ByteSet),
    Type(ClassEscape),
    Property(Property),
    NotLineFeed,
    Any,
    Newline,
    Cluster,
    End(Assertion),
}

impl Next {
    fn of_single(code: &Code, single: Single) -> Self {
        match single {
            Single::Byte(byte) | Single::Uncased(byte) => Self::Bytes(byte, byte),
            Single::Caseless(lower) => Self::Bytes(lower, lower ^ 0x20),
            Single::Not(byte) | Single::NotUncased(byte) => Self::Not(byte, byte),
            Single::NotCaseless(lower) => Self::Not(lower, lower ^ 0x20),
            Single::NotLineFeed | Single::NotNewline(_) => Self::NotLineFeed,
            Single::Any => Self::Any,
            Single::Class(idx) => {
                Self::Class(code.sets.get(usize::from(idx)).copied().unwrap_or_default())
            }
            Single::PropertyClass(idx) => {
                Self::PropertyClass(code.sets.get(usize::from(idx)).copied().unwrap_or_default())
            }
            Single::Property(idx) => {
                let mut known = code.properties.iter();
                let found = known.find(|(known, _)| *known == idx);
                found.map_or(Self::Any, |(_, property)| Self::Property(*property))
            }
            Single::Type(escape, _) => Self::Type(escape),
        }
    }

    /// Whether no byte that `self` takes can be what `next` needs, as far as PCRE2 looks.
    fn excludes(self, next: Self) -> bool {
        match (self, next) {
            (Self::Bytes(a, b), other) | (other, Self::Bytes(a, b)) => {
                other.excludes_byte(a) && other.excludes_byte(b)
            }
            (Self::PropertyClass(_), _) | (_, Self::PropertyClass(_)) => false,
            (Self::Class(set), other) | (other, Self::Class(set)) => other.excludes_set(set),
            (Self::Property(a), Self::Property(b)) => are_distinct(a, b),
            (Self::Type(a), Self::Type(b)) => ascii(a.set()).intersection(b.set()).is_empty(),
            (Self::NotLineFeed, Self::Newline) => true,
            (Self::Newline, Self::NotLineFeed) => true,
            (Self::Newline, Self::Type(escape)) => matches!(
                escape,
                ClassEscape::Digit
                    | ClassEscape::Space
                    | ClassEscape::Word
                    | ClassEscape::HorizontalSpace
            ),
            (Self::Type(escape), Self::Newline) => matches!(
                escape,
                ClassEscape::Digit
                    | ClassEscape::NotSpace
                    | ClassEscape::Word
                    | ClassEscape::HorizontalSpace
                    | ClassEscape::NotVerticalSpace
            ),
            (Self::Not(..), _) => false,
            (_, Self::End(Assertion::SubjectEnd)) => true,
            (Self::Type(escape), Self::End(_)) => matches!(
                escape,
                ClassEscape::Digit | ClassEscape::NotSpace | ClassEscape::Word
            ),
            _ => false,
        }
    }

    fn excludes_byte(self, byte: u8) -> bool {
        match self {
            Self::Bytes(a, b) => byte != a && byte != b,
            Self::Not(a, b) => byte == a || byte == b,
            Self::Class(set) | Self::PropertyClass(set) => !set.contains(byte),
            Self::Property(property) => property_excludes_byte(property, byte),
            Self::Type(escape) => !escape.set().contains(byte),
            Self::Newline => !ClassEscape::VerticalSpace.set().contains(byte),
            Self::End(Assertion::SubjectEnd) => true,
            Self::End(Assertion::LineEnd) => false,
            Self::End(_) => !ClassEscape::VerticalSpace.set().contains(byte),
            Self::NotLineFeed | Self::Any | Self::Cluster => false,
        }
    }

    fn excludes_set(self, set: ByteSet) -> bool {
        match self {
            Self::Class(other) => set.intersection(other).is_empty(),
            Self::Type(
                escape @ (ClassEscape::Digit
                | ClassEscape::NotDigit
                | ClassEscape::Space
                | ClassEscape::NotSpace
                | ClassEscape::Word
                | ClassEscape::NotWord),
            ) => set.intersection(escape.set()).is_empty(),
            _ => false,
        }
    }
}

fn ascii(set: ByteSet) -> ByteSet {
    set.intersection(ByteSet::of_ranges(&[(0, 0x7f)]))
}

struct Walk<'c> {
    code: &'c Code,
    item: Next,
    greedy: bool,
    n_walks: &'c mut usize,
}

/// Where one instruction leads the walk.
enum Way {
    /// On to this instruction.
    On(Pc),
    /// To the answer.
    Answer(bool),
}

impl Walk<'_> {
    /// Whether everything that can follow at `pc` excludes the item. The recursion is bounded by
    /// the number of walks.
    fn never_gives_back(&mut self, mut pc: Pc) -> bool {
        *self.n_walks += 1;
        if *self.n_walks >= MAX_WALKS {
            return false;
        }
        let mut entered_group = false;
        loop {
            let Some(op) = self.code.ops.get(pc as usize) else {
                return false;
            };
            match self.look_at(*op, pc, &mut entered_group) {
                Way::On(next) => pc = next,
                Way::Answer(answer) => return answer,
            }
        }
    }

    fn look_at(&mut self, op: Op, pc: Pc, entered_group: &mut bool) -> Way {
        match op {
            Op::Accept => Way::Answer(self.greedy),
            Op::Jump(end) => Way::On(end),
            Op::Close(Close::Capture(_)) if self.code.has_calls() => Way::Answer(false),
            Op::Close(Close::Possessive { capture, .. })
                if capture > 0 && self.code.has_calls() =>
            {
                Way::Answer(false)
            }
            Op::Leave | Op::ScanEnd | Op::Close(Close::Capture(_)) if self.greedy => {
                Way::On(pc + 1)
            }
            Op::Close(Close::Possessive { .. }) if self.greedy => Way::On(pc + 1),
            // What one byte is repeated of is of one script.
            Op::Close(Close::ScriptRun) if self.greedy && matches!(self.item, Next::Bytes(..)) => {
                Way::On(pc + 1)
            }
            Op::PossessiveEnd { .. } | Op::BackCheck => Way::On(pc + 1),
            Op::Close(close) if self.greedy => Way::Answer(match close {
                Close::Atomic => !*entered_group && !self.is_loop(pc + 1),
                Close::Look { varies }
                | Close::NegativeLook { varies }
                | Close::Condition { varies } => !varies && !*entered_group,
                Close::Plain
                | Close::LookGivingBack
                | Close::ScriptRun
                | Close::Capture(_)
                | Close::Possessive { .. } => false,
            }),
            Op::Enter => {
                *entered_group = true;
                self.enter(pc)
            }
            Op::Group(_, GroupEntry::Plain) => {
                *entered_group = true;
                self.enter_framed(pc)
            }
            Op::Optional(after) | Op::OptionalLazy(after) => {
                let enterable = matches!(
                    self.code.ops.get(pc as usize + 1),
                    Some(Op::Enter | Op::Group(_, GroupEntry::Plain))
                );
                match enterable && self.never_gives_back(after) {
                    true => Way::On(pc + 1),
                    false => Way::Answer(false),
                }
            }
            _ => self.compare(op, pc),
        }
    }

    fn is_loop(&self, pc: Pc) -> bool {
        let op = self.code.ops.get(pc as usize);
        matches!(op, Some(Op::Again { .. } | Op::AgainLazy { .. }))
    }

    /// A group without capture: its alternatives but the last, which are walked on their own,
    /// each start with a branch; in a program with `(*THEN)` the last one does too.
    fn enter(&mut self, pc: Pc) -> Way {
        let mut branch = pc + 1;
        while let Some(Op::Branch(next)) = self.code.ops.get(branch as usize) {
            if self.is_last(*next) {
                return Way::On(branch + 1);
            }
            if !self.never_gives_back(branch + 1) {
                return Way::Answer(false);
            }
            branch = *next;
        }
        Way::On(branch)
    }

    /// A group that makes a frame for each alternative.
    fn enter_framed(&mut self, pc: Pc) -> Way {
        let mut branch = pc;
        while let Some(Op::Group(next, _)) = self.code.ops.get(branch as usize)
            && !self.is_last(*next)
        {
            if !self.never_gives_back(branch + 1) {
                return Way::Answer(false);
            }
            branch = *next;
        }
        Way::On(branch + 1)
    }

    /// Whether the alternative that goes on at `next` when it fails is the last of its group.
    fn is_last(&self, next: Pc) -> bool {
        let scope = || self.code.scope(next);
        next == FAIL || scope().is_some_and(|scope| scope.last == next)
    }

    fn compare(&self, op: Op, pc: Pc) -> Way {
        let (next, may_be_empty) = match op {
            Op::Run { start, .. } => {
                let byte = self.code.literals.get(start as usize).copied();
                (byte.map(|byte| Next::Bytes(byte, byte)), false)
            }
            Op::Single(single) => (Some(Next::of_single(self.code, single)), false),
            Op::Repeat(repeat) => {
                let next = Next::of_single(self.code, repeat.item);
                (Some(next), repeat.min == 0)
            }
            Op::NewlineSequence => (Some(Next::Newline), false),
            Op::RepeatNewline(repeat) => (Some(Next::Newline), repeat.min == 0),
            Op::NotCrlf => (Some(Next::NotLineFeed), false),
            Op::RepeatNotCrlf(repeat) => (Some(Next::NotLineFeed), repeat.min == 0),
            Op::Cluster => (Some(Next::Cluster), false),
            Op::RepeatCluster(repeat) => (Some(Next::Cluster), repeat.min == 0),
            Op::Assert(
                assertion @ (Assertion::End
                | Assertion::SubjectEndOrLineFeed
                | Assertion::SubjectEnd
                | Assertion::LineEnd),
            ) => (Some(Next::End(assertion)), false),
            _ => (None, false),
        };
        match next {
            Some(next) if self.item.excludes(next) => match may_be_empty {
                true => Way::On(pc + 1),
                false => Way::Answer(true),
            },
            _ => Way::Answer(false),
        }
    }
}
