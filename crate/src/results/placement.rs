//! Where the user's lines belong in the probes file, by the responses that they match.
//!
//! ```text
//! response to NULL     your line matches, so do lines 120 and 340 of the file
//! placement            under NULL, before line 120, which would be taken else; hides both
//! ```
//!
//! Only lines of the probe's own list can stand before one that is put there: those of fallbacks
//! are tried behind it, wherever it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::load::LoadedLines;
use super::probe::{ProbeRefRecord, seen_by};
use super::records::PlacementRecord;
use crate::bytes::{latin1_bytes, latin1_text};
use crate::fingerprint::Protocol;
use crate::replay::{LineId, ResponseOutcome};
use crate::source::sort_by_place;

/// For each of the user's lines and each probe to which it matches a response: the file's lines
/// that match one of these responses too.
#[derive(Default)]
pub(super) struct Placements {
    rivals: BTreeMap<(LineId, usize), BTreeSet<LineId>>,
}

impl Placements {
    /// Takes in what all lines made of one response to the probe called `name`.
    pub(super) fn add(
        &mut self,
        lines: &LoadedLines,
        protocol: Protocol,
        name: &str,
        outcome: &ResponseOutcome,
    ) {
        let database = &lines.database;
        let name = latin1_bytes(name).unwrap_or_default();
        let Some(probe) = database.index().find(protocol, &name) else {
            return;
        };
        let matching = outcome.all.iter().map(|found| found.line);
        let of_file: Vec<LineId> = matching.filter(|id| !database.is_user_line(*id)).collect();
        let user_lines = outcome.user_lines.iter();
        for user in user_lines.filter(|user| user.captures.is_some()) {
            let rivals = self.rivals.entry((user.line, probe)).or_default();
            rivals.extend(&of_file);
        }
    }

    /// One record for each line and probe, in the order of the lines.
    pub(super) fn into_records(self, lines: &LoadedLines) -> Vec<PlacementRecord> {
        let mut seen = HashMap::new();
        let places = self.rivals.into_iter();
        places
            .filter_map(|((line, probe), rivals)| {
                let list = LineId::InProbe { probe, line: 0 };
                let sees = seen.entry(probe).or_insert_with(|| seen_by(lines, list));
                place(lines, line, probe, &rivals, sees.clone())
            })
            .collect()
    }
}

fn place(
    lines: &LoadedLines,
    line: LineId,
    probe: usize,
    rivals: &BTreeSet<LineId>,
    sees: Vec<ProbeRefRecord>,
) -> Option<PlacementRecord> {
    let is_own = |id: &&LineId| matches!(id, LineId::InProbe { probe: of, .. } if *of == probe);
    let first = rivals.iter().find(is_own);
    let mut hides: Vec<_> = rivals.iter().map(|id| lines.line_ref(*id)).collect();
    sort_by_place(&mut hides, |line| (line.line, 0));
    let probe = lines.database.probes().get(probe)?;
    Some(PlacementRecord {
        at: lines.line_ref(line),
        protocol: probe.protocol.name().to_owned(),
        probe: latin1_text(&probe.name),
        before: first.map(|id| lines.line_ref(*id)),
        hides,
        sees,
    })
}

#[cfg(test)]
mod tests {
    use crate::probes::Origin;
    use crate::results::{LineSources, PlacementRecord, SourceFile, load_lines, match_files};

    const PROBES: &[u8] = b"Probe TCP NULL q||\n\
        match early m|^220 x|\n\
        match twenty m|^220|\n\
        Probe TCP Help q|HELP|\n\
        match help m|^214|\n\
        match any m|^2..|\n";

    const PASTE: &[u8] = br#"SF-Port21-TCP:V=7.95%r(NULL,5,"220\x20a")%r(Help,5,"220\x20b");"#;

    fn placements(user: &[u8], probes: Option<&[u8]>) -> Option<Vec<PlacementRecord>> {
        let file = |name, text| SourceFile { name, text };
        let probes = probes.map(|text| file("probes", text));
        let lines = load_lines(&LineSources {
            probes: probes.as_slice(),
            lines: &[file("mine", user)],
            origin: Origin::Typed,
            ..LineSources::default()
        });
        match_files(&lines, &[file("paste", PASTE)], true).placements
    }

    #[track_caller]
    fn check(user: &str, expected: &[(&str, Option<u32>, &[u32])]) {
        let placements = placements(user.as_bytes(), Some(PROBES)).expect("a file is loaded");
        let told: Vec<(&str, Option<u32>, Vec<u32>)> = placements
            .iter()
            .map(|place| {
                let before = place.before.as_ref().map(|line| line.line);
                let hides = place.hides.iter().map(|line| line.line);
                (place.probe.as_str(), before, hides.collect())
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(probe, before, hides)| (*probe, *before, hides.to_vec()))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_line_belongs_before_the_first_of_its_probe_that_matches_the_same() {
        check("match mine m|^220 a|", &[("NULL", Some(3), &[3])]);
        check("match mine m|^220 b|", &[("Help", Some(6), &[3, 6])]);
        check(
            "match mine m|^220 |",
            &[("NULL", Some(3), &[3]), ("Help", Some(6), &[3, 6])],
        );
    }

    #[test]
    fn a_place_tells_whose_responses_a_line_sees_there() {
        let told = placements(b"match mine m|^220 |", Some(PROBES)).expect("a file is loaded");
        let sees = told.iter().map(|place| {
            let names = place.sees.iter().map(|probe| probe.name.as_str());
            names.collect::<Vec<_>>().join(" ")
        });
        assert_eq!(sees.collect::<Vec<_>>(), ["NULL Help", "Help"]);
    }

    #[test]
    fn a_line_that_matches_nothing_has_no_place() {
        check("match mine m|^999|", &[]);
    }

    #[test]
    fn without_a_probes_file_there_is_nothing_to_tell() {
        assert_eq!(placements(b"match mine m|^220|", None), None);
    }
}
