//! How far the user's lines came on responses that they do not match, to records.
//!
//! A line's pattern is read and compiled for this once, however many responses it fails on.

use std::collections::HashMap;

use super::load::LoadedLines;
use super::records::ProgressRecord;
use crate::matcher::ProgressProgram;
use crate::replay::{LineId, LineOutcome, UserLine};

/// The programs of the lines that did not match so far; `None` for a pattern that is refused.
#[derive(Default)]
pub(super) struct LineProgress {
    programs: HashMap<LineId, Option<ProgressProgram>>,
}

impl LineProgress {
    /// How far `line` came; `None` when it was not tried, or did not end without a match.
    pub(super) fn find(
        &mut self,
        lines: &LoadedLines,
        line: &UserLine,
        response: &[u8],
    ) -> Option<ProgressRecord> {
        if line.outcome != LineOutcome::NoMatch {
            return None;
        }
        let database = &lines.database;
        let text = database.line(line.line)?;
        let program = self.programs.entry(line.line).or_insert_with(|| {
            let pattern = text.parse_pattern().ok();
            pattern.map(ProgressProgram::new)
        });
        let progress = program
            .as_ref()?
            .find(response, &database.release().limits())?;
        Some(ProgressRecord {
            span: progress.item.shift(text.pattern_span.start as usize).into(),
            offset: progress.offset,
        })
    }
}
