//! Damages fingerprints the way people and programs do, and decodes them.
//!
//! The truth is made of random responses full of what looks like the form around it. Each kind of
//! damage that can be undone is undone completely, alone and in combinations of two and three;
//! where information is gone, what is marked sound is a beginning of the truth.

mod damage;
mod random;

use damage::{CONTAINERS, Damage, LINES, QUOTINGS};
use random::Random;
use sflens::diagnostic::Severity;
use sflens::fingerprint::{
    Date, Detail, Fingerprint, Header, Protocol, Tunnel, decode_paste, encode_fingerprint,
};

/// A fingerprint and what it was made of.
struct Truth {
    header: Header,
    responses: Vec<(&'static str, Vec<u8>)>,
    text: String,
}

impl Truth {
    fn new(random: &mut Random) -> Self {
        let header = random_header(random);
        let probes = [
            "NULL",
            "GenericLines",
            "GetRequest",
            "HTTPOptions",
            "RTSPRequest",
        ];
        let n_responses = 1 + random.below(probes.len());
        let responses: Vec<_> = probes
            .into_iter()
            .take(n_responses)
            .map(|probe| (probe, random_response(random)))
            .collect();
        let borrowed: Vec<_> = responses
            .iter()
            .map(|(probe, bytes)| (*probe, &bytes[..]))
            .collect();
        let text = encode_fingerprint(&header, &borrowed, Detail::Debug);
        Self {
            header,
            responses,
            text,
        }
    }

    #[track_caller]
    fn check(&self, paste: &[u8], what: &str) {
        let decoded = decode_paste(paste);
        let context = || {
            let truth = &self.text;
            let paste = String::from_utf8_lossy(paste);
            format!("{what}\n{truth}\n{paste}\n{:#?}", decoded.diagnostics)
        };
        assert_eq!(decoded.value.len(), 1, "{}", context());
        let fingerprint = &decoded.value[0];
        assert_eq!(fingerprint.header, self.header, "{}", context());
        assert_eq!(self.wrong_record(fingerprint), None, "{}", context());
        assert!(fingerprint.complete, "{}", context());
    }

