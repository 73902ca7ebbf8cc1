//! Files to the records of their fingerprints.

use super::records::{
    DiagnosticRecord, FingerprintRecord, Report, ReportedRecord, ResponseRecord, SourceRecord,
};
use super::{ResponseBytes, TakenLine};
use crate::diagnostic::Parsed;
use crate::fingerprint::{Fingerprint, PortRow, Record, UtcTime, decode_paste, paste_lines};
use crate::source::LineIndex;

/// One file, or one paste, that holds fingerprints.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// How it is called in the records.
    pub name: &'a str,
    /// What it holds.
    pub text: &'a [u8],
}

/// Decodes every fingerprint in every file, in order.
pub fn decode_files(sources: &[SourceFile<'_>]) -> Report {
    let mut report = Report::default();
    for source in sources {
        let decoded = decode_source(source, &paste_lines(source.text), &mut report);
        let records = decoded.into_iter().map(|(_, record)| record);
        report.fingerprints.extend(records);
    }
    report.add_notes(sources);
    report.group();
    report
}

/// The fingerprints of one file with their records; the findings go to `report`.
pub(super) fn decode_source(
    source: &SourceFile<'_>,
    index: &LineIndex<'_>,
    report: &mut Report,
) -> Vec<(Fingerprint, FingerprintRecord)> {
    with_records(decode_paste(source.text), source.name, index, report)
}

/// The fingerprints that were decoded of `file` with their records; the findings go to `report`.
pub(super) fn with_records(
    decoded: Parsed<Vec<Fingerprint>>,
    file: &str,
    index: &LineIndex<'_>,
    report: &mut Report,
) -> Vec<(Fingerprint, FingerprintRecord)> {
    let findings = decoded.diagnostics.iter();
    report
        .diagnostics
        .extend(findings.map(|finding| DiagnosticRecord::new(finding, file, index)));
    let with_record = |fingerprint: Fingerprint| {
        let record = fingerprint_record(&fingerprint, file, index);
        (fingerprint, record)
    };
    decoded.value.into_iter().map(with_record).collect()
}

/// The record of one decoded fingerprint, without any evaluation.
fn fingerprint_record(
    fingerprint: &Fingerprint,
    file: &str,
    index: &LineIndex<'_>,
) -> FingerprintRecord {
    let header = &fingerprint.header;
    let position = index.position(fingerprint.span.start);
    FingerprintRecord {
        source: SourceRecord {
            file: file.to_owned(),
            span: fingerprint.span.into(),
            line: position.line,
            column: position.column,
        },
        host: fingerprint.host.clone(),
        port: header.port,
        protocol: header.protocol.name().to_owned(),
        version: header.version.clone(),
        tunnel: header.tunnel.map(|tunnel| tunnel.name().to_lowercase()),
        intensity: header.intensity,
        date: header
            .date
            .map(|date| format!("{}/{}", date.month, date.day)),
        time: header.time,
        time_utc: header
            .time
            .and_then(UtcTime::from_unix)
            .map(|time| time.to_string()),
        platform: header.platform.clone(),
        reported: fingerprint.row.as_ref().map(reported_record),
        complete: fingerprint.complete,
        responses: fingerprint.records.iter().map(response_record).collect(),
        verdict: None,
    }
}

fn reported_record(row: &PortRow) -> ReportedRecord {
    ReportedRecord {
        state: row.state.clone(),
        service: row.service.clone(),
        guessed: row.guessed,
        reason: row.reason.clone(),
    }
}

fn response_record(record: &Record) -> ResponseRecord {
    ResponseRecord {
        probe: record.probe.clone(),
        declared_length: record.declared_length,
        bytes: ResponseBytes(record.bytes.clone()),
        truncated: record.truncated,
        damaged: record.damaged,
        sound_length: record.n_sound as u32,
        span: record.span.into(),
        payload: None,
        taken: TakenLine::NotAsked,
        all: None,
        user_lines: None,
        limit_hits: None,
        nearest: None,
        prefixes: None,
        replay: None,
        diagnostics: None,
    }
}
