//! The command line `sflens`: files in, results out.
//!
//! ```text
//! sflens decode scan.txt
//! sflens match --line 'match ftp m|^220 | p/Acme ftpd/' scan.txt
//! sflens encode --port 21 NULL=banner.bin
//! ```
//!
//! Results go to standard output, diagnostics of the text form to standard error. Exit codes are
//! those of [`Exit`]. All analysis is the library's; nothing is decided here but the form.

mod args;
mod encode;
mod explain_probe;
mod export;
mod files;
mod json;
mod limits;
mod lint;
mod matching;
mod search;
mod text;
mod together;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use sflens::diagnostic::Style;
use sflens::results::Report;

use crate::args::{Arguments, Command, DecodeArguments};
use crate::files::{InputFile, Trouble};

/// How a run ended; the numbers are a contract with scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// `decode`: something was found. `match`: every fingerprint got a hard match. `lint`: nothing
    /// at warning or above was found.
    Done = 0,
    /// `decode`: nothing was found. `match`: some fingerprint has no hard match, or there is none.
    NotAll = 1,
    /// Wrong usage, or a file that cannot be read.
    Usage = 2,
    /// `match`, `lint`: the lines or the probes file have errors.
    FaultyLines = 3,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let exit = run(&arguments).unwrap_or_else(|trouble| {
        // Standard output may be closed already, as in `sflens … | head`.
        if !trouble.is_broken_pipe() {
            eprintln!("sflens: {trouble}");
        }
        Exit::Usage
    });
    ExitCode::from(exit as u8)
}

fn run(arguments: &Arguments) -> Result<Exit, Trouble> {
    match &arguments.command {
        Command::Decode(arguments) => decode(arguments),
        Command::Match(arguments) => matching::run(arguments),
        Command::ExplainProbe(arguments) => explain_probe::run(arguments),
        Command::Search(arguments) => search::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Lint(arguments) => lint::run(arguments),
        Command::Encode(arguments) => {
            print(&encode::encode(arguments)?)?;
            Ok(Exit::Done)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "sflens", &mut script);
            std::io::stdout().write_all(&script)?;
            Ok(Exit::Done)
        }
    }
}

fn decode(arguments: &DecodeArguments) -> Result<Exit, Trouble> {
    let inputs = files::read_all(&arguments.files)?;
    let report = sflens::results::decode_files(&files::sources(&inputs));
    show(&report, &inputs, arguments.json, text::print_decoded)?;
    Ok(if report.fingerprints.is_empty() {
        Exit::NotAll
    } else {
        Exit::Done
    })
}

/// Prints the report in the form that was asked for.
fn show(
    report: &Report,
    inputs: &[InputFile],
    as_json: bool,
    print_text: impl Fn(&Report) -> String,
) -> Result<(), Trouble> {
    if as_json {
        return print(&json::print_report(report)?);
    }
    print(&print_text(report))?;
    let style = if std::io::stderr().is_terminal() {
        Style::Color
    } else {
        Style::Plain
    };
    let findings = text::print_findings(report, inputs, style);
    std::io::stderr().write_all(findings.as_bytes())?;
    Ok(())
}

fn print(text: &str) -> Result<(), Trouble> {
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
