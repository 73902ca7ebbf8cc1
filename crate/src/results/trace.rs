//! One of the user's lines run on one response, step by step, to records.
//!
//! ```text
//! m|^a+ab|    on    aab        started at 0; `a+` takes 0 to 2; `ab` fails at 2; back in `a+` …
//! ```

use serde::{Deserialize, Serialize};

use super::evaluate::limit_name;
use super::load::LoadedLines;
use super::records::SpanRecord;
use crate::matcher::{CaptureChange, MatchOutcome, Step, StepKind, trace_pattern};
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
    /// The steps in their order. None when the search is ruled out before it begins, because a
    /// byte is missing that every match needs.
    pub steps: Vec<StepRecord>,
    /// What became of the groups' captures in the steps; all begin without one.
    pub captures: Vec<CaptureChangeRecord>,
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
    /// Where in the response the step begins; for a group that closed, where its capture does.
    pub from: u32,
    /// Where in the response the search goes on.
    pub to: u32,
    /// The calls so far at this start offset.
    pub calls: u32,
    /// The group that closed.
    pub group: Option<u16>,
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
    /// The search went back to try the item in another way.
    Backtracked,
    /// A group closed.
    Captured,
    /// The pattern matched up to here.
    Matched,
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
    })
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
        StepKind::Matched => (StepKindRecord::Matched, at, at, None),
    };
    StepRecord {
        span: step.item.shift(by).into(),
        kind,
        from,
        to,
        calls: step.n_calls,
        group,
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
    fn lines_that_are_not_there_or_refused_have_no_steps() {
        assert_eq!(trace("match a m|b|\n", 2, b"b"), None);
        assert_eq!(trace("match a m|(b|\n", 1, b"b"), None);
    }
}
