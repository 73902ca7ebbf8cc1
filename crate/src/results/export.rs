//! The loaded probes file with the user's lines and probes in it, every other byte as it was.
//!
//! ```text
//! under Probe TCP NULL    before the line that would be taken else, or at the start of the list
//! a bare line             under each probe to which it matches a response, unless the fallbacks
//!                         of that probe lead to one where it stands
//! a probe of its own      at the end of the file
//! ```
//!
//! The user's lines keep their order: one stands no further down than any behind it. The comment
//! lines right above a line go with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::ResponseBytes;
use super::load::LoadedLines;
use super::records::{LineRefRecord, PlacementRecord};
use crate::bytes::{latin1_bytes, latin1_text};
use crate::fingerprint::Protocol;
use crate::probes::{Insertions, Probe, print_diff, print_inserted};
use crate::replay::{LineId, LineList};
use crate::source::LineIndex;

/// What `sflens export` writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportReport {
    /// The name of the file that was added to.
    pub file: String,
    /// The whole new file.
    pub text: ResponseBytes,
    /// The change as a unified diff.
    pub diff: ResponseBytes,
    /// The user's lines in the order of the new file; a bare line may stand there several times.
    pub lines: Vec<ExportedLineRecord>,
    /// Lines under a probe that neither the file knows nor the user gave a payload.
    pub left_out: Vec<LineRefRecord>,
}

/// Where one of the user's lines stands in the new file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedLineRecord {
    /// The line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// `TCP` or `UDP`.
    pub protocol: String,
    /// The probe under which it stands.
    pub probe: String,
    /// Its number in the new file.
    pub number: u32,
}

/// Puts everything that was laid over the whole probes file into it. `placements` are those of a
/// report on the same lines, or none. `None` when no file is loaded.
pub fn export_probes(lines: &LoadedLines, placements: &[PlacementRecord]) -> Option<ExportReport> {
    let whole = lines
        .text(lines.whole_id)
        .filter(|_| lines.is_file_loaded)?;
    let index = whole.line_index();
    let mut exporter = Exporter {
        lines,
        placements: Placements::new(lines, placements),
        index: &index,
        insertions: Insertions::new(),
        placed: Vec::new(),
        left_out: Vec::new(),
    };
    let bare = exporter.assign_bare();
    for (idx, probe) in lines.database.probes().iter().enumerate() {
        let bare = bare.get(&idx).into_iter().flatten().copied();
        let own: Vec<LineId> = bare.chain(foreign_lines(lines, idx)).collect();
        match probe.file_id == lines.whole_id {
            true => exporter.add_lines(idx, probe, &own),
            false => exporter.add_probe(probe, &own),
        }
    }
    let insertions = &exporter.insertions;
    Some(ExportReport {
        file: whole.name.clone(),
        text: ResponseBytes(print_inserted(&whole.text, insertions)),
        diff: ResponseBytes(print_diff(
            &whole.text,
            insertions,
            &whole.name,
            &format!("{} (new)", whole.name),
        )),
        lines: exporter.records(),
        left_out: exporter.left_out,
    })
}

/// The lines in the list of a probe that are not of the whole file.
fn foreign_lines(lines: &LoadedLines, probe: usize) -> impl Iterator<Item = LineId> {
    let ids = lines.database.lines_of(LineList::Probe(probe));
    ids.filter(|id| {
        let line = lines.database.line(*id);
        line.is_some_and(|line| line.file_id != lines.whole_id)
    })
}

/// What the responses say about each line under each probe.
struct Placements {
    known: HashMap<(LineId, usize), Placement>,
    /// For each line of the whole file, by its number, the probe in whose list it stands.
    lists: HashMap<u32, usize>,
}

/// The place that one line needs under one probe.
struct Placement {
    /// The number of the line before which it has to stand, if any.
    before: Option<u32>,
    /// The lines that match the same responses, by their numbers in the whole file; `None` for
    /// those of other files.
    rivals: Vec<Option<u32>>,
}

