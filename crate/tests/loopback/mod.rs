//! A scripted server on 127.0.0.1 and a run of Nmap against it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Probes of our own file, in its order; each sends its name and a line break.
const PROBES: [&str; 9] = [
    "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota",
];

/// What one port says: a banner on every connection, and an answer to some probes.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    banner: Vec<u8>,
    answers: Vec<(String, Vec<u8>)>,
}

impl Script {
    /// A script from a banner, which may be empty, and the answers by name of probe.
    pub(crate) fn new(banner: &str, answers: &[(&str, &[u8])]) -> Self {
        let answers = answers
            .iter()
            .map(|(probe, bytes)| ((*probe).into(), bytes.to_vec()));
        Self {
            banner: banner.into(),
            answers: answers.collect(),
        }
    }

    /// The responses that Nmap gets, in its order. With a banner there is one to NULL, and the
    /// response to every probe begins with it.
    pub(crate) fn responses(&self) -> Vec<(&str, Vec<u8>)> {
        let of_probe = |probe: &&'static str| (*probe, self.said_to(probe));
        let null = [("NULL", self.banner.clone())];
        let all = null.into_iter().chain(PROBES.iter().map(of_probe));
        all.filter(|(_, bytes)| !bytes.is_empty()).collect()
    }

    fn said_to(&self, probe: &str) -> Vec<u8> {
        [&self.banner[..], self.answer(probe)].concat()
    }

    fn answer(&self, probe: &str) -> &[u8] {
        let answer = self.answers.iter().find(|(known, _)| known == probe);
        answer.map_or(&[], |(_, bytes)| bytes)
    }

    /// Serves one connection: banner, one line from the client, its answer.
    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.write_all(&self.banner)?;
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line)?;
        stream.write_all(self.answer(line.trim_end()))
    }
}

/// What Nmap wrote, and the port of each script.
pub(crate) struct Report {
    pub(crate) ports: Vec<u16>,
    pub(crate) normal: Vec<u8>,
    pub(crate) xml: Vec<u8>,
}

/// Serves each script on a port of its own and lets Nmap identify them all.
#[track_caller]
pub(crate) fn scan(scripts: &[Script], debug: bool) -> Report {
    run(scripts, "", if debug { &["-d"] } else { &[] })
}

/// The same with `lines` behind the second line of the probes file, and with Nmap's notes.
#[track_caller]
pub(crate) fn scan_traced(scripts: &[Script], lines: &str) -> Report {
    run(scripts, lines, &["--version-trace"])
}

fn run(scripts: &[Script], lines: &str, arguments: &[&str]) -> Report {
    let ports: Vec<u16> = scripts.iter().map(start_server).collect();
    let place = Place::new();
    std::fs::write(place.file("probes"), probes_file(lines)).unwrap();
    let list: Vec<String> = ports.iter().map(u16::to_string).collect();
    let mut command = Command::new("nmap");
    command.args([
        "-Pn",
        "-n",
        "-sT",
        "-sV",
        "-p",
        &list.join(","),
        "127.0.0.1",
    ]);
    command.arg("--versiondb").arg(place.file("probes"));
    command
        .arg("-oN")
        .arg(place.file("normal"))
        .arg("-oX")
        .arg(place.file("xml"));
    command.args(arguments);
    let output = command
        .output()
        .expect("nmap is needed: apt-get install nmap");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let read = |name| std::fs::read(place.file(name)).unwrap();
    Report {
        ports,
        normal: read("normal"),
        xml: read("xml"),
    }
}

fn probes_file(lines: &str) -> String {
    let mut file = format!("Probe TCP NULL q||\ntotalwaitms 300\n{lines}");
    for probe in PROBES {
        file.push_str(&format!(
            "Probe TCP {probe} q|{probe}\\n|\nrarity 1\ntotalwaitms 300\n"
        ));
    }
    file
}

/// Serves until the test ends; gives the port.
fn start_server(script: &Script) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let script = script.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let script = script.clone();
            // A client that goes away early is no fault of the server.
            thread::spawn(move || script.serve(stream).ok());
        }
    });
    port
}

/// A directory of this run, removed at its end.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static N_PLACES: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "nmap-{}-{}",
            std::process::id(),
            N_PLACES.fetch_add(1, Ordering::Relaxed)
        );
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&place).unwrap();
        Self(place)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}
