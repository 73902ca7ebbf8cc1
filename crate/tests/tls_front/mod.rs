//! TLS in front of a server on loopback: `tests/corpus/tools/tls.py`, which needs Python, with a
//! certificate that OpenSSL makes for the run.

use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running front; it ends with this value.
pub(crate) struct TlsFront {
    process: Child,
    pub(crate) port: u16,
}

impl TlsFront {
    /// Speaks TLS on `address`, and plainly to `port` of `target`. `None`, with a word to the
    /// terminal, where a program is missing.
    pub(crate) fn start(address: Ipv4Addr, target: Ipv4Addr, port: u16) -> Option<Self> {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tls-front-{address}"));
        std::fs::create_dir_all(&place).expect("a place for files");
        let certificate = place.join("certificate.pem");
        let made = run("openssl", &mut openssl(&certificate))?.wait();
        assert!(made.expect("it was started").success());
        let mut python = Command::new("python3");
        python
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/tools/tls.py"))
            .arg(&certificate)
            .args([address, target].map(|address| address.to_string()))
            .arg(port.to_string());
        let mut process = run("python3", &mut python)?;
        let said = process.stdout.take().expect("a pipe");
        let line = BufReader::new(said).lines().next();
        let line = line.expect("it prints its port").expect("it is text");
        std::fs::remove_dir_all(&place).expect("the place is ours");
        Some(Self {
            process,
            port: line.parse().expect("a number"),
        })
    }
}

impl Drop for TlsFront {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Key and certificate in one file.
fn openssl(certificate: &Path) -> Command {
    let mut command = Command::new("openssl");
    command
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        ])
        .args(["-subj", "/CN=www.corpus.example", "-keyout"])
        .arg(certificate)
        .arg("-out")
        .arg(certificate);
    command
}

fn run(program: &str, command: &mut Command) -> Option<Child> {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    child
        .inspect_err(|error| eprintln!("not compared with Nmap inside TLS: {program}: {error}"))
        .ok()
}
