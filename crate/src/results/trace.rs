//! One of the user's lines run on one response, step by step, to records.
//!
//! ```text
//! m|^a+ab|    on    aab        started at 0; `a+` takes 0 to 2; `ab` fails at 2; back in `a+` …
//! ```

use serde::{Deserialize, Serialize};

use super::evaluate::limit_name;
use super::load::LoadedLines;
use super::records::SpanRecord;
use crate::matcher::{
    Byte, CaptureChange, MatchOutcome, Miss, RuledOut, RuledOutBy, Step, StepKind, StepRole,
    trace_pattern,
};
use crate::replay::LineId;

/// A search as it went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceRecord {
    /// The pattern in the lines file.
    pub pattern: SpanRecord,
    /// True when it matched.
    pub matched: bool,
    /// The limit that ended it: `match`, `depth`, `heap`, `endless-call` or `work`.
    pub limit: Option<String>,
    /// The calls of PCRE2's match routine that Nmap allows at each start offset.
    pub match_limit: u32,
    /// The most calls at one start offset.
    pub most_calls: u32,
    /// More happened than the steps tell.
    pub cut: bool,
    /// The steps in their order. None when the search is ruled out before it begins.
    pub steps: Vec<StepRecord>,
    /// What became of the groups' captures in the steps; all begin without one.
    pub captures: Vec<CaptureChangeRecord>,
    /// Why nothing was tried.
    pub ruled_out: Option<RuledOutRecord>,
}

/// Why a search is ruled out before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuledOutRecord {
    /// What rules it out.
    pub by: RuledOutByRecord,
    /// The first offset of the response that was in question; for the required byte, where it was
    /// looked for first.
    pub at: u32,
    /// Bytes of the response from there on.
    pub left: u32,
    /// The fewest bytes of a match, as PCRE2 counts them.
    pub least: u32,
    /// The byte that is missing, where it is only one.
    pub byte: Option<u8>,
    /// The byte is a letter, and either case would do.
    pub either_case: bool,
}

/// What rules out a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RuledOutByRecord {
    /// Fewer bytes are left than a match has.
    TooShort,
    /// A match can start at offset 0 only, and not with the byte there.
    FirstByte,
    /// The response has no byte that a match can start with.
    NoStart,
    /// A byte is missing that every match needs.
    RequiredByte,
}

/// A group's capture is another from a step on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureChangeRecord {
    /// The index of the step.
    pub step: u32,
    /// The group's number, from 1 to 9.
    pub group: u16,
    /// What it has taken of the response; none when going back took it away.
    pub span: Option<SpanRecord>,
}

/// One step of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRecord {
    /// The item at hand, in bytes of the lines file.
    pub span: SpanRecord,
    /// What happened.
    pub kind: StepKindRecord,
    /// What the item did in it.
    pub role: StepRoleRecord,
    /// Where in the response the step begins; for a group that closed, where its capture does.
    pub from: u32,
    /// Where in the response the search goes on.
    pub to: u32,
    /// The calls so far at this start offset.
    pub calls: u32,
    /// The group that closed.
    pub group: Option<u16>,
    /// What was missing, of an item that failed for a byte.
    pub miss: Option<MissRecord>,
}

/// What an item lacked that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissRecord {
    /// The first byte of the response that does not fit, or the response's end; of a negative
    /// lookaround that does not hold, where it was tried.
    pub offset: u32,
    /// The literal byte that was wanted there.
    pub wanted: Option<u8>,
    /// The bytes before it that fit.
    pub taken: u32,
    /// The fewest bytes that had to; 0 for a lookaround.
    pub least: u32,
}

/// What happened in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StepKindRecord {
    /// The whole pattern is tried from here on; the calls are counted anew.
    Started,
    /// The item matched.
    Advanced,
    /// The item does not match here.
    Failed,
    /// The search went back to here.
    Backtracked,
    /// A group closed.
    Captured,
    /// A group that was called closed: the call ends, and the captures are as they were before it.
    Returned,
    /// The pattern matched up to here.
    Matched,
}

