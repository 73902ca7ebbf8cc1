//! `sflens search`: lines of a probes file found by what is written in them.
//!
//! ```text
//! starter-probes:22  NULL
//!   match ftp m|^220 …
//! 1 of 1 line
//! ```

use sflens::bytes::print_byte;
use sflens::probes::{LineQuery, Origin};
use sflens::results::{FoundLineRecord, ProbesSources, SearchReport, load_probes, search_lines};

use crate::args::SearchArguments;
use crate::files::{self, Trouble};
use crate::text::count;
use crate::{Exit, json, print};

pub(crate) fn run(arguments: &SearchArguments) -> Result<Exit, Trouble> {
    let probes = files::read_each(&arguments.probes)?;
    let probes = load_probes(&ProbesSources {
        files: &files::sources(&probes),
        ..ProbesSources::default()
    });
    let lines = probes.lay_lines(&[], Origin::File);
    let query = LineQuery::parse(&arguments.words.join(" "));
    let report = search_lines(&lines, &query, arguments.most);
    match arguments.json {
        true => print(&json::print_report(&report)?)?,
        false => print(&print_found(&report))?,
    }
    Ok(match report.found {
        0 => Exit::NotAll,
        _ => Exit::Done,
    })
}

fn print_found(report: &SearchReport) -> String {
    let mut text: String = report.lines.iter().map(print_line).collect();
    let found = count(report.found as usize, "line");
    match report.found as usize - report.lines.len() {
        0 => text.push_str(&format!("{found}\n")),
        _ => text.push_str(&format!("{} of {found}\n", report.lines.len())),
    }
    text
}

fn print_line(line: &FoundLineRecord) -> String {
    let probe = line.probe.as_deref().unwrap_or("every probe");
    let text: String = line.text.chars().map(print_character).collect();
    format!("{}:{}  {probe}\n  {text}\n", line.at.file, line.at.line)
}

/// One byte of a line as it stands, if it can be seen; a backslash is not doubled.
fn print_character(character: char) -> String {
    match u8::try_from(character) {
        Ok(byte) if byte != b'\\' => print_byte(byte),
        _ => character.to_string(),
    }
}
