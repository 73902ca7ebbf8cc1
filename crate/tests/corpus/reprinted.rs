//! What was decoded is written again as Nmap had written it.

use std::fs;
use std::path::Path;

use sflens::results::{FingerprintRecord, SourceFile, decode_files, print_fingerprint};

use crate::scans::scans;

#[test]
fn every_fingerprint_is_printed_as_nmap_printed_it() {
    let mut n_printed = 0;
    for scan in scans() {
        let text = read(&scan.path);
        for fingerprint in decode(&text) {
            let span = fingerprint.source.span;
            let original = &text[span.start as usize..span.end as usize];
            let printed = print_fingerprint(&fingerprint);
            match scan.is_xml() {
                true => assert_eq!(parts(&decode(&printed)[0]), parts(&fingerprint)),
                false => assert_eq!(printed, original, "{}", scan.path),
            }
            n_printed += 1;
        }
    }
    assert!(n_printed > 200, "{n_printed}");
}

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::read_to_string(root.join(path)).expect("the corpus is text")
}

fn decode(text: &str) -> Vec<FingerprintRecord> {
    let (name, text) = ("scan", text.as_bytes());
    decode_files(&[SourceFile { name, text }]).fingerprints
}

/// The fingerprint without its places and what the report around it says.
fn parts(fingerprint: &FingerprintRecord) -> FingerprintRecord {
    let mut parts = fingerprint.clone();
    parts.source.span = Default::default();
    (parts.source.line, parts.source.column) = (0, 0);
    parts.host = None;
    parts.reported = None;
    for response in &mut parts.responses {
        response.span = Default::default();
    }
    parts
}
