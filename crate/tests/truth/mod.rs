//! Fingerprints made at random, with what they were made of.

use super::random::Random;
use sflens::fingerprint::{
    Date, Detail, Fingerprint, Header, Protocol, Tunnel, decode_paste, encode_fingerprint,
};

/// A fingerprint and what it was made of.
pub(crate) struct Truth {
    pub(crate) header: Header,
    pub(crate) responses: Vec<(&'static str, Vec<u8>)>,
    pub(crate) text: String,
    detail: Detail,
}

impl Truth {
    /// Responses full of what looks like the form around them.
    pub(crate) fn nasty(random: &mut Random) -> Self {
        Self::new(random, Detail::Debug, nasty_response)
    }

    /// Responses as servers send them.
    pub(crate) fn plain(random: &mut Random) -> Self {
        let detail = [Detail::Normal, Detail::Debug][random.below(2)];
        Self::new(random, detail, plain_response)
    }

    fn new(random: &mut Random, detail: Detail, response: fn(&mut Random) -> Vec<u8>) -> Self {
        let header = random_header(random);
        let n_responses = 1 + random.below(PROBES.len());
        let probes = PROBES.into_iter().take(n_responses);
        let responses: Vec<_> = probes.map(|probe| (probe, response(random))).collect();
        let borrowed: Vec<_> = responses
            .iter()
            .map(|(probe, bytes)| (*probe, &bytes[..]))
            .collect();
        let text = encode_fingerprint(&header, &borrowed, detail);
        Self {
            header,
            responses,
            text,
            detail,
        }
    }

    /// What is wrong with the result of decoding `paste`; `None` when it is the truth.
    pub(crate) fn fault(&self, paste: &[u8]) -> Option<String> {
        let decoded = decode_paste(paste);
        let [fingerprint] = &decoded.value[..] else {
            return Some(format!("{} fingerprints found", decoded.value.len()));
        };
        self.fault_of(fingerprint)
    }

    /// What is wrong with one decoded fingerprint; `None` when it is the truth.
    pub(crate) fn fault_of(&self, fingerprint: &Fingerprint) -> Option<String> {
        if fingerprint.header != self.header {
            return Some(format!("header {:?}", fingerprint.header));
        }
        if let Some(record_idx) = self.wrong_record(fingerprint) {
            return Some(format!("record {record_idx} is wrong"));
        }
        (!fingerprint.complete).then(|| "not complete".to_owned())
    }

    /// The first record that is not as it was.
    fn wrong_record(&self, fingerprint: &Fingerprint) -> Option<usize> {
        let n_stored = self.detail.stored_limit();
        let same = |(probe, bytes): &(&str, Vec<u8>), idx: usize| {
            let record = fingerprint.records.get(idx)?;
            let stored = &bytes[..bytes.len().min(n_stored)];
            let sound = !record.damaged && record.n_sound == stored.len();
            (record.probe == *probe && record.bytes == stored && sound).then_some(())
        };
        let n_written = self.text.replace("\nSF:", "").matches("%r(").count();
        let n_known = n_written.min(self.responses.len());
        let wrong = (0..)
            .zip(&self.responses[..n_known])
            .find(|(idx, response)| same(response, *idx).is_none());
        let extra = fingerprint.records.len() > n_known && n_written == n_known;
        wrong.map(|(idx, _)| idx).or(extra.then_some(n_known))
    }
}

const PROBES: [&str; 6] = [
    "NULL",
    "GenericLines",
    "GetRequest",
    "HTTPOptions",
    "RTSPRequest",
    "DNSVersionBindReqTCP",
];

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

fn nasty_response(random: &mut Random) -> Vec<u8> {
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

const BANNERS: [&str; 8] = [
    "220 acme.example FTP server (Version 6.4/ACME [::ffff:192.0.2.7]) ready.\r\n",
    "500 '': command not understood.\r\n",
    "SSH-2.0-AcmeSSH_1.2-r3 *debian_7*\r\n",
    "\n\nAcme\tSwitch -- Login: \u{1b}[2J\0",
    "* OK [CAPABILITY IMAP4rev1 LITERAL+ ID $x ^y] Acme|IMAP?\r\n",
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400",
    "C:\\ACME\\bin> {\"error\":\"no such path /nice ports,/Trinity.txt.bak\",\"code\":404}\n",
    "+OK <1896.697170952@acme.example> & welcome to #acme! 50% ~off `today`\r\n",
];
const PAGE: &str = "HTTP/1.1 200 OK\r\nServer: Acme-httpd/2.4.1 (Unix) mod_x/1.0\r\nDate: Thu, 21 May \
    2026 20:30:36 GMT\r\nSet-Cookie: i_like=acme_9f3; Path=/; HttpOnly\r\n\r\n<!DOCTYPE html>\n<html \
    lang=\"en-US\">\n<head>\n\t<meta charset='utf-8'>\n<title>Acme &amp; Co &lt;home&gt;</title>\n\
    <script>if (a < 3 && b > 4) { x = \"\\n\"; } // *note*\n</script>\n<!-- page_id: 12 -->\n";

fn plain_response(random: &mut Random) -> Vec<u8> {
    match random.below(4) {
        0 => {
            let n_bytes = 3 + random.below(60);
            random.bytes(n_bytes)
        }
        1 => PAGE
            .bytes()
            .cycle()
            .take(random.below(2_000))
            .chain([b'.'])
            .collect(),
        _ => {
            let n_lines = 1 + random.below(3);
            let lines = (0..n_lines).map(|_| BANNERS[random.below(BANNERS.len())]);
            lines.collect::<String>().into_bytes()
        }
    }
}
