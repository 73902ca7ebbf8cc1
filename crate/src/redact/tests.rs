use super::*;
use crate::fingerprint::{Detail, Header, Protocol, decode_paste, encode_fingerprint};

/// A fingerprint whose only response is `banner`, wrapped as Nmap wraps it.
fn paste(banner: &str) -> String {
    let header = Header::new(Some(21), Protocol::Tcp);
    encode_fingerprint(&header, &[("NULL", banner.as_bytes())], Detail::Normal)
}

/// The values found in the response `banner`, and the response with the stand-ins.
fn redacted(banner: &str) -> (Vec<(&'static str, String)>, String) {
    let paste = paste(banner);
    let found = find_confidential(paste.as_bytes());
    let redacted = redact_paste(paste.as_bytes(), &found);
    assert_eq!((redacted.text.len(), redacted.n_left), (paste.len(), 0));
    let record = decode_paste(&redacted.text)
        .value
        .remove(0)
        .records
        .remove(0);
    assert_eq!(record.bytes.len(), banner.len());
    assert!(!record.damaged);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let values = found.iter().map(|one| (one.kind.name(), text(&one.value)));
    (values.collect(), text(&record.bytes))
}

#[test]
fn each_kind_is_found_and_replaced() {
    let rows = [
        (
            "220 stage FTP server",
            "host name",
            "stage",
            "220 aaaaa FTP server",
        ),
        (
            "at ftp.acme.example.",
            "host name",
            "ftp.acme.example",
            "at aaa.bbbb.example.",
        ),
        (
            "from 10.1.20.3:21",
            "address",
            "10.1.20.3",
            "from 10.1.10.0:21",
        ),
        ("[fe80::21c]", "address", "fe80::21c", "[0000::000]"),
        (
            "id 00-0c-29-ab-cd-ef;",
            "hardware address",
            "00-0c-29-ab-cd-ef",
            "id 00-00-00-00-00-00;",
        ),
        (
            "Set-Cookie: id=Ab3; path=/",
            "cookie or token",
            "Ab3",
            "Set-Cookie: id=Xx0; path=/",
        ),
        (
            "nonce=\"0123456789ab\"",
            "cookie or token",
            "0123456789ab",
            "nonce=\"0000000000xx\"",
        ),
        (
            "\r\nDate: Sun, 22 Nov 2026 23:36:55 GMT\r\n",
            "date",
            "Sun, 22 Nov 2026 23:36:55 GMT",
            "\r\nDate: Sat, 01 Jan 2000 00:00:00 GMT\r\n",
        ),
        (
            "up since 2026-11-22 23:36",
            "date",
            "2026-11-22 23:36",
            "up since 2000-01-01 00:00",
        ),
        ("at 23:36:55 here", "date", "23:36:55", "at 00:00:00 here"),
    ];
    for (banner, kind, value, expected) in rows {
        let (values, text) = redacted(banner);
        assert_eq!(values, [(kind, value.to_owned())], "{banner}");
        assert_eq!(text, expected);
    }
}

#[test]
fn products_versions_and_local_addresses_are_left_alone() {
    for banner in [
        "220 ProFTPD 1.3.5e Server (Debian)",
        "SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.1",
        "Server: Apache/2.4.52 (Unix) PHP/8.1.2 mod_ssl/2.8.31",
        "Microsoft-IIS/10.0, ASP.NET, index.html, libssl.so",
        "5.5.5-10.11.19-MariaDB-0+deb12u1",
        "listens on 127.0.0.1 and 0.0.0.0",
        "kex-strict-s-v00@openssh.com,diffie-hellman-group14-sha256",
        "ratio 16:9, std::string, a::b::c::z",
        "Serv-U/15.1.6.25, FTP Server v15.1.6.25, Version 10.3.0.1, Firmware Version: 2.1.0.12",
        "ver. 3.2.1.0, Build 3.2.1.0, Release 8.5.0.1",
        "java.io.IOException at org.apache.catalina.core and System.Web.HttpException",
        "http://www.apache.org/licenses, http://schemas.xmlsoap.org/soap/envelope",
    ] {
        assert_eq!(redacted(banner), (Vec::new(), banner.to_owned()));
    }
}

#[test]
fn an_address_is_one_behind_other_words_too() {
    for banner in [
        "http://10.0.0.7/",
        "(10.0.0.7)",
        "server 10.0.0.7",
        "over 10.0.0.7",
    ] {
        assert_eq!(
            redacted(banner).0,
            [("address", "10.0.0.7".to_owned())],
            "{banner}"
        );
    }
}

#[test]
fn names_in_utf_16_are_found_and_stay_in_it() {
    let wide = |text: &str| text.chars().flat_map(|c| [c, '\0']).collect::<String>();
    let banner = format!(
        "SMBr\u{1}{}\0\0{}\0\0",
        wide("STAGE1"),
        wide("dc1.acme.example")
    );
    let (values, text) = redacted(&banner);
    let names: Vec<_> = values.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(names, ["STAGE1", "dc1.acme.example"]);
    let expected = format!(
        "SMBr\u{1}{}\0\0{}\0\0",
        wide("AAAAA0"),
        wide("bb0.cccc.example")
    );
    assert_eq!(text, expected);
    let words = format!("{}\0\0{}", wide("WORKGROUP"), wide("Windows 10 Pro 19041"));
    assert_eq!(redacted(&words).0, []);
}

#[test]
fn equal_values_get_equal_stand_ins_and_a_name_is_found_as_a_word() {
    let (values, text) = redacted("220 stage FTP\r\n500 Stage: what? (stages) stage.example");
    let names: Vec<_> = values.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(names, ["stage", "Stage", "stage.example"]);
    assert_eq!(
        text,
        "220 aaaaa FTP\r\n500 Aaaaa: what? (stages) aaaaa.example"
    );
}

#[test]
fn a_wrapped_name_is_replaced_on_both_lines() {
    let banner = format!("{}host.inside.example", "x ".repeat(10));
    assert!(paste(&banner).contains("\nSF:"));
    let (values, text) = redacted(&banner);
    assert_eq!(values.len(), 1);
    assert!(text.ends_with("aaaa.bbbbbb.example"), "{text}");
}

#[test]
fn the_report_around_is_searched_too() {
    let report = "# Nmap 7.95 scan initiated Sun Nov 22 23:36:55 2026 as: nmap -sV stage\n\
        Nmap scan report for stage (10.0.0.7)\nMAC Address: 00:0C:29:AB:CD:EF (VMware)\n\
        https://nmap.org/cgi-bin/submit.cgi?new-service :\n\
        SF-Port21-TCP:V=7.95%I=7%D=11/22%Time=6B037C9D%P=x86_64-pc-linux-gnu%r(NUL\n\
        SF:L,B,\"220\\x20stage\\r\\n\");\n";
    let found = find_confidential(report.as_bytes());
    let text = String::from_utf8(redact_paste(report.as_bytes(), &found).text).unwrap();
    let expected = "# Nmap 7.95 scan initiated Sat Jan 01 00:00:00 2000 as: nmap -sV aaaaa\n\
        Nmap scan report for aaaaa (10.1.1.0)\nMAC Address: 00:00:00:00:00:00 (VMware)\n\
        https://nmap.org/cgi-bin/submit.cgi?new-service :\n\
        SF-Port21-TCP:V=7.95%I=7%D=10/10%Time=386D4380%P=x86_64-pc-linux-gnu%r(NUL\n\
        SF:L,B,\"220\\x20aaaaa\\r\\n\");\n";
    assert_eq!(text, expected);
    assert_eq!(
        found.iter().map(|one| one.occurrences.len()).sum::<usize>(),
        8
    );
}

#[test]
fn what_is_not_chosen_stays() {
    let paste = paste("220 stage FTP at 10.0.0.7");
    let found = find_confidential(paste.as_bytes());
    let addresses = found.iter().filter(|one| one.kind == Kind::Ipv4);
    let text = String::from_utf8(redact_paste(paste.as_bytes(), addresses).text).unwrap();
    assert!(text.contains("stage") && !text.contains(r"\.7"), "{text}");
}

#[test]
fn what_the_paste_writes_in_escapes_is_counted_as_left() {
    let paste = r#"SF-Port21-TCP:%r(NULL,D,"220\x20\x73tage\x20FTP");"#;
    let found = find_confidential(paste.as_bytes());
    assert_eq!(found[0].value, b"stage");
    assert_eq!(redact_paste(paste.as_bytes(), &found).n_left, 1);
}

#[test]
fn no_more_places_are_kept_than_the_limit() {
    let report = "10.0.0.7 ".repeat(MAX_OCCURRENCES + 1);
    let found = find_confidential(report.as_bytes());
    assert_eq!(found[0].occurrences.len(), MAX_OCCURRENCES);
}

#[test]
fn no_more_names_are_looked_for_again_than_the_limit() {
    let name = |idx: usize| format!("name{}", idx + 100);
    let report: String = (0..=find::MAX_NAMES)
        .map(|idx| format!("Nmap scan report for {0}.example\n{0}\n", name(idx)))
        .collect();
    let found = find_confidential(report.as_bytes());
    assert_eq!(found.len(), 2 * find::MAX_NAMES + 1);
}
