//! A response that comes without a fingerprint, as the fingerprint that Nmap would have printed.

use sflens::bytes::{ByteForm, read_bytes, recognize_bytes};
use sflens::fingerprint::{Detail, Header, Protocol, Tunnel, UtcTime, encode_fingerprint};
use sflens::results::ResponseBytes;
use sflens::template::Release;

use crate::protocol::{FilesNews, RawResponse};

/// What the header says that nobody knows: an ordinary scan from an ordinary machine.
const INTENSITY: u8 = 7;
const PLATFORM: &str = "x86_64-pc-linux-gnu";

/// The bytes that are meant, and the fingerprint with them.
pub(super) fn encode_raw(raw: &RawResponse) -> FilesNews {
    let named = raw.form.as_deref().and_then(ByteForm::from_name);
    let (form, bytes) = match named {
        Some(form) => (form, read_bytes(&raw.given, form)),
        None => {
            let (form, bytes) = recognize_bytes(&raw.given);
            (form, Some(bytes))
        }
    };
    let encode = |bytes: &Vec<u8>| {
        let responses = [(raw.probe.as_str(), bytes.as_slice())];
        encode_fingerprint(&header(raw), &responses, Detail::Debug)
    };
    FilesNews::Encoded {
        form: form.name().to_owned(),
        text: bytes.as_ref().map(encode).unwrap_or_default(),
        bytes: bytes.map(ResponseBytes),
    }
}

fn header(raw: &RawResponse) -> Header {
    let protocol = match raw.is_udp {
        true => Protocol::Udp,
        false => Protocol::Tcp,
    };
    Header {
        version: Some(Release::default().name().to_owned()),
        tunnel: raw.is_tls.then_some(Tunnel::Ssl),
        intensity: Some(INTENSITY),
        date: UtcTime::from_unix(raw.time).map(UtcTime::date),
        time: Some(raw.time),
        platform: Some(PLATFORM.to_owned()),
        ..Header::new(Some(raw.port), protocol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &str, form: Option<&str>, wanted_form: &str, wanted: Option<&[u8]>) -> String {
        let raw = RawResponse {
            given: ResponseBytes(given.into()),
            form: form.map(str::to_owned),
            probe: "GetRequest".to_owned(),
            port: 8080,
            is_tls: true,
            time: 0x67cd_8a10,
            ..RawResponse::default()
        };
        let FilesNews::Encoded { form, bytes, text } = encode_raw(&raw) else {
            panic!("another answer");
        };
        let bytes = bytes.map(|bytes| bytes.0);
        assert_eq!((form.as_str(), bytes.as_deref()), (wanted_form, wanted));
        text
    }

    #[test]
    fn a_dump_becomes_the_response_of_a_fingerprint() {
        let dump = "00000000: 4143 4d45 2033 0d0a                      ACME 3..";
        let text = check(dump, None, "dump", Some(b"ACME 3\r\n"));
        let header = "SF-Port8080-TCP:V=7.991%T=SSL%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu";
        let unwrapped = text.replace("\nSF:", "");
        let wanted = format!("{header}%r(GetRequest,8,\"ACME\\x203\\r\\n\");");
        assert_eq!(unwrapped, wanted);
    }

    #[test]
    fn a_form_that_the_text_does_not_have_gives_nothing() {
        assert_eq!(check("hello", Some("base64"), "base64", None), "");
        check("41434d45", Some("raw"), "raw", Some(b"41434d45"));
        check("41434d45", None, "hex", Some(b"ACME"));
    }
}
