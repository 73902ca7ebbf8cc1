//! Fields of a match and of a verdict to records.

use super::evaluate::capture_spans;
use super::load::LoadedLines;
use super::records::{MatchRecord, SubstitutionRecord};
use crate::bytes::latin1_text;
use crate::replay::{FieldValue, Fields, LineMatch};
use crate::template::TemplateKind;

/// The record of one line that matches.
pub(super) fn line_match_record(lines: &LoadedLines, found: &LineMatch) -> MatchRecord {
    let at = lines.line_ref(found.line);
    let line = lines.database.line(found.line);
    let probe = lines.database.probe_of(found.line);
    let fields = &found.fields;
    MatchRecord {
        file: at.file,
        line: at.line,
        probe: probe.map(|probe| latin1_text(&probe.name)),
        soft: lines.is_soft(found.line),
        service: line
            .map(|line| latin1_text(&line.service))
            .unwrap_or_default(),
        product: text(&fields.product),
        version: text(&fields.version),
        info: text(&fields.info),
        hostname: text(&fields.hostname),
        os: text(&fields.os),
        device_type: text(&fields.device_type),
        cpe: fields.cpes().map(|cpe| latin1_text(&cpe.value)).collect(),
        captures: capture_spans(&found.captures),
        substitutions: substitution_records(fields),
    }
}

pub(super) fn text(field: &Option<FieldValue>) -> Option<String> {
    field.as_ref().map(|field| latin1_text(&field.value))
}

/// Which characters of which field came from which group. A field has one character for each of
/// its bytes, so byte offsets are character offsets.
pub(super) fn substitution_records(fields: &Fields) -> Vec<SubstitutionRecord> {
    let texts = fields.texts();
    let texts = texts
        .iter()
        .filter_map(|(kind, field)| field.map(|field| (field_name(*kind), None, field)));
    let cpes = fields.cpes().enumerate();
    let cpes = cpes.map(|(idx, cpe)| ("cpe", Some(idx as u32), cpe));
    let mut records = Vec::new();
    for (field, cpe_idx, value) in texts.chain(cpes) {
        records.extend(value.marks.iter().map(|mark| SubstitutionRecord {
            field: field.to_owned(),
            cpe_idx,
            start: mark.span.start,
            end: mark.span.end,
            group: mark.group,
        }));
    }
    records
}

/// The name of a field in the records.
fn field_name(kind: TemplateKind) -> &'static str {
    match kind {
        TemplateKind::Product => "product",
        TemplateKind::Version => "version",
        TemplateKind::Info => "info",
        TemplateKind::Hostname => "hostname",
        TemplateKind::Os => "os",
        TemplateKind::DeviceType => "device_type",
        TemplateKind::Cpe => "cpe",
    }
}
