//! Nmap itself loads the file that `sflens export` makes of the installed one, and reports what the
//! added lines and the added probe say.
//!
//! Needs `nmap` and its probes file, which is read where it is; without them the test says so.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;
use std::thread;

const INSTALLED: &str = "/usr/share/nmap/nmap-service-probes";

/// A bare line, and a probe that is sent to every port right behind NULL.
const OWN: &str = "# Ours\n\
    match sflens-hub m|^SFLENS hub ([\\d.]+) ready\\r\\n| p/Hub of sflens/ v/$1/\n\
    Probe TCP SflensHello q|sflens hello\\r\\n|\n\
    rarity 1\nports 1-65535\ntotalwaitms 600\n\
    match sflens-hello m|^hello back (\\w+)\\r\\n| p/Hello of sflens/ v/$1/\n";

const SCAN: &str = r#"SF-Port7-TCP:V=7.93%I=7%r(NULL,18,"SFLENS\x20hub\x203\.1\x20ready\r\n");"#;

fn file(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exported-probes");
    std::fs::create_dir_all(&place).expect("a place for files");
    place.join(name)
}

#[track_caller]
fn export(arguments: &[&str]) -> Output {
    // The tests run side by side: none writes what another is reading.
    static WRITTEN: Once = Once::new();
    WRITTEN.call_once(|| {
        for (name, text) in [("own", OWN), ("scan", SCAN)] {
            std::fs::write(file(name), text).expect("a place for files");
        }
    });
    let output = Command::new(env!("CARGO_BIN_EXE_sflens"))
        .args(["export", "--nmap", "7.93", "--probes", INSTALLED, "--lines"])
        .arg(file("own"))
        .args(arguments)
        .arg(file("scan"))
        .output()
        .expect("the command line is built");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    output
}

/// Says `banner`, and `answer` to a line that is `question`.
fn serve(banner: &'static str, question: &'static str, answer: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("it is bound").port();
    let talk = move |mut stream: TcpStream| -> std::io::Result<()> {
        stream.write_all(banner.as_bytes())?;
        let mut line = String::new();
        while BufReader::new(&stream).read_line(&mut line)? > 0 {
            if line.trim_end() == question {
                stream.write_all(answer.as_bytes())?;
            }
            line.clear();
        }
        Ok(())
    };
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that goes away early is no fault of the server.
            thread::spawn(move || talk(stream).ok());
        }
    });
    port
}

/// Nmap's XML on the two ports; `None`, with a word, where there is no Nmap.
fn scan(ports: [u16; 2]) -> Option<String> {
    let output = Command::new("nmap")
        .args(["-Pn", "-n", "-sT", "-sV", "127.0.0.1", "-oX", "-", "-p"])
        .arg(format!("{},{}", ports[0], ports[1]))
        .arg("--versiondb")
        .arg(file("exported"))
        .output();
    let output = output
        .inspect_err(|error| eprintln!("not scanned: nmap: {error}"))
        .ok()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn nmap_loads_the_exported_file_and_reports_the_added_lines() {
    let Ok(installed) = std::fs::read(INSTALLED) else {
        return eprintln!("not compared: there is no {INSTALLED}");
    };
    let exported = export(&[]).stdout;
    std::fs::write(file("exported"), &exported).expect("a place for files");
    check_bytes(&installed, &exported);
    let hub = serve("SFLENS hub 3.1 ready\r\n", "", "");
    let hello = serve("", "sflens hello", "hello back friend\r\n");
    let Some(report) = scan([hub, hello]) else {
        return;
    };
    for expected in [
        "name=\"sflens-hub\" product=\"Hub of sflens\" version=\"3.1\"",
        "name=\"sflens-hello\" product=\"Hello of sflens\" version=\"friend\"",
    ] {
        assert!(report.contains(expected), "no {expected} in\n{report}");
    }
}

/// Without the lines that were added the file is the installed one.
#[track_caller]
fn check_bytes(installed: &[u8], exported: &[u8]) {
    let lines = |text: &[u8]| -> Vec<Vec<u8>> {
        let lines = text.split_inclusive(|byte| *byte == b'\n');
        lines.map(<[u8]>::to_vec).collect()
    };
    let old = lines(installed);
    let mut rest = old.iter().peekable();
    let mut added = Vec::new();
    for line in lines(exported) {
        match rest.next_if_eq(&&line) {
            Some(_) => {}
            None => added.extend(line),
        }
    }
    assert_eq!(rest.next(), None, "a line of the file is missing");
    // The line that sets the new probe off.
    let own = OWN.replace("Probe TCP", "#\nProbe TCP");
    assert_eq!(String::from_utf8_lossy(&added), own);
}

#[test]
fn the_diff_makes_the_same_file() {
    if !Path::new(INSTALLED).exists() {
        return eprintln!("not compared: there is no {INSTALLED}");
    }
    std::fs::write(file("change.diff"), export(&["--diff"]).stdout).expect("a place for files");
    let patched = Command::new("patch")
        .args(["--quiet", "--output"])
        .args([file("patched"), INSTALLED.into(), file("change.diff")])
        .output();
    let Ok(output) = patched else {
        return eprintln!("not compared: there is no `patch`");
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    let patched = std::fs::read(file("patched")).expect("patch wrote it");
    assert_eq!(patched, export(&[]).stdout);
}
