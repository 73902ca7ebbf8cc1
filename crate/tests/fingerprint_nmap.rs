//! Holds decoding and encoding against Nmap itself, on loopback.
//!
//! A server answers Nmap's probes with bytes that we choose; Nmap, with a small probes file of our
//! own that matches nothing, prints the fingerprints. Then: the decoded bytes are the sent bytes,
//! and our encoder writes the same text, line breaks included, in normal and in XML output, with
//! and without `-d`. Needs `nmap` (Debian package `nmap`); all traffic stays on 127.0.0.1.

mod loopback;

use std::thread;

use loopback::{Report, Script, scan, scan_traced};
use sflens::fingerprint::{
    Detail, Fingerprint, Header, decode_paste, encode_fingerprint, encode_servicefp, match_notes,
};

/// Nmap prints at most this many fingerprints for one host.
const PER_HOST: usize = 9;

#[test]
fn nmap_prints_what_we_encode_and_we_decode_what_it_was_sent() {
    // Nmap waits most of the time, so its runs wait side by side.
    thread::scope(|scope| {
        for detail in [Detail::Normal, Detail::Debug] {
            scope.spawn(move || check(&contents(), detail));
            scope.spawn(move || {
                let header = check(&lengths(), detail);
                check(&line_ends(&header, detail), detail);
                check(&full_texts(&header, detail), detail);
            });
        }
    });
}

#[test]
fn what_nmap_notes_of_its_matches_is_read() {
    let scripts = [
        Script::new("220 acme 1.2\n", &[]),
        Script::new("hello\n", &[]),
        Script::new("plain\n", &[]),
    ];
    let lines = "match acme m|^220 acme ([\\d.]+)| p/Acme/ v/$1/ i/a, b/\nsoftmatch greet m|^hello|\nmatch plain m|^plain|\n";
    let report = scan_traced(&scripts, lines);
    let notes = match_notes(&report.normal);
    let noted = notes.iter().map(|note| {
        assert_eq!((&*note.host, &*note.list), ("127.0.0.1", "NULL"));
        let text = String::from_utf8_lossy(note.span.slice(&report.normal));
        assert!(
            text.starts_with("Service scan ") && !text.contains('\n'),
            "{text}"
        );
        let [product, version, info] = note.fields.each_ref().map(Option::as_deref);
        let port_idx = report.ports.iter().position(|port| *port == note.port);
        (
            port_idx,
            note.soft,
            &*note.probe,
            note.line,
            &*note.service,
            product,
            version,
            info,
        )
    });
    let mut noted: Vec<_> = noted.collect();
    noted.sort();
    let expected = [
        (
            Some(0),
            false,
            "NULL",
            Some(3),
            "acme",
            Some("Acme"),
            Some("1.2"),
            Some("a, b"),
        ),
        (Some(1), true, "NULL", Some(4), "greet", None, None, None),
        (Some(2), false, "NULL", Some(5), "plain", None, None, None),
    ];
    assert_eq!(noted, expected);
}

/// Scans one port for each script and compares; gives the header of the first fingerprint.
#[track_caller]
fn check(scripts: &[Script], detail: Detail) -> Header {
    assert!(scripts.len() <= PER_HOST);
    let report = scan(scripts, detail == Detail::Debug);
    let normal = decode_all(&report.normal, scripts.len());
    let xml = decode_all(&report.xml, scripts.len());
    for fingerprint in normal.iter().chain(&xml) {
        let script = script_of(&report, scripts, fingerprint);
        check_bytes(script, fingerprint, detail);
        assert_eq!(fingerprint.host.as_deref(), Some("127.0.0.1"));
    }
    for fingerprint in &normal {
        let script = script_of(&report, scripts, fingerprint);
        let text = encode(encode_fingerprint, &fingerprint.header, script, detail);
        assert_eq!(
            text.as_bytes(),
            fingerprint.span.slice(&report.normal),
            "{script:?}"
        );
        let servicefp = encode(encode_servicefp, &fingerprint.header, script, detail);
        let attribute = format!("servicefp=\"{}\"", escape_xml(&servicefp));
        assert!(contains(&report.xml, attribute.as_bytes()), "{script:?}");
    }
    normal[0].header.clone()
}

type Encoder = fn(&Header, &[(&str, &[u8])], Detail) -> String;

/// The text for all that `script` sends.
fn encode(encoder: Encoder, header: &Header, script: &Script, detail: Detail) -> String {
    let sent = script.responses();
    let sent: Vec<(&str, &[u8])> = sent
        .iter()
        .map(|(probe, bytes)| (*probe, &bytes[..]))
        .collect();
    encoder(header, &sent, detail)
}

/// Decodes a report in which nothing is damaged.
#[track_caller]
fn decode_all(report: &[u8], n_expected: usize) -> Vec<Fingerprint> {
    let decoded = decode_paste(report);
    assert_eq!(
        decoded.value.len(),
        n_expected,
        "{}",
        String::from_utf8_lossy(report)
    );
    assert!(
        decoded.value.iter().all(|fingerprint| fingerprint.complete),
        "{:#?}",
        decoded.diagnostics
    );
    decoded.value
}

