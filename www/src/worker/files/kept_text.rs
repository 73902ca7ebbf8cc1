//! The text that is kept of a fingerprint in a file, so that the file itself need not be.
//!
//! ```text
//! <service name="x" servicefp="SF-Port7-TCP:V=7.95%r(NULL,2,&quot;hi&quot;);" />
//!
//! Nmap scan report for 192.0.2.7
//! SF-Port7-TCP:V=7.95%r(NULL,2,"hi");
//! ```
//!
//! A complete fingerprint is written as Nmap had printed it. A damaged one keeps the file's own
//! text, from the start of its line on, as long as that decodes to the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use sflens::results::{
    FingerprintRecord, Report, ResponseBytes, ResponseRecord, SourceFile, decode_files,
    print_fingerprint,
};

use super::small::text_of;
use crate::protocol::Found;

/// Bytes before a fingerprint that can belong to its line: quoting, a log's columns, XML.
const MAX_BEFORE: u32 = 512;

/// A part of a file.
pub(super) struct Slice {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// How many of them stand before the fingerprint.
    pub(super) n_before: usize,
}

impl Slice {
    /// Where to begin for a fingerprint at `at` when the one before it ended at `last_end`.
    pub(super) fn start(at: u32, last_end: u32) -> u32 {
        at.saturating_sub(MAX_BEFORE).max(last_end).min(at)
    }

    /// The text from the start of the line on.
    fn text(&self) -> String {
        let before = self.bytes.get(..self.n_before).unwrap_or_default();
        let line_break = before.iter().rposition(|byte| *byte == b'\n');
        let start = line_break.map_or(0, |at| at + 1);
        text_of(self.bytes.get(start..).unwrap_or_default())
    }
}

/// What is kept of a fingerprint.
pub(super) fn found(mut record: FingerprintRecord, slice: Option<&Slice>) -> Found {
    let report = |text: &str| format!("{}{}{text}\n", host_line(&record), port_rows(&record));
    let of_file = slice.map(|slice| report(&slice.text()));
    let text = of_file
        .filter(|text| is_text_of(text, &record))
        .unwrap_or_else(|| report(&print_fingerprint(&record)));
    let same = same(&record);
    for response in &mut record.responses {
        response.bytes = ResponseBytes::default();
    }
    Found { same, text, record }
}

fn host_line(record: &FingerprintRecord) -> String {
    let host = record.host.as_ref();
    host.map_or_else(String::new, |host| format!("Nmap scan report for {host}\n"))
}

/// The head of the table of ports and the row, as far as the file has them.
fn port_rows(record: &FingerprintRecord) -> String {
    let reported = record.reported.as_ref();
    let named = reported.filter(|reported| !reported.service.is_empty());
    let Some((reported, port)) = named.zip(record.port) else {
        return String::new();
    };
    let protocol = record.protocol.to_ascii_lowercase();
    let is_marked = reported.guessed && reported.service != "unknown";
    let mark = if is_marked { "?" } else { "" };
    let reason = reported.reason.as_ref();
    let head = reason.map_or("PORT STATE SERVICE", |_| "PORT STATE SERVICE REASON");
    let reason = reason.map_or(String::new(), |reason| format!(" {reason}"));
    let (state, service) = (&reported.state, &reported.service);
    format!("{head}\n{port}/{protocol} {state} {service}{mark}{reason}\n")
}

/// True when the text decodes to this fingerprint alone.
fn is_text_of(text: &str, record: &FingerprintRecord) -> bool {
    let text = text.as_bytes();
    let Report { fingerprints, .. } = decode_files(&[SourceFile { name: "", text }]);
    let [other] = &fingerprints[..] else {
        return false;
    };
    (other.host == record.host) && same(other) == same(record) && other.complete == record.complete
}

/// The same for fingerprints for which Nmap would report the same.
fn same(record: &FingerprintRecord) -> u64 {
    let mut hasher = DefaultHasher::new();
    (
        record.port,
        &record.protocol,
        &record.tunnel,
        record.intensity,
    )
        .hash(&mut hasher);
    record
        .responses
        .iter()
        .for_each(|response| hash_response(response, &mut hasher));
    hasher.finish()
}

