//! Everything about each response: all matching lines, the nearest where there is none, and where
//! the user's lines belong in the probes file.
//!
//! Apart from `evaluate`, so that a program that only asks for the line that Nmap would take holds
//! nothing of this.

use super::SourceFile;
use super::evaluate::{Evaluated, evaluate_files};
use super::line_match::line_match_record;
use super::load::LoadedLines;
use super::nearest::nearest_records;
use super::placement::Placements;
use super::records::{Report, ResponseRecord};
use super::without_limit::{add_opinions, match_with_opinions};
use crate::replay::ResponseOutcome;

/// Decodes every fingerprint in `sources` and evaluates the lines on every response. With `all`
/// the records also hold every matching line, not only the one that Nmap would take.
pub fn match_files(lines: &LoadedLines, sources: &[SourceFile<'_>], all: bool) -> Report {
    let mut report = match all {
        true => match_and_ask(lines, sources, add_opinions),
        false => match_with_opinions(lines, sources),
    };
    report.relate(lines, sources);
    report
}

/// What [`match_files`] gives when all is asked for, but of a search that hit a limit nobody says
/// what it would do without.
pub fn match_all(lines: &LoadedLines, sources: &[SourceFile<'_>]) -> Report {
    match_and_ask(lines, sources, |_, _, _| {})
}

fn match_and_ask(
    lines: &LoadedLines,
    sources: &[SourceFile<'_>],
    ask: fn(&LoadedLines, &ResponseOutcome, &mut ResponseRecord),
) -> Report {
    let mut placements = Placements::default();
    let mut report = evaluate_files(lines, sources, true, &mut |evaluated| {
        let Evaluated {
            fingerprint,
            decoded,
            outcome,
            record,
        } = evaluated;
        ask(lines, outcome, record);
        let protocol = fingerprint.header.protocol;
        placements.add(lines, protocol, &record.probe, outcome);
        let all = outcome.all.iter();
        record.all = Some(all.map(|found| line_match_record(lines, found)).collect());
        let is_unmatched = outcome.taken.is_none();
        record.nearest = is_unmatched.then(|| nearest_records(lines, fingerprint, decoded));
    });
    let placements = placements.into_records(lines);
    report.placements = lines.is_file_loaded.then_some(placements);
    report
}
