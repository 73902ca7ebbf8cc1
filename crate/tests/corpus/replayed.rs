//! Servers on loopback that answer as recorded, or as a sample says.
//!
//! Each has an address of its own; all of them share one port, which the system chose.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::thread;
use std::time::Duration;

use sflens::fingerprint::Protocol;
use sflens::probes::Probe;
use sflens::replay::Database;

use crate::samples::Sample;
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
    /// Gives the first recorded answer to each probe of `db`.
    pub(crate) fn of_truth(db: &Database, protocol: Protocol, truth: &Truth) -> Self {
        let port = truth.ports()[0];
        let answer_to = |probe: &Probe| {
            let name = String::from_utf8_lossy(&probe.name);
            let answer = truth.answers(port, &name).next();
            answer.map(|answer| answer.bytes.clone())
        };
        Self::new(db, protocol, answer_to)
    }

    /// Answers the one probe of the sample.
    pub(crate) fn of_sample(db: &Database, sample: &Sample) -> Self {
        let answer_to = |probe: &Probe| {
            let is_asked = probe.name == sample.probe.as_bytes();
            is_asked.then(|| sample.response.clone())
        };
        Self::new(db, sample.protocol, answer_to)
    }

    fn new(
        db: &Database,
        protocol: Protocol,
        answer_to: impl Fn(&Probe) -> Option<Vec<u8>>,
    ) -> Self {
        let mut server = Self {
            banner: Vec::new(),
            answers: Vec::new(),
        };
        for probe in db.probes().iter().filter(|p| p.protocol == protocol) {
            let Some((payload, answer)) = probe.payload.clone().zip(answer_to(probe)) else {
                continue;
            };
            match probe.is_null() {
                true => server.banner = answer,
                false => server.answers.push((payload, answer)),
            }
        }
        server
    }

    fn answer(&self, payload: &[u8]) -> Option<&[u8]> {
        let mut answers = self.answers.iter();
        let found = answers.find(|(known, _)| known == payload);
        found.map(|(_, answer)| &answer[..])
    }

    /// Serves one connection: banner, one payload, the rest of its answer.
    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(&self.banner)?;
        let mut payload = [0; 4096];
        let n_read = stream.read(&mut payload)?;
        let answer = self.answer(&payload[..n_read]).unwrap_or_default();
        stream.write_all(answer.strip_prefix(&self.banner[..]).unwrap_or(answer))
    }

    /// Answers datagrams until the test ends.
    fn serve_datagrams(&self, socket: &UdpSocket) -> std::io::Result<()> {
        let mut payload = [0; 4096];
        loop {
            let (n_read, client) = socket.recv_from(&mut payload)?;
            if let Some(answer) = self.answer(&payload[..n_read]) {
                socket.send_to(answer, client)?;
            }
        }
    }
}

/// The address of the server with this index.
pub(crate) fn address(protocol: Protocol, idx: usize) -> Ipv4Addr {
    let network = match protocol {
        Protocol::Udp => 4,
        _ => 3,
    };
    Ipv4Addr::new(127, network, (idx / 250) as u8, (idx % 250 + 1) as u8)
}

/// Serves until the test ends; gives the port.
pub(crate) fn start(protocol: Protocol, servers: Vec<Server>) -> u16 {
    let mut port = 0;
    for (idx, server) in servers.into_iter().enumerate() {
        let place = (address(protocol, idx), port);
        port = match protocol {
            Protocol::Udp => start_udp(place, server),
            _ => start_tcp(place, server),
        };
    }
    port
}

fn start_tcp(place: (Ipv4Addr, u16), server: Server) -> u16 {
    let listener = TcpListener::bind(place).expect("the port is free");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let server = server.clone();
            // A client that goes away early is no fault of the server.
            thread::spawn(move || server.serve(stream).ok());
        }
    });
    port
}

fn start_udp(place: (Ipv4Addr, u16), server: Server) -> u16 {
    let socket = UdpSocket::bind(place).expect("the port is free");
    let port = socket.local_addr().expect("it is bound").port();
    thread::spawn(move || server.serve_datagrams(&socket).ok());
    port
}