impl Placements {
    fn new(lines: &LoadedLines, records: &[PlacementRecord]) -> Self {
        let database = &lines.database;
        let whole = &lines.file.file;
        let mut foreign = HashMap::new();
        let mut of_whole = HashMap::new();
        let lists = (0..database.probes().len()).map(LineList::Probe);
        for list in std::iter::once(LineList::Bare).chain(lists) {
            for id in database.lines_of(list) {
                let at = lines.line_ref(id);
                let is_of_whole =
                    (database.line(id)).is_some_and(|line| line.file_id == lines.whole_id);
                match id {
                    LineId::InProbe { probe, .. } if is_of_whole => {
                        of_whole.insert(at.line, probe);
                    }
                    _ => {
                        foreign.insert((at.file, at.line), id);
                    }
                }
            }
        }
        let in_whole = |at: &LineRefRecord| (at.file == *whole).then_some(at.line);
        let known = records.iter().filter_map(|record| {
            let at = &record.at;
            let id = foreign.get(&(at.file.clone(), at.line))?;
            let protocol = match record.protocol.as_str() {
                "UDP" => Protocol::Udp,
                _ => Protocol::Tcp,
            };
            let name = latin1_bytes(&record.probe)?;
            let probe = database.index().find_exact(protocol, &name)?;
            let placement = Placement {
                before: record.before.as_ref().and_then(in_whole),
                rivals: record.hides.iter().map(in_whole).collect(),
            };
            Some(((*id, probe), placement))
        });
        Self {
            known: known.collect(),
            lists: of_whole,
        }
    }
}

/// A line with the number of lines of the old file before it, and its place among the new ones
/// that stand there.
struct Placed {
    id: LineId,
    protocol: Protocol,
    probe: Vec<u8>,
    at: usize,
    nth: usize,
}

struct Exporter<'a> {
    lines: &'a LoadedLines,
    placements: Placements,
    index: &'a LineIndex<'a>,
    insertions: Insertions,
    placed: Vec<Placed>,
    left_out: Vec<LineRefRecord>,
}

