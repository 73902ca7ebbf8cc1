//! Nmap with the starter file, on servers that say again what the real ones had said, and on one
//! server for each sample: it names them as the library does, in every field.
//!
//! All servers share one port that the system chose, so the port lists of the probes do not
//! count, and all probes are sent.

use std::net::Ipv4Addr;

use sflens::fingerprint::{
    Detail, Fingerprint, Header, Protocol, Tunnel, decode_paste, encode_servicefp,
};
use sflens::replay::{Database, VerdictState, print_service_element};

use crate::nmap::scan;
use crate::replayed::{Server, address, start};
use crate::samples::{Sample, samples};
use crate::scans::{Scan, scans};
use crate::tls_front::TlsFront;
use crate::{starter_database, verdict};

#[test]
fn nmap_names_the_same_tcp_servers() {
    compare(Protocol::Tcp, 180);
}

/// As root only.
#[test]
fn nmap_names_the_same_udp_servers() {
    compare(Protocol::Udp, 18);
}

/// Outside of TLS Nmap finds TLS and forgets the rest; inside, it asks again.
#[test]
fn nmap_names_the_server_inside_tls() {
    let db = starter_database();
    let scans = scans();
    let of_tunnel = |scan: &&Scan| tunnel(scan).is_some() && is_long(scan);
    let inside = scans.iter().find(of_tunnel).expect("a scan inside TLS");
    let server = Server::of_truth(&db, Protocol::Tcp, &inside.truth);
    let plain_port = start(Protocol::Tcp, vec![server]);
    let plain = address(Protocol::Tcp, 0);
    let front = Ipv4Addr::new(127, 5, 0, 1);
    let Some(tls) = TlsFront::start(front, plain, plain_port) else {
        return;
    };
    let elements = scan(Protocol::Tcp, tls.port, &[front]).expect("TCP needs no permission");
    assert_eq!(elements, [expected(&db, &inside.fingerprints[0])]);
}

/// A server, and what Nmap has to print of it.
struct Case {
    place: String,
    server: Server,
    expected: String,
}

#[track_caller]
fn compare(protocol: Protocol, least: usize) {
    let db = starter_database();
    let recorded = scans();
    let recorded = recorded.iter().filter(|scan| is_plain(scan, protocol));
    let sampled = samples();
    let sampled = sampled.iter().filter(|sample| sample.protocol == protocol);
    let recorded = recorded.map(|scan| recorded_case(&db, scan));
    let cases: Vec<Case> = recorded
        .chain(sampled.filter_map(|sample| sampled_case(&db, sample)))
        .collect();
    assert!(cases.len() >= least, "{} cases", cases.len());

    let servers = cases.iter().map(|case| case.server.clone());
    let port = start(protocol, servers.collect());
    let addresses: Vec<Ipv4Addr> = (0..cases.len()).map(|idx| address(protocol, idx)).collect();
    let Some(elements) = scan(protocol, port, &addresses) else {
        return;
    };
    let pairs = cases.iter().zip(elements);
    let faults: Vec<String> = pairs
        .filter(|(case, element)| case.expected != *element)
        .map(|(case, element)| format!("{}\n  {}\n  {element}", case.place, case.expected))
        .collect();
    assert!(faults.is_empty(), "Nmap below:\n{}", faults.join("\n"));
}

fn recorded_case(db: &Database, scan: &Scan) -> Case {
    let fingerprint = &scan.fingerprints[0];
    Case {
        place: scan.path.clone(),
        server: Server::of_truth(db, fingerprint.header.protocol, &scan.truth),
        expected: expected(db, fingerprint),
    }
}

/// `None` where Nmap would begin again inside TLS, which the sample's server does not speak.
fn sampled_case(db: &Database, sample: &Sample) -> Option<Case> {
    let header = Header::new(Some(1), sample.protocol);
    let responses = [(sample.probe.as_str(), &sample.response[..])];
    let text = encode_servicefp(&header, &responses, Detail::Debug);
    let fingerprint = decode_paste(text.as_bytes()).value.remove(0);
    (verdict(db, &fingerprint).state != VerdictState::Tls).then(|| Case {
        place: format!("starter.samples:{}", sample.number),
        server: Server::of_sample(db, sample),
        expected: expected(db, &fingerprint),
    })
}

#[track_caller]
fn expected(db: &Database, fingerprint: &Fingerprint) -> String {
    print_service_element(&verdict(db, fingerprint), None).expect("every server is known")
}

/// A scan of a real server over `protocol`, neither inside TLS nor in front of it.
fn is_plain(scan: &Scan, protocol: Protocol) -> bool {
    let service = scan.truth.service.as_deref();
    let is_real = service.is_some_and(|service| service != "ssl");
    is_real
        && is_long(scan)
        && tunnel(scan).is_none()
        && scan.fingerprints[0].header.protocol == protocol
}

/// The longer normal scans, which have more of each response.
fn is_long(scan: &Scan) -> bool {
    scan.is_debug() && !scan.is_xml()
}

fn tunnel(scan: &Scan) -> Option<Tunnel> {
    scan.fingerprints[0].header.tunnel
}
