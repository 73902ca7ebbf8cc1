//! Lines found by what is written in them, and a line among those around it, to records.

use serde::{Deserialize, Serialize};

use super::load::LoadedLines;
use super::records::{LineRefRecord, ProbesFileRecord, SpanRecord};
use crate::bytes::latin1_text;
use crate::probes::{LineQuery, MatchLine};
use crate::replay::{LineId, LineList};

/// What `sflens search` prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchReport {
    /// The probes and lines that were searched.
    pub probes_file: ProbesFileRecord,
    /// How many lines were found.
    pub found: u32,
    /// The first of them, in the order in which they are tried.
    pub lines: Vec<FoundLineRecord>,
}

/// A line that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLineRecord {
    /// The line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// The probe in whose list it stands; absent for a bare line.
    pub probe: Option<String>,
    /// True for `softmatch`.
    pub soft: bool,
    /// The service it names.
    pub service: String,
    /// The line as it is written, each byte the character of the same number.
    pub text: String,
    /// Bytes of its file.
    pub span: SpanRecord,
}

/// A line of a file, match line or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLineRecord {
    /// Its number, from 1.
    pub number: u32,
    /// The line as it is written, each byte the character of the same number.
    pub text: String,
}

/// The lines that `query` finds; the first `n_wanted` of them are told.
pub fn search_lines(lines: &LoadedLines, query: &LineQuery, n_wanted: usize) -> SearchReport {
    let mut report = SearchReport {
        probes_file: lines.file.clone(),
        found: 0,
        lines: Vec::new(),
    };
    let database = &lines.database;
    let probes = (0..database.probes().len()).map(LineList::Probe);
    let lists = std::iter::once(LineList::Bare).chain(probes);
    for id in lists.flat_map(|list| database.lines_of(list)) {
        let Some(line) = database.line(id) else {
            continue;
        };
        if is_found(lines, query, id, line) {
            report.found += 1;
            if report.lines.len() < n_wanted {
                report.lines.push(found_line_record(lines, id, line));
            }
        }
    }
    report
}

fn is_found(lines: &LoadedLines, query: &LineQuery, id: LineId, line: &MatchLine) -> bool {
    let probe = lines.database.probe_of(id);
    let probe = probe.map(|probe| probe.name.as_slice());
    let text = lines.text(line.file_id);
    text.is_some_and(|text| query.finds(probe, line, &text.text))
}

fn found_line_record(lines: &LoadedLines, id: LineId, line: &MatchLine) -> FoundLineRecord {
    let probe = lines.database.probe_of(id);
    let text = lines.text(line.file_id);
    FoundLineRecord {
        at: lines.line_ref(id),
        probe: probe.map(|probe| latin1_text(&probe.name)),
        soft: line.soft,
        service: latin1_text(&line.service),
        text: text.map_or(String::new(), |text| {
            latin1_text(line.span.slice(&text.text))
        }),
        span: line.span.into(),
    }
}

/// The line numbered `number` of the file called `file`, with up to `n_around` lines before it and
/// behind it; nothing when there is no such line.
pub fn lines_around(
    lines: &LoadedLines,
    file: &str,
    number: u32,
    n_around: u32,
) -> Vec<TextLineRecord> {
    let mut texts = lines.texts.iter();
    let Some(text) = texts.find(|text| text.name == file) else {
        return Vec::new();
    };
    let index = text.line_index();
    let is_there = (1..=index.n_lines()).contains(&number);
    let first = number.saturating_sub(n_around).max(1);
    let last = number.saturating_add(n_around).min(index.n_lines());
    let numbers = (first..=last).filter(|_| is_there);
    numbers
        .map(|number| TextLineRecord {
            number,
            text: latin1_text(index.line_text(number)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, SourceFile, load_lines};

    const FILE: &[u8] = b"# c\nProbe TCP NULL q||\nmatch a m|^a\xe9|\nsoftmatch b m|^b|\n";

    fn loaded() -> LoadedLines {
        let file = |name, text| SourceFile { name, text };
        load_lines(&LineSources {
            probes: &[file("file", FILE)],
            lines: &[file("own", b"match own m|^a|\n")],
            ..LineSources::default()
        })
    }

    #[test]
    fn lines_are_told_in_the_order_in_which_they_are_tried() {
        let report = search_lines(&loaded(), &LineQuery::parse("^"), 2);
        let told = report.lines.iter();
        let told: Vec<_> = told
            .map(|line| (line.at.line, line.probe.as_deref(), line.text.as_str()))
            .collect();
        let expected = [
            (1, None, "match own m|^a|"),
            (3, Some("NULL"), "match a m|^a\u{e9}|"),
        ];
        assert_eq!(told, expected);
        assert_eq!(report.found, 3);
    }

    #[test]
    fn a_line_is_told_with_its_neighbors() {
        let numbers = |number, n_around| -> Vec<u32> {
            let around = lines_around(&loaded(), "file", number, n_around);
            around.into_iter().map(|line| line.number).collect()
        };
        assert_eq!(numbers(3, 1), [2, 3, 4]);
        assert_eq!(numbers(1, 1), [1, 2]);
        assert_eq!(numbers(4, u32::MAX), [1, 2, 3, 4]);
        assert_eq!(numbers(5, 1), [0; 0]);
        assert_eq!(numbers(0, 1), [0; 0]);
        assert_eq!(lines_around(&loaded(), "other", 1, 1), []);
        assert_eq!(lines_around(&loaded(), "file", 1, 0)[0].text, "# c");
    }
}
