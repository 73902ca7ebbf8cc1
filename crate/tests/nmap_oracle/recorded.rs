//! What Nmap 7.93 printed, for machines where it cannot scan.
//!
//! A group of cases is one file below `recorded/`, and a case what stands behind a line of `=`: a
//! keyword, a space and a value on each line, with `\n` for a line break and `{PORT}` for the port. Wherever
//! Nmap 7.93 does scan, the file has to be what it prints; with the variable `NMAP_RECORD` set the
//! file is written anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use sflens::template::Release;

use crate::case::installed_release;
use crate::oracle::{NEEDED, Report};

/// The release whose output is recorded.
const RECORDED: &str = "7.93";
/// The line before each case.
const CASE: &str = "=====\n";

/// As many digits as the ports that a system chooses: the width of a table depends on it.
const PORT: u16 = 40_000;

/// What to do when the record is no longer true.
const STALE: &str = "Nmap says something else than recorded: run with NMAP_RECORD=1, and look";

/// Reports and the release that they are of.
pub(crate) struct Scanned {
    pub(crate) reports: Vec<Report>,
    pub(crate) release: Release,
}

/// The version of the installed Nmap; `None` without one, which a test run for a change must have.
pub(crate) fn installed_version() -> Option<String> {
    let output = Command::new("nmap").arg("--version").output();
    assert!(
        output.is_ok() || std::env::var_os("CI").is_none(),
        "{NEEDED}"
    );
    let text = String::from_utf8_lossy(&output.ok()?.stdout).into_owned();
    text.split_whitespace().nth(2).map(str::to_owned)
}

/// What `scan` gives; where it gives nothing, what is recorded under `name`.
#[track_caller]
pub(crate) fn scanned_or_recorded(
    name: &str,
    scan: impl FnOnce() -> Option<Vec<Report>>,
) -> Scanned {
    let version = installed_version();
    let Some(reports) = version.as_ref().and_then(|_| scan()) else {
        eprintln!("{name}: not scanned; compared with what Nmap {RECORDED} printed before");
        return Scanned {
            reports: read(name),
            release: Release::V7_93,
        };
    };
    if std::env::var_os("NMAP_RECORD").is_some() {
        std::fs::write(path(name), print(&reports)).expect("the folder is there");
    }
    if version.as_deref() == Some(RECORDED) {
        let recorded = print(&read(name));
        assert!(recorded == print(&reports), "{name}: {STALE}");
    }
    Scanned {
        reports,
        release: installed_release(),
    }
}

/// The same for an answer of yes or no to each case, a line of the file each.
#[track_caller]
pub(crate) fn recorded_flags(name: &str, ask: impl FnOnce() -> Vec<bool>) -> Vec<bool> {
    let text = || std::fs::read_to_string(path(name)).unwrap_or_default();
    let recorded = || text().lines().map(|line| line == "yes").collect();
    let Some(version) = installed_version() else {
        eprintln!("{name}: Nmap was not asked; compared with what {RECORDED} said before");
        return recorded();
    };
    let flags = ask();
    if std::env::var_os("NMAP_RECORD").is_some() {
        let lines = flags
            .iter()
            .map(|flag| if *flag { "yes\n" } else { "no\n" });
        std::fs::write(path(name), lines.collect::<String>()).expect("the folder is there");
    }
    let is_fresh = version != RECORDED || flags == recorded();
    assert!(is_fresh, "{name}: {STALE}");
    flags
}

fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nmap_oracle/recorded");
    folder.join(format!("{name}.txt"))
}

/// Fingerprints are left out: each has its own time.
fn print(reports: &[Report]) -> String {
    let paragraphs = reports.iter().map(|report| {
        let port = report.port.to_string();
        let values = [
            ("element", &report.element),
            ("table", &report.table),
            ("info", &report.info),
            ("grepable", &report.grepable),
        ];
        let values = values.into_iter().filter(|(_, value)| !value.is_empty());
        let lines = values.map(|(keyword, value)| {
            let value = value.replace('\n', "\\n").replace(&port, "{PORT}");
            format!("{keyword} {value}\n")
        });
        format!("{CASE}{}", lines.collect::<String>())
    });
    paragraphs.collect()
}

fn read(name: &str) -> Vec<Report> {
    let text = std::fs::read_to_string(path(name)).unwrap_or_default();
    let paragraphs = text.split(CASE).skip(1);
    paragraphs.map(read_paragraph).collect()
}

fn read_paragraph(text: &str) -> Report {
    let value = |keyword: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        let found = lines.find(|(known, _)| *known == keyword);
        let value = found.map_or("", |(_, value)| value);
        value
            .replace("{PORT}", &PORT.to_string())
            .replace("\\n", "\n")
    };
    Report {
        port: PORT,
        element: value("element"),
        table: value("table"),
        info: value("info"),
        grepable: value("grepable"),
        servicefp: String::new(),
    }
}
