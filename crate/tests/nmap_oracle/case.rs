//! One case: lines, what the server says, and what must be equal.

use sflens::fingerprint::{Fingerprint, Header, Protocol, Record};
use sflens::probes::{LinesFile, ReadOptions, parse_probes_file};
use sflens::replay::{
    Database, EvaluateOptions, VerdictState, print_grepable, print_port_table,
    print_service_element, print_service_info, replay,
};
use sflens::source::Span;
use sflens::template::Release;

use crate::oracle::Report;
use crate::recorded::installed_version;
use crate::server::Script;

/// The probes of the shared file beside NULL: name and fallbacks. Each sends its name and a
/// newline.
pub(crate) const PROBES: [(&str, &str); 4] = [
    ("Alpha", ""),
    ("Beta", "Alpha"),
    ("Gamma", "Beta,Lone"),
    ("Lone", ""),
];

/// Lines of a probes file and a server's words. `@` stands for a text that only this case has.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Probe and match line.
    pub(crate) lines: Vec<(String, String)>,
    /// Said on every connection at once; may be empty.
    pub(crate) banner: Vec<u8>,
    /// Said to a probe.
    pub(crate) answers: Vec<(String, Vec<u8>)>,
}

impl Case {
    /// A case of one line under NULL: what follows its marker in the response, the pattern for
    /// it, and the templates.
    pub(crate) fn of_templates(response: &[u8], pattern: &str, templates: &str) -> Self {
        let line = format!("match s@ m|^@{pattern}|s {templates}");
        Self {
            lines: vec![("NULL".into(), line)],
            banner: [b"@", response].concat(),
            answers: Vec::new(),
        }
    }

    /// The case with its number in place of each `@`.
    pub(crate) fn numbered(self, idx: usize) -> Self {
        let mark = mark(idx);
        let fill = |text: &str| text.replace('@', &mark);
        let lines = self.lines.iter();
        let answers = self.answers.into_iter();
        Self {
            lines: lines
                .map(|(probe, line)| (probe.clone(), fill(line)))
                .collect(),
            banner: fill_bytes(&self.banner, &mark),
            answers: answers
                .map(|(probe, bytes)| (probe, fill_bytes(&bytes, &mark)))
                .collect(),
        }
    }

    pub(crate) fn script(&self) -> Script {
        Script {
            banner: self.banner.clone(),
            answers: self.answers.clone(),
        }
    }

    /// What Nmap gets from each probe, in the order of the file.
    fn records(&self) -> Vec<Record> {
        let null = [("NULL", self.banner.clone())];
        let said = PROBES.iter().map(|(probe, _)| {
            let answer = self.answers.iter().find(|(known, _)| known == probe);
            let answer = answer.map_or(&[][..], |(_, bytes)| bytes);
            (*probe, [&self.banner[..], answer].concat())
        });
        let all = null.into_iter().chain(said);
        all.filter(|(_, bytes)| !bytes.is_empty())
            .map(|(probe, bytes)| record(probe, bytes))
            .collect()
    }
}

/// Four letters for each number: no digit, which could be a delimiter.
fn mark(idx: usize) -> String {
    let letter = |place: usize| char::from(b'a' + (idx / place % 26) as u8);
    format!("K{}{}{}", letter(676), letter(26), letter(1))
}

fn fill_bytes(bytes: &[u8], mark: &str) -> Vec<u8> {
    let pieces: Vec<&[u8]> = bytes.split(|byte| *byte == b'@').collect();
    pieces.join(mark.as_bytes())
}

/// A whole record.
pub(crate) fn record(probe: &str, bytes: Vec<u8>) -> Record {
    Record {
        probe: probe.into(),
        declared_length: bytes.len() as u32,
        truncated: false,
        damaged: false,
        n_sound: bytes.len(),
        span: Span::default(),
        places: Vec::new(),
        bytes,
    }
}

/// The probes file with the lines of all cases.
pub(crate) fn probes_file(cases: &[Case]) -> Vec<u8> {
    let mut text = String::from("Probe TCP NULL q||\ntotalwaitms 600\n");
    push_lines(&mut text, cases, "NULL");
    for (probe, fallback) in PROBES {
        text.push_str(&format!(
            "Probe TCP {probe} q|{probe}\\n|\nrarity 1\ntotalwaitms 600\n"
        ));
        if !fallback.is_empty() {
            text.push_str(&format!("fallback {fallback}\n"));
        }
        push_lines(&mut text, cases, probe);
    }
    text.into_bytes()
}

fn push_lines(text: &mut String, cases: &[Case], probe: &str) {
    for (_, line) in cases
        .iter()
        .flat_map(|case| &case.lines)
        .filter(|(of, _)| of == probe)
    {
        text.push_str(line);
        text.push('\n');
    }
}

/// Compares what Nmap printed for a case with what we print.
pub(crate) fn compare(
    case: &Case,
    file: &[u8],
    report: &Report,
    release: Release,
) -> Result<(), String> {
    let header = Header::new(Some(report.port), Protocol::Tcp);
    let ours = report_of(file, header, case.records(), release);
    same_print(&ours, report).map_err(|differences| format!("{:?}\n{differences}", case.lines))
}

/// What the two print differently, fingerprints not counted.
pub(crate) fn same_print(ours: &Report, report: &Report) -> Result<(), String> {
    let fields = [
        ("XML", &ours.element, &report.element),
        ("table", &ours.table, &report.table),
        ("info", &ours.info, &report.info),
        ("grepable", &ours.grepable, &report.grepable),
    ];
    let differing = fields
        .into_iter()
        .filter(|(_, ours, theirs)| ours != theirs);
    let texts: Vec<String> = differing
        .map(|(what, ours, theirs)| format!("  {what}\n    Nmap {theirs}\n    ours {ours}"))
        .collect();
    if texts.is_empty() {
        return Ok(());
    }
    Err(texts.join("\n"))
}

/// The release of which the installed Nmap is one, as far as it gives the same answers; that of
/// the recorded output without one.
pub(crate) fn installed_release() -> Release {
    match installed_version() {
        Some(version) if version.as_str() < "7.94" => Release::V7_93,
        Some(version) if version.as_str() < "7.991" => Release::V7_95,
        Some(_) => Release::V7_991,
        None => Release::V7_93,
    }
}

/// What we print for a port with these records, and the probes file `file`.
pub(crate) fn report_of(
    file: &[u8],
    header: Header,
    records: Vec<Record>,
    release: Release,
) -> Report {
    let (port, protocol) = (header.port.expect("a port"), header.protocol);
    let fingerprint = Fingerprint {
        span: Span::default(),
        host: None,
        row: None,
        header,
        records,
        complete: true,
    };
    let db = database(file, release);
    let verdict = replay(&db, &fingerprint, EvaluateOptions::default()).verdict;
    assert_ne!(verdict.state, VerdictState::Tls);
    Report {
        port,
        element: print_service_element(&verdict, None).unwrap_or_default(),
        table: print_port_table(port, protocol, &verdict).unwrap_or_default(),
        info: print_service_info(&verdict.fields).unwrap_or_default(),
        grepable: print_grepable(port, protocol, &verdict).unwrap_or_default(),
        servicefp: String::new(),
    }
}

/// The probes file as the release reads it.
pub(crate) fn database(file: &[u8], release: Release) -> Database {
    let options = ReadOptions {
        release,
        ..ReadOptions::default()
    };
    let parsed = parse_probes_file(file, &options).value;
    Database::open(parsed, LinesFile::default(), release).value
}
