//! Whole pastes: what is found in them, and what is said about them.

use super::*;
use crate::diagnostic::Severity;

/// Two responses of 63 and 129 bytes, from the Nmap book.
const FTP: &str = r#"SF-Port21-TCP:V=3.40PVT16%D=9/6%Time=3F5A961C%r(NULL,3F,"220\x20stage\x20F
SF:TP\x20server\x20\(Version\x202\.1WU\(1\)\+SCO-2\.6\.1\+-sec\)\x20ready\
SF:.\r\n")%r(GenericLines,81,"220\x20stage\x20FTP\x20server\x20\(Version\x
SF:202\.1WU\(1\)\+SCO-2\.6\.1\+-sec\)\x20ready\.\r\n500\x20'':\x20command\
SF:x20not\x20understood\.\r\n500\x20'':\x20command\x20not\x20understood\.\
SF:r\n");"#;
const BANNER: &str = "220 stage FTP server (Version 2.1WU(1)+SCO-2.6.1+-sec) ready.\r\n";

/// Decodes `paste`, which holds one fingerprint and nothing worth a warning.
#[track_caller]
fn decode_sound(paste: &[u8]) -> Fingerprint {
    let decoded = decode_paste(paste);
    let loud: Vec<_> = decoded
        .diagnostics
        .iter()
        .filter(|d| d.severity > Severity::Note)
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
    assert_eq!(decoded.value.len(), 1);
    let fingerprint = decoded.value.into_iter().next().unwrap();
    assert!(fingerprint.complete);
    fingerprint
}

#[track_caller]
fn check_ftp(paste: &str) {
    let fingerprint = decode_sound(paste.as_bytes());
    let [banner, generic] = &fingerprint.records[..] else {
        panic!("{fingerprint:#?}")
    };
    let refused = "500 '': command not understood.\r\n";
    assert_eq!(banner.bytes, BANNER.as_bytes());
    assert_eq!(
        generic.bytes,
        format!("{BANNER}{refused}{refused}").as_bytes()
    );
    assert_eq!((banner.bytes.len(), generic.bytes.len()), (63, 129));
}

/// The rules of all diagnostics about `paste`, in order.
#[track_caller]
fn check_rules(paste: &str, expected: &[&str]) {
    let decoded = decode_paste(paste.as_bytes());
    let rules: Vec<_> = decoded
        .diagnostics
        .iter()
        .map(|diagnostic| &*diagnostic.rule)
        .collect();
    assert_eq!(rules, expected, "{:#?}", decoded.diagnostics);
}

#[test]
fn what_was_masked_is_uncertain_whatever_its_length() {
    let paste = br#"SF-Port1-TCP:V=7.95%r(NULL,8,"a\.{****}")%r(Help,2,"no");"#;
    let found = decode_paste(paste).value;
    let [masked, help] = &found[0].records[..] else {
        panic!("{found:?}");
    };
    assert_eq!((masked.damaged, masked.n_sound), (true, 3));
    assert!(!help.damaged);
}

#[test]
fn the_header_is_read_value_by_value() {
    let fingerprint = decode_sound(FTP.as_bytes());
    let expected = Header {
        version: Some("3.40PVT16".into()),
        date: Some(Date { month: 9, day: 6 }),
        time: Some(0x3F5A961C),
        ..Header::new(Some(21), Protocol::Tcp)
    };
    assert_eq!(fingerprint.header, expected);
    assert_eq!(fingerprint.span.range(), 0..FTP.len());
    assert_eq!(fingerprint.host, None);
}

#[test]
fn both_responses_are_whole() {
    check_ftp(FTP);
}

#[test]
fn line_breaks_and_prefixes_do_not_matter() {
    check_ftp(&FTP.replace('\n', "\r\n"));
    for prefix in ["> ", "> > ", "| ", "# ", "    ", "\t", "|_", "12: "] {
        check_ftp(&FTP.replace('\n', &format!("\n{prefix}")));
    }
    check_ftp(&FTP.replace('\n', "\n\n"));
}

#[test]
fn lost_marks_and_joined_lines_do_not_matter() {
    check_ftp(&FTP.replace("\nSF:", "\n"));
    check_ftp(&FTP.replacen("\nSF:", "\n", 1));
    for joiner in [" ", "   ", "", "\\n", "<br>"] {
        check_ftp(&FTP.replace('\n', joiner));
    }
    check_ftp(&FTP.replace("\nSF:", ""));
}

