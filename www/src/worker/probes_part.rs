//! What the panel of the probes files asks, answered.

use sflens::probes::{LineQuery, Origin};
use sflens::results::{
    DiagnosticRecord, ExportReport, LoadedLines, ResponseBytes, SourceFile, TextLineRecord,
    export_probes, lines_around, match_all, search_lines,
};

use super::loaded_probes::{lay_lines, loaded};
use crate::lazy::{NotLoaded, wasm_split};
use crate::protocol::{ProbesReply, ProbesRequest, Reply, TextsOf, from_bytes, to_bytes};

/// How many findings about the files are told.
const N_FINDINGS: usize = 20;

/// How many characters of the line of a finding are told.
const N_QUOTED: usize = 10_000;

/// How many lines are shown around one.
const N_AROUND: u32 = 3;

/// The bytes of the [`Reply`] to the bytes of a request.
///
/// # Panics
///
/// When the bytes are no request: page and worker are built together.
#[wasm_split(probes_worker, fallible, preload(load_probes_part))]
pub(super) fn answer_probes(request: ResponseBytes) -> Result<Vec<u8>, NotLoaded> {
    let request = from_bytes(&request.0).expect("a request of this protocol");
    let reply = to_bytes(&answer_request(request));
    Ok(to_bytes(&Reply::Probes(ResponseBytes(reply))))
}

fn answer_request(request: ProbesRequest) -> ProbesReply {
    match request {
        ProbesRequest::Describe { release } => describe(&release),
        ProbesRequest::MatchAll(texts) => {
            let lines = lay_lines(&texts.lines, true, &texts.release);
            ProbesReply::Matched(match_all(&lines, &[paste(&texts)]))
        }
        ProbesRequest::Search {
            release,
            query,
            n_wanted,
        } => {
            let lines = loaded(true, &release).lay_lines(&[], Origin::Typed);
            let query = LineQuery::parse(&query);
            ProbesReply::Found(search_lines(&lines, &query, n_wanted as usize))
        }
        ProbesRequest::Around {
            release,
            file,
            number,
        } => {
            let lines = loaded(true, &release).lay_lines(&[], Origin::Typed);
            ProbesReply::Around(lines_around(&lines, &file, number, N_AROUND))
        }
        ProbesRequest::Export(texts) => ProbesReply::Exported(export(&texts)),
    }
}

/// The files, and what Nmap would refuse or ignore in them, in the order of their lines; errors
/// before all else where there is too much to tell.
fn describe(release: &str) -> ProbesReply {
    let loaded = loaded(true, release);
    let checked = loaded.check_patterns();
    let findings = loaded.diagnostics.iter().chain(&checked);
    let faults = findings.filter(|finding| finding.severity != "note");
    let n_faults = faults.clone().count() as u32;
    let mut told: Vec<DiagnosticRecord> = faults.cloned().collect();
    told.sort_by_key(|finding| finding.severity != "error");
    told.truncate(N_FINDINGS);
    told.sort_by(|a, b| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
    let lines = loaded.lay_lines(&[], Origin::Typed);
    ProbesReply::Described {
        files: loaded.files(),
        lines: told.iter().map(|it| quoted_line(&lines, it)).collect(),
        findings: told,
        n_findings: n_faults,
    }
}

/// The line that a finding is about.
fn quoted_line(lines: &LoadedLines, finding: &DiagnosticRecord) -> TextLineRecord {
    let number = finding.line;
    let around = lines_around(lines, &finding.file, number, 0);
    let text = around.first().map(|line| line.text.chars().take(N_QUOTED));
    TextLineRecord {
        number,
        text: text.into_iter().flatten().collect(),
    }
}

/// Lines with errors would make Nmap refuse the file.
fn export(texts: &TextsOf) -> Option<ExportReport> {
    let lines = lay_lines(&texts.lines, true, &texts.release);
    if lines.has_errors() {
        return None;
    }
    let report = match_all(&lines, &[paste(texts)]);
    export_probes(&lines, &report.placements.unwrap_or_default())
}

fn paste(texts: &TextsOf) -> SourceFile<'_> {
    SourceFile {
        name: "paste",
        text: texts.paste.as_bytes(),
    }
}
