//! Servers on loopback that answer as recorded, and one run of Nmap over all of them.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use sflens::fingerprint::Protocol;
use sflens::probes::STARTER_PROBES;
use sflens::replay::Database;

use crate::scans::Truth;

/// No client of these servers stays longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What one server says.
#[derive(Clone)]
pub(crate) struct Server {
    banner: Vec<u8>,
    /// Payloads and the whole answers to them, the banner included.
    answers: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Server {
    /// The first recorded answer to each TCP probe of `db`.
    pub(crate) fn new(db: &Database, truth: &Truth) -> Self {
        let port = truth.ports()[0];
        let answer_to = |probe: &str| {
            let answer = truth.answers(port, probe).next();
            answer.map(|answer| answer.bytes.clone())
        };
        let probes = db.probes().iter();
        let answers = probes.filter(|probe| probe.protocol == Protocol::Tcp);
        let answers = answers.filter_map(|probe| {
            let name = String::from_utf8_lossy(&probe.name);
            Some((probe.payload.clone()?, answer_to(&name)?))
        });
        Self {
            banner: answer_to("NULL").unwrap_or_default(),
            answers: answers.collect(),
        }
    }

    /// Serves one connection: banner, one payload, the rest of its answer.
    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&self.banner)?;
        let mut payload = [0; 4096];
        let n_read = stream.read(&mut payload)?;
        let mut answers = self.answers.iter();
        match answers.find(|(known, _)| *known == payload[..n_read]) {
            Some((_, answer)) => {
                stream.write_all(answer.strip_prefix(&self.banner[..]).unwrap_or(answer))
            }
            None => Ok(()),
        }
    }
}

/// Serves until the test ends, each server on an address of its own; gives the `<service>`
/// element that Nmap printed for each.
#[track_caller]
pub(crate) fn scan(servers: Vec<Server>) -> Vec<String> {
    let addresses: Vec<String> = (0..servers.len())
        .map(|idx| address(idx).to_string())
        .collect();
    let port = start(servers);
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nmap-corpus");
    std::fs::create_dir_all(&place).expect("a place for files");
    std::fs::write(place.join("probes"), STARTER_PROBES).expect("a place for files");
    let output = Command::new("nmap")
        .args([
            "-Pn",
            "-n",
            "-sT",
            "-sV",
            "--version-all",
            "--min-hostgroup",
            "64",
            "-oX",
            "-",
        ])
        .args(["-p", &port.to_string()])
        .arg("--versiondb")
        .arg(place.join("probes"))
        .args(&addresses)
        .output()
        .expect("nmap is needed: apt-get install nmap");
    assert!(output.status.success());
    // Nmap says here whatever it does not like about the file.
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let report = String::from_utf8_lossy(&output.stdout);
    addresses
        .iter()
        .map(|address| element(&report, address))
        .collect()
}

fn address(idx: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 3, 0, idx as u8 + 1)
}

/// All servers listen on one port, which the system chose.
fn start(servers: Vec<Server>) -> u16 {
    let mut port = 0;
    for (idx, server) in servers.into_iter().enumerate() {
        let listener = TcpListener::bind((address(idx), port)).expect("the port is free");
        port = listener.local_addr().expect("it is bound").port();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = server.clone();
                // A client that goes away early is no fault of the server.
                thread::spawn(move || server.serve(stream).ok());
            }
        });
    }
    port
}

/// From `<service` to the end of the element, empty if there is none.
fn element(report: &str, address: &str) -> String {
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
    port[..end].to_owned()
}