#[test]
fn xml_entities_are_undone() {
    let value = FTP
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;");
    check_ftp(&format!(
        "<service servicefp=\"{}\"/>",
        value.replace("\nSF:", "")
    ));
    check_ftp(&format!(
        "<service servicefp=\"{}\"/>",
        value.replace('\n', "&#xa;")
    ));
    let twice = value.replace('&', "&amp;");
    check_ftp(&twice);
}

#[test]
fn each_byte_knows_its_place() {
    let fingerprint = decode_sound(FTP.as_bytes());
    let banner = &fingerprint.records[0];
    assert_eq!(banner.places.len(), banner.bytes.len());
    let written = |at: usize| &FTP[banner.places[at] as usize..][..4];
    assert_eq!(written(0), r"220\");
    assert_eq!(written(3), r"\x20");
    assert_eq!(written(61), r"\r\n");
    assert_eq!(&FTP[banner.span.range()][..10], "%r(NULL,3F");
}

#[test]
fn utf_16_keeps_its_places() {
    let units = std::iter::once(0xfeff).chain(FTP.encode_utf16());
    let paste: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    let fingerprint = decode_sound(&paste);
    assert_eq!(fingerprint.records[0].bytes, BANNER.as_bytes());
    assert_eq!(fingerprint.span.range(), 2..2 + 2 * FTP.len());
    assert_eq!(
        fingerprint.records[0].places[0] as usize,
        2 + 2 * FTP.find("220").unwrap()
    );
}

#[test]
fn a_cut_tail_keeps_what_is_sound() {
    for end in 1..FTP.len() - 1 {
        let decoded = decode_paste(&FTP.as_bytes()[..end]);
        for fingerprint in &decoded.value {
            assert!(!fingerprint.complete, "{end}");
            for record in &fingerprint.records {
                let sound = &record.bytes[..record.n_sound];
                assert!(
                    BANNER.as_bytes().starts_with(&sound[..sound.len().min(63)]),
                    "{end}"
                );
            }
        }
        assert!(!decoded.diagnostics.is_empty(), "{end}");
    }
}

#[test]
fn damage_is_named() {
    check_rules(FTP.trim_end_matches(';'), &["fingerprint-missing-end"]);
    check_rules(&FTP[..200], &["fingerprint-cut-tail"]);
    check_rules(&FTP[..46], &["fingerprint-no-records"]);
    check_rules(
        &FTP.replace("220", "22"),
        &["fingerprint-length-mismatch"; 2],
    );
    check_rules(&FTP.replacen("21", "xx", 1), &["fingerprint-unknown-port"]);
}

#[test]
fn an_attribute_that_was_cut_ends_at_its_quote() {
    let value = FTP
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
        .replace('\n', "&#xa;");
    let paste = format!(
        "<service servicefp=\"{}\" method=\"probed\"/>",
        &value[..300]
    );
    let decoded = decode_paste(paste.as_bytes());
    let generic = &decoded.value[0].records[1];
    assert!(generic.damaged);
    assert!(generic.bytes.starts_with(b"220 stage FTP") && generic.n_sound == generic.bytes.len());
    assert_eq!(&*decoded.diagnostics[0].rule, "fingerprint-cut-tail");
}

#[test]
fn what_follows_a_lost_head_is_read() {
    let lines: Vec<&str> = FTP.split('\n').collect();
    let paste = format!("see below\n\n{}\n", lines[2..].join("\n"));
    let decoded = decode_paste(paste.as_bytes());
    let [fingerprint] = &decoded.value[..] else {
        panic!("{decoded:#?}")
    };
    assert_eq!(fingerprint.header, Header::new(None, Protocol::Tcp));
    assert_eq!(fingerprint.records[0].probe, "GenericLines");
    assert_eq!(fingerprint.records[0].bytes.len(), 129);
    assert!(!fingerprint.records[0].damaged && !fingerprint.complete);
    check_rules(&paste, &["fingerprint-lost-head", "fingerprint-lost-text"]);
}

#[test]
fn bytes_before_a_remark_are_sound() {
    let lines: Vec<&str> = FTP.split('\n').collect();
    let remarks = ["[...trimmed...]", "[... 2 lines cut ...]", "\u{2026}"];
    for remark in remarks {
        let paste = [lines[0], lines[1], lines[2], remark, lines[4], lines[5]].join("\n");
        let generic = &decode_paste(paste.as_bytes()).value[0].records[1];
        assert_eq!(
            &generic.bytes[..generic.n_sound],
            b"220 stage FTP server (Version",
            "{remark}"
        );
        let rules = ["fingerprint-length-mismatch", "fingerprint-ellipsis"];
        let found = decode_paste(paste.as_bytes()).diagnostics;
        let found: Vec<_> = found.iter().map(|diagnostic| &*diagnostic.rule).collect();
        assert!(
            rules.iter().all(|rule| found.contains(rule)),
            "{remark}: {found:?}"
        );
    }
}

#[test]
fn a_missing_line_leaves_the_others_sound() {
    let lines: Vec<&str> = FTP.split('\n').collect();
    let paste = [lines[0], lines[1], lines[2], lines[4], lines[5]].join("\n");
    let fingerprint = &decode_paste(paste.as_bytes()).value[0];
    assert!(!fingerprint.records[0].damaged && fingerprint.records[1].damaged);
    assert_eq!(fingerprint.records[1].n_sound, 29);
    // The escape that the missing line breaks shows where it is missing.
    let rules = ["fingerprint-length-mismatch", "fingerprint-unknown-escape"];
    check_rules(&paste, &rules);
}

#[test]
fn each_fingerprint_of_a_report_knows_its_host() {
    let other = FTP.replace("Port21", "Port2121");
    let banner = "==============NEXT SERVICE FINGERPRINT (SUBMIT INDIVIDUALLY)==============";
    let report = format!(
        "Nmap scan report for a.example (192.0.2.1)\n{banner}\n{FTP}\n{banner}\n{other}\nService Info: OS: X\n\n\
         Nmap scan report for 192.0.2.2\nPORT STATE\n{FTP}\n"
    );
    let decoded = decode_paste(report.as_bytes());
    let found = decoded
        .value
        .iter()
        .map(|found| (found.host.as_deref().unwrap(), found.header.port.unwrap()));
    let expected = [("192.0.2.1", 21), ("192.0.2.1", 2121), ("192.0.2.2", 21)];
    assert_eq!(found.collect::<Vec<_>>(), expected);
    assert_eq!(decoded.diagnostics, []);
    assert!(decoded.value.iter().all(|fingerprint| fingerprint.complete));
}

#[test]
fn what_nmap_left_out_is_no_damage() {
    let header = Header::new(Some(7070), Protocol::Tcp);
    let long = [b'a'; 2000];
    let responses: [(&str, &[u8]); 4] = [
        ("NULL", b"hi\r\n"),
        ("GenericLines", b"hi\r\n"),
        ("GetRequest", &long),
        ("Help", &long),
    ];
    let text = encode_fingerprint(&header, &responses[..3], Detail::Normal);
    check_rules(
        &text,
        &["fingerprint-repeats-null", "fingerprint-truncated"],
    );
    let responses = [responses[2], responses[3], responses[2], responses[3]];
    let text = encode_fingerprint(&header, &responses, Detail::Normal);
    let rules = ["fingerprint-truncated"; 3]
        .into_iter()
        .chain(["fingerprint-text-full"]);
    check_rules(&text, &rules.collect::<Vec<_>>());
    let fingerprint = &decode_paste(text.as_bytes()).value[0];
    assert!(fingerprint.complete && fingerprint.records.iter().all(|record| record.truncated));
}

#[test]
fn odd_header_values_never_cost_a_record() {
    let paste = FTP
        .replace("D=9/6", "D=13/0")
        .replace("Time=3F5A961C", "Time=soon%Q=1");
    let decoded = decode_paste(paste.as_bytes());
    assert_eq!(decoded.value[0].header.date, None);
    assert_eq!(decoded.value[0].header.time, None);
    assert_eq!(decoded.value[0].records.len(), 2);
    check_rules(&paste, &["fingerprint-odd-header-value"; 3]);
}
