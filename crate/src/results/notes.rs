//! What Nmap noted of its matches, to records, with the line of the loaded file that is meant.

use super::SourceFile;
use super::load::LoadedLines;
use super::records::{MatchNoteRecord, NotedLineRecord, Report, SourceRecord};
use crate::bytes::latin1_text;
use crate::fingerprint::{MatchNote, match_notes, paste_lines};
use crate::source::LineIndex;

/// The records of the notes in `file`.
pub(super) fn note_records(
    notes: Vec<MatchNote>,
    file: &str,
    index: &LineIndex<'_>,
) -> impl Iterator<Item = MatchNoteRecord> {
    notes.into_iter().map(move |note| {
        let position = index.position(note.span.start);
        let [product, version, info] = note.fields;
        MatchNoteRecord {
            source: SourceRecord {
                file: file.to_owned(),
                span: note.span.into(),
                line: position.line,
                column: position.column,
            },
            host: note.host,
            port: note.port,
            soft: note.soft,
            probe: note.probe,
            list: note.list,
            line: note.line,
            service: note.service,
            product,
            version,
            info,
            in_file: None,
        }
    })
}

impl Report {
    /// Adds what belongs together in the files that it is of: what Nmap noted of its matches, with
    /// the lines that are meant, and which fingerprints are of one service or alike.
    pub fn relate(&mut self, lines: &LoadedLines, sources: &[SourceFile<'_>]) {
        self.add_notes(sources);
        self.find_noted_lines(lines);
        self.group();
    }

    /// Adds the notes of the files.
    pub(super) fn add_notes(&mut self, sources: &[SourceFile<'_>]) {
        for source in sources {
            let notes = match_notes(source.text);
            if !notes.is_empty() {
                let index = paste_lines(source.text);
                self.match_notes
                    .extend(note_records(notes, source.name, &index));
            }
        }
    }

    /// Looks up the line of each note in the probes file that is loaded. Another release of the
    /// file has other lines at these numbers; then they do not fit.
    pub fn find_noted_lines(&mut self, lines: &LoadedLines) {
        let text = lines.is_file_loaded.then(|| lines.text(lines.whole_id));
        let Some(text) = text.flatten().filter(|_| !self.match_notes.is_empty()) else {
            return;
        };
        let index = LineIndex::new(&text.text);
        let heads = probe_heads(&text.text);
        for note in &mut self.match_notes {
            note.in_file = note.line.and_then(|number| {
                let line = index.line_text(number);
                Some(NotedLineRecord {
                    file: text.name.clone(),
                    line: number,
                    fits: fits(note, line) && list_at(&heads, number) == note.list.as_bytes(),
                    text: Some(latin1_text(line)).filter(|line| !line.is_empty())?,
                })
            });
        }
    }
}

/// True when `line` is of the kind and the service that are noted. Inside TLS, or behind `ssl/` of
/// the line itself, the service is noted with `ssl/` before it.
fn fits(note: &MatchNoteRecord, line: &[u8]) -> bool {
    let line = latin1_text(line);
    let keyword = if note.soft { "softmatch " } else { "match " };
    let service = line
        .strip_prefix(keyword)
        .and_then(|rest| rest.split(' ').next());
    let plain = |service: &str| service.trim_start_matches("ssl/").to_owned();
    service.is_some_and(|service| plain(service) == plain(&note.service))
}

/// The lines that begin a probe, by number, with its name.
fn probe_heads(text: &[u8]) -> Vec<(u32, &[u8])> {
    let lines = (1..).zip(text.split(|byte| *byte == b'\n'));
    let heads = lines.filter_map(|(number, line)| {
        let mut words = line.strip_prefix(b"Probe ")?.split(|byte| *byte == b' ');
        Some((number, words.nth(1)?))
    });
    heads.collect()
}

/// The name of the probe in whose list the line stands; empty before the first.
fn list_at<'a>(heads: &[(u32, &'a [u8])], number: u32) -> &'a [u8] {
    let n_before = heads.partition_point(|(head, _)| *head < number);
    let last = n_before.checked_sub(1).and_then(|idx| heads.get(idx));
    last.map_or(b"", |(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use crate::results::{LineSources, SourceFile, load_lines, match_files};

    const PROBES: &[u8] = b"Probe TCP NULL q||\nmatch ftp m|^220 a|\nsoftmatch ftp m|^220|\n\
        Probe TCP Help q|HELP|\nmatch x m|^x|\n";

    #[track_caller]
    fn check(note: &str, expected: Option<(&str, bool)>) {
        let name = "probes";
        let lines = load_lines(&LineSources {
            probes: &[SourceFile { name, text: PROBES }],
            ..LineSources::default()
        });
        let text = format!("Service scan {note}\n");
        let text = text.as_bytes();
        let report = match_files(&lines, &[SourceFile { name: "f", text }], false);
        let in_file = report.match_notes[0].in_file.as_ref();
        assert_eq!(
            in_file.map(|line| (&*line.text, line.fits)),
            expected,
            "{note}"
        );
    }

    #[test]
    fn the_line_that_is_noted_is_shown() {
        check(
            "match (Probe NULL matched with NULL line 2): 192.0.2.7:21 is ftp.  Version: |a||",
            Some(("match ftp m|^220 a|", true)),
        );
        check(
            "soft match (Probe NULL matched with NULL line 3): 192.0.2.7:21 is ssl/ftp",
            Some(("softmatch ftp m|^220|", true)),
        );
    }

    #[test]
    fn a_line_of_another_file_does_not_fit() {
        for (list, service) in [("NULL", "x"), ("Help", "ftp")] {
            check(
                &format!(
                    "match (Probe NULL matched with {list} line 5): 192.0.2.7:21 is {service}"
                ),
                Some(("match x m|^x|", false)),
            );
        }
        check(
            "match (Probe NULL matched with NULL line 99): 192.0.2.7:21 is ftp",
            None,
        );
        check(
            "match (Probe NULL matched with NULL): 192.0.2.7:21 is ftp",
            None,
        );
    }
}
