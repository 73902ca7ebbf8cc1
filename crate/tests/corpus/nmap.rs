//! Nmap itself with the starter file, on servers on loopback.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use sflens::fingerprint::Protocol;
use sflens::probes::STARTER_PROBES;

/// What Nmap says where it may not send raw packets, which a scan of UDP ports needs.
const REFUSALS: [&str; 2] = ["requires root privileges", "Operation not permitted"];

/// Hosts that one Nmap looks at. It waits for few silent servers at a time, so several run.
const N_HOSTS: usize = 40;

/// Scans one port of all addresses; gives the `<service>` element that Nmap printed for each,
/// without `servicefp`. `None`, with a word to the terminal, where Nmap may not do that.
#[track_caller]
pub(crate) fn scan(protocol: Protocol, port: u16, addresses: &[Ipv4Addr]) -> Option<Vec<String>> {
    let place = place(&format!("nmap-corpus-{port}"));
    std::fs::write(place.join("probes"), STARTER_PROBES).expect("a place for files");
    std::fs::create_dir_all(place.join("scripts")).expect("a place for files");
    std::fs::write(place.join("scripts/script.db"), "").expect("a place for files");
    let runs: Vec<Child> = addresses
        .chunks(N_HOSTS)
        .map(|hosts| spawn(&place, protocol, port, hosts))
        .collect();
    let outputs = runs.into_iter().map(|run| run.wait_with_output());
    let outputs: Vec<Output> = outputs.map(|output| output.expect("Nmap ran")).collect();
    std::fs::remove_dir_all(&place).expect("the place is ours");
    let reports: Option<Vec<String>> = outputs.iter().map(|run| report(protocol, run)).collect();
    let reports = reports?.concat();
    let addresses = addresses.iter();
    Some(addresses.map(|addr| element(&reports, *addr)).collect())
}

/// Every probe is sent, and no script is run behind the version scan: scripts change services.
fn spawn(place: &Path, protocol: Protocol, port: u16, hosts: &[Ipv4Addr]) -> Child {
    let kind = match protocol {
        Protocol::Udp => "-sU",
        _ => "-sT",
    };
    Command::new("nmap")
        .args(["-Pn", "-n", kind, "-sV", "-T5", "--version-all"])
        .args(["--min-hostgroup", "64", "-oX", "-"])
        .args(["-p", &port.to_string()])
        .arg("--datadir")
        .arg(place)
        .arg("--versiondb")
        .arg(place.join("probes"))
        .args(hosts.iter().map(Ipv4Addr::to_string))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("nmap is needed: apt-get install nmap")
}

/// What one run printed; `None` where it was refused.
#[track_caller]
fn report(protocol: Protocol, run: &Output) -> Option<String> {
    let errors = String::from_utf8_lossy(&run.stderr);
    if REFUSALS.iter().any(|refusal| errors.contains(refusal)) {
        eprintln!("not compared with Nmap over {}: {errors}", protocol.name());
        return None;
    }
    assert!(run.status.success(), "{errors}");
    // Nmap says here whatever it does not like about the file.
    assert_eq!(errors, "");
    Some(String::from_utf8_lossy(&run.stdout).into_owned())
}

/// A folder for the files of one run.
pub(crate) fn place(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&place).expect("a place for files");
    place
}

/// From `<service` to the end of the element, without `servicefp`; empty if there is none.
fn element(report: &str, address: Ipv4Addr) -> String {
    let host = report.split_once(&format!("<address addr=\"{address}\""));
    let host = host.and_then(|(_, rest)| rest.split_once("</host>"));
    let start = host.and_then(|(host, _)| host.find("<service").map(|at| &host[at..]));
    let Some((port, _)) = start.and_then(|rest| rest.split_once("</port>")) else {
        return String::new();
    };
    let end = match port.split_once("/>") {
        Some((tag, _)) if !tag.contains('>') => tag.len() + "/>".len(),
        _ => port
            .find("</service>")
            .map_or(port.len(), |at| at + "</service>".len()),
    };
    without_fingerprint(&port[..end])
}

/// A soft match is printed with a fingerprint, which differs in time and probes.
fn without_fingerprint(element: &str) -> String {
    match element.split_once(" servicefp=\"") {
        Some((before, rest)) => {
            let (_, behind) = rest.split_once('"').expect("the attribute ends");
            format!("{before}{behind}")
        }
        None => element.to_owned(),
    }
}
