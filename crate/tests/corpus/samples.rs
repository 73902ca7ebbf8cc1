//! A response for each starter line: the line takes it, no earlier one does, and the fields are
//! as stated.
//!
//! `starter.samples` stands in the order of the lines:
//!
//! ```text
//! # A comment.
//! probe TCP NULL
//! "220 (vsFTPd 3.0.3)\r\n"
//!   match ftp p/vsftpd/ v/3.0.3/ cpe:/a:vsftpd:vsftpd:3.0.3/
//! not "220 (vsFTPd 3.0.3) on stage\r\n"
//! ```
//!
//! A response is in quotes with the escapes of a service fingerprint. Below it stands what the
//! line says of it, in the form of a match line without its pattern; a value with a `/` in it
//! stands between `|`. Behind `not` stands a response that the same line does not match, and
//! behind `cut` what another hard match would say were the end of the response not there yet.

use sflens::bytes::{decode_escaped, latin1_text};
use sflens::fingerprint::Protocol;
use sflens::replay::{Database, EvaluateOptions, LineId, LineMatch, PrefixRun};

use crate::starter_database;

const SAMPLES: &str = include_str!("starter.samples");

/// One response and what a line makes of it.
pub(crate) struct Sample {
    /// Its line in the file, from 1.
    pub(crate) number: usize,
    pub(crate) protocol: Protocol,
    pub(crate) probe: String,
    pub(crate) response: Vec<u8>,
    /// Keyword, service and fields.
    said: String,
    near_misses: Vec<Vec<u8>>,
    /// What other hard matches say of a beginning.
    when_cut: Vec<String>,
}

/// All samples in their order.
pub(crate) fn samples() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut heard = (Protocol::Tcp, "");
    for (idx, line) in SAMPLES.lines().enumerate() {
        let last = samples.last_mut();
        match line.split_at(line.find(['"', ' ']).unwrap_or(line.len())) {
            ("", "") => {}
            ("#", _) => {}
            ("probe", rest) => heard = read_probe(rest),
            ("not", rest) => {
                let last = last.expect("a sample before");
                last.near_misses.push(read_response(rest));
            }
            ("cut", rest) => {
                let last = last.expect("a sample before");
                last.when_cut.push(rest.trim_start().to_owned());
            }
            ("", text) if text.starts_with('"') => samples.push(Sample {
                number: idx + 1,
                protocol: heard.0,
                probe: heard.1.to_owned(),
                response: read_response(text),
                said: String::new(),
                near_misses: Vec::new(),
                when_cut: Vec::new(),
            }),
            ("", said) => last.expect("a sample before").said = said.trim_start().to_owned(),
            _ => panic!("starter.samples:{}: {line}", idx + 1),
        }
    }
    samples
}

fn read_probe(text: &str) -> (Protocol, &str) {
    match text.trim_start().split_once(' ') {
        Some(("TCP", name)) => (Protocol::Tcp, name),
        Some(("UDP", name)) => (Protocol::Udp, name),
        _ => panic!("a protocol and a name: {text}"),
    }
}

fn read_response(text: &str) -> Vec<u8> {
    let opened = text.trim_start().strip_prefix('"');
    let inside = opened.and_then(|text| text.strip_suffix('"'));
    let decoded = decode_escaped(inside.expect("quotes").as_bytes());
    assert_eq!(decoded.unknown, [], "{text}");
    decoded.bytes
}

#[test]
fn every_starter_line_takes_its_sample() {
    let db = starter_database();
    let mut faults = Vec::new();
    let mut taken = Vec::new();
    for sample in samples() {
        let (number, said) = match take(&db, &sample) {
            Some(line) => (line_number(&db, line.line), say(&db, &line)),
            None => (0, "nothing".to_owned()),
        };
        if said != sample.said {
            faults.push(format!("starter.samples:{}: {said}", sample.number));
        }
        taken.push(number);
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    assert!(taken.is_sorted(), "not in the order of the lines");
    taken.dedup();
    assert_eq!(taken, all_lines(&db), "a line without a sample");
}

#[test]
fn no_starter_line_matches_its_near_miss() {
    let db = starter_database();
    let samples = samples();
    assert!(samples.iter().any(|sample| !sample.near_misses.is_empty()));
    for sample in samples {
        let line = take(&db, &sample).expect("a line takes the sample").line;
        for near_miss in &sample.near_misses {
            let matches = matching_lines(&db, &sample, near_miss);
            let place = format!("starter.samples:{}", sample.number);
            assert!(!matches.contains(&line), "{place}: a near miss is matched");
        }
    }
}

/// Nmap tries the lines after every read, and a hard match ends the scan. A datagram comes whole.
#[test]
fn a_sample_cut_anywhere_gets_no_hard_match_but_those_stated() {
    let db = starter_database();
    let samples = samples();
    let over_tcp = samples.iter().filter(|s| s.protocol == Protocol::Tcp);
    let mut faults = Vec::new();
    for sample in over_tcp {
        let runs = beginnings(&db, sample).into_iter();
        let mut said: Vec<String> = runs.map(|run| say(&db, &run.taken)).collect();
        said.retain(|said| said.starts_with("match ") && *said != sample.said);
        if said != sample.when_cut {
            faults.push(format!("starter.samples:{}: {said:#?}", sample.number));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Each line that is taken on a beginning of the sample.
fn beginnings(db: &Database, sample: &Sample) -> Vec<PrefixRun> {
    let probe = sample.probe.as_bytes();
    let options = EvaluateOptions {
        prefixes: true,
        ..EvaluateOptions::default()
    };
    let outcome = db.evaluate(sample.protocol, probe, &sample.response, options);
    let prefixes = outcome.prefixes.expect("they were asked for");
    assert!(prefixes.complete);
    prefixes.runs
}

/// The line that takes the sample.
fn take(db: &Database, sample: &Sample) -> Option<LineMatch> {
    let probe = sample.probe.as_bytes();
    let options = EvaluateOptions::default();
    let outcome = db.evaluate(sample.protocol, probe, &sample.response, options);
    outcome.taken
}

fn matching_lines(db: &Database, sample: &Sample, response: &[u8]) -> Vec<LineId> {
    let options = EvaluateOptions {
        all: true,
        ..EvaluateOptions::default()
    };
    let outcome = db.evaluate(sample.protocol, sample.probe.as_bytes(), response, options);
    outcome.all.iter().map(|line| line.line).collect()
}

fn all_lines(db: &Database) -> Vec<u32> {
    let lines = db.probes().iter().flat_map(|probe| &probe.lines);
    lines.map(|line| line.number).collect()
}

fn line_number(db: &Database, id: LineId) -> u32 {
    db.line(id).expect("the line that took it").number
}

/// The match as a match line without its pattern.
fn say(db: &Database, found: &LineMatch) -> String {
    let line = db.line(found.line).expect("the line that took it");
    let keyword = if line.soft { "softmatch" } else { "match" };
    let mut parts = vec![keyword.to_owned(), latin1_text(&line.service)];
    for (kind, field) in found.fields.texts() {
        parts.extend(field.map(|field| template(kind.keyword(), &field.value)));
    }
    let cpes = found.fields.cpes();
    parts.extend(cpes.map(|cpe| format!("{}/", latin1_text(&cpe.value))));
    parts.join(" ")
}

fn template(keyword: &str, value: &[u8]) -> String {
    let delimiter = if value.contains(&b'/') { '|' } else { '/' };
    format!("{keyword}{delimiter}{}{delimiter}", latin1_text(value))
}
