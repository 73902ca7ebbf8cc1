//! Holds the library and the starter lines against what Nmap really printed.
//!
//! `tests/corpus/` has scans of real servers and of a scripted one, made without a single match
//! line, and beside each scan what the servers had sent. Every fingerprint decodes to what was
//! sent, and the starter lines name every server as its truth does. Each starter line takes a
//! sample (`samples`), Nmap itself with the starter file names the same servers with the same
//! fields (`compared`), the file is in canonical form (`form`), and the examples of the documents
//! come to what a table says (`examples`).

mod compared;
mod examples;
mod form;
mod nmap;
mod replayed;
mod reprinted;
mod samples;
mod scans;
#[path = "../tls_front/mod.rs"]
mod tls_front;

use std::collections::BTreeSet;

use scans::{Scan, Truth, scans};
use sflens::fingerprint::{Fingerprint, Protocol, Record};
use sflens::probes::{LinesFile, ReadOptions, STARTER_PROBES, parse_probes_file};
use sflens::replay::{Database, EvaluateOptions, Verdict, VerdictState, replay};
use sflens::template::Release;

/// Nmap prints at most this many fingerprints for one host, except in XML.
const PER_HOST: usize = 9;

/// Nmap reads at most this much of a datagram, and the rest is lost.
const DATAGRAM: usize = 8192;

#[test]
fn every_fingerprint_decodes_to_what_was_sent() {
    let scans = scans();
    assert!(
        scans
            .iter()
            .filter(|scan| scan.truth.service.is_some())
            .count()
            >= 4 * 30
    );
    for scan in &scans {
        check_scan(scan);
    }
}

#[track_caller]
fn check_scan(scan: &Scan) {
    let limit = if scan.is_xml() { usize::MAX } else { PER_HOST };
    let n_expected = scan.truth.ports().len().min(limit);
    assert_eq!(scan.fingerprints.len(), n_expected, "{}", scan.path);
    for fingerprint in &scan.fingerprints {
        assert!(fingerprint.complete, "{}", scan.path);
        assert!(!fingerprint.records.is_empty(), "{}", scan.path);
        for record in &fingerprint.records {
            check_record(scan, fingerprint, record);
        }
    }
}

/// One of the answers to this probe has the declared length and begins with the decoded bytes.
#[track_caller]
fn check_record(scan: &Scan, fingerprint: &Fingerprint, record: &Record) {
    let port = fingerprint.header.port.expect("Nmap wrote the port");
    let read_limit = match fingerprint.header.protocol {
        Protocol::Udp => DATAGRAM,
        _ => usize::MAX,
    };
    let answers = scan.truth.answers(port, &record.probe);
    let found = answers.clone().any(|answer| {
        let n_read = answer.length.min(read_limit);
        n_read == record.declared_length as usize
            && record.bytes.len() == n_read.min(scan.stored_limit())
            && answer.bytes.starts_with(&record.bytes)
    });
    let sent: Vec<usize> = answers.map(|answer| answer.length).collect();
    let (path, probe, length) = (&scan.path, &record.probe, record.declared_length);
    assert!(found, "{path} port {port} {probe}: {length} of {sent:?}");
    assert!(!record.damaged, "{path} {probe}");
    assert_eq!(
        record.truncated,
        record.bytes.len() < length as usize,
        "{path} {probe}"
    );
}

/// The scripted servers are there for what real ones seldom say.
#[test]
fn the_scripted_answers_reach_the_edges() {
    let scans = scans();
    let scripted = scans.iter().filter(|scan| scan.truth.service.is_none());
    let fingerprints: Vec<&Fingerprint> = scripted.flat_map(|scan| &scan.fingerprints).collect();
    let heard_over = |protocol| {
        let mut headers = fingerprints.iter().map(|fingerprint| &fingerprint.header);
        headers.any(|header| header.protocol == protocol)
    };
    assert!(heard_over(Protocol::Tcp) && heard_over(Protocol::Udp));
    let records = fingerprints.iter().flat_map(|f| &f.records);
    let lengths: BTreeSet<u32> = records.clone().map(|r| r.declared_length).collect();
    for edge in [1, 899, 900, 901, 1299, 1300, 1301, 4096, 0xffff, 0x1_0000] {
        assert!(lengths.contains(&edge), "no response of {edge} bytes");
    }
    assert!(lengths.last().is_some_and(|longest| *longest > 0x1_0000));
    let every_byte: BTreeSet<u8> = (0..=u8::MAX).collect();
    let mut bytes = records.map(|record| record.bytes.iter().copied().collect());
    assert!(bytes.any(|bytes: BTreeSet<u8>| bytes == every_byte));
}

#[test]
fn the_starter_lines_know_every_server() {
    let db = starter_database();
    for scan in scans().iter().filter(|scan| scan.truth.service.is_some()) {
        let [fingerprint] = &scan.fingerprints[..] else {
            panic!("{}: one port, one fingerprint", scan.path);
        };
        check_verdict(scan, fingerprint, &verdict(&db, fingerprint));
    }
}

#[track_caller]
fn check_verdict(scan: &Scan, fingerprint: &Fingerprint, verdict: &Verdict) {
    let Scan { path, truth, .. } = scan;
    assert_eq!(verdict.state, expected_state(truth), "{path}");
    assert_eq!(
        verdict.service.as_deref(),
        truth.service.as_deref().map(str::as_bytes),
        "{path}"
    );
    if let Some(product) = &verdict.fields.product {
        assert_eq!(text(&product.value), truth.software, "{path}");
    }
    let version = verdict
        .fields
        .version
        .as_ref()
        .map(|field| text(&field.value));
    match version {
        Some(version) => assert!(is_version(&version, &truth.version), "{path}: {version}"),
        // Nmap begins again inside TLS; what was said outside of it is forgotten.
        None if verdict.state == VerdictState::Tls => {}
        None => assert!(!tells_version(fingerprint, truth), "{path}: no version"),
    }
}

/// Every server is named by a hard match. Outside of TLS all that can be named is TLS itself: there
/// Nmap forgets what it heard and begins again inside, as in the scan `nginx-tunnel`.
fn expected_state(truth: &Truth) -> VerdictState {
    match truth.service.as_deref() {
        Some("ssl") => VerdictState::Tls,
        _ => VerdictState::Hard,
    }
}

/// The version, or the beginning of it that the server chose to tell: `2.4` for 2.4.2.
fn is_version(told: &str, version: &str) -> bool {
    let rest = version.strip_prefix(told);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// True when the version stands in the bytes as a word of its own.
fn tells_version(fingerprint: &Fingerprint, truth: &Truth) -> bool {
    let version = truth.version.as_str();
    let in_word = |c: char| c.is_alphanumeric() || c == '.';
    fingerprint.records.iter().any(|record| {
        let text = text(&record.bytes);
        let mut places = text.match_indices(version);
        places.any(|(at, _)| {
            !text[..at].ends_with(in_word) && !text[at + version.len()..].starts_with(in_word)
        })
    })
}

fn starter_database() -> Database {
    let parsed = parse_probes_file(STARTER_PROBES, &ReadOptions::default());
    assert_eq!(parsed.diagnostics, []);
    let n_lines: usize = parsed
        .value
        .probes
        .iter()
        .map(|probe| probe.lines.len())
        .sum();
    assert!(n_lines >= 80);
    Database::open(parsed.value, LinesFile::default(), Release::default()).value
}

fn verdict(db: &Database, fingerprint: &Fingerprint) -> Verdict {
    replay(db, fingerprint, EvaluateOptions::default()).verdict
}

/// Each byte as the character of the same number.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}
