//! The result records as text for people.
//!
//! ```text
//! scan.txt:1  21/tcp  Nmap 3.40PVT16, 2003-09-07T02:21:00Z (9/6 there), 2 responses
//!   NULL  63 bytes
//!     220 stage FTP server (Version 2.1WU(1)+SCO-2.6.1+-sec) ready.\r\n
//! ```

use std::collections::HashSet;

use sflens::bytes::print_readable;
use sflens::diagnostic::{Style, render_caret};
use sflens::fingerprint::{UtcTime, paste_lines, platform_words};
use sflens::results::{
    DiagnosticRecord, FingerprintRecord, Report, ReportedRecord, ResponseRecord,
};

use crate::files::InputFile;
use crate::together;

/// Every fingerprint with its responses, and what belongs together.
pub(crate) fn print_decoded(report: &Report) -> String {
    let fingerprints = report.fingerprints.iter();
    let mut parts: Vec<String> = fingerprints
        .map(|fingerprint| print_head(fingerprint) + &print_responses(fingerprint))
        .collect();
    parts.extend(together::print_together(report));
    parts.join("\n")
}

/// The responses; probes with the same one stand together.
fn print_responses(fingerprint: &FingerprintRecord) -> String {
    let mut text = String::new();
    let mut printed: Vec<&ResponseRecord> = Vec::new();
    for response in &fingerprint.responses {
        let is_same = |other: &&ResponseRecord| {
            let lengths = (other.declared_length, other.sound_length);
            other.bytes == response.bytes
                && lengths == (response.declared_length, response.sound_length)
        };
        if !printed.iter().any(is_same) {
            let probes = fingerprint.responses.iter().filter(is_same);
            let probes: Vec<&str> = probes.map(|other| other.probe.as_str()).collect();
            text.push_str(&print_response_of(&probes.join(", "), response));
            printed.push(response);
        }
    }
    text
}

/// The line that names a fingerprint.
pub(crate) fn print_head(fingerprint: &FingerprintRecord) -> String {
    let source = &fingerprint.source;
    let host = fingerprint.host.as_deref().unwrap_or_default();
    let port = print_port(fingerprint);
    let facts = print_facts(fingerprint).join(", ");
    let parts = [
        &format!("{}:{}", source.file, source.line),
        host,
        &port,
        &facts,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ") + "\n"
}

/// Port and protocol as Nmap's port table writes them; a hidden port is `?`.
pub(crate) fn print_port(fingerprint: &FingerprintRecord) -> String {
    let port = fingerprint.port.map_or("?".to_owned(), |p| p.to_string());
    format!("{port}/{}", fingerprint.protocol.to_lowercase())
}

fn print_facts(fingerprint: &FingerprintRecord) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(fingerprint.reported.as_ref().map(print_reported));
    facts.extend(fingerprint.version.as_ref().map(|v| format!("Nmap {v}")));
    let platform = fingerprint.platform.as_deref();
    facts.extend(platform.and_then(platform_words));
    if fingerprint.tunnel.is_some() {
        facts.push("inside TLS".to_owned());
    }
    let intensity = fingerprint.intensity;
    facts.extend(intensity.map(|i| format!("intensity {i}")));
    facts.extend(print_time(fingerprint));
    facts.push(count(fingerprint.responses.len(), "response"));
    if !fingerprint.complete {
        facts.push("incomplete".to_owned());
    }
    facts
}

/// `reported as ftp? (syn-ack)`.
fn print_reported(reported: &ReportedRecord) -> String {
    let service = match reported.service.as_str() {
        "" => &reported.state,
        service => service,
    };
    let is_marked = reported.guessed && service != "unknown";
    let mark = if is_marked { "?" } else { "" };
    let reason = reported
        .reason
        .as_ref()
        .map(|reason| format!(" ({reason})"));
    format!("reported as {service}{mark}{}", reason.unwrap_or_default())
}

/// Date and time in UTC, with the scanning host's own date where that is another.
fn print_time(fingerprint: &FingerprintRecord) -> Option<String> {
    let utc = fingerprint.time_utc.as_ref()?;
    let time = fingerprint.time.and_then(UtcTime::from_unix)?.date();
    let utc_date = format!("{}/{}", time.month, time.day);
    let other = fingerprint.date.as_ref().filter(|date| **date != utc_date);
    Some(match other {
        Some(date) => format!("{utc} ({date} there)"),
        None => utc.clone(),
    })
}

/// A response: the line that names it, then its bytes.
pub(crate) fn print_response(response: &ResponseRecord) -> String {
    print_response_of(&response.probe, response)
}

fn print_response_of(probes: &str, response: &ResponseRecord) -> String {
    let mut head = format!("  {probes}  {}", count(response.bytes.len(), "byte"));
    if response.truncated {
        head.push_str(&format!(
            " of {}, truncated by Nmap",
            response.declared_length
        ));
    }
    if response.damaged {
        head.push_str(&format!(
            ", damaged: {} declared, {} certain",
            response.declared_length, response.sound_length
        ));
    }
    head.push('\n');
    let lines = response.bytes.split_inclusive(|byte| *byte == b'\n');
    head.extend(lines.map(|line| format!("    {}\n", print_readable(line))));
    head
}

/// Every finding with the line it is about and carets under it; what is found again on another
/// response is printed once.
pub(crate) fn print_findings(report: &Report, inputs: &[InputFile], style: Style) -> String {
    let mut text = String::new();
    let mut printed = HashSet::new();
    for input in inputs {
        let index = paste_lines(&input.text);
        let findings = all_findings(report).filter(|finding| finding.file == input.name);
        let findings = findings.filter(|finding| !is_aside(report, finding));
        for finding in findings {
            let rendered = render_caret(&finding.to_diagnostic(), &input.name, &index, style);
            if printed.insert(rendered.clone()) {
                text.push('\n');
                text.push_str(&rendered);
            }
        }
    }
    text
}

/// True for what is merely worth knowing about a loaded probes file: it is not the user's text.
fn is_aside(report: &Report, finding: &DiagnosticRecord) -> bool {
    let probes_file = report.probes_file.as_ref();
    let in_probes_file = probes_file.is_some_and(|probes| probes.file == finding.file);
    in_probes_file && finding.severity == "note"
}

/// The findings of the files and of every response.
pub(crate) fn all_findings(report: &Report) -> impl Iterator<Item = &DiagnosticRecord> {
    let responses = report.fingerprints.iter().flat_map(|f| &f.responses);
    let of_responses = responses.filter_map(|response| response.diagnostics.as_ref());
    report.diagnostics.iter().chain(of_responses.flatten())
}

/// A number and the word for what is counted, with an `s` when it is not one.
pub(crate) fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}
