//! `sflens lint`: probes files and match lines held against the rules, and tidied.
//!
//! ```text
//! style[template-order]: templates are not in their usual order
//!  --> mine.lines:1:31
//!   …
//! mine.lines: 1 style; 1 can be mended by --fix
//! ```

mod annotations;
mod args;
mod sarif;

use std::io::IsTerminal;
use std::path::PathBuf;

use sflens::diagnostic::{Severity, Style, render_caret};
use sflens::lint::{LintOptions, explain_rule, print_rules};
use sflens::probes::Origin;
use sflens::results::{LintRecord, LintReport, LintSources, lint_files, tidy_file};
use sflens::source::LineIndex;

use crate::files::{self, InputFile, Trouble};
use crate::text::count;
use crate::{Exit, json, print};
use args::LintFormat;

pub(crate) use args::{LINT_HELP, LintArguments};

pub(crate) fn run(arguments: &LintArguments) -> Result<Exit, Trouble> {
    if arguments.rules {
        print(&print_rules())?;
        return Ok(Exit::Done);
    }
    if let Some(rule) = &arguments.explain {
        let words = explain_rule(rule);
        let words = words.ok_or_else(|| Trouble::Usage(format!("there is no rule `{rule}`")))?;
        print(words.trim_start())?;
        return Ok(Exit::Done);
    }
    let options = options(arguments)?;
    let mut inputs = read(&arguments.files)?;
    if arguments.diff {
        return show_diff(&inputs, &options, arguments.range);
    }
    if arguments.fix {
        fix(&mut inputs, &options, arguments.range)?;
    }
    let probes = arguments.probes.as_deref().map(files::read).transpose()?;
    let responses = match arguments.responses.is_empty() {
        true => Vec::new(),
        false => files::read_all(&arguments.responses)?,
    };
    let report = lint_files(&LintSources {
        files: &files::sources(&inputs),
        probes: probes.as_ref().map(InputFile::source),
        responses: &files::sources(&responses),
        options,
    });
    show(&report, &inputs, arguments)?;
    Ok(exit(&report))
}

fn options(arguments: &LintArguments) -> Result<LintOptions, Trouble> {
    let options = LintOptions {
        profile: arguments.profile.profile(),
        on: arguments.on.clone(),
        off: arguments.off.clone(),
        release: arguments.nmap.release(),
        origin: Origin::File,
        file_id: 0,
    };
    let unknown = options.unknown_rules().next().map(str::to_owned);
    match unknown {
        Some(name) => Err(Trouble::Usage(format!("there is no rule `{name}`"))),
        None => Ok(options),
    }
}

/// Unlike scan reports, directories are not looked into.
fn read(paths: &[PathBuf]) -> Result<Vec<InputFile>, Trouble> {
    match paths {
        [] => files::read_each(&[PathBuf::from("-")]),
        paths => files::read_each(paths),
    }
}

/// What `--fix` would change.
fn show_diff(
    inputs: &[InputFile],
    options: &LintOptions,
    range: Option<(u32, u32)>,
) -> Result<Exit, Trouble> {
    let mut is_changed = false;
    for input in inputs {
        let tidied = tidy_file(&input.source(), options, range);
        is_changed |= !tidied.diff.is_empty();
        files::write_out(&tidied.diff)?;
    }
    Ok(if is_changed { Exit::NotAll } else { Exit::Done })
}

/// Puts the tidied text in the place of each file; what came from standard input goes to standard
/// output.
fn fix(
    inputs: &mut [InputFile],
    options: &LintOptions,
    range: Option<(u32, u32)>,
) -> Result<(), Trouble> {
    for input in inputs {
        let tidied = tidy_file(&input.source(), options, range);
        if input.is_stdin() {
            files::write_out(&tidied.text)?;
        } else if tidied.text.0 != input.text {
            files::write(&input.name, &tidied.text)?;
        }
        input.text = tidied.text.0;
    }
    Ok(())
}

fn show(
    report: &LintReport,
    inputs: &[InputFile],
    arguments: &LintArguments,
) -> Result<(), Trouble> {
    let format = match arguments.json {
        true => LintFormat::Json,
        false => arguments.format,
    };
    let text = match format {
        LintFormat::Text => print_text(report, inputs),
        LintFormat::Json => json::print_report(report)?,
        LintFormat::Sarif => sarif::print(report, inputs)?,
        LintFormat::Github => annotations::print(report, inputs),
    };
    if arguments.fix && inputs.iter().any(InputFile::is_stdin) {
        // Standard output has the text.
        eprint!("{text}");
        return Ok(());
    }
    print(&text)
}

fn exit(report: &LintReport) -> Exit {
    let severities = counted(report).map(severity);
    match severities.max() {
        Some(Severity::Error) => Exit::FaultyLines,
        Some(Severity::Warning) => Exit::NotAll,
        _ => Exit::Done,
    }
}

/// The findings that no comment allows.
fn counted(report: &LintReport) -> impl Iterator<Item = &LintRecord> {
    let findings = report.diagnostics.iter();
    findings.filter(|record| record.allowed.is_none())
}

fn severity(record: &LintRecord) -> Severity {
    Severity::from_name(&record.diagnostic.severity).unwrap_or(Severity::Note)
}

fn print_text(report: &LintReport, inputs: &[InputFile]) -> String {
    let style = match std::io::stdout().is_terminal() {
        true => Style::Color,
        false => Style::Plain,
    };
    let mut text = String::new();
    for input in inputs {
        let index = LineIndex::new(&input.text);
        let findings = counted(report).filter(|record| record.diagnostic.file == input.name);
        for record in findings {
            let diagnostic = record.diagnostic.to_diagnostic();
            text.push_str(&render_caret(&diagnostic, &input.name, &index, style));
            text.push('\n');
        }
    }
    for input in inputs {
        text.push_str(&print_summary(report, &input.name));
    }
    if !report.waiting.is_empty() {
        let n = count(report.waiting.len(), "rule");
        text.push_str(&format!(
            "{n} had nothing to look at: give scans with --responses FILE\n"
        ));
    }
    text
}

/// How much was found in one file.
fn print_summary(report: &LintReport, file: &str) -> String {
    let of_file = || counted(report).filter(|record| record.diagnostic.file == file);
    let words = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Style, "style finding"),
        (Severity::Note, "note"),
    ];
    let counts = words.iter().filter_map(|(wanted, word)| {
        let n = of_file()
            .filter(|record| severity(record) == *wanted)
            .count();
        (n > 0).then(|| count(n, word))
    });
    let mut parts: Vec<String> = counts.collect();
    if parts.is_empty() {
        parts.push("nothing found".to_owned());
    }
    let is_fixed = |record: &&LintRecord| {
        record.fix.as_deref() == Some("safe") && severity(record) >= Severity::Style
    };
    let n_safe = of_file().filter(is_fixed).count();
    let all = report.diagnostics.iter();
    let allowed = all.filter(|record| record.allowed.is_some() && record.diagnostic.file == file);
    let n_allowed = allowed.count();
    let mut text = format!("{file}: {}", parts.join(", "));
    if n_safe > 0 {
        text.push_str(&format!("; --fix mends {n_safe}"));
    }
    if n_allowed > 0 {
        text.push_str(&format!("; {n_allowed} allowed"));
    }
    text + "\n"
}
