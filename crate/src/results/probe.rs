//! What a probe is, and whose responses its lines see.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::ResponseBytes;
use super::load::LoadedLines;
use super::records::{DiagnosticRecord, LineRefRecord, ProbesFileRecord, Report};
use crate::bytes::{latin1_bytes, latin1_text};
use crate::fingerprint::Protocol;
use crate::probes::{PortRange, Probe, nearest_name};
use crate::replay::{LineId, LineList};

/// What `sflens explain-probe` prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeReport {
    /// The probes and lines that were in force.
    pub probes_file: ProbesFileRecord,
    /// The probes that were asked for: none when there is no such, two when TCP and UDP have one.
    pub probes: Vec<ProbeRecord>,
    /// The line that was asked for; its probe is the one in `probes`.
    pub line: Option<ProbeLineRecord>,
    /// A probe with a similar name, when there is none of the name that was asked for.
    pub nearest: Option<String>,
    /// Findings about the probes file and the lines.
    pub diagnostics: Vec<DiagnosticRecord>,
}

/// One probe.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeRecord {
    /// Its `Probe` line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// `TCP` or `UDP`.
    pub protocol: String,
    /// Its name.
    pub name: String,
    /// What it sends, nothing for the NULL probe; absent when a lines file leaves it out.
    pub payload: Option<ResponseBytes>,
    /// The port scan must not use the payload.
    pub no_payload: bool,
    /// Ports to which it is sent whatever its rarity.
    pub ports: Vec<PortsRecord>,
    /// The same inside TLS.
    pub ssl_ports: Vec<PortsRecord>,
    /// To other ports it is sent from this intensity on; 5 where the file says nothing.
    pub rarity: u8,
    /// Milliseconds that Nmap waits for a response; 5000 where the file says nothing.
    pub total_wait_ms: u32,
    /// Milliseconds within which a closed connection counts as wrapped; absent for UDP, 2000
    /// where the file says nothing.
    pub tcp_wrapped_ms: Option<u32>,
    /// The names of its `fallback` directive.
    pub fallback: Vec<String>,
    /// Number of its own match lines.
    pub match_lines: u32,
    /// Number of its own softmatch lines.
    pub softmatch_lines: u32,
    /// The probes whose lines are tried on its responses, in that order, itself first.
    pub tries: Vec<ProbeRefRecord>,
    /// The probes on whose responses its lines are tried, in file order.
    pub sees: Vec<ProbeRefRecord>,
}

/// A run of ports, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortsRecord {
    /// The first port.
    pub first: u16,
    /// The last port.
    pub last: u16,
}

/// Which probe is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeRefRecord {
    /// `TCP` or `UDP`.
    pub protocol: String,
    /// Its name.
    pub name: String,
}

/// A line and the responses that it sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeLineRecord {
    /// The line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// True for `softmatch`.
    pub soft: bool,
    /// The service it names.
    pub service: String,
    /// The probes on whose responses it is tried, in file order.
    pub sees: Vec<ProbeRefRecord>,
}

/// The probes called `name`, over `protocol` or over any.
pub fn explain_probe(lines: &LoadedLines, name: &[u8], protocol: Option<Protocol>) -> ProbeReport {
    let all = lines.database.probes();
    let is_meant = |probe: &Probe| {
        probe.name == name && protocol.is_none_or(|protocol| probe.protocol == protocol)
    };
    let found = (0..all.len()).filter(|idx| all.get(*idx).is_some_and(|probe| is_meant(probe)));
    let probes: Vec<ProbeRecord> = found.filter_map(|idx| probe_record(lines, idx)).collect();
    let nearest = probes.is_empty().then(|| nearest_name(all, name)).flatten();
    ProbeReport {
        nearest: nearest.map(|name| latin1_text(&name)),
        probes,
        ..empty_report(lines)
    }
}

