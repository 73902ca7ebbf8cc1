//! Runs the sessions: servers, Nmap, and what both say compared.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::thread;

use sflens::fingerprint::{
    Detail, Fingerprint, Header, Protocol, Record, Tunnel, decode_paste, encode_servicefp,
};
use sflens::probes::STARTER_PROBES;
use sflens::replay::{EvaluateOptions, escape_xml, replay};
use sflens::template::Release;

use crate::SCANNING;
use crate::case::{database, installed_release, record, report_of, same_print};
use crate::oracle::{NEEDED, Report, nmap, read_report, read_texts};
use crate::recorded::scanned_or_recorded;
use crate::server::{Script, start_tcp, start_udp};
use crate::sessions::{SESSIONS, Session, SessionCase};
use crate::tls_front::TlsFront;

/// The shortest time that a probe may wait with certainty of an answer.
const WAIT_MS: u32 = 600;

/// What Nmap says where it may not send raw packets, which a scan of UDP ports needs.
const REFUSALS: [&str; 2] = ["requires root privileges", "Operation not permitted"];

#[test]
fn sessions_come_to_what_nmap_reports() {
    let _alone = SCANNING.lock();
    // Nmap waits most of the time, so its runs wait side by side.
    let faults: Vec<String> = thread::scope(|scope| {
        let runs: Vec<_> = SESSIONS
            .iter()
            .enumerate()
            .map(|(idx, session)| scope.spawn(move || check(session, idx)))
            .collect();
        let joined = runs.into_iter().map(|run| run.join().expect("no panic"));
        joined.flatten().collect()
    });
    let n_cases: usize = SESSIONS.iter().map(|session| session.cases.len()).sum();
    assert!(
        faults.is_empty(),
        "of {n_cases} cases\n{}",
        faults.join("\n")
    );
    eprintln!(
        "{n_cases} cases of {} sessions agree with Nmap",
        SESSIONS.len()
    );
}

fn check(session: &Session, session_idx: usize) -> Vec<String> {
    let name = session.name;
    let scanned = scanned_or_recorded(name, || scan_twice(session, session_idx));
    assert_eq!(scanned.reports.len(), session.cases.len(), "{name}");
    compare_all(session, &scanned.reports, scanned.release)
}

/// Scans; and once more where something differs, since on a busy machine Nmap can miss an answer.
fn scan_twice(session: &Session, session_idx: usize) -> Option<Vec<Report>> {
    let reports = scan(session, session_idx)?;
    match compare_all(session, &reports, installed_release()).is_empty() {
        true => Some(reports),
        false => scan(session, session_idx + SESSIONS.len()),
    }
}

fn compare_all(session: &Session, reports: &[Report], release: Release) -> Vec<String> {
    let cases = session.cases.iter().zip(reports).enumerate();
    let faults = cases.filter_map(|(idx, (case, report))| {
        let compared = compare(session, case, report, release);
        let with_place = |fault| format!("{}, case {idx}\n{fault}", session.name);
        compared.err().map(with_place)
    });
    faults.collect()
}

/// Serves the cases and lets Nmap look at them. `None`, with a word to the terminal, where it may
/// or can not.
fn scan(session: &Session, session_idx: usize) -> Option<Vec<Report>> {
    let address = |idx: usize| Ipv4Addr::new(127, 6, session_idx as u8, idx as u8 + 1);
    let mut port = 0;
    for (idx, case) in session.cases.iter().enumerate() {
        let start = match session.protocol {
            Protocol::Udp => start_udp,
            Protocol::Tcp => start_tcp,
        };
        port = start(address(idx), port, script(case));
    }
    let front_address = Ipv4Addr::new(127, 7, session_idx as u8, 1);
    let front = match session.tls {
        true => Some(TlsFront::start(front_address, address(0), port)?),
        false => None,
    };
    let (port, addresses) = match &front {
        Some(front) => (front.port, vec![front_address]),
        None => (port, (0..session.cases.len()).map(address).collect()),
    };
    let texts = run_nmap(session, port, &addresses)?;
    check_hosts(session, &texts[1], &addresses);
    let reports = addresses.iter();
    Some(
        reports
            .map(|addr| read_report(&texts, &addr.to_string(), port))
            .collect(),
    )
}

fn run_nmap(session: &Session, port: u16, addresses: &[Ipv4Addr]) -> Option<[String; 3]> {
    let place = place(session.name);
    let probes = place.join("probes");
    std::fs::write(&probes, probes_file(session, port)).expect("a place for files");
    let kind = match session.protocol {
        Protocol::Udp => "-sU",
        Protocol::Tcp => "-sT",
    };
    let output = nmap(&place, &probes, port)
        .args([kind, "--version-intensity", &session.intensity.to_string()])
        .arg("-oA")
        .arg(place.join("report"))
        .args(addresses.iter().map(Ipv4Addr::to_string))
        .output()
        .expect(NEEDED);
    let errors = String::from_utf8_lossy(&output.stderr);
    if REFUSALS.iter().any(|refusal| errors.contains(refusal)) {
        eprintln!("not scanned over {}: {errors}", session.protocol.name());
        return None;
    }
    assert!(output.status.success(), "{}: {errors}", session.name);
    Some(read_texts(&place))
}

