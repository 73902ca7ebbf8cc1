//! What has to stand behind a repeat, so that it need not stop where nothing can go on; and in the
//! same way, what one of two ways needs, so that it need not be entered.
//!
//! `.*` in `^.*acme` gives back byte after byte, and at each place PCRE2 calls its match routine to
//! find that there is no `a`. How often is known beforehand, so the machine goes to the next `a`
//! at once and adds the calls that PCRE2 spends on the way:
//!
//! ```text
//! pattern   ^.*acme                    set {a}       calls 0 besides the repeat's own
//!           ^.*?(?:acme|\d)x           set {a 0-9}   calls 1, the frame of the first alternative
//!           ^\w*[ab]*b                 set {a b}     calls 1: a repeated class always has a frame
//! ```
//!
//! From each repeat the instructions behind it are followed to every byte that could come next.
//! Where they spend calls that depend on more than that byte, the repeat goes step by step. In
//! `(?:foo|bar)*` each alternative is a choice with a frame, which is counted and not made where no
//! `f` or `b` stands; so is that of a lookbehind `(?<=and )` where no `a` stands four bytes before.
//!
//! Limit: [`MAX_STEPS`] instructions are followed for one repeat or choice.

use super::program::{Ahead, Close, Code, FAIL, GroupEntry, Lead, Op, Pc, Repeat, Single};
use crate::pattern::ByteSet;

/// No more instructions are followed for one repeat or choice.
const MAX_STEPS: u32 = 48;
/// A larger set hardly lets the machine pass anything over.
const MAX_SET: usize = 192;

/// Notes for each repeat what has to stand behind it, and for each choice what its first way needs.
pub(super) fn look_ahead(code: &mut Code) {
    if code.has_calls() || code.has_verbs() {
        return;
    }
    for pc in 0..code.ops.len() {
        let Some(op) = code.ops.get(pc).copied() else {
            continue;
        };
        if let Op::Repeat(repeat) = op {
            let number = number_behind(code, repeat, pc);
            if let Some((Op::Repeat(repeat), number)) = code.ops.get_mut(pc).zip(number) {
                repeat.ahead = number;
            }
        } else if let Some((first, back)) = first_way(code, op, pc as Pc) {
            let need = follow(code, first, &mut { MAX_STEPS });
            // Where the response does not begin so far back, nothing is tried there.
            let need = need.filter(|need| back == 0 || need.calls == 0);
            let number = need.and_then(|need| note(code, need, back));
            set_guard(code, pc, number.unwrap_or(0));
        }
    }
}

/// Which of the aheads holds behind the repeat at `pc`. It is of no use where each byte of the
/// repeat could as well follow it.
fn number_behind(code: &mut Code, repeat: Repeat, pc: usize) -> Option<u8> {
    if !repeat.is_open() {
        return None;
    }
    if let Some(byte) = byte_behind(code, pc) {
        return note_lead(code, Lead::Byte(byte), Need::default(), 0);
    }
    let need = follow(code, pc as Pc + 1, &mut { MAX_STEPS })?;
    let passed = code.set_of(repeat.item).intersection(need.set.complement());
    if passed.is_empty() {
        return None;
    }
    note(code, need, 0)
}

/// The way that is tried in a frame by a choice that has another one, or by an alternative of a
/// lookbehind; and how far that first steps back.
fn first_way(code: &Code, op: Op, pc: Pc) -> Option<(Pc, u32)> {
    match (op, code.ops.get(pc as usize + 1)) {
        (Op::Group(_, GroupEntry::Look(_)), Some(Op::Back(back))) => Some((pc + 2, *back)),
        (Op::Branch(FAIL) | Op::Group(FAIL, _), _) => None,
        (
            Op::Branch(_)
            | Op::Group(..)
            | Op::PossessiveGroup(_)
            | Op::Optional(_)
            | Op::AgainLazy { .. },
            _,
        ) => Some((pc + 1, 0)),
        (Op::OptionalLazy(after), _) => Some((after, 0)),
        (Op::Again { start, .. }, _) => Some((start, 0)),
        _ => None,
    }
}

fn set_guard(code: &mut Code, pc: usize, number: u8) {
    if number > 0 && code.guards.is_empty() {
        code.guards = vec![0; code.ops.len()];
    }
    if let Some(guard) = code.guards.get_mut(pc) {
        *guard = number;
    }
}

