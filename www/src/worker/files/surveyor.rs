//! Answers about many fingerprints, with the lines loaded once for all of them.

use sflens::results::{
    DiagnosticRecord, FingerprintRecord, LoadedLines, SourceFile, SourceRecord, match_taken, survey,
};

use super::raw::encode_raw;
use crate::protocol::{FilesNews, FilesRequest, Found};
use crate::worker::loaded_probes::lay_lines;

/// The lines in force.
#[derive(Default)]
pub(super) struct Surveyor {
    lines: Option<LoadedLines>,
}

impl Surveyor {
    /// The answer to a request; nothing to one that has none.
    pub(super) fn answer(&mut self, request: FilesRequest) -> Option<FilesNews> {
        match request {
            FilesRequest::Read { .. } | FilesRequest::Lint(_) => None,
            FilesRequest::Load {
                lines,
                starter_lines,
                release,
            } => {
                self.lines = Some(lay_lines(&lines, starter_lines, &release));
                None
            }
            FilesRequest::Survey { texts } => {
                let lines = self.lines.as_ref()?;
                let one = |text: &String| survey(lines, text.as_bytes()).into_iter().next();
                Some(FilesNews::Surveyed(texts.iter().map(one).collect()))
            }
            FilesRequest::Export { fingerprints } => {
                Some(export(self.lines.as_ref()?, &fingerprints))
            }
            FilesRequest::Encode(raw) => Some(encode_raw(&raw)),
        }
    }
}

fn export(lines: &LoadedLines, fingerprints: &[Found]) -> FilesNews {
    let mut probes_file = None;
    let mut records = Vec::new();
    for found in fingerprints {
        let source = &found.record.source;
        let text = found.text.as_bytes();
        let name = source.file.as_str();
        let report = match_taken(lines, &[SourceFile { name, text }]);
        probes_file = report.probes_file;
        let record = report.fingerprints.into_iter().next();
        records.extend(record.map(|record| json(&in_file(record, &found.record))));
    }
    FilesNews::Exported {
        probes_file: json(&probes_file),
        fingerprints: records,
    }
}

/// The record with the places that it has in its file.
fn in_file(mut record: FingerprintRecord, place: &FingerprintRecord) -> FingerprintRecord {
    record.source = place.source.clone();
    for (response, place) in record.responses.iter_mut().zip(&place.responses) {
        response.span = place.span;
    }
    let findings = record.responses.iter_mut();
    let of_responses = findings.flat_map(|response| response.diagnostics.iter_mut().flatten());
    for finding in of_responses.filter(|finding| finding.file == place.source.file) {
        set_place(finding, &place.source);
    }
    record
}

/// A finding about a response stands where its fingerprint does.
fn set_place(finding: &mut DiagnosticRecord, source: &SourceRecord) {
    finding.span = source.span;
    (finding.line, finding.column) = (source.line, source.column);
}

fn json(value: &impl serde::Serialize) -> String {
    // Records have no map with keys that are not strings, and nothing else can fail.
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::worker::files::kept_text::found;
    use sflens::results::decode_files;

    const SCAN: &str = "Nmap scan report for 192.0.2.7\n\n\n\
        SF-Port7070-TCP:V=7.95%I=7%r(NULL,6,\"ACME\\x203\");\n\
        SF-Port7071-TCP:V=7.95%I=7%r(NULL,2,\"no\");\n";

    fn scanned() -> Vec<Found> {
        let (name, text) = ("scan.txt", SCAN.as_bytes());
        let report = decode_files(&[SourceFile { name, text }]);
        let records = report.fingerprints.into_iter();
        records.map(|record| found(record, None)).collect()
    }

    fn loaded() -> Surveyor {
        let mut surveyor = Surveyor::default();
        let said = surveyor.answer(FilesRequest::Load {
            lines: "match acme m|^ACME (\\d)| v/$1/".to_owned(),
            starter_lines: false,
            release: "7.991".to_owned(),
        });
        assert_eq!(said, None);
        surveyor
    }

    #[test]
    fn each_text_is_answered_in_its_place() {
        let mut texts: Vec<String> = scanned().into_iter().map(|found| found.text).collect();
        texts.insert(1, "nothing".to_owned());
        let said = loaded().answer(FilesRequest::Survey { texts });
        let Some(FilesNews::Surveyed(records)) = said else {
            panic!("{said:?}");
        };
        let states: Vec<Option<String>> = records
            .into_iter()
            .map(|record| Some(record?.verdict.state))
            .collect();
        assert_eq!(states, [Some("hard".into()), None, Some("none".into())]);
    }

    #[test]
    fn an_export_has_the_places_of_the_file() {
        let fingerprints = scanned();
        let said = loaded().answer(FilesRequest::Export { fingerprints });
        let Some(FilesNews::Exported {
            probes_file,
            fingerprints,
        }) = said
        else {
            panic!("{said:?}");
        };
        assert!(probes_file.contains(r#""nmap":"7.991""#), "{probes_file}");
        let record: FingerprintRecord = serde_json::from_str(&fingerprints[0]).expect("a record");
        assert_eq!(
            (record.source.file.as_str(), record.source.line),
            ("scan.txt", 4)
        );
        let text = &SCAN[record.responses[0].span.start as usize..];
        assert!(text.starts_with("%r(NULL"), "{text}");
        assert_eq!(record.verdict.expect("a verdict").state, "hard");
    }

    #[test]
    fn without_lines_there_is_no_answer() {
        let texts = vec![SCAN.to_owned()];
        assert_eq!(
            Surveyor::default().answer(FilesRequest::Survey { texts }),
            None
        );
    }
}
