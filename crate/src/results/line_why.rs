//! Why each of the user's lines did what it did on a response, to records: a sentence, what each
//! item took where it matches, and the small changes that would make it match where it does not.
//!
//! Limits: of more than [`MAX_EXPLAINED_LINES`] lines only the sentence is told, since each of
//! the rest takes some more searches.

use std::collections::HashMap;

use super::ResponseBytes;
use super::load::LoadedLines;
use super::records::{
    EditRecord, LineOutcomeRecord, PartRecord, ProgressRecord, RepairRecord, ResponseRecord,
};
use crate::explain::{Part, Repair, RepairKit, Stop, explain_stop, find_parts};
use crate::matcher::{Anchor, MatchOutcome, Program, Progress, compile_pattern};
use crate::pattern::Pattern;
use crate::probes::MatchLine;
use crate::replay::{LineId, LineOutcome, UserLine};

/// So many lines are explained in full.
pub(super) const MAX_EXPLAINED_LINES: usize = 200;

const HIDDEN: &str = "It matches, but Nmap takes the first line that does and looks no further.";
const LIMIT_HIT: &str =
    "The search ended at one of Nmap's limits, and Nmap takes that as no match.";
const NOT_SEEN: &str = "Nmap never tries this line on responses to this probe.";

/// What was made ready for the lines so far; `None` for a pattern that is refused.
pub(super) struct LineWhy {
    /// They are too many to be explained in full.
    are_many: bool,
    ready: HashMap<LineId, Option<Ready>>,
}

struct Ready {
    pattern: Pattern,
    program: Program,
    repairs: RepairKit,
}

impl LineWhy {
    /// For `n_lines` of the user's lines.
    pub(super) fn of(n_lines: usize) -> Self {
        Self {
            are_many: n_lines > MAX_EXPLAINED_LINES,
            ready: HashMap::new(),
        }
    }

    /// Fills in what is told of `line` on `response`, on which it came as far as `progress` says.
    pub(super) fn fill(
        &mut self,
        record: &mut LineOutcomeRecord,
        lines: &LoadedLines,
        line: &UserLine,
        response: &ResponseRecord,
        progress: Option<Progress>,
    ) {
        let database = &lines.database;
        let Some(own) = database.line(line.line) else {
            return;
        };
        let bytes = &response.bytes.0;
        let by = own.pattern_span.range().start;
        let stop = progress.as_ref().map(|progress| Stop {
            text: &own.pattern_text,
            progress,
            response: bytes,
            n_declared: response.declared_length as usize,
        });
        record.progress = progress.as_ref().map(|progress| ProgressRecord {
            span: progress.item.shift(by).into(),
            offset: progress.offset,
        });
        record.why = match line.outcome {
            LineOutcome::NoMatch if self.are_many => stop.map(|stop| stop.words()),
            LineOutcome::HiddenBy(_) => Some(HIDDEN.to_owned()),
            LineOutcome::LimitHit(_) => Some(LIMIT_HIT.to_owned()),
            LineOutcome::NotSeen => Some(NOT_SEEN.to_owned()),
            LineOutcome::NoMatch | LineOutcome::Taken | LineOutcome::Broken => None,
        };
        if self.are_many {
            return;
        }
        let ready = self.ready.entry(line.line);
        let Some(ready) = ready.or_insert_with(|| make_ready(lines, own)) else {
            return;
        };
        let limits = database.release().limits();
        match line.outcome {
            LineOutcome::NoMatch => {
                let is_anchored = ready.program.anchor() == Anchor::Start;
                record.why =
                    stop.map(|stop| explain_stop(&stop, &ready.pattern, is_anchored, &limits));
                let found = ready.repairs.find(bytes, response.truncated, &limits);
                record.repairs = found.into_iter().map(repair_record).collect();
            }
            LineOutcome::NotSeen => {
                let outcome = ready.program.match_response(bytes, &limits);
                if matches!(outcome, MatchOutcome::Matched(_)) {
                    record.why = Some(never_seen(lines, line.line, &response.probe));
                }
            }
            LineOutcome::Taken | LineOutcome::HiddenBy(_) => {
                let captures = line.captures.as_ref();
                let parts = captures.map(|captures| {
                    find_parts(&ready.pattern, &own.pattern_text, bytes, captures, &limits)
                });
                record.parts = parts.map(|parts| part_records(parts, by));
            }
            LineOutcome::LimitHit(_) | LineOutcome::Broken => {}
        }
    }
}