fn script_of<'a>(report: &Report, scripts: &'a [Script], fingerprint: &Fingerprint) -> &'a Script {
    let port = fingerprint.header.port.unwrap();
    let idx = report
        .ports
        .iter()
        .position(|known| *known == port)
        .unwrap();
    &scripts[idx]
}

#[track_caller]
fn check_bytes(script: &Script, fingerprint: &Fingerprint, detail: Detail) {
    let sent = script.responses();
    assert!(fingerprint.records.len() <= sent.len());
    for (record, (probe, response)) in fingerprint.records.iter().zip(&sent) {
        assert_eq!(&record.probe, probe);
        assert_eq!(record.declared_length as usize, response.len());
        let stored = &response[..response.len().min(detail.stored_limit())];
        assert_eq!(record.bytes, stored, "{script:?}");
        assert_eq!(record.truncated, stored.len() < response.len());
    }
}

/// Bytes of every kind, and text that looks like the form around it.
fn contents() -> Vec<Script> {
    let every_byte: Vec<u8> = (0..=255).collect();
    let pairs: Vec<u8> = (0..=255).flat_map(|byte| [0, byte]).collect();
    let header = br#"SF-Port21-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x%r(NULL,3,"abc");"#;
    let marks = b"SF:\nSF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:SF:";
    let entities = b"&lt;&quot;&amp;&#xa;SF:&#45;--- --- <br>SF: <!-- ]]> '\"";
    let ends = b"\")%r(Beta,4,\"abcd\");\n\n==============NEXT SERVICE FINGERPRINT\n";
    let backslashes = br#"\\\" \x20 \n \\x41 \"\)\; \ "#;
    let mut scripts: Vec<Script> = [
        &every_byte[..],
        &pairs,
        header,
        marks,
        entities,
        ends,
        backslashes,
    ]
    .into_iter()
    .map(|bytes| Script::new("", &[("Alpha", bytes)]))
    .collect();
    scripts.push(Script::new(
        "banner 1\r\n",
        &[("Beta", b"\x00\x00"), ("Gamma", header)],
    ));
    scripts.push(Script::new(
        "\u{0}",
        &[("Alpha", b"1"), ("Gamma", b"1\r\n2\t3")],
    ));
    scripts
}

/// Responses around the limits, with a NUL before the cut and a digit behind it.
fn lengths() -> Vec<Script> {
    let sizes = [899, 900, 901, 1299, 1300, 1301, 2000, 3900, 1];
    let script = |size: usize| {
        let mut bytes: Vec<u8> = random_bytes(size as u64).take(size).collect();
        for cut in [900, 1300] {
            if size > cut {
                bytes[cut - 1..=cut].copy_from_slice(b"\x007");
            }
        }
        Script::new("", &[("Alpha", &bytes)])
    };
    sizes.map(script).to_vec()
}

/// Texts that end at and around the end of a line, where the final `;` stands.
fn line_ends(header: &Header, detail: Detail) -> Vec<Script> {
    let script = |n_characters: usize| {
        let sized = |n_bytes: usize| Script::new("", &[("Alpha", &vec![b'a'; n_bytes])]);
        let length = |script: &Script| encode(encode_servicefp, header, script, detail).len() - 1;
        (100..300)
            .map(sized)
            .find(|script| length(script) == n_characters)
            .unwrap()
    };
    // The third line ends at 74 + 71 + 71 characters.
    (212..221).map(script).collect()
}

/// Texts around the limit over which no further record is added.
fn full_texts(header: &Header, detail: Detail) -> Vec<Script> {
    let filler = detail.stored_limit() - 10;
    let n_probes = if detail == Detail::Debug { 7 } else { 2 };
    let probes = [
        "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota",
    ];
    let script = |last: usize| {
        let sizes = (0..n_probes).map(|_| filler).chain([last, 30]);
        let answers: Vec<(&str, Vec<u8>)> = probes
            .into_iter()
            .zip(sizes.map(|size| vec![b'a'; size]))
            .collect();
        let answers: Vec<(&str, &[u8])> = answers
            .iter()
            .map(|(probe, bytes)| (*probe, &bytes[..]))
            .collect();
        Script::new("", &answers)
    };
    let n_records = |script: &Script| {
        encode(encode_servicefp, header, script, detail)
            .matches("%r(")
            .count()
    };
    let n_all = n_probes + 2;
    let edge = (1..detail.stored_limit())
        .find(|last| n_records(&script(*last)) < n_all)
        .unwrap();
    (edge - 4..edge + 5).map(script).collect()
}

fn random_bytes(seed: u64) -> impl Iterator<Item = u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    })
}

/// As Nmap escapes attributes: the five named entities, and each hyphen that follows a hyphen.
fn escape_xml(text: &str) -> String {
    let mut escaped = String::new();
    let mut behind_hyphen = false;
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '-' if behind_hyphen => escaped.push_str("&#45;"),
            c => escaped.push(c),
        }
        behind_hyphen = c == '-';
    }
    escaped
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
