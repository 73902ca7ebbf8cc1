//! A step in a sentence with code in backticks.

use sflens::bytes::print_readable;
use sflens::results::{MissRecord, StepKindRecord, StepRecord, StepRoleRecord};

/// Bytes that a sentence shows.
const SHOWN: usize = 24;

/// What the steps stand in.
#[derive(Clone, Copy)]
pub(super) struct Texts<'a> {
    pub(super) lines: &'a str,
    pub(super) response: &'a [u8],
}

impl Texts<'_> {
    /// What happened in `step`.
    pub(super) fn say(&self, step: &StepRecord) -> String {
        let group = step.group.unwrap_or_default();
        let (from, to) = (step.from, step.to);
        match step.kind {
            StepKindRecord::Started => format!("The whole pattern is tried from byte {from} on."),
            StepKindRecord::Advanced => self.say_advance(step),
            StepKindRecord::Failed => self.say_failure(step),
            StepKindRecord::Backtracked => self.say_return(step),
            StepKindRecord::Captured => {
                format!("Group {group} closes: it took {}.", self.bytes(from, to))
            }
            StepKindRecord::Returned => format!(
                "The call of group {group} ends at byte {to}: the captures are again as they were \
                 before it."
            ),
            _ => format!("The whole pattern matches, up to byte {to}."),
        }
    }

    fn say_advance(&self, step: &StepRecord) -> String {
        let item = self.item(step);
        let (from, to) = (step.from, step.to);
        match step.role {
            StepRoleRecord::Bytes if from < to => {
                format!("`{item}` takes {}.", self.bytes(from, to))
            }
            StepRoleRecord::Bytes => format!("`{item}` takes nothing at byte {to}."),
            StepRoleRecord::Place => format!("`{item}` holds at byte {to}."),
            StepRoleRecord::KeepOut => {
                format!("`{item}`: the match that is reported begins at byte {to}.")
            }
            StepRoleRecord::StepBack => format!(
                "`{item}` looks back from byte {from}: its inside is tried from byte {to} on."
            ),
            StepRoleRecord::LookMatched | StepRoleRecord::ScanMatched => {
                format!("`{item}` holds, and the search goes on from byte {to}.")
            }
            StepRoleRecord::ConditionMatched => format!(
                "The inside of the condition of `{item}` matches, and the search goes on from byte \
                 {to}."
            ),
            StepRoleRecord::Scan => {
                format!("`{item}` looks into what a group took, from byte {to} on.")
            }
            _ => format!("`{item}` is passed, and the search goes on from byte {to}."),
        }
    }

    fn say_failure(&self, step: &StepRecord) -> String {
        let item = self.item(step);
        let from = step.from;
        match (step.role, step.miss) {
            (StepRoleRecord::LookMatched, miss) => {
                let tried_at = miss.map_or(from, |miss| miss.offset);
                format!("The inside of `{item}` matches, so it does not hold at byte {tried_at}.")
            }
            (StepRoleRecord::StepBack, _) => {
                format!("`{item}` cannot look so far back from byte {from}.")
            }
            (StepRoleRecord::LookbehindEnd, _) => format!(
                "The inside of `{item}` matches up to byte {from}, and has to end elsewhere."
            ),
            (StepRoleRecord::Scan, _) => {
                format!("`{item}` does not hold: no group that it looks into took part.")
            }
            (StepRoleRecord::Place, _) if matches!(&*item, "$" | r"\z" | r"\Z") => {
                format!(
                    "`{item}` does not hold at byte {from}: {}.",
                    self.there(from)
                )
            }
            (StepRoleRecord::Place | StepRoleRecord::Verb, _) => {
                format!("`{item}` does not hold at byte {from}.")
            }
            (StepRoleRecord::End, _) if item.is_empty() => {
                format!("The pattern ends at byte {from}, where it may not: the match is empty.")
            }
            (_, Some(miss)) => self.say_miss(&item, from, miss),
            (_, None) => format!("`{item}` does not match from byte {from} on."),
        }
    }

    /// Which byte `item` does not match for, which was tried from `from` on.
    fn say_miss(&self, item: &str, from: u32, miss: MissRecord) -> String {
        let (at, taken, least) = (miss.offset, miss.taken, miss.least);
        if least < 2 {
            let there = self.there(at);
            return format!("`{item}` does not match at byte {from}: {there}.");
        }
        let why = match (miss.wanted, self.byte(at)) {
            (Some(wanted), Some(byte)) => {
                format!("byte {at} is {byte}, and {} is wanted", in_words(wanted))
            }
            (Some(wanted), None) => {
                format!("the response ends where {} is wanted", in_words(wanted))
            }
            (None, Some(byte)) => {
                format!("{taken} of at least {least} bytes fit, and byte {at} is {byte}")
            }
            (None, None) => format!("{taken} of at least {least} bytes fit, and the response ends"),
        };
        format!("`{item}` does not match from byte {from} on: {why}.")
    }

    fn say_return(&self, step: &StepRecord) -> String {
        let item = self.item(step);
        let to = step.to;
        match step.role {
            StepRoleRecord::Fewer => {
                format!("Back: `{item}` gives bytes back, and the search goes on from byte {to}.")
            }
            StepRoleRecord::More => {
                format!("Back: `{item}` takes one more, and the search goes on from byte {to}.")
            }
            StepRoleRecord::StepBack => format!(
                "Back: `{item}` looks back less far, and its inside is tried from byte {to} on."
            ),
            StepRoleRecord::LookUnmatched => format!(
                "Back: the inside of `{item}` does not match, so it holds, and the search goes on \
                 from byte {to}."
            ),
            StepRoleRecord::Bytes
            | StepRoleRecord::Place
            | StepRoleRecord::KeepOut
            | StepRoleRecord::Verb
            | StepRoleRecord::Scan
            | StepRoleRecord::Entry
                if !item.is_empty() =>
            {
                format!("Back to byte {to}: the search goes on from there with `{item}`.")
            }
            _ => format!("Back to byte {to}: the search goes on from there."),
        }
    }

    fn item(&self, step: &StepRecord) -> String {
        let (start, end) = (step.span.start as usize, step.span.end as usize);
        let item = self.lines.get(start..end).unwrap_or_default();
        match item.trim().is_empty() {
            // Seen and read out: a blank between backticks is neither.
            true => item.replace(' ', "\\x20"),
            false => item.replace('`', "\\x60"),
        }
    }

    /// `` `stage`, bytes 4 to 8 ``.
    pub(super) fn bytes(&self, from: u32, to: u32) -> String {
        let taken = self.response.get(from as usize..to as usize);
        let taken = taken.unwrap_or_default();
        let shown = &taken[..taken.len().min(SHOWN)];
        let ellipsis = if shown.len() < taken.len() { "…" } else { "" };
        let text = print_readable(shown).replace('`', "\\x60");
        match taken.len() {
            0 => "nothing".to_owned(),
            1 => format!("`{text}`, byte {from}"),
            _ => format!("`{text}{ellipsis}`, bytes {from} to {}", to - 1),
        }
    }

    /// The byte at `at`; `None` where the response ends.
    fn byte(&self, at: u32) -> Option<String> {
        let byte = self.response.get(at as usize)?;
        Some(in_words(*byte))
    }

    fn there(&self, at: u32) -> String {
        match self.byte(at) {
            Some(byte) => format!("{byte} stands there"),
            None => "the response ends there".to_owned(),
        }
    }
}

