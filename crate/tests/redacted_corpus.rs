//! What Nmap printed for real servers, redacted: every length stays, no value that was found does.

use std::fs;
use std::path::PathBuf;

use sflens::fingerprint::{Fingerprint, decode_paste};
use sflens::redact::{find_confidential, redact_paste};

fn reports() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus");
    let entries = fs::read_dir(folder).expect("the corpus");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_report = |path: &PathBuf| {
        let extension = path.extension().and_then(|text| text.to_str());
        matches!(extension, Some("nmap" | "xml"))
    };
    let named = |path: PathBuf| (path.display().to_string(), fs::read(&path).expect("a file"));
    paths.filter(is_report).map(named).collect()
}

/// Everything of a fingerprint that must stay.
fn shape(fingerprints: &[Fingerprint]) -> Vec<(bool, String, u32, usize, bool)> {
    let records = |one: &Fingerprint| {
        let complete = one.complete;
        let shape = one.records.iter().map(move |record| {
            let (declared, stored) = (record.declared_length, record.bytes.len());
            (
                complete,
                record.probe.clone(),
                declared,
                stored,
                record.damaged,
            )
        });
        shape.collect::<Vec<_>>()
    };
    fingerprints.iter().flat_map(records).collect()
}

#[test]
fn lengths_stay_and_values_go() {
    let reports = reports();
    assert!(reports.len() > 20);
    let mut n_found = 0;
    for (path, report) in reports {
        let found = find_confidential(&report);
        let redacted = redact_paste(&report, &found);
        assert_eq!(redacted.n_left, 0, "{path}");
        let (before, after) = (
            decode_paste(&report).value,
            decode_paste(&redacted.text).value,
        );
        assert_eq!(shape(&before), shape(&after), "{path}");
        let again = find_confidential(&redacted.text);
        for one in found.iter().filter(|one| one.value != one.stand_in) {
            n_found += 1;
            assert!(
                again.iter().all(|left| left.value != one.value),
                "{path}: {one:?}"
            );
        }
    }
    assert!(n_found > 100, "{n_found}");
}