fn make_ready(lines: &LoadedLines, line: &MatchLine) -> Option<Ready> {
    let pattern = line.parse_pattern().ok()?;
    let text = &lines.text(line.file_id)?.text;
    let text = text.get(line.span.range())?;
    Some(Ready {
        program: compile_pattern(&pattern),
        repairs: RepairKit::new(text, line, &pattern, lines.database.release()),
        pattern,
    })
}

fn never_seen(lines: &LoadedLines, line: LineId, probe: &str) -> String {
    let section = lines.database.probe_of(line);
    let stands = section.map_or_else(String::new, |section| {
        let name = crate::bytes::latin1_text(&section.name);
        format!(": it stands under the probe {name}")
    });
    format!("It matches the response to {probe}, which this line never sees{stands}.")
}

fn repair_record(repair: Repair) -> RepairRecord {
    RepairRecord {
        words: repair.words,
        edit: EditRecord {
            span: repair.edit.span.into(),
            replacement: ResponseBytes(repair.edit.replacement),
        },
    }
}

/// `by` is where the pattern begins in its file.
fn part_records(parts: Vec<Part>, by: usize) -> Vec<PartRecord> {
    let record = |part: Part| PartRecord {
        span: part.item.shift(by).into(),
        took: part.took.into(),
        group: part.group,
        divided: part.is_divided,
        words: part.words,
    };
    parts.into_iter().map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, Report, SourceFile, load_lines, match_files};

    const PASTE: &[u8] =
        br#"SF-Port7070-TCP:V=7.95%Time=67CD8A10%r(NULL,8,"ACME\x203\r\n")%r(Help,4,"help");"#;

    fn outcomes(lines: &str) -> Vec<LineOutcomeRecord> {
        let file = |name, text| SourceFile { name, text };
        let own = [file("lines", lines.as_bytes())];
        let sources = LineSources {
            lines: &own,
            ..LineSources::default()
        };
        let report: Report = match_files(&load_lines(&sources), &[file("paste", PASTE)], false);
        let responses = report.fingerprints.into_iter().flat_map(|f| f.responses);
        responses
            .flat_map(|response| response.user_lines.unwrap_or_default())
            .collect()
    }

    #[test]
    fn a_match_has_its_parts_in_bytes_of_the_file() {
        let lines = "# note\nmatch a m|^ACME (\\d+)| v/$1/\n";
        let parts = outcomes(lines).swap_remove(0).parts.unwrap();
        let found: Vec<_> = (parts.iter())
            .map(|part| {
                (
                    &lines[part.span.start as usize..part.span.end as usize],
                    part.took,
                )
            })
            .map(|(item, took)| (item, took.start, took.end))
            .collect();
        assert_eq!(found, [("^", 0, 0), ("ACME ", 0, 5), ("(\\d+)", 5, 6)]);
    }

    #[test]
    fn a_miss_has_a_sentence_and_what_would_help() {
        let outcome = outcomes("match a m|^acme|\n").swap_remove(0);
        assert!(
            outcome
                .why
                .unwrap()
                .starts_with("At the start the pattern wants `a`.")
        );
        assert_eq!(outcome.repairs.len(), 1);
        assert_eq!(outcome.repairs[0].edit.replacement.0, b"i");
    }

    #[test]
    fn a_line_under_the_wrong_probe_is_told_what_it_would_match() {
        let lines = "Probe TCP Help q|HELP|\nmatch a m|^ACME|\n";
        let why = outcomes(lines).swap_remove(0).why.unwrap();
        let expected = "It matches the response to NULL, which this line never sees: \
                        it stands under the probe Help.";
        assert_eq!(why, expected);
        let lines = "Probe TCP Help q|HELP|\nmatch a m|^other|\n";
        assert_eq!(outcomes(lines).swap_remove(0).why.unwrap(), NOT_SEEN);
    }

    #[test]
    fn of_too_many_lines_only_the_sentence_is_told() {
        let n_repairs = |n_lines: usize| {
            let outcome = outcomes(&"match a m|^acme|\n".repeat(n_lines)).swap_remove(0);
            assert!(outcome.why.is_some());
            outcome.repairs.len()
        };
        assert_eq!(n_repairs(MAX_EXPLAINED_LINES), 1);
        assert_eq!(n_repairs(MAX_EXPLAINED_LINES + 1), 0);
    }
}
