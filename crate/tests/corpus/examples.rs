//! The examples of `docs/examples/`: a scan, lines for it, and what Nmap would report.
//!
//! Each lines file begins with two comments, its title and what it teaches.

use std::fs;

use sflens::fingerprint::{Fingerprint, decode_paste};
use sflens::probes::{ReadOptions, STARTER_PROBES, parse_lines_file, parse_probes_file};
use sflens::replay::{
    Database, EvaluateOptions, LineId, Replay, ResponseUse, VerdictSource, print_service_element,
    replay,
};
use sflens::template::Release;

use crate::scans::root;

/// What one example comes to.
struct Row {
    name: &'static str,
    title: &'static str,
    /// The probe and the number of the line that decided.
    decided: (&'static str, u32),
    /// The same of the soft match before.
    soft: Option<(&'static str, u32)>,
    /// Responses that Nmap would not have had after the soft match.
    not_sent: &'static [&'static str],
    /// The `<service>` element of Nmap's XML report.
    report: &'static str,
}

const ROWS: [Row; 3] = [
    Row {
        name: "banner",
        title: "A banner: product, version and host name",
        decided: ("NULL", 4),
        soft: None,
        not_sent: &[],
        report: r#"<service name="smtp" product="Exim smtpd" version="4.96" hostname="mail.corpus.example" method="probed" conf="10"><cpe>cpe:/a:exim:exim:4.96</cpe></service>"#,
    },
    Row {
        name: "web",
        title: "Two probes: a soft match places the server, a hard match names it",
        decided: ("Help", 8),
        soft: Some(("GetRequest", 4)),
        not_sent: &["HTTPOptions"],
        report: r#"<service name="http" product="HAProxy" method="probed" conf="10"><cpe>cpe:/a:haproxy:haproxy</cpe></service>"#,
    },
    Row {
        name: "binary",
        title: "A binary protocol: numbers and printable bytes",
        decided: ("NULL", 3),
        soft: None,
        not_sent: &[],
        report: r#"<service name="mysql" product="MariaDB" version="10.11.19" extrainfo="connection 5, mysql_native_password" method="probed" conf="10"><cpe>cpe:/a:mariadb:mariadb:10.11.19</cpe></service>"#,
    },
];

#[test]
fn every_example_comes_to_what_its_row_says() {
    for row in &ROWS {
        check_example(row);
    }
}

#[track_caller]
fn check_example(row: &Row) {
    let name = row.name;
    let lines = read(&format!("{name}.lines"));
    let mut comments = lines.lines().map_while(|line| line.strip_prefix("# "));
    assert_eq!(comments.next(), Some(row.title), "{name}");
    assert!(comments.next().is_some(), "{name}: what does it teach?");

    let db = database(&lines);
    let scan = decode_paste(read(&format!("{name}.nmap")).as_bytes());
    assert_eq!(scan.diagnostics, [], "{name}");
    let [fingerprint] = &scan.value[..] else {
        panic!("{name}: one fingerprint");
    };
    let replay = replay(&db, fingerprint, EvaluateOptions::default());
    check_places(row, &db, fingerprint, &replay);
    let report = print_service_element(&replay.verdict, None);
    assert_eq!(report.as_deref(), Some(row.report), "{name}");
}

#[track_caller]
fn check_places(row: &Row, db: &Database, fingerprint: &Fingerprint, replay: &Replay) {
    let place = |source: VerdictSource| {
        let probe = fingerprint.records[source.response].probe.as_str();
        (probe.to_owned(), line_number(db, source.line))
    };
    let stated = |(probe, line): (&str, u32)| (probe.to_owned(), line);
    let name = row.name;
    let verdict = &replay.verdict;
    assert_eq!(verdict.hard.map(place), Some(stated(row.decided)), "{name}");
    assert_eq!(verdict.soft.map(place), row.soft.map(stated), "{name}");
    let records = fingerprint.records.iter().zip(&replay.uses);
    let not_sent = records.filter(|(_, usage)| **usage == ResponseUse::NotSent);
    let not_sent: Vec<&str> = not_sent.map(|(record, _)| record.probe.as_str()).collect();
    assert_eq!(not_sent, row.not_sent, "{name}");
}

/// The lines of the example with the starter file's probes, as for `sflens match --lines`.
#[track_caller]
fn database(lines: &str) -> Database {
    let options = ReadOptions::default();
    let starter = parse_probes_file(STARTER_PROBES, &options).value;
    let lines = parse_lines_file(lines.as_bytes(), &options);
    assert_eq!(lines.diagnostics, []);
    let opened = Database::open(starter.without_lines(), lines.value, Release::default());
    assert_eq!(opened.findings.len(), 0);
    opened.value
}

fn line_number(db: &Database, id: LineId) -> u32 {
    db.line(id).expect("the verdict's line").number
}

fn read(name: &str) -> String {
    let path = root().join("docs/examples").join(name);
    fs::read_to_string(path).expect("the example is there")
}
