//! One run of Nmap over all cases, and its report taken apart by address.

use std::path::Path;
use std::process::Command;

use crate::case::{Case, probes_file};
use crate::server::{address, start};

/// What Nmap printed for one case; empty where it printed nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// The port.
    pub(crate) port: u16,
    /// The `<service>` element, without `servicefp`.
    pub(crate) element: String,
    /// The port table with its head.
    pub(crate) table: String,
    /// The `Service Info:` line.
    pub(crate) info: String,
    /// The port in grepable output.
    pub(crate) grepable: String,
    /// The value of the attribute `servicefp`, as it stands in the XML.
    pub(crate) servicefp: String,
}

/// What to do where there is no Nmap.
pub(crate) const NEEDED: &str = "nmap is needed: apt-get install nmap";

/// A scan of `port` with the probes file `probes`. The scripts that Nmap runs behind every version
/// scan are left out by an empty list of scripts under `place`: they change services, and cost
/// most of the time.
pub(crate) fn nmap(place: &Path, probes: &Path, port: u16) -> Command {
    let scripts = place.join("scripts");
    std::fs::create_dir_all(&scripts).expect("a place for files");
    std::fs::write(scripts.join("script.db"), "").expect("a place for files");
    let mut command = Command::new("nmap");
    command
        .args(["-Pn", "-n", "-sV", "-T5"])
        .args(["-p", &port.to_string()])
        .arg("--datadir")
        .arg(place)
        .arg("--versiondb")
        .arg(probes);
    command
}

/// Serves every case and lets Nmap look at all of them.
#[track_caller]
pub(crate) fn scan(cases: &[Case]) -> Vec<Report> {
    let port = start(cases.iter().map(Case::script));
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("nmap-oracle-{port}"));
    std::fs::create_dir_all(&place).expect("a place for files");
    let file = |name: &str| place.join(name);
    std::fs::write(file("probes"), probes_file(cases)).expect("a place for files");
    let addresses = (0..cases.len()).map(|idx| address(idx).to_string());
    let output = nmap(&place, &file("probes"), port)
        .args(["-sT", "--min-hostgroup", "1024"])
        .arg("-oA")
        .arg(file("report"))
        .args(addresses)
        .output()
        .expect(NEEDED);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let texts = read_texts(&place);
    std::fs::remove_dir_all(&place).ok();
    (0..cases.len())
        .map(|idx| read_report(&texts, &address(idx).to_string(), port))
        .collect()
}

/// The report in its three forms, each byte a character.
pub(crate) fn read_texts(place: &Path) -> [String; 3] {
    ["report.xml", "report.nmap", "report.gnmap"].map(|name| {
        let bytes = std::fs::read(place.join(name)).expect("Nmap wrote its report");
        bytes.iter().map(|byte| char::from(*byte)).collect()
    })
}

/// What the report says of one address.
pub(crate) fn read_report(
    [xml, normal, grepable]: &[String; 3],
    address: &str,
    port: u16,
) -> Report {
    let host = between(xml, &format!("<address addr=\"{address}\""), "</host>");
    let section = format!("Nmap scan report for {address}\n");
    let text = between(normal, &section, "Nmap scan report for ");
    let ports = format!("Host: {address} ()\tPorts: ");
    Report {
        port,
        element: service_element(host),
        table: table(text, port),
        info: line_with(text, "Service Info: "),
        grepable: probed_port(between(grepable, &ports, "\n")),
        servicefp: between(host, " servicefp=\"", "\"").to_owned(),
    }
}

/// The port as it stands; empty where the service is from the port table.
fn probed_port(port: &str) -> String {
    match port.contains("?//") || port.contains("//unknown//") || port.contains("|unknown//") {
        true => String::new(),
        false => port.to_owned(),
    }
}

/// What stands between the first `start` and the next `end`; empty without both.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let behind = text.split_once(start).map_or("", |(_, behind)| behind);
    behind.split_once(end).map_or(behind, |(before, _)| before)
}

/// The element as it stands, only `servicefp` left out. A service that was not probed is none.
fn service_element(host: &str) -> String {
    let start = host.find("<service").unwrap_or(host.len());
    let element = &host[start..];
    let end = match element.split_once('>') {
        Some((tag, _)) if tag.ends_with('/') => tag.len() + 1,
        Some((tag, _)) => element
            .find("</service>")
            .map_or(tag.len() + 1, |at| at + 10),
        None => 0,
    };
    let element = &element[..end];
    if !element.contains("method=\"probed\"") {
        return String::new();
    }
    match element.split_once(" servicefp=\"") {
        Some((before, rest)) => {
            let behind = rest.split_once('"').map_or("", |(_, behind)| behind);
            format!("{before}{behind}")
        }
        None => element.to_owned(),
    }
}

/// The head and the port's line; empty where the service is from the port table.
fn table(text: &str, port: u16) -> String {
    let head = line_with(text, "PORT ");
    let line = line_with(text, &format!("{port}/"));
    match line.split_whitespace().nth(2) {
        Some(service) if !service.ends_with('?') && !service.ends_with("unknown") => {
            format!("{head}\n{line}")
        }
        _ => String::new(),
    }
}

fn line_with(text: &str, start: &str) -> String {
    let line = text.lines().find(|line| line.starts_with(start));
    line.unwrap_or_default().to_owned()
}
