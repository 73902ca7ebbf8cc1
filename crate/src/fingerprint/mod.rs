//! Service fingerprints: paste → blocks → header and records → response bytes, and back to text.
//!
//! ```text
//! SF-Port7070-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu%r(NUL
//! SF:L,8,"ACME\x203\r\n");
//! ```
//!
//! Stages of decoding: `encoding` makes one byte of each UTF-16 unit, `stream` and `scanner` move a
//! window over the text, `find` finds the headers,
//! `extent` says where each block can end at the latest, `reading` tries the ways in which the
//! text can have been quoted (`layer`), joined and wrapped (`unwrap`) or framed (`columns`), lists
//! them in `candidates` and takes the one that the declared lengths support, `block` reads header and records. `host` and `port_row` read the report around,
//! `remark` and `absence` say what is worth knowing. Every byte of the result keeps its place in
//! the paste. Nothing here looks at patterns.
//!
//! Differs from Nmap's own form: continuation lines may lack `SF:`, the final `;` may be missing,
//! and everything that mail, XML, JSON, Markdown and source code do to a text is undone.
//! Source: Nmap's behaviour, observed on its output (`tests/fingerprint_nmap.rs`).

mod absence;
mod block;
mod candidates;
mod columns;
mod cursor;
mod decode;
mod encode;
mod encoding;
mod extent;
mod fault;
mod find;
mod header;
mod host;
mod layer;
mod nine;
mod note;
mod opening;
mod platform;
mod port_row;
mod reading;
mod record;
mod remark;
mod scanner;
mod space;
mod stream;
mod string;
mod text;
mod unwrap;
mod utc;
mod version;

use crate::source::Span;

pub use decode::{MAX_BLOCK, decode_paste, paste_lines};
pub use encode::{StoredResponse, encode_fingerprint, encode_servicefp, encode_stored};
pub use note::{MatchNote, match_notes};
pub use platform::platform_words;
pub use stream::PasteStream;
pub use utc::UtcTime;

/// Transport protocol of a port or a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// `TCP`
    Tcp,
    /// `UDP`
    Udp,
}

impl Protocol {
    /// The name as fingerprints and probes files write it, upper case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        }
    }
}

/// What stood between the service and the scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tunnel {
    /// `T=SSL`: the probes were sent inside TLS (DTLS on UDP).
    Ssl,
}

impl Tunnel {
    /// The value as the header writes it, upper case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ssl => "SSL",
        }
    }
}

/// Day of the scan on the scanning host's own calendar; the year follows from [`Header::time`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// What stands before the first record. A value that is missing or odd in the paste is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Port number; `None` when it was hidden (`SF-Portxxxx-TCP`) or is above 65535.
    pub port: Option<u16>,
    /// Protocol of the port.
    pub protocol: Protocol,
    /// `V`: release of Nmap, such as `7.94SVN` or `3.40PVT16`.
    pub version: Option<String>,
    /// `T`: tunnel around the service.
    pub tunnel: Option<Tunnel>,
    /// `I`: version intensity, 0 to 9. Releases 3.4x wrote none.
    pub intensity: Option<u8>,
    /// `D`: local date of the scan.
    pub date: Option<Date>,
    /// `Time`: Unix seconds, UTC.
    pub time: Option<u64>,
    /// `P`: platform that Nmap was built for. Releases 3.4x wrote none.
    pub platform: Option<String>,
}

impl Header {
    /// A header that says port and protocol, and nothing else.
    pub fn new(port: Option<u16>, protocol: Protocol) -> Self {
        Self {
            port,
            protocol,
            version: None,
            tunnel: None,
            intensity: None,
            date: None,
            time: None,
            platform: None,
        }
    }
}

/// One response: `%r(probe,length,"…")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Name of the probe that was answered; `NULL` for the banner.
    pub probe: String,
    /// Bytes that came, as the record declares; may be more than were stored.
    pub declared_length: u32,
    /// The bytes that were stored, and that the paste still has.
    pub bytes: Vec<u8>,
    /// Nmap stored fewer bytes than came: 900 are stored, or 1,300 with `-d`.
    pub truncated: bool,
    /// The paste lost or changed something here: `bytes` are certain up to `n_sound` only.
    pub damaged: bool,
    /// Number of leading bytes that are certain; `bytes.len()` in a sound record.
    pub n_sound: usize,
    /// The record in the paste, from `%r(` to `)`.
    pub span: Span,
    /// For each of `bytes` the offset in the paste at which its text begins.
    pub places: Vec<u32>,
}

/// One service fingerprint found in a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// From `SF-Port` to behind the last character that belongs to it.
    pub span: Span,
    /// The host that the report around it names.
    pub host: Option<String>,
    /// What the report around it says of its port.
    pub row: Option<PortRow>,
    /// What stands before the first record.
    pub header: Header,
    /// The records in the order in which the responses came.
    pub records: Vec<Record>,
    /// Header whole, every record closed and undamaged, final `;` there.
    pub complete: bool,
}

/// What a report says of the port of a fingerprint, in its table or in an element of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortRow {
    /// Such as `open` and `open|filtered`.
    pub state: String,
    /// The name of the service without the `?`; may be empty.
    pub service: String,
    /// The name is only that of the port in Nmap's list: nothing that the port said.
    pub guessed: bool,
    /// Why Nmap says that state (`syn-ack ttl 64`), where the report tells it.
    pub reason: Option<String>,
}

/// How much Nmap stores: plain scans, or scans with `-d` or `--version-trace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Detail {
    /// 900 bytes of a response; no record is added once the text is over 2,200 characters.
    Normal,
    /// 1,300 bytes of a response, 10,000 characters.
    Debug,
}

impl Detail {
    /// Bytes of one response that are stored at most.
    pub const fn stored_limit(self) -> usize {
        match self {
            Self::Normal => 900,
            Self::Debug => 1300,
        }
    }

    /// Characters of wrapped text over which no further record is added.
    pub const fn text_limit(self) -> usize {
        match self {
            Self::Normal => 2_200,
            Self::Debug => 10_000,
        }
    }
}

#[cfg(test)]
mod tests;
