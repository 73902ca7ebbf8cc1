//! What belongs together, as text: the fingerprints of one service, equal ones, Nmap's notes.
//!
//! ```text
//! One service, several fingerprints
//!   192.0.2.7  21/tcp  plain.txt:3, debug.txt:9
//!     NULL  2 responses, most of it debug.txt:9; they differ at bytes 4-9, 20
//! ```

use sflens::results::{
    FingerprintRecord, MatchNoteRecord, Report, ResponseRefRecord, ServiceLineRecord,
    ServiceRecord, ServiceResponseRecord, SpanRecord,
};

use crate::text::{count, print_port};

/// One part for each kind that there is.
pub(crate) fn print_together(report: &Report) -> Vec<String> {
    let services = report.services.iter();
    let services: String = services
        .map(|service| print_service(report, service))
        .collect();
    let alike = report.alike.iter();
    let alike: String = alike.map(|members| print_alike(report, members)).collect();
    let notes: String = report.match_notes.iter().map(print_note).collect();
    let parts = [
        ("One service, several fingerprints", services),
        ("The same responses", alike),
        ("What Nmap noted of its matches", notes),
    ];
    let parts = parts.into_iter().filter(|(_, lines)| !lines.is_empty());
    parts
        .map(|(head, lines)| format!("{head}\n{lines}"))
        .collect()
}

fn print_service(report: &Report, service: &ServiceRecord) -> String {
    let members: Vec<String> = members(report, &service.fingerprints)
        .map(print_place)
        .collect();
    let port = members_port(report, service);
    let host = service.host.as_deref();
    let host = host.unwrap_or("host not named, taken for one");
    let mut text = format!("  {host}  {port}  {}\n", members.join(", "));
    for response in &service.responses {
        text.push_str(&print_response(report, response));
    }
    for line in &service.lines {
        text.push_str(&print_line(line));
    }
    text
}

fn members<'a>(
    report: &'a Report,
    indices: &'a [u32],
) -> impl Iterator<Item = &'a FingerprintRecord> {
    indices
        .iter()
        .filter_map(move |idx| report.fingerprints.get(*idx as usize))
}

fn members_port(report: &Report, service: &ServiceRecord) -> String {
    members(report, &service.fingerprints)
        .next()
        .map(print_port)
        .unwrap_or_default()
}

fn print_place(fingerprint: &FingerprintRecord) -> String {
    format!("{}:{}", fingerprint.source.file, fingerprint.source.line)
}

fn print_response(report: &Report, response: &ServiceResponseRecord) -> String {
    let ResponseRefRecord { fingerprint, .. } = response.longest;
    let longest = report
        .fingerprints
        .get(fingerprint as usize)
        .map(print_place);
    let longest = longest.unwrap_or_default();
    let what = match (response.others.len(), response.varying.is_empty()) {
        (0, _) => format!("only in {longest}"),
        (others, true) => format!(
            "{}, no difference, most in {longest}",
            count(others + 1, "response")
        ),
        (others, false) => {
            let varying: Vec<String> = response.varying.iter().map(print_span).collect();
            let varying = varying.join(", ");
            format!(
                "{}, most in {longest}, which differs at {varying}",
                count(others + 1, "response")
            )
        }
    };
    format!("    {}  {what}\n", response.probe)
}

/// Bytes from 0, the last one counted in.
fn print_span(span: &SpanRecord) -> String {
    match span.end - span.start {
        0 => format!("byte {}, where it lacks something", span.start),
        1 => format!("byte {}", span.start),
        _ => format!("bytes {} to {}", span.start, span.end - 1),
    }
}

fn print_line(line: &ServiceLineRecord) -> String {
    let n_matches = line.matches.len();
    let all = n_matches + line.misses.len();
    format!(
        "    {}:{}  matches {n_matches} of {}\n",
        line.at.file,
        line.at.line,
        count(all, "response")
    )
}

fn print_alike(report: &Report, indices: &[u32]) -> String {
    let members = members(report, indices).map(|fingerprint| {
        let host = fingerprint.host.as_deref().unwrap_or("host unknown");
        format!(
            "{} {host} {}",
            print_place(fingerprint),
            print_port(fingerprint)
        )
    });
    format!("  {}\n", members.collect::<Vec<_>>().join(", "))
}

fn print_note(note: &MatchNoteRecord) -> String {
    let kind = if note.soft { "soft" } else { "hard" };
    let number = note
        .line
        .map(|line| format!(" line {line}"))
        .unwrap_or_default();
    let fields = [&note.product, &note.version, &note.info]
        .into_iter()
        .flatten();
    let fields: String = fields.map(|field| format!("  {field}")).collect();
    let mut text = format!(
        "  {}:{}  {}:{}  {}  {kind} match  {}{number}  {}{fields}\n",
        note.source.file,
        note.source.line,
        note.host,
        note.port,
        note.probe,
        note.list,
        note.service
    );
    if let Some(line) = &note.in_file {
        let doubt = if line.fits {
            ""
        } else {
            "another line in this file: "
        };
        text.push_str(&format!(
            "    {}:{}  {doubt}{}\n",
            line.file, line.line, line.text
        ));
    }
    text
}
