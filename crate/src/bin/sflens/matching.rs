//! `sflens match`: fingerprints held against match lines.
//!
//! ```text
//! scan.txt:1  21/tcp  Nmap 3.40PVT16, …
//!   NULL  63 bytes
//!     220 stage FTP server …
//!     hard match  <line>:1  ftp
//!   Nmap would report
//!     21/tcp open ftp Acme ftpd
//! ```

use sflens::probes::Origin;
use sflens::results::{
    FingerprintRecord, LineOutcomeRecord, LineRefRecord, LineSources, MatchRecord, NearestRecord,
    OtherPrefix, PlacementRecord, Report, ResponseRecord, StarterLines, VerdictRecord, load_lines,
    match_files,
};

use crate::args::MatchArguments;
use crate::files::{self, InputFile, Trouble};
use crate::limits::print_limit_hit;
use crate::{Exit, show, text, together};

/// The name of `--line` in the records.
const LINE_NAME: &str = "<line>";

pub(crate) fn run(arguments: &MatchArguments) -> Result<Exit, Trouble> {
    let probes = files::read_each(&arguments.probes)?;
    let user = read_lines(arguments)?;
    let reports = files::read_all(&arguments.files)?;
    let lines = load_lines(&LineSources {
        probes: &files::sources(&probes),
        lines: &files::sources(&user),
        starter_lines: StarterLines::IfAlone,
        origin: Origin::Typed,
        release: arguments.nmap.release(),
    });
    let report = match_files(&lines, &files::sources(&reports), arguments.all);
    let inputs: Vec<InputFile> = probes.into_iter().chain(user).chain(reports).collect();
    show(&report, &inputs, arguments.json, print_matched)?;
    Ok(if lines.has_errors() {
        Exit::FaultyLines
    } else if every_hard(&report) {
        Exit::Done
    } else {
        Exit::NotAll
    })
}

/// The `--lines` files, then what `--line` says, one line each.
fn read_lines(arguments: &MatchArguments) -> Result<Vec<InputFile>, Trouble> {
    let mut user = files::read_each(&arguments.lines)?;
    if !arguments.line.is_empty() {
        user.push(InputFile {
            name: LINE_NAME.to_owned(),
            text: arguments.line.join("\n").into_bytes(),
        });
    }
    Ok(user)
}

fn every_hard(report: &Report) -> bool {
    let mut states = report.fingerprints.iter().map(|f| f.verdict.as_ref());
    let hard = |verdict: Option<&VerdictRecord>| {
        verdict.is_some_and(|v| matches!(v.state.as_str(), "hard" | "tls"))
    };
    !report.fingerprints.is_empty() && states.all(hard)
}

fn print_matched(report: &Report) -> String {
    let mut parts: Vec<String> = report.fingerprints.iter().map(print_fingerprint).collect();
    let placements = report.placements.iter().flatten();
    let placements: String = placements.map(print_placement).collect();
    if !placements.is_empty() {
        parts.push(format!("Where your lines belong\n{placements}"));
    }
    parts.extend(together::print_together(report));
    parts.join("\n")
}

/// Where one of the user's lines belongs, and what it hides there.
fn print_placement(place: &PlacementRecord) -> String {
    let LineRefRecord { file, line } = &place.at;
    let before = match &place.before {
        Some(before) => format!("before {}:{}", before.file, before.line),
        None => "anywhere".to_owned(),
    };
    let hidden = match place.hides.len() {
        0 => "hides none".to_owned(),
        n => format!("hides {}", text::count(n, "line")),
    };
    format!(
        "  {file}:{line}  under {}, {before}, {hidden}\n",
        place.probe
    )
}

fn print_fingerprint(fingerprint: &FingerprintRecord) -> String {
    let mut text = text::print_head(fingerprint);
    for response in &fingerprint.responses {
        text.push_str(&text::print_response(response));
        text.push_str(&print_lines(response));
    }
    if let Some(verdict) = &fingerprint.verdict {
        text.push_str("  Nmap would report\n");
        text.push_str(&print_verdict(fingerprint, verdict));
    }
    text
}

/// The line that Nmap would take, or all that match when they were asked for; then where those of
/// the user's lines stopped that do not match, and which lines hit a limit.
fn print_lines(response: &ResponseRecord) -> String {
    let matches: Vec<&MatchRecord> = match &response.all {
        Some(all) => all.iter().collect(),
        None => response.taken.line().into_iter().collect(),
    };
    let stops = response.user_lines.iter().flatten().filter_map(print_stop);
    let mut lines: Vec<String> = matches.into_iter().map(print_line).chain(stops).collect();
    if lines.is_empty() {
        lines.push("    no line matches\n".to_owned());
    }
    lines.extend(response.limit_hits.iter().flatten().map(print_limit_hit));
    lines.extend(print_prefixes(response));
    lines.extend(response.nearest.iter().flatten().map(print_nearest));
    lines.concat()
}

/// A line of the probes file that came close.
fn print_nearest(near: &NearestRecord) -> String {
    format!(
        "    near        {}:{}  {}, passed {} of {} literal bytes, stops at byte {}\n",
        near.file, near.line, near.service, near.passed, near.literals, near.progress.offset
    )
}

/// What another line would have taken, or the same one with other fields, had fewer bytes come.
fn print_prefixes(response: &ResponseRecord) -> Vec<String> {
    let mut lines: Vec<String> = response.other_prefixes().map(print_prefix).collect();
    if response
        .prefixes
        .as_ref()
        .is_some_and(|prefixes| !prefixes.complete)
    {
        lines.push("    not told for every beginning of the response\n".to_owned());
    }
    lines
}

fn print_prefix(other: OtherPrefix<'_>) -> String {
    let line = print_line(&other.run.taken);
    let remark = if other.same_line {
        ", with other fields"
    } else {
        ""
    };
    format!("{}  on {}{remark}\n", line.trim_end(), other.words())
}

/// Where one of the user's lines stopped that does not match.
fn print_stop(line: &LineOutcomeRecord) -> Option<String> {
    let progress = line.progress.as_ref()?;
    let LineRefRecord { file, line: number } = &line.at;
    let offset = progress.offset;
    let mut text = format!("    no match    {file}:{number}  stops at byte {offset}\n");
    let repairs = line.repairs.iter().map(|repair| &repair.words);
    for words in line.why.iter().chain(repairs) {
        text.push_str(&format!("                {words}\n"));
    }
    Some(text)
}

fn print_line(line: &MatchRecord) -> String {
    let kind = if line.soft { "soft" } else { "hard" };
    format!(
        "    {kind} match  {}:{}  {}\n",
        line.file, line.line, line.service
    )
}

/// Nmap's own lines.
fn print_verdict(fingerprint: &FingerprintRecord, verdict: &VerdictRecord) -> String {
    let port = text::print_port(fingerprint);
    let printed = &verdict.printed;
    let unrecognized = match verdict.state.as_str() {
        "tls" => format!("{port} open, and start again inside TLS"),
        _ => format!("{port} open, unrecognized"),
    };
    let lines = [
        printed.port_line.clone().or(Some(unrecognized)),
        printed.service_info.clone(),
    ];
    let lines = lines.into_iter().flatten();
    let cpes = verdict.cpe.iter().map(|cpe| format!("CPE: {cpe}"));
    let lines = lines.chain(cpes);
    lines.map(|line| format!("    {line}\n")).collect()
}
