//! The verdict of a port to its record.

use super::line_match::{substitution_records, text};
use super::load::LoadedLines;
use super::records::{DecisionRecord, PrintedRecord, VerdictRecord};
use crate::bytes::latin1_text;
use crate::fingerprint::{Detail, Fingerprint, encode_servicefp};
use crate::replay::{
    Verdict, VerdictSource, VerdictState, print_grepable, print_port_table, print_service_element,
    print_service_info,
};

/// The record of what Nmap would report for the port of `fingerprint`.
pub(super) fn verdict_record(
    lines: &LoadedLines,
    verdict: &Verdict,
    fingerprint: &Fingerprint,
) -> VerdictRecord {
    let fields = &verdict.fields;
    let decision = |source: VerdictSource| DecisionRecord {
        at: lines.line_ref(source.line),
        response_idx: source.response as u32,
    };
    VerdictRecord {
        state: state_name(verdict.state).to_owned(),
        service: verdict.service.as_ref().map(|name| latin1_text(name)),
        tunnel: verdict.tunnel.map(|tunnel| tunnel.name().to_lowercase()),
        product: text(&fields.product),
        version: text(&fields.version),
        info: text(&fields.info),
        hostname: text(&fields.hostname),
        os: text(&fields.os),
        device_type: text(&fields.device_type),
        cpe: fields.cpes().map(|cpe| latin1_text(&cpe.value)).collect(),
        substitutions: substitution_records(fields),
        decided_by: verdict.hard.or(verdict.soft).map(decision),
        refined: verdict.hard.and(verdict.soft).map(decision),
        printed: print_verdict(verdict, fingerprint),
    }
}

fn state_name(state: VerdictState) -> &'static str {
    match state {
        VerdictState::None => "none",
        VerdictState::Soft => "soft",
        VerdictState::Hard => "hard",
        VerdictState::Tls => "tls",
    }
}

fn print_verdict(verdict: &Verdict, fingerprint: &Fingerprint) -> PrintedRecord {
    let header = &fingerprint.header;
    let soft = verdict.state == VerdictState::Soft;
    let servicefp = soft.then(|| print_servicefp(fingerprint)).flatten();
    let Some(port) = header.port else {
        return PrintedRecord::default();
    };
    let table = print_port_table(port, header.protocol, verdict);
    PrintedRecord {
        port_line: table.and_then(|table| table.lines().last().map(str::to_owned)),
        service_info: print_service_info(&verdict.fields),
        xml: print_service_element(verdict, servicefp.as_deref()),
        grepable: print_grepable(port, header.protocol, verdict),
    }
}

/// The fingerprint that Nmap prints with a soft match. `None` when what Nmap counted is not all
/// here: then its text cannot be written again from the bytes.
fn print_servicefp(fingerprint: &Fingerprint) -> Option<String> {
    let records = &fingerprint.records;
    if !records
        .iter()
        .all(|r| r.declared_length as usize == r.bytes.len())
    {
        return None;
    }
    let responses: Vec<(&str, &[u8])> = records
        .iter()
        .map(|record| (record.probe.as_str(), record.bytes.as_slice()))
        .collect();
    Some(encode_servicefp(
        &fingerprint.header,
        &responses,
        Detail::Debug,
    ))
}