/// What an item does in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StepRoleRecord {
    /// It takes bytes.
    Bytes,
    /// It holds at a place or not, as `^` does.
    Place,
    /// The reported match begins here.
    KeepOut,
    /// A backtracking verb.
    Verb,
    /// A lookbehind steps back to where its inside is tried.
    StepBack,
    /// The inside of a lookbehind has to end where the lookbehind was tried.
    LookbehindEnd,
    /// A lookaround, whose inside matched.
    LookMatched,
    /// A negative lookaround, whose inside did not match.
    LookUnmatched,
    /// The condition of a group, whose inside matched.
    ConditionMatched,
    /// A scan goes to what a group took.
    Scan,
    /// A scan, whose inside matched.
    ScanMatched,
    /// A group begins, or the pattern.
    Entry,
    /// A group ends, or the pattern.
    End,
    /// A quantifier gives back some of what it took.
    Fewer,
    /// A quantifier takes one more.
    More,
}

/// The search of the line with this number in the text called `file`; nothing for a line that is
/// none of the user's, and for one whose pattern is refused. Keeps the first `max_steps` steps.
pub fn trace_line(
    lines: &LoadedLines,
    file: &str,
    number: u32,
    response: &[u8],
    max_steps: usize,
) -> Option<TraceRecord> {
    let database = &lines.database;
    let is_meant = |id: &LineId| {
        let at = lines.line_ref(*id);
        at.line == number && at.file == file
    };
    let id = database.user_lines().into_iter().find(is_meant)?;
    let line = database.line(id)?;
    let limits = database.release().limits();
    let trace = trace_pattern(&line.parse_pattern().ok()?, response, &limits, max_steps);
    let by = line.pattern_span.range().start;
    Some(TraceRecord {
        pattern: line.pattern_span.into(),
        matched: matches!(trace.outcome, MatchOutcome::Matched(_)),
        limit: match trace.outcome {
            MatchOutcome::LimitHit(limit) => Some(limit_name(limit).to_owned()),
            MatchOutcome::Matched(_) | MatchOutcome::NoMatch => None,
        },
        match_limit: limits.match_limit,
        most_calls: trace.most_calls,
        cut: trace.is_cut,
        steps: trace.steps.iter().map(|step| record(step, by)).collect(),
        captures: trace.captures.iter().map(change_record).collect(),
        ruled_out: trace.ruled_out.map(ruled_out_record),
    })
}

fn ruled_out_record(out: RuledOut) -> RuledOutRecord {
    let is_letter = |byte: Byte| byte.caseless && byte.byte.is_ascii_alphabetic();
    RuledOutRecord {
        by: match out.by {
            RuledOutBy::TooShort => RuledOutByRecord::TooShort,
            RuledOutBy::FirstByte => RuledOutByRecord::FirstByte,
            RuledOutBy::NoStart => RuledOutByRecord::NoStart,
            RuledOutBy::RequiredByte => RuledOutByRecord::RequiredByte,
        },
        at: out.at,
        left: out.n_left,
        least: out.least,
        byte: out.byte.map(|byte| byte.byte),
        either_case: out.byte.is_some_and(is_letter),
    }
}

fn change_record(change: &CaptureChange) -> CaptureChangeRecord {
    CaptureChangeRecord {
        step: change.step,
        group: change.group,
        span: change.capture.map(SpanRecord::from),
    }
}

/// `by` is where the pattern begins in its file.
fn record(step: &Step, by: usize) -> StepRecord {
    let at = step.offset;
    let (kind, from, to, group) = match step.kind {
        StepKind::Started => (StepKindRecord::Started, at, at, None),
        StepKind::Advanced { to } => (StepKindRecord::Advanced, at, to, None),
        StepKind::Failed => (StepKindRecord::Failed, at, at, None),
        StepKind::Backtracked => (StepKindRecord::Backtracked, at, at, None),
        StepKind::Captured { group, start } => (StepKindRecord::Captured, start, at, Some(group)),
        StepKind::Returned { group } => (StepKindRecord::Returned, at, at, Some(group)),
        StepKind::Matched => (StepKindRecord::Matched, at, at, None),
    };
    StepRecord {
        span: step.item.shift(by).into(),
        kind,
        role: role_record(step.role),
        from,
        to,
        calls: step.n_calls,
        group,
        miss: step.miss.map(miss_record),
    }
}