impl Exporter<'_> {
    /// For each probe the bare lines that are going to stand under it.
    fn assign_bare(&self) -> BTreeMap<usize, Vec<LineId>> {
        let database = &self.lines.database;
        let mut of_probes: BTreeMap<usize, Vec<LineId>> = BTreeMap::new();
        for id in database.lines_of(LineList::Bare) {
            for probe in self.probes_for(id) {
                of_probes.entry(probe).or_default().push(id);
            }
        }
        of_probes
    }

    /// Where a bare line has to stand: the probes to which it matches a response, but for those
    /// whose fallbacks lead to another of them past no line that matches the same.
    fn probes_for(&self, id: LineId) -> BTreeSet<usize> {
        let of_line = self.placements.known.keys();
        let of_line = of_line.filter(|(line, _)| *line == id);
        let wanted: BTreeSet<usize> = of_line.map(|(_, probe)| *probe).collect();
        let mut kept = wanted.clone();
        let mut led_to = BTreeSet::new();
        for probe in wanted {
            let serves = |target: &usize| *target != probe && self.serves(id, probe, *target);
            let target = match led_to.contains(&probe) {
                true => None,
                false => kept.iter().copied().find(serves),
            };
            if let Some(target) = target {
                led_to.insert(target);
                kept.remove(&probe);
            }
        }
        if kept.is_empty() {
            let null = self.lines.database.null_probe();
            kept.insert(null.unwrap_or_default());
        }
        kept
    }

    /// True when the line, standing under `target`, is taken for its responses to `probe` too: the
    /// fallbacks lead there past no other new line, and the lines that match the same come behind.
    fn serves(&self, id: LineId, probe: usize, target: usize) -> bool {
        let database = &self.lines.database;
        let known = &self.placements.known;
        let places = known.get(&(id, probe)).zip(known.get(&(id, target)));
        let Some(((at_probe, at_target), named)) = places.zip(database.probes().get(probe)) else {
            return false;
        };
        let chain = database.chain(named.protocol, &named.name).lists;
        let turn = |probe: usize| {
            chain
                .iter()
                .position(|list| *list == LineList::Probe(probe))
        };
        let Some(target_turn) = turn(target) else {
            return false;
        };
        let mut before = chain.iter().take(target_turn);
        let is_passed = |list: &LineList| match list {
            LineList::Probe(probe) => foreign_lines(self.lines, *probe).next().is_some(),
            LineList::Bare => false,
        };
        if before.any(is_passed) {
            return false;
        }
        at_probe.rivals.iter().all(|rival| {
            let place = rival
                .and_then(|number| Some((turn(*self.placements.lists.get(&number)?)?, number)));
            place.is_some_and(|(rival_turn, number)| {
                let is_behind = at_target.before.is_some_and(|before| before <= number);
                rival_turn > target_turn || rival_turn == target_turn && is_behind
            })
        })
    }

    /// Puts lines into the list of a probe that the file has.
    fn add_lines(&mut self, idx: usize, probe: &Probe, own: &[LineId]) {
        if own.is_empty() {
            return;
        }
        let wanted = own.iter().map(|id| self.place_of(*id, idx));
        let places = in_order(wanted.collect(), self.start_of(probe));
        for (id, at) in own.iter().zip(places) {
            self.add_line(*id, probe, at);
        }
    }

    /// Puts a probe that the file lacks at its end.
    fn add_probe(&mut self, probe: &Probe, own: &[LineId]) {
        if probe.payload.is_none() {
            let lines = own.iter().map(|id| self.lines.line_ref(*id));
            self.left_out.extend(lines);
            return;
        }
        let at = self.index.n_lines() as usize;
        let header = self.header_of(probe);
        self.insertions.entry(at).or_default().extend(header);
        for id in own {
            self.add_line(*id, probe, at);
        }
    }

    /// The `Probe` line and the directives of a new probe as they are written, behind a line that
    /// sets them off. With Windows line ends Nmap refuses an empty one.
    fn header_of(&self, probe: &Probe) -> Vec<Vec<u8>> {
        let mut header = vec![b"#".to_vec()];
        let Some(text) = self.lines.text(probe.file_id) else {
            return header;
        };
        let index = text.line_index();
        header.push(index.line_text(probe.number).to_vec());
        for number in probe.number + 1..=index.n_lines() {
            let line = index.line_text(number).trim_ascii_start();
            if line.starts_with(b"Probe ") {
                break;
            }
            let is_other = [&b"match "[..], b"softmatch ", b"#"];
            let is_directive = !line.is_empty() && !is_other.iter().any(|it| line.starts_with(it));
            header.extend(is_directive.then(|| line.to_vec()));
        }
        header
    }

    /// The number of old lines before the place that the responses ask for.
    fn place_of(&self, id: LineId, probe: usize) -> Option<usize> {
        let placement = self.placements.known.get(&(id, probe))?;
        placement.before.map(|number| self.above_comments(number))
    }

    /// The number of old lines before the first of the probe's own lines or, without any, behind
    /// its last directive.
    fn start_of(&self, probe: &Probe) -> usize {
        if let Some(first) = probe
            .lines
            .iter()
            .find(|line| line.file_id == self.lines.whole_id)
        {
            return self.above_comments(first.number);
        }
        let mut last = probe.number;
        for number in probe.number + 1..=self.index.n_lines() {
            let line = self.index.line_text(number);
            if line.starts_with(b"Probe ") {
                break;
            }
            if !line.is_empty() && !line.starts_with(b"#") {
                last = number;
            }
        }
        last as usize
    }

    /// The number of lines before the one numbered `number` and the comments right above it.
    fn above_comments(&self, number: u32) -> usize {
        let above = (1..number).rev();
        let comments = above.take_while(|above| self.index.line_text(*above).starts_with(b"#"));
        (number as usize).saturating_sub(1 + comments.count())
    }

    /// Puts one line and its comments behind what was put at the same place before.
    fn add_line(&mut self, id: LineId, probe: &Probe, at: usize) {
        let Some(line) = self.lines.database.line(id) else {
            return;
        };
        let Some(text) = self.lines.text(line.file_id) else {
            return;
        };
        let index = text.line_index();
        let above = (1..line.number).rev();
        let comments = above.map(|number| index.line_text(number));
        let comments = comments.take_while(|line| line.starts_with(b"#"));
        let mut comments: Vec<Vec<u8>> = comments.map(<[u8]>::to_vec).collect();
        comments.reverse();
        let new = self.insertions.entry(at).or_default();
        new.extend(comments);
        self.placed.push(Placed {
            id,
            protocol: probe.protocol,
            probe: probe.name.clone(),
            at,
            nth: new.len(),
        });
        new.push(line.span.slice(&text.text).to_vec());
    }

    /// The lines in the order of the new file, with their numbers there.
    fn records(&mut self) -> Vec<ExportedLineRecord> {
        let mut n_before = 0;
        let mut added = HashMap::new();
        for (at, new) in &self.insertions {
            added.insert(*at, n_before);
            n_before += new.len();
        }
        let number = |placed: &Placed| {
            let n_added = added.get(&placed.at).copied().unwrap_or_default();
            (placed.at + n_added + placed.nth + 1) as u32
        };
        let mut placed: Vec<(u32, &Placed)> = (self.placed.iter())
            .map(|placed| (number(placed), placed))
            .collect();
        placed.sort_by_key(|(number, _)| *number);
        let records = placed
            .into_iter()
            .map(|(number, placed)| ExportedLineRecord {
                at: self.lines.line_ref(placed.id),
                protocol: placed.protocol.name().to_owned(),
                probe: latin1_text(&placed.probe),
                number,
            });
        records.collect()
    }
}

