//! A scripted server: one address of 127.1.x.y for each case, all on one port, over TCP or UDP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::thread;

/// What a server says.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) banner: Vec<u8>,
    pub(crate) answers: Vec<(String, Vec<u8>)>,
}

impl Script {
    /// What is said to the probe of this name.
    pub(crate) fn answer(&self, probe: &str) -> Option<&[u8]> {
        let mut answers = self.answers.iter();
        let found = answers.find(|(known, _)| known == probe);
        found.map(|(_, answer)| &answer[..])
    }
}

/// The address of the case with this index.
pub(crate) fn address(idx: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 1, (idx / 250) as u8, (idx % 250 + 1) as u8)
}

/// Serves all cases until the test ends; gives the port, which the system chose.
pub(crate) fn start(scripts: impl Iterator<Item = Script>) -> u16 {
    let mut port = 0;
    for (idx, script) in scripts.enumerate() {
        port = start_tcp(address(idx), port, script);
    }
    port
}

/// Serves one script at `port`, or where the system chooses for 0; gives the port.
pub(crate) fn start_tcp(address: Ipv4Addr, port: u16, script: Script) -> u16 {
    let listener = TcpListener::bind((address, port)).expect("the port is free");
    let port = listener.local_addr().expect("it is bound").port();
    thread::spawn(move || listen(&listener, &script));
    port
}

/// The same over UDP, where nobody says anything unasked.
pub(crate) fn start_udp(address: Ipv4Addr, port: u16, script: Script) -> u16 {
    let socket = UdpSocket::bind((address, port)).expect("the port is free");
    let port = socket.local_addr().expect("it is bound").port();
    thread::spawn(move || answer_datagrams(&script, &socket).ok());
    port
}

fn answer_datagrams(script: &Script, socket: &UdpSocket) -> std::io::Result<()> {
    let mut payload = [0; 4096];
    loop {
        let (n_read, client) = socket.recv_from(&mut payload)?;
        let line = String::from_utf8_lossy(&payload[..n_read]);
        if let Some(answer) = script.answer(line.trim_end()) {
            socket.send_to(answer, client)?;
        }
    }
}

fn listen(listener: &TcpListener, script: &Script) {
    for stream in listener.incoming().flatten() {
        let script = script.clone();
        // A client that goes away early is no fault of the server.
        thread::spawn(move || serve(&script, stream).ok());
    }
}

/// Says the banner, answers one line, and closes; without an answer it waits for the client.
fn serve(script: &Script, mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(&script.banner)?;
    let mut line = String::new();
    let mut reader = BufReader::new(stream.try_clone()?);
    reader.read_line(&mut line)?;
    match script.answer(line.trim_end()) {
        Some(answer) => stream.write_all(answer),
        None => reader.read_to_end(&mut Vec::new()).map(drop),
    }
}
