//! Port lists: `21,25,8000-8010`.
//!
//! White space is fine around commas and before a `-`, not behind it.

use super::cursor::Cursor;
use super::fault::ProbesFault;
use crate::fingerprint::Protocol;
use crate::source::Span;

/// A run of ports, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PortRange {
    /// The protocol that the list names (`T:` or `U:`); `None` for both, or for the probe's own.
    pub protocol: Option<Protocol>,
    /// The first port.
    pub first: u16,
    /// The last port; never below the first.
    pub last: u16,
}

impl PortRange {
    /// True when `port` lies in the run.
    pub fn contains(self, port: u16) -> bool {
        (self.first..=self.last).contains(&port)
    }
}

/// Whether a list may name protocols.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListKind {
    /// `ports` and `sslports`: numbers only.
    Plain,
    /// `Exclude`: `T:` and `U:` may stand before a number and count from there on.
    WithProtocols,
}

/// Reads the list that fills the rest of the line. What is sound before a fault is kept.
pub(super) fn parse_ports(
    cursor: &mut Cursor<'_>,
    kind: ListKind,
) -> (Vec<PortRange>, Option<(Span, ProbesFault)>) {
    let mut ranges = Vec::new();
    let mut protocol = None;
    loop {
        cursor.skip_white();
        if kind == ListKind::WithProtocols {
            protocol = try_protocol(cursor).or(protocol);
        }
        match parse_range(cursor) {
            Ok((first, last)) => ranges.push(PortRange {
                protocol,
                first,
                last,
            }),
            Err(fault) => return (ranges, Some(fault)),
        }
        cursor.skip_white();
        match cursor.peek() {
            None => return (ranges, None),
            Some(b',') => cursor.next_byte(),
            Some(_) => {
                let fault = (cursor.rest(), ProbesFault::PortsRest);
                return (ranges, Some(fault));
            }
        };
    }
}

fn try_protocol(cursor: &mut Cursor<'_>) -> Option<Protocol> {
    let tcp = cursor.try_prefix(b"T:").map(|_| Protocol::Tcp);
    tcp.or_else(|| cursor.try_prefix(b"U:").map(|_| Protocol::Udp))
}

fn parse_range(cursor: &mut Cursor<'_>) -> Result<(u16, u16), (Span, ProbesFault)> {
    let start = cursor.at();
    let first = parse_port(cursor)?;
    cursor.skip_white();
    if cursor.try_prefix(b"-").is_none() {
        return Ok((first, first));
    }
    let last = parse_port(cursor)?;
    if last < first {
        let span = Span::new(start, cursor.at());
        return Err((span, ProbesFault::FallingRange { first, last }));
    }
    Ok((first, last))
}

fn parse_port(cursor: &mut Cursor<'_>) -> Result<u16, (Span, ProbesFault)> {
    let digits = cursor.take_while(|byte| byte.is_ascii_digit());
    if digits.is_empty() {
        return Err((digits, ProbesFault::NoPort));
    }
    let text = std::str::from_utf8(cursor.bytes(digits)).unwrap_or_default();
    text.parse().map_err(|_| (digits, ProbesFault::PortTooBig))
}