/// The probes that the responses of `report` name, each once, in the order in which they come. As in
/// Nmap a name is looked up by protocol first and, failing that, by name alone.
pub fn named_probes(lines: &LoadedLines, report: &Report) -> Vec<ProbeRecord> {
    let index = lines.database.index();
    let mut found: Vec<usize> = Vec::new();
    let mut asked = BTreeSet::new();
    for fingerprint in &report.fingerprints {
        let protocol = match fingerprint.protocol.as_str() {
            "UDP" => Protocol::Udp,
            _ => Protocol::Tcp,
        };
        for response in &fingerprint.responses {
            if asked.insert((&fingerprint.protocol, &response.probe)) {
                let name = latin1_bytes(&response.probe);
                let idx = name.and_then(|name| index.find(protocol, &name));
                found.extend(idx.filter(|idx| !found.contains(idx)));
            }
        }
    }
    let records = found.into_iter();
    records.filter_map(|idx| probe_record(lines, idx)).collect()
}

/// The match line with this number in the text called `file`, or in the probes file, and the
/// probe in whose list it stands.
pub fn explain_line_probe(lines: &LoadedLines, file: Option<&str>, number: u32) -> ProbeReport {
    let file = file.unwrap_or(&lines.file.file);
    let database = &lines.database;
    let probes = (0..database.probes().len()).map(LineList::Probe);
    let lists = std::iter::once(LineList::Bare).chain(probes);
    let mut ids = lists.flat_map(|list| database.lines_of(list));
    let is_meant = |id: &LineId| {
        let at = lines.line_ref(*id);
        at.line == number && at.file == file
    };
    let Some(id) = ids.find(is_meant) else {
        return empty_report(lines);
    };
    let probe = match id {
        LineId::Bare(_) => None,
        LineId::InProbe { probe, .. } => probe_record(lines, probe),
    };
    ProbeReport {
        probes: probe.into_iter().collect(),
        line: Some(line_record(lines, id)),
        ..empty_report(lines)
    }
}

fn empty_report(lines: &LoadedLines) -> ProbeReport {
    ProbeReport {
        probes_file: lines.file.clone(),
        probes: Vec::new(),
        line: None,
        nearest: None,
        diagnostics: lines.diagnostics.clone(),
    }
}

fn line_record(lines: &LoadedLines, id: LineId) -> ProbeLineRecord {
    let line = lines.database.line(id);
    ProbeLineRecord {
        at: lines.line_ref(id),
        soft: lines.is_soft(id),
        service: line
            .map(|line| latin1_text(&line.service))
            .unwrap_or_default(),
        sees: seen_by(lines, id),
    }
}

fn probe_record(lines: &LoadedLines, idx: usize) -> Option<ProbeRecord> {
    let database = &lines.database;
    let probe = database.probes().get(idx)?;
    let n_lines = database.n_lines(LineList::Probe(idx));
    let n_soft = database.lines_under(idx).filter(|line| line.soft).count();
    let chain = database.chain(probe.protocol, &probe.name);
    let is_tcp = probe.protocol == Protocol::Tcp;
    let names = probe.fallback.iter();
    Some(ProbeRecord {
        at: LineRefRecord {
            file: lines.text_name(probe.file_id),
            line: probe.number,
        },
        protocol: probe.protocol.name().to_owned(),
        name: latin1_text(&probe.name),
        payload: probe.payload.clone().map(ResponseBytes),
        no_payload: probe.no_payload,
        ports: ports_records(&probe.ports),
        ssl_ports: ports_records(&probe.ssl_ports),
        rarity: probe.effective_rarity(),
        total_wait_ms: probe.total_wait_ms.unwrap_or(Probe::DEFAULT_TOTAL_WAIT_MS),
        tcp_wrapped_ms: is_tcp.then(|| {
            let given = probe.tcp_wrapped_ms;
            given.unwrap_or(Probe::DEFAULT_TCP_WRAPPED_MS)
        }),
        fallback: names.map(|name| latin1_text(&name.name)).collect(),
        match_lines: (n_lines - n_soft) as u32,
        softmatch_lines: n_soft as u32,
        tries: chain
            .lists
            .into_iter()
            .filter_map(|list| match list {
                LineList::Bare => None,
                LineList::Probe(idx) => probe_ref(lines, idx),
            })
            .collect(),
        sees: seen_by(
            lines,
            LineId::InProbe {
                probe: idx,
                line: 0,
            },
        ),
    })
}

fn ports_records(ranges: &[PortRange]) -> Vec<PortsRecord> {
    let ranges = ranges.iter();
    ranges
        .map(|range| PortsRecord {
            first: range.first,
            last: range.last,
        })
        .collect()
}

