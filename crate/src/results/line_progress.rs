//! How far the user's lines came on responses that they do not match.
//!
//! A line's pattern is read and compiled for this once, however many responses it fails on.
//!
//! Limits: of more than [`MAX_FOLLOWED_LINES`] lines none is followed, since each takes a search of
//! its own.

use std::collections::HashMap;

use super::load::LoadedLines;
use crate::matcher::{Progress, ProgressProgram};
use crate::replay::{LineId, LineOutcome, UserLine};

/// So many lines are followed.
const MAX_FOLLOWED_LINES: usize = 1_000;

/// The programs of the lines that did not match so far; `None` for a pattern that is refused.
pub(super) struct LineProgress {
    /// The lines are too many to be followed.
    are_many: bool,
    programs: HashMap<LineId, Option<ProgressProgram>>,
}

impl LineProgress {
    /// For `n_lines` of the user's lines.
    pub(super) fn of(n_lines: usize) -> Self {
        Self {
            are_many: n_lines > MAX_FOLLOWED_LINES,
            programs: HashMap::new(),
        }
    }

    /// How far `line` came, in bytes of its pattern; `None` when it was not tried, or did not end
    /// without a match.
    pub(super) fn find(
        &mut self,
        lines: &LoadedLines,
        line: &UserLine,
        response: &[u8],
    ) -> Option<Progress> {
        if self.are_many || line.outcome != LineOutcome::NoMatch {
            return None;
        }
        let database = &lines.database;
        let text = database.line(line.line)?;
        let program = self.programs.entry(line.line).or_insert_with(|| {
            let pattern = text.parse_pattern().ok();
            pattern.map(ProgressProgram::new)
        });
        let limits = database.release().limits();
        program.as_ref()?.find(response, &limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, SourceFile, load_lines, match_taken};

    #[test]
    fn of_too_many_lines_none_is_followed() {
        let n_followed = |n_lines: usize| {
            let text = "match a m|^x|\n".repeat(n_lines);
            let file = |name, text| SourceFile { name, text };
            let own = [file("lines", text.as_bytes())];
            let sources = LineSources {
                lines: &own,
                ..LineSources::default()
            };
            let paste = br#"SF-Port7070-TCP:V=7.95%Time=67CD8A10%r(Help,4,"help");"#;
            let report = match_taken(&load_lines(&sources), &[file("paste", paste)]);
            let responses = report.fingerprints.iter().flat_map(|one| &one.responses);
            let outcomes = responses.flat_map(|response| response.user_lines.iter().flatten());
            outcomes
                .filter(|outcome| outcome.progress.is_some())
                .count()
        };
        assert_eq!(n_followed(MAX_FOLLOWED_LINES), MAX_FOLLOWED_LINES);
        assert_eq!(n_followed(MAX_FOLLOWED_LINES + 1), 0);
    }
}
