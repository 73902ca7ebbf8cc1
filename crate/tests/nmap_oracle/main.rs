//! Holds templates, chains and verdicts against Nmap itself, on loopback.
//!
//! Each case is a few lines for a shared probes file and what a server says; a case has an address
//! of its own, 127.1.x.y, so one run of Nmap gives a complete report for each. Compared are the
//! `<service>` element of the XML, the port table and the `Service Info:` line of the normal
//! output, and the port of the grepable output: all of it, character for character.
//!
//! Needs `nmap` (Debian package `nmap`), whose release decides which rules count.

mod case;
mod chains;
mod lengths;
mod oracle;
mod refusals;
mod server;
mod templates;

use case::Case;
use oracle::scan;

#[test]
fn nmap_reports_what_we_report() {
    let cases: Vec<Case> = [templates::cases(), lengths::cases(), chains::cases()]
        .concat()
        .into_iter()
        .enumerate()
        .map(|(idx, case)| case.numbered(idx))
        .collect();
    let reports = scan(&cases);
    let file = case::probes_file(&cases);
    let faults: Vec<String> = cases
        .iter()
        .zip(&reports)
        .filter_map(|(case, report)| case::compare(case, &file, report).err())
        .collect();
    let n_cases = cases.len();
    assert!(
        faults.is_empty(),
        "{} of {n_cases} cases differ\n\n{}",
        faults.len(),
        faults.join("\n\n")
    );
    eprintln!("{n_cases} cases agree with Nmap");
}
