//! The scans of `tests/corpus/` and the truth beside each.
//!
//! A truth is a text of lines: `software`, `version`, `package` and `service` with a value, and
//! for each answer that the server gave
//!
//! ```text
//! sent <port> <probe> <length in bytes> <first bytes in hexadecimal, at most 1300>
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use sflens::fingerprint::{Detail, Fingerprint, decode_paste};

/// One report of Nmap, in one of its formats.
pub(crate) struct Scan {
    /// From the root of the repository.
    pub(crate) path: String,
    pub(crate) fingerprints: Vec<Fingerprint>,
    pub(crate) truth: Truth,
}

impl Scan {
    pub(crate) fn is_xml(&self) -> bool {
        self.path.ends_with(".xml")
    }

    /// Made with `-d`.
    pub(crate) fn is_debug(&self) -> bool {
        self.path.contains("/debug/")
    }

    /// Bytes of a response that Nmap stores at most.
    pub(crate) fn stored_limit(&self) -> usize {
        match self.is_debug() {
            true => Detail::Debug.stored_limit(),
            false => Detail::Normal.stored_limit(),
        }
    }
}

/// What is known of a server without Nmap.
#[derive(Clone, Default)]
pub(crate) struct Truth {
    pub(crate) software: String,
    pub(crate) version: String,
    /// Absent for the scripted server.
    pub(crate) service: Option<String>,
    pub(crate) sent: Vec<Answer>,
}

/// What the server said to one probe.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) port: u16,
    pub(crate) probe: String,
    pub(crate) length: usize,
    /// Those that were recorded, from the first on.
    pub(crate) bytes: Vec<u8>,
}

impl Truth {
    /// Every answer to a probe; salts and clocks make them differ.
    pub(crate) fn answers(&self, port: u16, probe: &str) -> impl Iterator<Item = &Answer> + Clone {
        let sent = self.sent.iter();
        sent.filter(move |answer| answer.port == port && answer.probe == probe)
    }

    /// The ports that answered anything.
    pub(crate) fn ports(&self) -> Vec<u16> {
        let mut ports: Vec<u16> = self.sent.iter().map(|answer| answer.port).collect();
        ports.sort_unstable();
        ports.dedup();
        ports
    }

    fn read(text: &str) -> Self {
        let mut truth = Self::default();
        for line in text.lines() {
            match line.split_once(' ').expect("a word and a value") {
                ("software", value) => truth.software = value.into(),
                ("version", value) => truth.version = value.into(),
                ("service", value) => truth.service = Some(value.into()),
                ("package", _) => {}
                ("sent", value) => truth.sent.push(Answer::read(value)),
                (other, _) => panic!("a truth has no `{other}`"),
            }
        }
        truth
    }
}

impl Answer {
    fn read(text: &str) -> Self {
        let [port, probe, length, hex] = text.split(' ').collect::<Vec<_>>()[..] else {
            panic!("an answer has four parts: {text}");
        };
        let pairs = (0..hex.len()).step_by(2).map(|at| &hex[at..at + 2]);
        Self {
            port: port.parse().expect("a port"),
            probe: probe.into(),
            length: length.parse().expect("a length"),
            bytes: pairs
                .map(|pair| u8::from_str_radix(pair, 16).expect("hexadecimal"))
                .collect(),
        }
    }
}

/// All scans, in the order of their paths.
pub(crate) fn scans() -> Vec<Scan> {
    let folders = ["", "debug", "scripted", "scripted/debug"];
    let mut paths: Vec<PathBuf> = folders.iter().flat_map(|folder| reports(folder)).collect();
    paths.sort();
    paths.iter().map(|path| read_scan(path)).collect()
}

fn reports(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/corpus").join(folder)).expect("the corpus");
    let paths = entries.flatten().map(|entry| entry.path());
    let is_report = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        extension == "nmap" || extension == "xml"
    };
    paths.filter(is_report).collect()
}

fn read_scan(path: &Path) -> Scan {
    let report = fs::read(path).expect("a report");
    let truth = fs::read_to_string(path.with_extension("truth")).expect("a truth beside it");
    let from_root = path.strip_prefix(root()).expect("inside the repository");
    Scan {
        path: from_root.display().to_string(),
        fingerprints: decode_paste(&report).value,
        truth: Truth::read(&truth),
    }
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
