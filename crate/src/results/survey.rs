//! Many fingerprints at a glance: what each comes to and, where no line matches, the line that
//! came closest.

use super::load::LoadedLines;
use super::nearest::nearest_records;
use super::records::{NearestRecord, VerdictRecord};
use super::verdict::verdict_record;
use crate::fingerprint::{Fingerprint, decode_paste};
use crate::replay::{EvaluateOptions, Replay, VerdictState, replay};

/// What a table of many fingerprints says of one.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyRecord {
    /// What Nmap would report.
    pub verdict: VerdictRecord,
    /// The line that came closest to any of the responses, when it would report nothing.
    pub nearest: Option<NearestRecord>,
}

/// One record for each fingerprint in `paste`, in order. Much less work than
/// [`match_files`](super::match_files), with the same verdicts.
pub fn survey(lines: &LoadedLines, paste: &[u8]) -> Vec<SurveyRecord> {
    let fingerprints = decode_paste(paste).value;
    let each = fingerprints.iter();
    each.map(|fingerprint| survey_one(lines, fingerprint))
        .collect()
}

fn survey_one(lines: &LoadedLines, fingerprint: &Fingerprint) -> SurveyRecord {
    let replayed = replay(&lines.database, fingerprint, EvaluateOptions::default());
    let is_unknown = replayed.verdict.state == VerdictState::None;
    SurveyRecord {
        verdict: verdict_record(lines, &replayed.verdict, fingerprint),
        nearest: is_unknown
            .then(|| nearest(lines, fingerprint, &replayed))
            .flatten(),
    }
}

/// The line that passed most literal bytes, on whichever response; of equals the first.
fn nearest(
    lines: &LoadedLines,
    fingerprint: &Fingerprint,
    replayed: &Replay,
) -> Option<NearestRecord> {
    let responses = fingerprint.records.iter().zip(&replayed.responses);
    let unmatched = responses.filter(|(_, outcome)| outcome.taken.is_none());
    let of_each = unmatched.filter_map(|(response, _)| {
        nearest_records(lines, fingerprint, response)
            .into_iter()
            .next()
    });
    of_each.reduce(|best, next| {
        if next.passed > best.passed {
            next
        } else {
            best
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, SourceFile, StarterLines, load_lines, match_files};

    const TWO: &[u8] = br#"SF-Port21-TCP:V=7.95%I=7%r(NULL,9,"220\x20hello")%r(Help,3,"no!");
SF-Port25-TCP:V=7.95%I=7%r(NULL,5,"ACME9");"#;

    fn lines() -> LoadedLines {
        load_lines(&LineSources {
            lines: &[SourceFile {
                name: "lines",
                text: b"match acme m|^ACME(\\d)| v/$1/\n",
            }],
            starter_lines: StarterLines::Always,
            ..LineSources::default()
        })
    }

    #[test]
    fn a_survey_has_the_verdicts_of_a_whole_evaluation() {
        let lines = lines();
        let name = "paste";
        let report = match_files(&lines, &[SourceFile { name, text: TWO }], false);
        let verdicts = report.fingerprints.into_iter().map(|f| f.verdict);
        let surveyed: Vec<_> = survey(&lines, TWO)
            .into_iter()
            .map(|record| Some(record.verdict))
            .collect();
        assert_eq!(surveyed, verdicts.collect::<Vec<_>>());
    }

    #[test]
    fn the_closest_line_is_told_only_where_none_matches() {
        let surveyed = survey(&lines(), TWO);
        let services: Vec<_> = surveyed
            .iter()
            .map(|record| (record.verdict.state.as_str(), record.nearest.is_some()))
            .collect();
        assert_eq!(services, [("none", true), ("hard", false)]);
    }
}
