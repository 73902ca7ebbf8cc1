//! A decoded fingerprint as the text that Nmap had printed.
//!
//! ```text
//! servicefp="SF-Port7070-TCP:V=7.95%r(NULL,8,&quot;ACME\x203\r\n&quot;);"
//! SF-Port7070-TCP:V=7.95%r(NULL,8,"ACME\x203\r\n");
//! ```
//!
//! What mail, XML and terminals did to it is undone. Of a damaged fingerprint the certain bytes
//! are written, so its lengths still say that something is missing.

use super::records::{FingerprintRecord, ResponseRecord};
use crate::fingerprint::{Date, Header, Protocol, StoredResponse, Tunnel, encode_stored};

/// The fingerprint in lines of 74 characters, no line break at the end. Of a complete one it
/// decodes to the same again.
pub fn print_fingerprint(record: &FingerprintRecord) -> String {
    encode_stored(&header(record), record.responses.iter().map(stored))
}

fn stored(response: &ResponseRecord) -> StoredResponse<'_> {
    let bytes = &response.bytes.0;
    StoredResponse {
        probe: &response.probe,
        declared_length: response.declared_length as usize,
        bytes: bytes.get(..response.sound_length as usize).unwrap_or(bytes),
    }
}

fn header(record: &FingerprintRecord) -> Header {
    let protocol = if record.protocol == Protocol::Udp.name() {
        Protocol::Udp
    } else {
        Protocol::Tcp
    };
    Header {
        port: record.port,
        protocol,
        version: record.version.clone(),
        tunnel: record.tunnel.as_ref().map(|_| Tunnel::Ssl),
        intensity: record.intensity,
        date: record.date.as_deref().and_then(read_date),
        time: record.time,
        platform: record.platform.clone(),
    }
}

/// `9/6` as month and day.
fn read_date(text: &str) -> Option<Date> {
    let (month, day) = text.split_once('/')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Some(Date { month, day })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Report, SourceFile, decode_files};

    fn decode(text: &str) -> Report {
        decode_files(&[SourceFile {
            name: "scan",
            text: text.as_bytes(),
        }])
    }

    #[track_caller]
    fn check(text: &str, printed: &str) {
        let report = decode(text);
        let texts: Vec<String> = report.fingerprints.iter().map(print_fingerprint).collect();
        assert_eq!(texts, [printed]);
    }

    #[test]
    fn a_sound_fingerprint_is_printed_as_it_was() {
        let text = r#"SF-Port7070-UDP:V=7.95%T=SSL%I=7%D=3/9%Time=67CD8A10%P=x86_64%r(NULL,8,
SF:"ACME\x203\r\n");"#;
        let unwrapped = text.replace("\nSF:", "");
        let wrapped = format!("{}\nSF:{}", &unwrapped[..74], &unwrapped[74..]);
        check(text, &wrapped);
        check(&wrapped, &wrapped);
    }

    #[test]
    fn quoting_is_undone() {
        let printed = r#"SF-Portxxxxx-TCP:V=7.95%r(NULL,4,"a\x20b;");"#;
        check(
            "<service servicefp=\"SF-Portxxxxx-TCP:V=7.95%r(NULL,4,&quot;a\\x20b;&quot;);\"/>",
            printed,
        );
    }

    #[test]
    fn what_nmap_did_not_store_is_declared_again() {
        let stored = "x".repeat(900);
        let text = format!(r#"SF-Port1-TCP:V=7.95%r(NULL,1000,"{stored}");"#);
        let printed = print_fingerprint(&decode(&text).fingerprints[0]);
        let again = &decode(&printed).fingerprints[0];
        assert!(again.complete && again.responses[0].truncated);
        assert_eq!(again.responses[0].declared_length, 0x1000);
    }

    #[test]
    fn a_cut_response_keeps_its_certain_bytes_and_its_length() {
        let cut = &decode(r#"SF-Port1-TCP:V=7.95%r(NULL,9,"abc"#).fingerprints[0];
        let again = &decode(&print_fingerprint(cut)).fingerprints[0];
        assert!(!again.complete);
        assert_eq!(again.responses[0].declared_length, 9);
        assert!(again.responses[0].bytes.0.starts_with(b"abc"));
    }
}
