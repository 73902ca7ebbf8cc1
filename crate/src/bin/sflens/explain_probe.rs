//! `sflens explain-probe`: what a probe sends, when, and whose lines see what.
//!
//! ```text
//! TCP GetRequest  starter-probes:40
//!   sends     18 bytes
//!     GET / HTTP/1.0\r\n\r\n
//!     474554202f20485454502f312e300d0a0d0a
//!   rarity    1: to other ports from intensity 1 on
//! ```

use sflens::bytes::{encode_hex, print_readable};
use sflens::probes::Origin;
use sflens::results::{
    LineSources, PortsRecord, ProbeLineRecord, ProbeRecord, ProbeRefRecord, ProbeReport,
    StarterLines, explain_line_probe, explain_probe, load_lines,
};

use crate::args::{ExplainProbeArguments, ProtocolName};
use crate::files::{self, Trouble};
use crate::text::count;
use crate::{Exit, json, print};

/// The most characters of a line of names.
const WIDTH: usize = 90;
/// Bytes in one line of hexadecimal.
const HEX_ROW: usize = 32;

pub(crate) fn run(arguments: &ExplainProbeArguments) -> Result<Exit, Trouble> {
    let probes = files::read_each(&arguments.probes)?;
    let user = files::read_each(&arguments.lines)?;
    let lines = load_lines(&LineSources {
        probes: &files::sources(&probes),
        lines: &files::sources(&user),
        starter_lines: StarterLines::Always,
        origin: Origin::Typed,
        release: arguments.nmap.release(),
    });
    let report = match &arguments.line {
        Some(place) => {
            let (file, number) = read_place(place)?;
            explain_line_probe(&lines, file, number)
        }
        None => {
            let name = arguments.name.as_deref().unwrap_or_default();
            let protocol = arguments.protocol.map(ProtocolName::protocol);
            explain_probe(&lines, name.as_bytes(), protocol)
        }
    };
    show(&report, arguments)?;
    let is_found = !report.probes.is_empty() || report.line.is_some();
    Ok(if is_found { Exit::Done } else { Exit::NotAll })
}

/// Splits `FILE:NUMBER`; the file may be left out.
fn read_place(place: &str) -> Result<(Option<&str>, u32), Trouble> {
    let (file, number) = match place.rsplit_once(':') {
        Some((file, number)) => (Some(file), number),
        None => (None, place),
    };
    let number = number.parse().map_err(|_| {
        Trouble::Usage(format!(
            "`{place}` names no line: write its number, or the file, `:` and the number"
        ))
    })?;
    Ok((file, number))
}

fn show(report: &ProbeReport, arguments: &ExplainProbeArguments) -> Result<(), Trouble> {
    if arguments.json {
        return print(&json::print_report(report)?);
    }
    let line = report.line.iter().map(print_line);
    let probes = report.probes.iter().map(print_probe);
    let parts: Vec<String> = line.chain(probes).collect();
    if parts.is_empty() {
        eprintln!("sflens: {}", print_absence(report, arguments));
    }
    print(&parts.join("\n"))
}

fn print_absence(report: &ProbeReport, arguments: &ExplainProbeArguments) -> String {
    let file = &report.probes_file.file;
    if let Some(place) = &arguments.line {
        return format!("`{place}` is no match line");
    }
    let name = arguments.name.as_deref().unwrap_or_default();
    let nearest = report.nearest.as_ref();
    let help = nearest.map(|nearest| format!("; there is `{nearest}`"));
    format!("{file} has no probe `{name}`{}", help.unwrap_or_default())
}

fn print_line(line: &ProbeLineRecord) -> String {
    let kind = if line.soft { "softmatch" } else { "match" };
    let names = print_refs(&line.sees);
    format!(
        "{kind} {}  {}:{}\n  is held against responses to\n{names}",
        line.service, line.at.file, line.at.line
    )
}

fn print_probe(probe: &ProbeRecord) -> String {
    let mut text = format!(
        "{} {}  {}:{}\n",
        probe.protocol, probe.name, probe.at.file, probe.at.line
    );
    text.push_str(&print_payload(probe));
    let facts = [
        ("ports", print_ports(&probe.ports)),
        ("TLS ports", print_ports(&probe.ssl_ports)),
        ("rarity", Some(print_rarity(probe))),
        ("waits", Some(print_waits(probe))),
        ("lines", Some(print_counts(probe))),
    ];
    for (name, fact) in facts {
        let line = fact.map(|fact| format!("  {name:<10}{fact}\n"));
        text.push_str(&line.unwrap_or_default());
    }
    text.push_str("  responses to it are held against the lines of\n");
    text.push_str(&print_refs(&probe.tries));
    text.push_str("  its lines are held against responses to\n");
    text.push_str(&print_refs(&probe.sees));
    text
}

fn print_payload(probe: &ProbeRecord) -> String {
    let Some(payload) = &probe.payload else {
        return "  sends     not told\n".to_owned();
    };
    if payload.is_empty() {
        return "  sends     nothing, and waits\n".to_owned();
    }
    let mut text = format!("  sends     {}", count(payload.len(), "byte"));
    if probe.no_payload {
        text.push_str(", not in the port scan");
    }
    text.push('\n');
    let readable = payload.split_inclusive(|byte| *byte == b'\n');
    text.extend(readable.map(|line| format!("    {}\n", print_readable(line))));
    let rows = payload.chunks(HEX_ROW);
    text.extend(rows.map(|row| format!("    {}\n", encode_hex(row))));
    text
}

/// The ports as a probes file writes them.
fn print_ports(ports: &[PortsRecord]) -> Option<String> {
    let runs = ports.iter().map(|run| match run.first == run.last {
        true => run.first.to_string(),
        false => format!("{}-{}", run.first, run.last),
    });
    let runs: Vec<String> = runs.collect();
    let indent = format!("\n{}", " ".repeat(12));
    (!runs.is_empty()).then(|| wrap(&runs, ",").join(&indent))
}

fn print_rarity(probe: &ProbeRecord) -> String {
    let rarity = probe.rarity;
    format!("{rarity}: to other ports from intensity {rarity} on")
}

fn print_waits(probe: &ProbeRecord) -> String {
    let mut text = format!("{} ms", probe.total_wait_ms);
    if let Some(wrapped) = probe.tcp_wrapped_ms {
        text.push_str(&format!("; closed within {wrapped} ms counts as wrapped"));
    }
    text
}

fn print_counts(probe: &ProbeRecord) -> String {
    let (hard, soft) = (probe.match_lines, probe.softmatch_lines);
    format!("{hard} match, {soft} softmatch")
}

/// Names in lines, each indented; the protocol stands where it changes.
fn print_refs(probes: &[ProbeRefRecord]) -> String {
    let names: Vec<String> = probes
        .iter()
        .map(|probe| format!("{} {}", probe.protocol, probe.name))
        .collect();
    if names.is_empty() {
        return "    none\n".to_owned();
    }
    let rows = wrap(&names, ", ").into_iter();
    rows.map(|row| format!("    {}\n", row.trim_end()))
        .collect()
}

/// The items with `between` behind each but the last, in rows of at most [`WIDTH`] characters.
fn wrap(items: &[String], between: &str) -> Vec<String> {
    let mut rows = vec![String::new()];
    for (idx, item) in items.iter().enumerate() {
        let is_last = idx + 1 == items.len();
        let item = format!("{item}{}", if is_last { "" } else { between });
        match rows.last_mut() {
            Some(row) if row.is_empty() || row.len() + item.len() <= WIDTH => row.push_str(&item),
            _ => rows.push(item),
        }
    }
    rows
}
