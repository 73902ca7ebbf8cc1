//! A scripted server: one address of 127.1.x.y for each case, all on one port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

/// What a server says.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) banner: Vec<u8>,
    pub(crate) answers: Vec<(String, Vec<u8>)>,
}

/// The address of the case with this index.
pub(crate) fn address(idx: usize) -> Ipv4Addr {
    Ipv4Addr::new(127, 1, (idx / 250) as u8, (idx % 250 + 1) as u8)
}

/// Serves all cases until the test ends; gives the port, which the system chose.
pub(crate) fn start(scripts: impl Iterator<Item = Script>) -> u16 {
    let mut port = 0;
    for (idx, script) in scripts.enumerate() {
        let listener = TcpListener::bind((address(idx), port)).expect("the port is free");
        port = listener.local_addr().expect("it is bound").port();
        thread::spawn(move || listen(&listener, &script));
    }
    port
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
    let answers = script.answers.iter();
    match answers.clone().find(|(probe, _)| probe == line.trim_end()) {
        Some((_, answer)) => stream.write_all(answer),
        None => reader.read_to_end(&mut Vec::new()).map(drop),
    }
}