/// The literal that stands behind the repeat or its group, as behind most.
fn byte_behind(code: &Code, pc: usize) -> Option<u8> {
    let behind = match code.ops.get(pc + 1)? {
        Op::Close(Close::Capture(_)) => code.ops.get(pc + 2)?,
        behind => behind,
    };
    match behind {
        Op::Run { start, .. } => code.literals.get(*start as usize).copied(),
        Op::Single(Single::Byte(byte)) => Some(*byte),
        _ => None,
    }
}

/// Keeps `need`, and gives the number by which a repeat names it; `None` where it is of no use.
fn note(code: &mut Code, need: Need, back: u32) -> Option<u8> {
    let lead = match (need.set.len(), need.set.first()) {
        (..=MAX_SET, None) => return None,
        (1, Some(byte)) => Lead::Byte(byte),
        (..=MAX_SET, _) => Lead::OneOf(code.add_set(need.set)),
        _ => return None,
    };
    note_lead(code, lead, need, back)
}

fn note_lead(code: &mut Code, lead: Lead, need: Need, back: u32) -> Option<u8> {
    let Need { calls, depth, .. } = need;
    code.aheads.push(Ahead {
        lead,
        back,
        calls,
        depth,
    });
    u8::try_from(code.aheads.len()).ok()
}

/// What the instructions from one on need at the place at hand. On any byte outside of `set`, and
/// at the end of the response, they fail.
#[derive(Clone, Copy, Default)]
struct Need {
    set: ByteSet,
    /// The calls that this takes then.
    calls: u32,
    /// How deep those nest.
    depth: u32,
}

impl Need {
    /// What is needed when `self` is tried in a frame, and then `other`.
    fn or(self, other: Self) -> Self {
        Self {
            set: self.set.union(other.set),
            calls: 1 + self.calls + other.calls,
            depth: other.depth.max(1 + self.depth),
        }
    }

    /// The same when a byte of `set` may also be taken, which takes no frame where there is none.
    fn or_byte(self, set: ByteSet) -> Self {
        Self {
            set: self.set.union(set),
            ..self
        }
    }
}

/// What the instructions from `pc` on need. The recursion is bounded by `steps_left`.
fn follow(code: &Code, mut pc: Pc, steps_left: &mut u32) -> Option<Need> {
    // A place rules out the rest, whether it takes calls or not.
    let mut has_place = false;
    let need = loop {
        *steps_left = steps_left.checked_sub(1)?;
        let set_of = |single| Need::default().or_byte(code.set_of(single));
        match *code.ops.get(pc as usize)? {
            Op::Run { start, .. } => {
                let byte = *code.literals.get(start as usize)?;
                break set_of(Single::Byte(byte));
            }
            Op::Single(single) => break set_of(single),
            Op::Repeat(repeat) if repeat.min > 0 => break set_of(repeat.item),
            Op::Repeat(repeat) => {
                let rest = follow(code, pc + 1, steps_left)?;
                let rest = rest.or_byte(code.set_of(repeat.item));
                break if repeat.has_idle_frame() {
                    rest.or(Need::default())
                } else {
                    rest
                };
            }
            Op::Fail | Op::PossessiveEnd { optional: false } => break Need::default(),
            Op::Branch(other)
            | Op::Optional(other)
            | Op::Group(other, _)
            | Op::PossessiveGroup(other) => break both(code, pc + 1, other, steps_left)?,
            Op::OptionalLazy(after) => break both(code, after, pc + 1, steps_left)?,
            Op::Again {
                start,
                checked: false,
            } => break both(code, start, pc + 1, steps_left)?,
            Op::AgainLazy {
                start,
                checked: false,
            } => {
                break both(code, pc + 1, start, steps_left)?;
            }
            Op::Assert(_) => (has_place, pc) = (true, pc + 1),
            Op::Jump(target) | Op::Skip(target) => pc = target,
            Op::KeepOut
            | Op::Enter
            | Op::Leave
            | Op::PossessiveStart
            | Op::PossessiveEnd { optional: true }
            | Op::Close(Close::Capture(_) | Close::Plain) => pc += 1,
            Op::NewlineSequence
            | Op::RepeatNewline(_)
            | Op::Cluster
            | Op::RepeatCluster(_)
            | Op::NotCrlf
            | Op::RepeatNotCrlf(_)
            | Op::Reference(_)
            | Op::RepeatReference(..)
            | Op::Close(_)
            | Op::Again { .. }
            | Op::AgainLazy { .. }
            | Op::Back(_)
            | Op::BackRange { .. }
            | Op::BackCheck
            | Op::Scan(_)
            | Op::ScanEnd
            | Op::Mark(_)
            | Op::Call(_)
            | Op::Unless(..)
            | Op::Verb(..)
            | Op::CloseOpen { .. }
            | Op::AcceptLook
            | Op::AcceptCall
            | Op::Accept => return None,
        }
    };
    (!has_place || need.calls == 0).then_some(need)
}