pub(super) fn seen_by(lines: &LoadedLines, id: LineId) -> Vec<ProbeRefRecord> {
    let probes = lines.database.probes_seen_by(id).into_iter();
    probes.filter_map(|idx| probe_ref(lines, idx)).collect()
}

fn probe_ref(lines: &LoadedLines, idx: usize) -> Option<ProbeRefRecord> {
    let probe = lines.database.probes().get(idx)?;
    Some(ProbeRefRecord {
        protocol: probe.protocol.name().to_owned(),
        name: latin1_text(&probe.name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, SourceFile, load_lines};

    const FILE: &[u8] = b"Probe TCP NULL q||\nmatch n m|^n|\n\
        Probe TCP A q|a\\r\\n|\nports 1,3-4\nsslports 9\nrarity 2\ntotalwaitms 300\n\
        fallback B,U\nmatch a m|^a|\nsoftmatch a m|^b|\n\
        Probe UDP A q|u| no-payload\n\
        Probe TCP B q|b|\nmatch b m|^b|\n\
        Probe UDP U q|u|\nmatch u m|^u|\n";

    fn loaded() -> LoadedLines {
        let source = |name, text| SourceFile { name, text };
        load_lines(&LineSources {
            probes: &[source("file", FILE)],
            lines: &[source("own", b"match own m|^o|")],
            ..LineSources::default()
        })
    }

    fn names(probes: &[ProbeRefRecord]) -> String {
        let names = probes
            .iter()
            .map(|probe| format!("{} {}", probe.protocol, probe.name));
        names.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_probe_tells_all_that_the_file_says() {
        let report = explain_probe(&loaded(), b"A", Some(Protocol::Tcp));
        let [probe] = &report.probes[..] else {
            panic!("one probe: {report:?}")
        };
        assert_eq!(probe.at.line, 3);
        assert_eq!(probe.payload.as_deref(), Some(&b"a\r\n"[..]));
        let ports = |records: &[PortsRecord]| -> Vec<(u16, u16)> {
            records
                .iter()
                .map(|range| (range.first, range.last))
                .collect()
        };
        assert_eq!(ports(&probe.ports), [(1, 1), (3, 4)]);
        assert_eq!(ports(&probe.ssl_ports), [(9, 9)]);
        assert_eq!((probe.rarity, probe.total_wait_ms), (2, 300));
        assert_eq!(probe.tcp_wrapped_ms, Some(2_000));
        assert_eq!((probe.match_lines, probe.softmatch_lines), (1, 1));
        assert_eq!(names(&probe.tries), "TCP A, TCP B, UDP U, TCP NULL");
        assert_eq!(names(&probe.sees), "TCP A");
    }

    #[test]
    fn a_name_of_both_protocols_gives_both() {
        let report = explain_probe(&loaded(), b"A", None);
        let protocols: Vec<_> = report
            .probes
            .iter()
            .map(|probe| &probe.protocol[..])
            .collect();
        assert_eq!(protocols, ["TCP", "UDP"]);
        assert_eq!(
            (report.probes[1].no_payload, report.probes[1].tcp_wrapped_ms),
            (true, None)
        );
    }

    #[test]
    fn an_unknown_name_gives_the_nearest() {
        let report = explain_probe(&loaded(), b"null", None);
        assert_eq!(report.probes, []);
        assert_eq!(report.nearest.as_deref(), Some("NULL"));
    }

    #[test]
    fn a_line_tells_whose_responses_it_sees() {
        let lines = loaded();
        let sees = |file, number| {
            let line = explain_line_probe(&lines, file, number).line;
            line.map(|line| (line.service, names(&line.sees)))
        };
        let all_tcp = "TCP NULL, TCP A, TCP B";
        assert_eq!(sees(None, 2), Some(("n".to_owned(), all_tcp.to_owned())));
        let of_u = "TCP A, UDP U".to_owned();
        assert_eq!(sees(None, 15), Some(("u".to_owned(), of_u)));
        let everything = "TCP NULL, TCP A, UDP A, TCP B, UDP U".to_owned();
        assert_eq!(sees(Some("own"), 1), Some(("own".to_owned(), everything)));
        assert_eq!(sees(None, 1), None);
    }
}
