//! A probes file printed again means the same, and its comments and order are there: the file of an
//! installed Nmap, and files made at random.

mod random;

use random::Random;
use sflens::diagnostic::Severity;
use sflens::probes::{ReadOptions, parse_probes_file, print_probes_file};
use sflens::template::Release;

const INSTALLED: &str = "/usr/share/nmap/nmap-service-probes";

/// Random files.
const FILES: usize = 3_000;

/// Pieces of which lines are made, sound and not.
const PIECES: &[&[u8]] = &[
    b"Probe ",
    b"TCP ",
    b"UDP ",
    b"A ",
    b"B ",
    b"q|",
    b"|",
    b"\\x00",
    b"\\n",
    b" no-payload",
    b"ports ",
    b"1",
    b",",
    b"-",
    b" ",
    b"  ",
    b"\t",
    b"rarity ",
    b"5",
    b"fallback ",
    b"A",
    b"match ",
    b"softmatch ",
    b"s",
    b" m",
    b"m|",
    b"^a",
    b"=",
    b"i",
    b" p/",
    b"/",
    b" v|",
    b" cpe:/a:x/",
    b"$1",
    b"\xe9",
    b"\0",
    b"# ",
    b"\r",
    b"Exclude ",
    b"T:",
    b"totalwaitms ",
    b"200",
];

/// Whole lines that are sound.
const LINES: &[&[u8]] = &[
    b"Probe TCP A q|a|",
    b"Probe UDP B q/b\\0/  no-payload",
    b"match s  m|^a(b)|is  p/$1/ i/\xe9/",
    b"softmatch s m|^x|",
    b"ports  1 , 2-3",
    b"sslports 443",
    b"rarity 3 ",
    b"fallback A,, B",
    b"# comment \xff",
    b"",
    b"totalwaitms 300x",
    b"match s m|^y|\r",
];

fn random_file(random: &mut Random) -> Vec<u8> {
    let mut text = Vec::new();
    for _ in 0..random.below(12) {
        if random.below(3) > 0 {
            text.extend_from_slice(LINES[random.below(LINES.len())]);
        } else {
            for _ in 0..random.below(8) {
                text.extend_from_slice(PIECES[random.below(PIECES.len())]);
            }
        }
        if random.below(16) == 0 {
            text.extend(random.bytes(5));
        }
        text.push(b'\n');
    }
    if random.below(4) == 0 {
        text.pop();
    }
    text
}

#[test]
fn a_random_file_printed_again_means_the_same() {
    let mut random = Random::new(11);
    let mut n_changed = 0;
    for _ in 0..FILES {
        let text = random_file(&mut random);
        let options = ReadOptions {
            release: Release::ALL[random.below(Release::ALL.len())],
            ..ReadOptions::default()
        };
        let printed = print_probes_file(&text, &options).value;
        let shown = text.escape_ascii();
        assert_eq!(
            meaning(&printed, &options),
            meaning(&text, &options),
            "{shown}"
        );
        assert_eq!(comments(&printed), comments(&text), "{shown}");
        assert_eq!(
            print_probes_file(&printed, &options).value,
            printed,
            "{shown}"
        );
        n_changed += usize::from(printed != text);
    }
    assert!(n_changed > FILES / 4);
}

/// All that a file means: spans and line numbers are left out.
fn meaning(text: &[u8], options: &ReadOptions) -> Vec<String> {
    let parsed = parse_probes_file(text, options);
    let errors = parsed.diagnostics.iter();
    let errors = errors.filter(|finding| finding.severity == Severity::Error);
    let rules: Vec<_> = errors.map(|finding| finding.rule.clone()).collect();
    let file = parsed.value;
    let mut all = vec![format!("{:?} {rules:?}", file.exclude)];
    for probe in &file.probes {
        let names = probe.fallback.iter().map(|fallback| &fallback.name);
        all.push(format!(
            "{:?} {:?} {:?} {} {:?} {:?} {:?} {:?} {:?} {:?}",
            probe.protocol,
            probe.name,
            probe.payload,
            probe.no_payload,
            probe.ports,
            probe.ssl_ports,
            probe.total_wait_ms,
            probe.tcp_wrapped_ms,
            probe.rarity,
            names.collect::<Vec<_>>(),
        ));
        all.extend(probe.lines.iter().map(|line| {
            let templates = line.templates.iter();
            let templates = templates.map(|template| (template.kind, &template.text));
            format!(
                "{} {:?} {:?} {:?} {:?}",
                line.soft,
                line.service,
                line.pattern_text,
                line.flags,
                templates.collect::<Vec<_>>()
            )
        }));
    }
    all
}

fn comments(text: &[u8]) -> Vec<&[u8]> {
    let lines = text.split(|byte| *byte == b'\n');
    lines
        .filter(|line| line.is_empty() || line.starts_with(b"#"))
        .collect()
}

#[test]
fn the_installed_file_printed_again_means_the_same() {
    let text = match std::fs::read(INSTALLED) {
        Ok(text) => text,
        Err(error) => return eprintln!("not compared: {INSTALLED}: {error}"),
    };
    for release in Release::ALL {
        let options = ReadOptions {
            release,
            ..ReadOptions::default()
        };
        let printed = print_probes_file(&text, &options).value;
        assert_ne!(printed, text, "something in it has another form");
        assert!(meaning(&printed, &options) == meaning(&text, &options));
        assert_eq!(comments(&printed), comments(&text));
        assert_eq!(print_probes_file(&printed, &options).value, printed);
    }
}
