//! What is said of files, matches and places.

use sflens::bytes::latin1_bytes;
use sflens::fingerprint::UtcTime;
use sflens::results::{DiagnosticRecord, FileRecord, MatchRecord, NearestRecord, PlacementRecord};

use crate::model::line_name;
use crate::persist::{KeptFile, MAX_FILE_BYTES, Trouble};
use crate::widgets::group_thousands;

/// So many probes are named; more are counted.
const MOST_NAMED: usize = 4;

/// `2.5 MB`.
pub(super) fn size_words(bytes: u32) -> String {
    match bytes {
        0..1_000 => count(bytes, "byte"),
        1_000..100_000 => format!("{:.1} kB", f64::from(bytes) / 1e3),
        _ => format!("{:.1} MB", f64::from(bytes) / 1e6),
    }
}

/// `1,200 lines`.
pub(super) fn count(number: u32, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {word}{plural}", group_thousands(number as usize))
}

/// `2.5 MB, of 2023-01-16, 148 probes, 11,917 lines`.
pub(super) fn file_words(file: &KeptFile, record: Option<&FileRecord>) -> String {
    let mut words = size_words(file.size);
    if let Some(time) = UtcTime::from_unix(file.date) {
        let time = time.to_string();
        words.push_str(&format!(
            ", of {}",
            time.split('T').next().unwrap_or_default()
        ));
    }
    if let Some(record) = record {
        let probes = count(record.probes, "probe");
        words.push_str(&format!(
            ", {probes}, {}",
            count(record.match_lines, "line")
        ));
    }
    words
}

/// A line as its file writes it, which is UTF-8 or else Latin-1; the records have a character for
/// each byte.
pub(super) fn written(text: &str) -> String {
    let utf8 = latin1_bytes(text).and_then(|bytes| String::from_utf8(bytes).ok());
    utf8.unwrap_or_else(|| text.to_owned())
}

/// What is wrong with a file as a whole.
pub(super) fn file_fault(record: &FileRecord) -> Option<String> {
    let name = &record.file;
    if record.probes == 0 && record.match_lines == 0 {
        return Some(format!(
            "`{name}` is no probes file: it has neither a `Probe` nor a match line."
        ));
    }
    let cut = format!(
        "`{name}` ends in the middle of a line. It may have been loaded in part; what is there counts."
    );
    (!record.ended).then_some(cut)
}

/// What errors among the findings mean.
pub(super) fn errors_words(findings: &[DiagnosticRecord]) -> Option<String> {
    let has_error = findings.iter().any(|finding| finding.severity == "error");
    let words = "Nmap refuses a file with an error in it. What is sound in it counts here.";
    has_error.then(|| words.to_owned())
}

/// What the browser could not do.
pub(super) fn trouble_words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Denied => {
            "This browser keeps no files for this page, as in some private windows. They count \
             until you close it."
        }
        Trouble::Full => {
            "There is no room left in this browser's storage. The files count until you close \
             this page."
        }
        Trouble::Unreadable => "The file could not be read.",
    }
}

/// Why a file was not opened.
pub(super) fn too_large_words(name: &str, bytes: f64) -> String {
    format!(
        "`{name}` was not opened: it has {:.1} MB, and {:.1} MB are read at most. Nmap's own has 2.5 MB.",
        bytes / 1e6,
        f64::from(MAX_FILE_BYTES) / 1e6
    )
}

/// `product version (info)`, those that are there.
pub(super) fn fields_words(found: &MatchRecord) -> String {
    let info = found.info.as_ref().map(|info| format!("({info})"));
    let fields = [found.product.clone(), found.version.clone(), info];
    fields.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How far the nearest line came.
pub(super) fn nearest_words(near: &NearestRecord) -> String {
    format!(
        "stops at byte {}, {} of its {} literal bytes passed",
        near.progress.offset, near.passed, near.literals
    )
}

/// Where one of the user's lines belongs.
pub(super) fn placement_words(place: &PlacementRecord) -> String {
    let at = line_name(&place.at.file, place.at.line);
    let before = match &place.before {
        Some(before) => format!("before {}", line_name(&before.file, before.line)),
        None => "anywhere".to_owned(),
    };
    let hidden = match place.hides.len() {
        0 => "hides none".to_owned(),
        n => format!("hides {}", count(n as u32, "line")),
    };
    let sees = place.sees.iter().map(|probe| probe.name.as_str());
    let others: Vec<&str> = sees.filter(|name| *name != place.probe).collect();
    let seen = match others.len() {
        0 => String::new(),
        1..=MOST_NAMED => format!(
            " There it also sees the responses to {}.",
            others.join(", ")
        ),
        n => format!(" There it also sees the responses to {n} other probes."),
    };
    format!(
        "{at}: under {} {}, {before}; {hidden}.{seen}",
        place.protocol, place.probe
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::ProbeRefRecord;

    fn record(probes: u32, match_lines: u32, ended: bool) -> FileRecord {
        FileRecord {
            file: "mine".to_owned(),
            probes,
            match_lines,
            ended,
        }
    }

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        assert_eq!(size_words(1), "1 byte");
        assert_eq!(size_words(999), "999 bytes");
        assert_eq!(size_words(1_500), "1.5 kB");
        assert_eq!(size_words(2_506_640), "2.5 MB");
    }

    #[test]
    fn a_file_is_told_by_size_date_and_content() {
        let file = KeptFile {
            id: 1,
            name: "mine".to_owned(),
            size: 2_506_640,
            date: 1_673_827_200,
            is_used: true,
        };
        let words = file_words(&file, Some(&record(148, 11_917, true)));
        assert_eq!(words, "2.5 MB, of 2023-01-16, 148 probes, 11,917 lines");
        assert_eq!(file_words(&file, None), "2.5 MB, of 2023-01-16");
    }

    #[test]
    fn a_line_is_shown_in_the_encoding_of_its_file() {
        assert_eq!(written("caf\u{c3}\u{a9}"), "café");
        assert_eq!(written("caf\u{e9}"), "café");
    }

    #[test]
    fn a_file_that_is_none_or_is_cut_is_told() {
        let fault = |probes, lines, ended| file_fault(&record(probes, lines, ended));
        assert_eq!(fault(1, 1, true), None);
        assert!(fault(0, 0, true).is_some_and(|words| words.contains("no probes file")));
        assert!(fault(1, 1, false).is_some_and(|words| words.contains("in part")));
    }

    #[test]
    fn a_place_names_what_it_is_before_and_hides() {
        let at = |file: &str, line| sflens::results::LineRefRecord {
            file: file.to_owned(),
            line,
        };
        let mut place = PlacementRecord {
            at: at("lines", 1),
            protocol: "TCP".to_owned(),
            probe: "NULL".to_owned(),
            before: Some(at("mine", 7)),
            hides: vec![at("mine", 7)],
            sees: Vec::new(),
        };
        let words = placement_words(&place);
        assert_eq!(
            words,
            "line 1: under TCP NULL, before mine, line 7; hides 1 line."
        );
        (place.before, place.hides) = (None, Vec::new());
        let probe = |name: &str| ProbeRefRecord {
            protocol: "TCP".to_owned(),
            name: name.to_owned(),
        };
        place.sees = vec![probe("NULL"), probe("Help"), probe("Other")];
        assert_eq!(
            placement_words(&place),
            "line 1: under TCP NULL, anywhere; hides none. \
             There it also sees the responses to Help, Other."
        );
        place.sees.extend(["A", "B", "C"].map(probe));
        assert!(placement_words(&place).ends_with("to 5 other probes."));
    }
}