fn role_record(role: StepRole) -> StepRoleRecord {
    match role {
        StepRole::Bytes => StepRoleRecord::Bytes,
        StepRole::Place => StepRoleRecord::Place,
        StepRole::KeepOut => StepRoleRecord::KeepOut,
        StepRole::Verb => StepRoleRecord::Verb,
        StepRole::StepBack => StepRoleRecord::StepBack,
        StepRole::LookbehindEnd => StepRoleRecord::LookbehindEnd,
        StepRole::LookMatched => StepRoleRecord::LookMatched,
        StepRole::LookUnmatched => StepRoleRecord::LookUnmatched,
        StepRole::ConditionMatched => StepRoleRecord::ConditionMatched,
        StepRole::Scan => StepRoleRecord::Scan,
        StepRole::ScanMatched => StepRoleRecord::ScanMatched,
        StepRole::Entry => StepRoleRecord::Entry,
        StepRole::End => StepRoleRecord::End,
        StepRole::Fewer => StepRoleRecord::Fewer,
        StepRole::More => StepRoleRecord::More,
    }
}

fn miss_record(miss: Miss) -> MissRecord {
    MissRecord {
        offset: miss.offset,
        wanted: miss.wanted,
        taken: miss.n_taken,
        least: miss.least,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, SourceFile, load_lines};

    fn trace(lines: &str, number: u32, response: &[u8]) -> Option<TraceRecord> {
        let own = [SourceFile {
            name: "lines",
            text: lines.as_bytes(),
        }];
        let sources = LineSources {
            lines: &own,
            ..LineSources::default()
        };
        trace_line(&load_lines(&sources), "lines", number, response, 1_000)
    }

    #[test]
    fn steps_stand_in_bytes_of_the_file() {
        let lines = "# note\nmatch a m|^a(b)|\n";
        let trace = trace(lines, 2, b"ab").unwrap();
        let steps: Vec<_> = (trace.steps.iter())
            .map(|step| {
                let item = &lines[step.span.start as usize..step.span.end as usize];
                (step.kind, item, step.from, step.to, step.group)
            })
            .collect();
        use StepKindRecord::*;
        assert_eq!(steps[1], (Advanced, "^", 0, 0, None));
        assert_eq!(steps[2], (Advanced, "a", 0, 1, None));
        assert_eq!(steps[4], (Captured, "(b)", 1, 2, Some(1)));
        assert_eq!(steps[5].0, Matched);
        let change = trace.captures[0];
        let taken = change.span.map(|span| (span.start, span.end));
        assert_eq!((change.step, change.group, taken), (4, 1, Some((1, 2))));
        assert!(trace.matched && !trace.cut);
        assert_eq!((trace.match_limit, trace.limit), (50_000, None));
    }

    #[test]
    fn a_limit_is_named() {
        let response = [&b"a".repeat(40)[..], b"b"].concat();
        let trace = trace("match a m|^(?:a?){30}b|\n", 1, &response).unwrap();
        assert_eq!(trace.limit.as_deref(), Some("match"));
        assert_eq!((trace.most_calls, trace.cut), (50_000, true));
    }

    #[test]
    fn what_an_item_lacked_is_told_in_places_of_the_response() {
        let trace = trace("match a m|^a{3,5}b|\n", 1, b"aabb").unwrap();
        let failed = trace.steps.last().unwrap();
        let miss = MissRecord {
            offset: 2,
            wanted: None,
            taken: 2,
            least: 3,
        };
        assert_eq!(
            (failed.kind, failed.role, failed.miss),
            (StepKindRecord::Failed, StepRoleRecord::Bytes, Some(miss))
        );
    }

    #[test]
    fn a_search_that_does_not_begin_says_why() {
        let trace = trace("match a m|^a*bc|i\n", 1, b"aaab").unwrap();
        assert_eq!((trace.steps.len(), trace.limit), (0, None));
        let out = RuledOutRecord {
            by: RuledOutByRecord::RequiredByte,
            at: 0,
            left: 4,
            least: 2,
            byte: Some(b'c'),
            either_case: true,
        };
        assert_eq!(trace.ruled_out, Some(out));
    }

    #[test]
    fn lines_that_are_not_there_or_refused_have_no_steps() {
        assert_eq!(trace("match a m|b|\n", 2, b"b"), None);
        assert_eq!(trace("match a m|(b|\n", 1, b"b"), None);
    }
}