/// A place for each line, none behind that of a later one. A line that may stand anywhere stands
/// with the one before it; in front of all, with the one behind it; else at `start`.
fn in_order(wanted: Vec<Option<usize>>, start: usize) -> Vec<usize> {
    let mut places = Vec::with_capacity(wanted.len());
    let mut last = None;
    for place in wanted {
        last = place.or(last);
        places.push(last);
    }
    let mut next = None;
    for place in places.iter_mut().rev() {
        next = match (*place, next) {
            (Some(place), Some(next)) => Some(place.min(next)),
            (place, next) => place.or(next),
        };
        *place = next;
    }
    let places = places.into_iter();
    places.map(|place| place.unwrap_or(start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::Origin;
    use crate::results::{LineSources, SourceFile, load_lines, match_files};

    const FILE: &str = "# head\n\nProbe TCP NULL q||\nrarity 1\nmatch a m|^a|\n# of b\n\
        match b m|^b|\nmatch c m|^.|\n\nProbe TCP Help q|H|\nports 7\n# end\n";

    const PASTE: &[u8] = br#"SF-Port7-TCP:V=7.95%r(NULL,2,"b1")%r(Help,2,"b1")%r(Other,1,"b");"#;

    fn source<'a>(name: &'a str, text: &'a [u8]) -> SourceFile<'a> {
        SourceFile { name, text }
    }

    fn export(file: &str, user: &str, paste: &[u8]) -> ExportReport {
        let lines = load_lines(&LineSources {
            probes: &[source("file", file.as_bytes())],
            lines: &[source("own", user.as_bytes())],
            origin: Origin::Typed,
            ..LineSources::default()
        });
        let report = match_files(&lines, &[source("paste", paste)], true);
        export_probes(&lines, &report.placements.unwrap_or_default()).expect("a file is loaded")
    }

    /// Each expected line is the number of a line in the new file and its text; all others are
    /// those of the old file.
    #[track_caller]
    fn check(user: &str, paste: &[u8], expected: &[(u32, &str)]) {
        let report = export(FILE, user, paste);
        let text = String::from_utf8(report.text.0).expect("a text");
        let is_new = |number: u32| expected.iter().any(|(new, _)| *new == number);
        let (mut old, mut new) = (String::new(), Vec::new());
        for (number, line) in (1..).zip(text.lines()) {
            match is_new(number) {
                true => new.push((number, line)),
                false => old.push_str(&format!("{line}\n")),
            }
        }
        assert_eq!(new, expected, "{text}");
        assert_eq!(old, FILE);
    }

    #[test]
    fn a_line_stands_before_the_one_that_would_be_taken_else() {
        check("match own m|^b1|", PASTE, &[(6, "match own m|^b1|")]);
        let section = "Probe TCP NULL\nmatch own m|^.1|";
        check(section, PASTE, &[(6, "match own m|^.1|")]);
    }

    #[test]
    fn a_line_that_matches_nothing_stands_first_in_its_list() {
        let section = "Probe TCP Help\n# why\nmatch own m|^x|\n";
        check(section, b"", &[(12, "# why"), (13, "match own m|^x|")]);
        check("match own m|^x|", b"", &[(5, "match own m|^x|")]);
    }

    #[test]
    fn lines_keep_their_order() {
        assert_eq!(in_order(vec![Some(5), Some(3)], 1), [3, 3]);
        assert_eq!(in_order(vec![Some(3), None, Some(5)], 1), [3, 3, 5]);
        assert_eq!(in_order(vec![None, Some(5), None], 1), [5, 5, 5]);
        assert_eq!(in_order(vec![None, None], 1), [1, 1]);
        assert_eq!(in_order(vec![], 1), [0; 0]);
    }

    #[test]
    fn a_probe_of_its_own_stands_at_the_end() {
        let user = "# mine\nProbe TCP Other q|O|\nrarity 3\n\nmatch own m|^b|\nports 9\n";
        let expected = [
            (13, "#"),
            (14, "Probe TCP Other q|O|"),
            (15, "rarity 3"),
            (16, "ports 9"),
            (17, "match own m|^b|"),
        ];
        check(user, PASTE, &expected);
        let report = export(FILE, user, PASTE);
        let own = &report.lines[0];
        assert_eq!((own.probe.as_str(), own.number), ("Other", 17));
    }

    #[test]
    fn a_section_without_a_payload_is_left_out() {
        let report = export(FILE, "Probe TCP Other\nmatch own m|^b|\n", PASTE);
        assert_eq!(report.text.0, FILE.as_bytes());
        assert_eq!((report.lines.len(), report.left_out.len()), (0, 1));
    }

    #[test]
    fn files_over_the_whole_one_are_put_into_it() {
        let lines = load_lines(&LineSources {
            probes: &[
                source("over", b"Probe TCP Help q|H|\nmatch over m|^o|\n"),
                source("file", FILE.as_bytes()),
            ],
            ..LineSources::default()
        });
        let report = export_probes(&lines, &[]).expect("a file is loaded");
        let told: Vec<_> = (report.lines.iter())
            .map(|line| (line.at.file.as_str(), line.number))
            .collect();
        assert_eq!(told, [("over", 12)]);
        assert!(
            report
                .diff
                .0
                .starts_with(b"--- file\n+++ file (new)\n@@ -9,4 +9,5 @@\n")
        );
    }

    /// The services of the lines that are taken.
    fn taken(probes: &[u8], user: &[u8]) -> Vec<Option<String>> {
        let lines = load_lines(&LineSources {
            probes: &[source("file", probes)],
            lines: &[source("own", user)],
            origin: Origin::Typed,
            ..LineSources::default()
        });
        let report = match_files(&lines, &[source("paste", PASTE)], false);
        let responses = report.fingerprints[0].responses.iter();
        let services = responses.map(|response| response.taken.line());
        services
            .map(|line| line.map(|line| line.service.clone()))
            .collect()
    }

    #[test]
    fn the_new_file_gives_the_answer_of_the_two() {
        let user = "match own m|^b1| v/1/\nProbe TCP Help\nsoftmatch other m|^b|\n";
        let report = export(FILE, user, PASTE);
        let expected = taken(FILE.as_bytes(), user.as_bytes());
        assert_eq!(taken(&report.text.0, b""), expected);
        assert_eq!(expected[0].as_deref(), Some("own"));
    }
}