fn hash_response(response: &ResponseRecord, hasher: &mut DefaultHasher) {
    let length = (response.declared_length, response.sound_length);
    (&response.probe, length, &response.bytes).hash(hasher);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str) -> Vec<FingerprintRecord> {
        let (name, text) = ("scan.xml", text.as_bytes());
        decode_files(&[SourceFile { name, text }]).fingerprints
    }

    /// What is kept of the only fingerprint in `text`, whose line begins `n_before` bytes before.
    fn kept(text: &str, is_sliced: bool) -> Found {
        let record = decode(text).remove(0);
        let start = record.source.span.start as usize;
        let slice = Slice {
            bytes: text.as_bytes()[..record.source.span.end as usize].to_vec(),
            n_before: start,
        };
        found(record, is_sliced.then_some(&slice))
    }

    #[test]
    fn a_complete_fingerprint_is_kept_as_nmap_printed_it() {
        let text = "<address addr=\"192.0.2.7\" addrtype=\"ipv4\"/>\n\
            <service servicefp=\"SF-Port7-TCP:V=7.95%r(NULL,2,&quot;hi&quot;);\" />";
        let kept = kept(text, false);
        let printed = "Nmap scan report for 192.0.2.7\nSF-Port7-TCP:V=7.95%r(NULL,2,\"hi\");\n";
        assert_eq!(kept.text, printed);
        assert_eq!(kept.record.source.line, 2);
    }

    #[test]
    fn what_the_report_says_of_the_port_is_kept() {
        let text = "<port protocol=\"tcp\" portid=\"7\"><state state=\"open\" reason=\"syn-ack\"/>\
            <service name=\"echo\" servicefp=\"SF-Port7-TCP:V=7.95%r(NULL,2,&quot;hi&quot;);\" \
            method=\"table\"/>";
        let kept = kept(text, false);
        assert!(kept.record.reported.is_some());
        assert_eq!(decode(&kept.text)[0].reported, kept.record.reported);
    }

    #[test]
    fn a_damaged_one_keeps_the_text_of_its_line() {
        let text = "> quoted\n> SF-Port7-TCP:V=7.95%r(NULL,9,\"hi";
        let kept = kept(text, true);
        assert_eq!(kept.text, "> SF-Port7-TCP:V=7.95%r(NULL,9,\"hi\n");
        assert!(!kept.record.complete);
    }

    #[test]
    fn a_slice_that_decodes_to_something_else_is_not_kept() {
        let text = "SF-Port8-TCP:V=7.95%r(NULL,1,\"x\"); SF-Port7-TCP:V=7.95%r(NULL,9,\"hi";
        let record = decode(text).remove(1);
        let slice = Slice {
            n_before: record.source.span.start as usize,
            bytes: text.as_bytes().to_vec(),
        };
        let kept = found(record, Some(&slice));
        assert!(!kept.text.contains("SF-Port8"), "{}", kept.text);
        assert!(kept.text.contains("SF-Port7"), "{}", kept.text);
    }

    #[test]
    fn the_bytes_are_in_the_text_only() {
        let kept = kept("SF-Port7-TCP:V=7.95%r(NULL,2,\"hi\");", false);
        assert!(kept.record.responses[0].bytes.0.is_empty());
        assert_eq!(kept.record.responses[0].declared_length, 2);
    }

    #[test]
    fn what_nmap_would_report_the_same_for_has_the_same_number() {
        let same = |text: &str| same(&decode(text)[0]);
        let first = same("SF-Port7-TCP:V=7.95%I=7%Time=1%r(NULL,2,\"hi\");");
        assert_eq!(
            first,
            same("SF-Port7-TCP:V=7.80%I=7%Time=2%r(NULL,2,\"hi\");")
        );
        assert_ne!(
            first,
            same("SF-Port8-TCP:V=7.95%I=7%Time=1%r(NULL,2,\"hi\");")
        );
        assert_ne!(
            first,
            same("SF-Port7-TCP:V=7.95%I=7%Time=1%r(NULL,2,\"ho\");")
        );
        assert_ne!(
            first,
            same("SF-Port7-TCP:V=7.95%I=9%Time=1%r(NULL,2,\"hi\");")
        );
    }

    #[test]
    fn a_slice_never_reaches_into_the_fingerprint_before() {
        assert_eq!(Slice::start(5_000, 0), 4_488);
        assert_eq!(Slice::start(5_000, 4_900), 4_900);
        assert_eq!(Slice::start(100, 0), 0);
        assert_eq!(Slice::start(100, 200), 100);
    }
}