/// `` `s` ``, `` `\r` ``; a space in a word, since between backticks it is not seen.
pub(super) fn in_words(byte: u8) -> String {
    match byte {
        b' ' => "a space".to_owned(),
        byte => format!("`{}`", print_readable(&[byte]).replace('`', "\\x60")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use StepKindRecord::*;
    use StepRoleRecord::*;
    use sflens::results::SpanRecord;

    fn step(kind: StepKindRecord, role: StepRoleRecord, from: u32, to: u32) -> StepRecord {
        StepRecord {
            span: SpanRecord { start: 11, end: 15 },
            kind,
            role,
            from,
            to,
            calls: 1,
            group: Some(1),
            miss: None,
        }
    }

    fn say(step: &StepRecord) -> String {
        let texts = Texts {
            lines: "match a m|^(b+)|",
            response: b"xbb\n",
        };
        texts.say(step)
    }

    #[track_caller]
    fn check(kind: StepKindRecord, role: StepRoleRecord, (from, to): (u32, u32), expected: &str) {
        assert_eq!(say(&step(kind, role, from, to)), expected);
    }

    #[test]
    fn each_kind_of_step_has_its_sentence() {
        let words = "The whole pattern is tried from byte 1 on.";
        check(Started, Entry, (1, 1), words);
        let words = "Group 1 closes: it took `bb`, bytes 1 to 2.";
        check(Captured, End, (1, 3), words);
        check(Captured, End, (1, 1), "Group 1 closes: it took nothing.");
        let words = "The call of group 1 ends at byte 3: the captures are again as they were \
                     before it.";
        check(Returned, End, (3, 3), words);
        let words = "The whole pattern matches, up to byte 3.";
        check(Matched, End, (3, 3), words);
    }

    #[test]
    fn an_item_that_matches_takes_bytes_or_holds() {
        let words = "`(b+)` takes `bb`, bytes 1 to 2.";
        check(Advanced, Bytes, (1, 3), words);
        check(Advanced, Bytes, (1, 2), "`(b+)` takes `b`, byte 1.");
        check(Advanced, Bytes, (1, 1), "`(b+)` takes nothing at byte 1.");
        check(Advanced, Place, (1, 1), "`(b+)` holds at byte 1.");
        let words = "`(b+)` is passed, and the search goes on from byte 1.";
        check(Advanced, Verb, (1, 1), words);
    }

    #[test]
    fn a_lookaround_is_not_said_to_match() {
        let words = "`(b+)` holds, and the search goes on from byte 1.";
        check(Advanced, LookMatched, (2, 1), words);
        let words = "`(b+)` looks back from byte 2: its inside is tried from byte 0 on.";
        check(Advanced, StepBack, (2, 0), words);
        let words = "`(b+)` cannot look so far back from byte 1.";
        check(Failed, StepBack, (1, 1), words);
        let words = "Back: the inside of `(b+)` does not match, so it holds, and the search goes \
                     on from byte 1.";
        check(Backtracked, LookUnmatched, (1, 1), words);
        let miss = miss(1, None, 0, 0);
        let refused = StepRecord {
            miss,
            ..step(Failed, LookMatched, 2, 2)
        };
        let words = "The inside of `(b+)` matches, so it does not hold at byte 1.";
        assert_eq!(say(&refused), words);
    }

    fn miss(offset: u32, wanted: Option<u8>, taken: u32, least: u32) -> Option<MissRecord> {
        Some(MissRecord {
            offset,
            wanted,
            taken,
            least,
        })
    }

    #[track_caller]
    fn check_miss(from: u32, miss: Option<MissRecord>, expected: &str) {
        let failed = StepRecord {
            miss,
            ..step(Failed, Bytes, from, from)
        };
        assert_eq!(say(&failed), expected);
    }

    #[test]
    fn an_item_that_fails_names_the_byte_that_does_not_fit() {
        let words = "`(b+)` does not match at byte 3: `\\n` stands there.";
        check_miss(3, miss(3, None, 0, 1), words);
        let words = "`(b+)` does not match at byte 4: the response ends there.";
        check_miss(4, miss(4, None, 0, 1), words);
        let words = "`(b+)` does not match from byte 1 on: byte 3 is `\\n`, and a space is wanted.";
        check_miss(1, miss(3, Some(b' '), 2, 4), words);
        let words = "`(b+)` does not match from byte 3 on: the response ends where `x` is wanted.";
        check_miss(3, miss(4, Some(b'x'), 1, 2), words);
        let words = "`(b+)` does not match from byte 1 on: 2 of at least 3 bytes fit, and byte 3 \
                     is `\\n`.";
        check_miss(1, miss(3, None, 2, 3), words);
        let words = "`(b+)` does not match from byte 1 on: 3 of at least 4 bytes fit, and the \
                     response ends.";
        check_miss(1, miss(4, None, 3, 4), words);
        check_miss(1, None, "`(b+)` does not match from byte 1 on.");
        check(Failed, Place, (1, 1), "`(b+)` does not hold at byte 1.");
    }

    #[test]
    fn going_back_says_what_is_done_there() {
        let words = "Back: `(b+)` gives bytes back, and the search goes on from byte 2.";
        check(Backtracked, Fewer, (2, 2), words);
        let words = "Back: `(b+)` takes one more, and the search goes on from byte 2.";
        check(Backtracked, More, (2, 2), words);
        let words = "Back to byte 2: the search goes on from there with `(b+)`.";
        check(Backtracked, Bytes, (2, 2), words);
        check(Backtracked, Entry, (2, 2), words);
        let words = "Back to byte 2: the search goes on from there.";
        check(Backtracked, End, (2, 2), words);
        check(Backtracked, LookMatched, (2, 2), words);
    }
}
