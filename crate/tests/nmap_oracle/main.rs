//! Holds templates, chains and verdicts against Nmap itself, on loopback.
//!
//! Each case is a few lines for a shared probes file and what a server says; a case has an address
//! of its own, 127.1.x.y, so one run of Nmap gives a complete report for each. Compared are the
//! `<service>` element of the XML, the port table and the `Service Info:` line of the normal
//! output, and the port of the grepable output: all of it, character for character.
//!
//! `sessions` goes on to whole scans, each with its own probes file: order of the probes,
//! intensity, UDP (as root), TLS (with Python and OpenSSL), and the fingerprints that Nmap prints.
//!
//! Needs `nmap` (Debian package `nmap`), whose release decides which rules count. Where it cannot
//! scan, what Nmap 7.93 printed before is compared (`recorded`), and the test says so.

mod case;
mod chains;
mod lengths;
mod lint;
mod oracle;
mod recorded;
mod refusals;
mod server;
mod session_run;
mod sessions;
mod templates;
#[path = "../tls_front/mod.rs"]
mod tls_front;

use std::sync::Mutex;

use case::{Case, installed_release};
use oracle::{Report, scan};
use recorded::scanned_or_recorded;
use sflens::template::Release;

/// Held by whoever scans: Nmap's patience with a server is short, so its runs must not be many.
static SCANNING: Mutex<()> = Mutex::new(());

#[test]
fn nmap_reports_what_we_report() {
    let _alone = SCANNING.lock();
    let cases: Vec<Case> = [
        templates::cases(),
        lengths::cases(),
        chains::cases(),
        lint::cases(),
    ]
    .concat()
    .into_iter()
    .enumerate()
    .map(|(idx, case)| case.numbered(idx))
    .collect();
    let scanned = scanned_or_recorded("cases", || Some(scan_twice(&cases)));
    assert_eq!(scanned.reports.len(), cases.len());
    let faults = compare_all(&cases, &scanned.reports, scanned.release);
    let faults: Vec<String> = faults.into_iter().map(|(_, fault)| fault).collect();
    let n_cases = cases.len();
    assert!(
        faults.is_empty(),
        "{} of {n_cases} cases differ\n\n{}",
        faults.len(),
        faults.join("\n\n")
    );
    eprintln!("{n_cases} cases agree with Nmap");
}

/// Scans; and once more those that differ, since on a busy machine Nmap can miss an answer.
fn scan_twice(cases: &[Case]) -> Vec<Report> {
    let mut reports = scan(cases);
    let faults = compare_all(cases, &reports, installed_release());
    if faults.is_empty() {
        return reports;
    }
    let differing: Vec<Case> = faults.iter().map(|(idx, _)| cases[*idx].clone()).collect();
    let again = scan(&differing);
    for ((idx, _), report) in faults.iter().zip(again) {
        reports[*idx] = report;
    }
    reports
}

/// The index of each case that differs, and how.
fn compare_all(cases: &[Case], reports: &[Report], release: Release) -> Vec<(usize, String)> {
    let file = case::probes_file(cases);
    let pairs = cases.iter().zip(reports).enumerate();
    let faults = pairs.filter_map(|(idx, (case, report))| {
        let compared = case::compare(case, &file, report, release);
        compared.err().map(|fault| (idx, fault))
    });
    faults.collect()
}