/// What is needed when the instructions from `first` on are tried in a frame, and when they fail
/// those from `second` on.
fn both(code: &Code, first: Pc, second: Pc, steps_left: &mut u32) -> Option<Need> {
    let need = follow(code, first, steps_left)?;
    let other = match second {
        FAIL => Need::default(),
        second => follow(code, second, steps_left)?,
    };
    Some(need.or(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::compile_pattern;
    use crate::pattern::{PatternFlags, parse_pattern};

    fn set_of(code: &Code, lead: Lead) -> ByteSet {
        code.set_of(match lead {
            Lead::Byte(byte) => Single::Byte(byte),
            Lead::OneOf(idx) => Single::Class(idx),
        })
    }

    /// For each repeat that has a choice what has to follow, and the calls where it does not.
    #[track_caller]
    fn check(pattern: &str, expected: &[Option<(&str, u32)>]) {
        let parsed = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap();
        let code = compile_pattern(&parsed).code;
        let repeats = code.ops.iter().filter_map(|op| match op {
            Op::Repeat(repeat) if repeat.is_open() => Some(repeat.ahead),
            _ => None,
        });
        let found = repeats.map(|number| {
            let ahead = code.ahead(number)?;
            let set = set_of(&code, ahead.lead);
            Some((set.iter().map(char::from).collect::<String>(), ahead.calls))
        });
        let expected = expected.iter();
        let expected = expected.map(|need| need.map(|(bytes, calls)| (bytes.to_owned(), calls)));
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }

    #[test]
    fn the_bytes_that_can_follow_are_found() {
        check("^.*acme", &[Some(("a", 0))]);
        check(r"^(.*?)\r\n", &[Some(("\r", 0))]);
        check(r"^.*\bfoo", &[Some(("f", 0))]);
        check("^.*(?i)b", &[Some(("Bb", 0))]);
        check("^.*a?+b", &[Some(("ab", 0))]);
        check("^.*(?=b)", &[Some(("b", 1))]);
        check("^.*(?:a|b)c", &[Some(("ab", 1))]);
        check("^.*(a|b)", &[Some(("ab", 2))]);
        check("^(?:a.*)*b", &[Some(("ab", 1))]);
        check(r"^\w*[ab]*b", &[Some(("ab", 1)), Some(("b", 0))]);
    }

    #[test]
    fn where_more_than_a_byte_decides_nothing_is_known() {
        check("^.*$", &[None]);
        check("^.*(?<=a)b", &[None]);
        check(r"^(a).*\1", &[None]);
        check(r"^.*\b(?:a|b)", &[None]);
        check("^(?:.*)*b", &[None]);
        check("^(?:a+)+[ab]", &[None]);
        check("^.*[^a]c", &[None]);
    }

    #[test]
    fn a_lookbehind_needs_its_first_byte_so_far_back() {
        let text = br"(?<=and )\w|(?<!b|cd)e|(?<=a|b(?:c|d))";
        let parsed = parse_pattern(text, PatternFlags::default()).unwrap();
        let code = compile_pattern(&parsed).code;
        let noted = code.guards.iter().filter_map(|number| {
            let ahead = code.ahead(*number)?;
            let first = set_of(&code, ahead.lead).first().map(char::from);
            (ahead.back > 0).then_some((first?, ahead.back))
        });
        let expected = [('a', 4), ('b', 1), ('c', 2), ('a', 1), ('b', 2)];
        assert_eq!(noted.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn so_many_instructions_are_followed() {
        // A branch and a byte for each alternative but the last, which has the byte only.
        let pattern = |n_more: usize| format!("^.*(?:{}a)", "a|".repeat(n_more));
        let most = MAX_STEPS as usize / 2 - 1;
        check(&pattern(most), &[Some(("a", most as u32))]);
        check(&pattern(most + 1), &[None]);
    }
}
