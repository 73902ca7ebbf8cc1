//! `sflens export`: a probes file with lines and probes of your own in it, for Nmap to load.
//!
//! ```text
//! sflens export --probes nmap-service-probes --lines mine.txt scan.txt > my-service-probes
//! nmap -sV --versiondb my-service-probes 192.0.2.7
//! ```
//!
//! The file goes to standard output; where each line went, and what is wrong, to standard error.

use std::io::{IsTerminal, Write};

use sflens::diagnostic::Style;
use sflens::probes::Origin;
use sflens::results::{
    ExportReport, ExportedLineRecord, LineSources, Report, StarterLines, export_probes, load_lines,
    match_files,
};

use crate::Exit;
use crate::args::ExportArguments;
use crate::files::{self, InputFile, Trouble};
use crate::text;

pub(crate) fn run(arguments: &ExportArguments) -> Result<Exit, Trouble> {
    let mut probes = files::read_each(&arguments.probes)?;
    let user = files::read_each(&arguments.lines)?;
    let lines = load_lines(&LineSources {
        probes: &files::sources(&probes),
        lines: &files::sources(&user),
        starter_lines: StarterLines::Always,
        origin: Origin::File,
        release: arguments.nmap.release(),
    });
    let reports = match arguments.files.is_empty() {
        true => Vec::new(),
        false => files::read_all(&arguments.files)?,
    };
    let report = match_files(&lines, &files::sources(&reports), true);
    // The whole file is as it was, and Nmap loads it or not as before.
    probes.pop();
    probes.extend(user);
    print_findings(&report, &probes)?;
    if has_errors(&report, &probes) {
        return Ok(Exit::FaultyLines);
    }
    let placements = report.placements.unwrap_or_default();
    let Some(export) = export_probes(&lines, &placements) else {
        return Err(Trouble::Usage(
            "a file to add to is needed: --probes".into(),
        ));
    };
    std::io::stderr().write_all(print_places(&export).as_bytes())?;
    let out = match arguments.diff {
        true => &export.diff,
        false => &export.text,
    };
    std::io::stdout().write_all(out)?;
    Ok(match export.left_out.is_empty() {
        true => Exit::Done,
        false => Exit::NotAll,
    })
}

/// True when Nmap would refuse what is added.
fn has_errors(report: &Report, added: &[InputFile]) -> bool {
    let errors = report.diagnostics.iter();
    let mut errors = errors.filter(|finding| finding.severity == "error");
    errors.any(|finding| added.iter().any(|input| input.name == finding.file))
}

fn print_findings(report: &Report, added: &[InputFile]) -> Result<(), Trouble> {
    let style = match std::io::stderr().is_terminal() {
        true => Style::Color,
        false => Style::Plain,
    };
    let findings = text::print_findings(report, added, style);
    std::io::stderr().write_all(findings.as_bytes())?;
    Ok(())
}

fn print_places(export: &ExportReport) -> String {
    let places = export.lines.iter().map(print_place);
    let left_out = export.left_out.iter().map(|at| {
        let (file, line) = (&at.file, at.line);
        format!("{file}:{line}  left out: the probe it stands under has no payload\n")
    });
    places.chain(left_out).collect()
}

fn print_place(line: &ExportedLineRecord) -> String {
    let (file, number) = (&line.at.file, line.at.line);
    format!(
        "{file}:{number}  under {} {}, now line {}\n",
        line.protocol, line.probe, line.number
    )
}
