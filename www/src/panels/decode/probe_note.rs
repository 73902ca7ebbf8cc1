//! What is known of one response before one looks at its bytes: how many there are, what is
//! missing, what the probe had sent.

use sflens::bytes::print_readable;
use sflens::results::{ProbeRecord, ResponseRecord, STARTER_NAME};

use crate::widgets::group_thousands;

/// Bytes of a payload that are shown.
const PAYLOAD_SHOWN: usize = 32;

/// `63 bytes`, `Nmap stored 900 of 4,096 bytes`, `damaged: 21 of 63 bytes read`.
pub(super) fn size_note(response: &ResponseRecord) -> String {
    let n_stored = group_thousands(response.bytes.len());
    let n_declared = group_thousands(response.declared_length as usize);
    match (response.truncated, response.damaged) {
        (_, true) => {
            let certain = certain_note(response);
            match response.bytes.len() > response.declared_length as usize {
                true => format!("damaged: {n_stored} bytes read, {n_declared} declared{certain}"),
                false => format!("damaged: {n_stored} of {n_declared} bytes read{certain}"),
            }
        }
        (true, _) => format!("Nmap stored {n_stored} of {n_declared} bytes"),
        _ if response.bytes.len() == 1 => "1 byte".to_owned(),
        _ => format!("{n_stored} bytes"),
    }
}

/// `, the first 21 certain`; nothing where all of the bytes are.
fn certain_note(response: &ResponseRecord) -> String {
    match response.sound_length as usize {
        n_sound if n_sound >= response.bytes.len() => String::new(),
        0 => ", none of them certain".to_owned(),
        1 => ", only the first certain".to_owned(),
        n_sound => format!(", the first {} certain", group_thousands(n_sound)),
    }
}

/// True for a probe of the starter file, which is not Nmap's: another file may send something else
/// under that name.
pub(super) fn is_starter(probe: &ProbeRecord) -> bool {
    probe.at.file == STARTER_NAME
}

/// `sent nothing, waited`, `sent \r\n\r\n`, `the starter file sends \r\n\r\n`; nothing where what it
/// sends is not known.
pub(super) fn sent_note(probe: &ProbeRecord) -> Option<String> {
    let payload = &probe.payload.as_ref()?.0;
    if payload.is_empty() {
        return Some("sent nothing, waited".to_owned());
    }
    let sent = match is_starter(probe) {
        true => "the starter file sends",
        false => "sent",
    };
    let shown = &payload[..payload.len().min(PAYLOAD_SHOWN)];
    let rest = payload.len() - shown.len();
    let ellipsis = if rest > 0 {
        format!("… ({} bytes)", payload.len())
    } else {
        String::new()
    };
    Some(format!("{sent} {}{ellipsis}", print_readable(shown)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::response;
    use sflens::results::{LineRefRecord, ResponseBytes};

    #[test]
    fn what_is_missing_is_said() {
        let mut stored = response("GetRequest", &[b'a'; 900]);
        assert_eq!(size_note(&stored), "900 bytes");
        stored.declared_length = 4_096;
        stored.truncated = true;
        assert_eq!(size_note(&stored), "Nmap stored 900 of 4,096 bytes");
        stored.damaged = true;
        assert_eq!(size_note(&stored), "damaged: 900 of 4,096 bytes read");
        stored.sound_length = 21;
        let note = "damaged: 900 of 4,096 bytes read, the first 21 certain";
        assert_eq!(size_note(&stored), note);
        (stored.declared_length, stored.sound_length) = (58, 0);
        let note = "damaged: 900 bytes read, 58 declared, none of them certain";
        assert_eq!(size_note(&stored), note);
        assert_eq!(size_note(&response("NULL", b"x")), "1 byte");
    }

    fn note_of(file: &str, payload: Option<&[u8]>) -> Option<String> {
        sent_note(&ProbeRecord {
            at: LineRefRecord {
                file: file.to_owned(),
                line: 9,
            },
            protocol: "TCP".to_owned(),
            name: "Help".to_owned(),
            payload: payload.map(|bytes| ResponseBytes(bytes.to_vec())),
            no_payload: false,
            ports: vec![],
            ssl_ports: vec![],
            rarity: 1,
            total_wait_ms: 5000,
            tcp_wrapped_ms: None,
            fallback: vec![],
            match_lines: 0,
            softmatch_lines: 0,
            tries: vec![],
            sees: vec![],
        })
    }

    #[track_caller]
    fn check(file: &str, payload: Option<&[u8]>, expected: Option<&str>) {
        assert_eq!(note_of(file, payload).as_deref(), expected);
    }

    #[test]
    fn a_payload_is_shown_in_escapes_and_not_too_long() {
        check("own", None, None);
        check("own", Some(b""), Some("sent nothing, waited"));
        check("own", Some(b"\r\n\r\n"), Some(r"sent \r\n\r\n"));
        let long = note_of("own", Some(&[b'a'; 100])).unwrap_or_default();
        assert!(long.ends_with("a… (100 bytes)"), "{long}");
    }

    #[test]
    fn what_the_starter_file_sends_need_not_have_been_sent() {
        check(STARTER_NAME, Some(b""), Some("sent nothing, waited"));
        check(STARTER_NAME, Some(b"a"), Some("the starter file sends a"));
    }
}