/// Every fingerprint in the normal output is decoded with the host that the report names.
#[track_caller]
fn check_hosts(session: &Session, normal: &str, addresses: &[Ipv4Addr]) {
    let decoded = decode_paste(normal.as_bytes()).value;
    let hosts: Vec<&str> = decoded.iter().filter_map(|f| f.host.as_deref()).collect();
    let expected: Vec<String> = addresses.iter().map(Ipv4Addr::to_string).collect();
    assert_eq!(hosts.len(), decoded.len(), "{}", session.name);
    let mut rest = expected.iter();
    let in_order = hosts.iter().all(|host| rest.any(|known| known == host));
    assert!(in_order, "{}: {hosts:?}", session.name);
}

fn place(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("nmap-session-{name}"));
    std::fs::create_dir_all(&place).expect("a place for files");
    place
}

/// The session's file with payloads and waiting times.
fn probes_file(session: &Session, port: u16) -> Vec<u8> {
    let mut file = Vec::new();
    for line in session.file.replace("{PORT}", &port.to_string()).lines() {
        file.extend_from_slice(line.as_bytes());
        if let Some(probe) = line.strip_prefix("Probe ") {
            let name = probe.split(' ').next_back().expect("a name");
            file.extend(payload(name));
            file.extend(format!("\ntotalwaitms {WAIT_MS}").into_bytes());
        }
        file.push(b'\n');
    }
    file
}

/// As it stands behind the name in a `Probe` line.
fn payload(probe: &str) -> Vec<u8> {
    match probe {
        "NULL" => b" q||".to_vec(),
        "Hello" => {
            let mut lines = STARTER_PROBES.split(|byte| *byte == b'\n');
            let hello = lines.find_map(|line| line.strip_prefix(b"Probe TCP SSLSessionReq"));
            hello.expect("the starter file asks for TLS").to_vec()
        }
        name => format!(" q|{name}\\n|").into_bytes(),
    }
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(c).expect("Latin-1"))
        .collect()
}

fn script(case: &SessionCase) -> Script {
    let answers = case.1.iter();
    Script {
        banner: latin1(case.0),
        answers: answers
            .map(|(probe, answer)| ((*probe).to_owned(), latin1(answer)))
            .collect(),
    }
}

/// What Nmap gets, from the first response to the one that names the service.
fn records(case: &SessionCase) -> Vec<Record> {
    let script = script(case);
    let heard = case.2.iter();
    heard
        .map(|probe| {
            let answer = script.answer(probe).unwrap_or_default();
            record(probe, [&script.banner[..], answer].concat())
        })
        .collect()
}

fn compare(
    session: &Session,
    case: &SessionCase,
    report: &Report,
    release: Release,
) -> Result<(), String> {
    let file = probes_file(session, report.port);
    let mut header = Header::new(Some(report.port), session.protocol);
    header.intensity = Some(session.intensity);
    header.tunnel = session.tls.then_some(Tunnel::Ssl);
    let ours = report_of(&file, header.clone(), records(case), release);
    same_print(&ours, report)?;
    if report.servicefp.is_empty() {
        return Ok(());
    }
    let attribute = format!("servicefp=\"{}\"", report.servicefp);
    let decoded = decode_paste(attribute.as_bytes()).value;
    let [printed] = &decoded[..] else {
        return Err(format!("{} fingerprints in {attribute}", decoded.len()));
    };
    compare_fingerprint(&file, &header, case, printed, release)?;
    let responses = printed.records.iter();
    let responses: Vec<(&str, &[u8])> = responses
        .map(|record| (record.probe.as_str(), &record.bytes[..]))
        .collect();
    let written = encode_servicefp(&printed.header, &responses, Detail::Normal);
    match escape_xml(&written) == report.servicefp {
        true => Ok(()),
        false => Err(format!("  we write {written}\n  Nmap {}", report.servicefp)),
    }
}

/// The records are those of the case, and nothing in them is odd for the file.
fn compare_fingerprint(
    file: &[u8],
    header: &Header,
    case: &SessionCase,
    printed: &Fingerprint,
    release: Release,
) -> Result<(), String> {
    let facts = |header: &Header| {
        (
            header.port,
            header.protocol,
            header.tunnel,
            header.intensity,
        )
    };
    if facts(&printed.header) != facts(header) {
        return Err(format!("  header {:?}", printed.header));
    }
    let said = |records: &[Record]| -> Vec<(String, Vec<u8>)> {
        let records = records.iter();
        records
            .map(|record| (record.probe.clone(), record.bytes.clone()))
            .collect()
    };
    let (ours, theirs) = (said(&records(case)), said(&printed.records));
    if ours != theirs {
        return Err(format!("  records\n    Nmap {theirs:?}\n    ours {ours:?}"));
    }
    let options = EvaluateOptions {
        order: true,
        ..EvaluateOptions::default()
    };
    let outcomes = replay(&database(file, release), printed, options).responses;
    let findings = outcomes.iter().flat_map(|outcome| &outcome.findings);
    let odd = findings.filter(|finding| finding.diagnostic.rule.starts_with("replay-"));
    let odd: Vec<&str> = odd.map(|finding| &finding.diagnostic.title[..]).collect();
    match odd.is_empty() {
        true => Ok(()),
        false => Err(format!("  {odd:?}")),
    }
}
