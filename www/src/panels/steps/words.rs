//! A step in a sentence with code in backticks.

use sflens::bytes::print_readable;
use sflens::results::{StepKindRecord, StepRecord, TraceRecord};

use crate::widgets::group_thousands;

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
        let item = self.item(step);
        let (from, to) = (step.from, step.to);
        match step.kind {
            StepKindRecord::Started => format!("The whole pattern is tried from byte {from} on."),
            StepKindRecord::Advanced if from < to => {
                format!("`{item}` takes {}.", self.bytes(from, to))
            }
            StepKindRecord::Advanced if from == to => format!("`{item}` holds at byte {to}."),
            StepKindRecord::Advanced => {
                format!("`{item}` holds, and the search goes on from byte {to}.")
            }
            StepKindRecord::Failed => {
                format!(
                    "`{item}` does not match at byte {from}: {}.",
                    self.there(from)
                )
            }
            StepKindRecord::Backtracked => {
                format!("Back: `{item}` is tried in another way, at byte {to}.")
            }
            StepKindRecord::Captured => {
                let number = step.group.unwrap_or_default();
                format!("Group {number} closes: it took {}.", self.bytes(from, to))
            }
            _ => format!("The whole pattern matches, up to byte {to}."),
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

    fn there(&self, at: u32) -> String {
        match self.response.get(at as usize) {
            Some(byte) => format!(
                "`{}` stands there",
                print_readable(&[*byte]).replace('`', "\\x60")
            ),
            None => "the response ends there".to_owned(),
        }
    }
}

/// How the search ended, and what it cost.
pub(super) fn say_outcome(trace: &TraceRecord) -> String {
    let n_steps = group_thousands(trace.steps.len());
    let outcome = match (&trace.limit, trace.matched) {
        (Some(limit), _) => format!("It ends at Nmap's {limit} limit, which counts as no match"),
        (None, true) => "It matches".to_owned(),
        (None, false) => "It does not match".to_owned(),
    };
    match (trace.steps.len(), trace.cut) {
        (0, _) => format!("{outcome}. Nothing is tried: a byte that every match needs is missing."),
        (1, false) => format!("{outcome}, in 1 step."),
        (_, false) => format!("{outcome}, in {n_steps} steps."),
        (_, true) => format!("{outcome}. These are the first {n_steps} steps."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::SpanRecord;

    #[track_caller]
    fn check(kind: StepKindRecord, from: u32, to: u32, expected: &str) {
        let texts = Texts {
            lines: "match a m|^(b+)|",
            response: b"xbb\n",
        };
        let step = StepRecord {
            span: SpanRecord { start: 11, end: 15 },
            kind,
            from,
            to,
            calls: 1,
            group: Some(1),
        };
        assert_eq!(texts.say(&step), expected);
    }

    #[test]
    fn each_kind_of_step_has_its_sentence() {
        use StepKindRecord::*;
        check(Started, 1, 1, "The whole pattern is tried from byte 1 on.");
        check(Advanced, 1, 3, "`(b+)` takes `bb`, bytes 1 to 2.");
        check(Advanced, 1, 2, "`(b+)` takes `b`, byte 1.");
        check(Advanced, 1, 1, "`(b+)` holds at byte 1.");
        check(
            Advanced,
            2,
            1,
            "`(b+)` holds, and the search goes on from byte 1.",
        );
        check(
            Failed,
            3,
            3,
            "`(b+)` does not match at byte 3: `\\n` stands there.",
        );
        check(
            Failed,
            4,
            4,
            "`(b+)` does not match at byte 4: the response ends there.",
        );
        check(
            Backtracked,
            2,
            2,
            "Back: `(b+)` is tried in another way, at byte 2.",
        );
        check(
            Captured,
            1,
            3,
            "Group 1 closes: it took `bb`, bytes 1 to 2.",
        );
        check(Captured, 1, 1, "Group 1 closes: it took nothing.");
        check(Matched, 3, 3, "The whole pattern matches, up to byte 3.");
    }

    #[test]
    fn the_end_of_a_search_is_told() {
        let mut trace = TraceRecord::default();
        assert!(say_outcome(&trace).ends_with("every match needs is missing."));
        let step = StepRecord {
            span: SpanRecord { start: 0, end: 1 },
            kind: StepKindRecord::Matched,
            from: 0,
            to: 1,
            calls: 1,
            group: None,
        };
        trace.steps = vec![step; 2];
        trace.matched = true;
        assert_eq!(say_outcome(&trace), "It matches, in 2 steps.");
        trace.limit = Some("match".into());
        trace.cut = true;
        assert_eq!(
            say_outcome(&trace),
            "It ends at Nmap's match limit, which counts as no match. These are the first 2 steps."
        );
    }
}