    /// The first record that is not as it was.
    fn wrong_record(&self, fingerprint: &Fingerprint) -> Option<usize> {
        let same = |(probe, bytes): &(&str, Vec<u8>), idx: usize| {
            let record = fingerprint.records.get(idx)?;
            let stored = &bytes[..bytes.len().min(Detail::Debug.stored_limit())];
            let sound = !record.damaged && record.n_sound == stored.len();
            (record.probe == *probe && record.bytes == stored && sound).then_some(())
        };
        let extra = fingerprint.records.len() > self.responses.len();
        let wrong = (0..)
            .zip(&self.responses)
            .find(|(idx, response)| same(response, *idx).is_none());
        wrong
            .map(|(idx, _)| idx)
            .or(extra.then_some(self.responses.len()))
    }
}

fn random_header(random: &mut Random) -> Header {
    let protocol = if random.below(4) == 0 {
        Protocol::Udp
    } else {
        Protocol::Tcp
    };
    let versions = ["3.40PVT16", "6.40-2", "7.94SVN", "7.95"];
    let platforms = [
        "x86_64-pc-linux-gnu",
        "i686-pc-windows-windows",
        "arm-apple-darwin23.0.0",
    ];
    let old = random.below(5) == 0;
    Header {
        version: Some(versions[random.below(versions.len())].into()),
        tunnel: (random.below(4) == 0).then_some(Tunnel::Ssl),
        intensity: (!old).then(|| random.below(10) as u8),
        date: Some(Date {
            month: 1 + random.below(12) as u8,
            day: 1 + random.below(28) as u8,
        }),
        time: Some(0x5000_0000 + random.below(0x2000_0000) as u64),
        platform: (!old).then(|| platforms[random.below(platforms.len())].into()),
        ..Header::new(Some(random.below(65536) as u16), protocol)
    }
}

/// Pieces that look like the form around a response, or like its damage.
const TRAPS: [&str; 24] = [
    "SF:",
    "\nSF:",
    "\\nSF:",
    "\")",
    "\");",
    "%r(NULL,3,\"abc\")",
    "SF-Port1-TCP:",
    "&lt;",
    "&quot;",
    "&#xa;SF:",
    "\\",
    "\\\\",
    "\\x20",
    "<br>",
    "> ",
    "| ",
    "...",
    "'",
    "\"",
    "\0",
    "\x005",
    "\r\n",
    "--",
    "SF-Port21-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu%r(NULL,3,\"abc\");",
];

fn random_response(random: &mut Random) -> Vec<u8> {
    let n_pieces = 1 + random.below(12);
    let mut bytes = Vec::new();
    for _ in 0..n_pieces {
        match random.below(5) {
            0 => bytes.extend(random.bytes(10)),
            1 | 2 => bytes.extend(TRAPS[random.below(TRAPS.len())].as_bytes()),
            3 => bytes.extend(b"HTTP/1.0 200 OK\r\nServer: acme_httpd 1.2\r\n"),
            _ => bytes.extend(std::iter::repeat_n(
                b'a' + random.below(26) as u8,
                random.below(90),
            )),
        }
    }
    bytes
}

#[test]
fn undamaged_fingerprints_come_back() {
    let mut random = Random::new(1);
    for _ in 0..500 {
        let truth = Truth::new(&mut random);
        truth.check(truth.text.as_bytes(), "undamaged");
    }
}

#[test]
fn each_kind_of_damage_is_undone() {
    for damage in QUOTINGS.iter().chain(LINES).chain(CONTAINERS) {
        let mut random = Random::new(2);
        for _ in 0..100 {
            let truth = Truth::new(&mut random);
            let damaged = damage.apply(truth.text.clone().into_bytes(), &mut random);
            truth.check(&damaged, damage.name);
        }
    }
}

/// Lines are changed first, then the text is quoted, then put into something else.
#[test]
fn combinations_are_undone() {
    let mut random = Random::new(3);
    for _ in 0..3_000 {
        let truth = Truth::new(&mut random);
        let chosen: Vec<&Damage> = [LINES, QUOTINGS, CONTAINERS]
            .into_iter()
            .filter_map(|kinds| kinds.get(random.below(kinds.len() + 3)))
            .collect();
        let names: Vec<_> = chosen.iter().map(|damage| damage.name).collect();
        if damage::clash(&names) {
            continue;
        }
        let text = truth.text.clone().into_bytes();
        let damaged = chosen
            .iter()
            .fold(text, |text, damage| damage.apply(text, &mut random));
        truth.check(&damaged, &names.join(", "));
    }
}

/// A cut anywhere, or a line that is missing: nothing wrong is called sound.
#[test]
fn what_is_called_sound_is_true() {
    let mut random = Random::new(4);
    for _ in 0..2_000 {
        let truth = Truth::new(&mut random);
        let damaged = if random.below(2) == 0 {
            truth.text[..random.below(truth.text.len())].to_owned()
        } else {
            damage::without_a_line(&truth.text, &mut random)
        };
        check_sound_parts(&truth, &damaged);
    }
}

#[track_caller]
fn check_sound_parts(truth: &Truth, damaged: &str) {
    let decoded = decode_paste(damaged.as_bytes());
    let is_warned = decoded
        .diagnostics
        .iter()
        .any(|d| d.severity >= Severity::Warning);
    assert!(is_warned || damaged == truth.text, "{damaged}");
    for record in decoded
        .value
        .iter()
        .flat_map(|fingerprint| &fingerprint.records)
    {
        let sound = &record.bytes[..record.n_sound];
        let is_true = truth
            .responses
            .iter()
            .any(|(_, response)| response.starts_with(sound));
        assert!(is_true, "{}\n{damaged}\n{record:#?}", truth.text);
    }
}
