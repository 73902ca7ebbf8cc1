//! The directives: `Probe`, and what may stand under it beside match lines.
//!
//! ```text
//! Probe TCP AcmeHello q|HELLO\r\n|
//! ports 7070,7100-7110
//! rarity 3
//! fallback GetRequest
//! ```

use super::cursor::Cursor;
use super::fault::ProbesFault;
use super::ports::{ListKind, parse_ports};
use super::split::RawLine;
use super::{FallbackName, MAX_FALLBACKS, Probe, ReadOptions};
use crate::fingerprint::Protocol;
use crate::source::Span;
use crate::template::{EscapeFault, decode_escapes, is_white};

/// A fault and its place.
pub(super) type Fault = (Span, ProbesFault);

/// Milliseconds that the two time directives accept.
const WAIT_RANGE: std::ops::RangeInclusive<u32> = 100..=300_000;

/// A directive of a probe; each is a keyword and one space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Directive {
    Ports,
    SslPorts,
    TotalWaitMs,
    TcpWrappedMs,
    Rarity,
    Fallback,
}

/// The keywords of the directives under a `Probe` line.
pub fn directive_keywords() -> [&'static str; 6] {
    Directive::ALL.map(Directive::keyword)
}

impl Directive {
    pub(super) const ALL: [Self; 6] = [
        Self::Ports,
        Self::SslPorts,
        Self::TotalWaitMs,
        Self::TcpWrappedMs,
        Self::Rarity,
        Self::Fallback,
    ];

    pub(super) fn keyword(self) -> &'static str {
        match self {
            Self::Ports => "ports",
            Self::SslPorts => "sslports",
            Self::TotalWaitMs => "totalwaitms",
            Self::TcpWrappedMs => "tcpwrappedms",
            Self::Rarity => "rarity",
            Self::Fallback => "fallback",
        }
    }

    /// The directive whose keyword and space the line starts with; reads them.
    pub(super) fn try_keyword(cursor: &mut Cursor<'_>) -> Option<(Self, Span)> {
        let start = cursor.at();
        let found = Self::ALL.into_iter().find(|directive| {
            let rest = cursor.bytes(cursor.rest());
            let behind = rest.strip_prefix(directive.keyword().as_bytes());
            behind.is_some_and(|behind| behind.first() == Some(&b' '))
        })?;
        cursor.move_to(start + found.keyword().len() + 1);
        Some((found, Span::new(start, start + found.keyword().len())))
    }

    /// Reads the rest of the line into `probe`; what is sound is kept.
    pub(super) fn read(
        self,
        cursor: &mut Cursor<'_>,
        keyword: Span,
        probe: &mut Probe,
    ) -> Option<Fault> {
        match self {
            Self::Ports => read_ports(cursor, &mut probe.ports),
            Self::SslPorts => read_ports(cursor, &mut probe.ssl_ports),
            Self::TotalWaitMs => read_number(cursor, keyword, WAIT_RANGE, &mut probe.total_wait_ms),
            Self::TcpWrappedMs => {
                read_number(cursor, keyword, WAIT_RANGE, &mut probe.tcp_wrapped_ms)
            }
            Self::Rarity => {
                let mut rarity = probe.rarity.map(u32::from);
                let fault = read_number(cursor, keyword, 1..=9, &mut rarity);
                probe.rarity = rarity.and_then(|value| u8::try_from(value).ok());
                fault
            }
            Self::Fallback => read_fallback(cursor, keyword, probe),
        }
    }
}

fn read_ports(cursor: &mut Cursor<'_>, ports: &mut Vec<super::PortRange>) -> Option<Fault> {
    let (ranges, fault) = parse_ports(cursor, ListKind::Plain);
    ports.extend(ranges);
    fault
}

/// Reads a number within `range`; anything behind its digits is ignored.
fn read_number(
    cursor: &mut Cursor<'_>,
    keyword: Span,
    range: std::ops::RangeInclusive<u32>,
    value: &mut Option<u32>,
) -> Option<Fault> {
    cursor.skip_white();
    let digits = cursor.take_while(|byte| byte.is_ascii_digit());
    let text = std::str::from_utf8(cursor.bytes(digits)).unwrap_or_default();
    let number = text.parse().ok().filter(|number| range.contains(number));
    let Some(number) = number else {
        let (least, most) = (*range.start(), *range.end());
        return Some((digits, ProbesFault::NumberRange { least, most }));
    };
    let is_repeated = value.replace(number).is_some();
    is_repeated.then_some((keyword, ProbesFault::Repeated))
}

fn read_fallback(cursor: &mut Cursor<'_>, keyword: Span, probe: &mut Probe) -> Option<Fault> {
    if probe.is_null() {
        return Some((keyword, ProbesFault::FallbackOfNull));
    }
    let is_repeated = !probe.fallback.is_empty();
    probe.fallback = read_names(cursor);
    if let Some(first_too_many) = probe.fallback.get(MAX_FALLBACKS) {
        let fault = (first_too_many.span, ProbesFault::TooManyFallbacks);
        probe.fallback.truncate(MAX_FALLBACKS);
        return Some(fault);
    }
    is_repeated.then_some((keyword, ProbesFault::Repeated))
}

fn read_names(cursor: &mut Cursor<'_>) -> Vec<FallbackName> {
    let mut names = Vec::new();
    let is_between = |byte| is_white(byte) || byte == b',';
    loop {
        cursor.take_while(is_between);
        let span = cursor.take_while(|byte| !is_between(byte));
        if span.is_empty() {
            return names;
        }
        let name = cursor.bytes(span).to_vec();
        names.push(FallbackName { span, name });
    }
}

/// Whether a `Probe` line may leave its payload out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PayloadRule {
    /// A probes file: Nmap needs one.
    Required,
    /// A file of the user's own lines: the loaded probes file has it.
    Optional,
}

/// The parts of a `Probe` line, for coloring as well as for reading.
#[derive(Clone, Debug, Default)]
pub(super) struct ProbeShape {
    pub(super) protocol: Option<(Span, Protocol)>,
    pub(super) name: Option<Span>,
    /// The `q` and the opening delimiter.
    pub(super) open: Option<Span>,
    pub(super) payload: Option<Span>,
    /// What is left behind the payload.
    pub(super) rest: Option<Span>,
}

/// Reads a `Probe` line behind its keyword and space.
pub(super) fn read_shape(
    cursor: &mut Cursor<'_>,
    rule: PayloadRule,
) -> (ProbeShape, Option<Fault>) {
    let mut shape = ProbeShape::default();
    let fault = fill_shape(cursor, rule, &mut shape).err();
    (shape, fault)
}

fn fill_shape(
    cursor: &mut Cursor<'_>,
    rule: PayloadRule,
    shape: &mut ProbeShape,
) -> Result<(), Fault> {
    let protocols = [(&b"TCP "[..], Protocol::Tcp), (b"UDP ", Protocol::Udp)];
    let protocol = protocols.into_iter().find_map(|(word, protocol)| {
        let span = cursor.try_prefix(word)?;
        Some((
            Span::new(span.range().start, span.range().end - 1),
            protocol,
        ))
    });
    shape.protocol = protocol;
    if protocol.is_none() {
        return Err((first_word(cursor), ProbesFault::NoProtocol));
    }
    let name = cursor.take_while(|byte| byte != b' ');
    let starts_well = cursor.bytes(name).first().map(u8::is_ascii_alphanumeric);
    shape.name = starts_well.unwrap_or_default().then_some(name);
    if shape.name.is_none() {
        return Err((name, ProbesFault::NoProbeName));
    }
    fill_payload(cursor, rule, shape)
}

fn first_word(cursor: &mut Cursor<'_>) -> Span {
    cursor.take_while(|byte| !is_white(byte))
}

fn fill_payload(
    cursor: &mut Cursor<'_>,
    rule: PayloadRule,
    shape: &mut ProbeShape,
) -> Result<(), Fault> {
    let is_left_out = cursor
        .bytes(cursor.rest())
        .iter()
        .all(|byte| is_white(*byte));
    if is_left_out && rule == PayloadRule::Optional {
        return Ok(());
    }
    let start = cursor.at();
    if cursor.try_prefix(b" q").is_none() {
        return Err((cursor.rest(), ProbesFault::NoPayload));
    }
    let Some(delimiter) = cursor.next_byte() else {
        return Err((Span::new(start + 1, start + 2), ProbesFault::NoPayload));
    };
    let open = Span::new(start + 1, cursor.at());
    shape.open = Some(open);
    let Some(payload) = cursor.take_until(delimiter) else {
        shape.payload = Some(cursor.rest());
        return Err((open, ProbesFault::UnclosedPayload { delimiter }));
    };
    shape.payload = Some(payload);
    shape.rest = Some(cursor.rest());
    Ok(())
}

/// Reads a `Probe` line behind its keyword and space. `None` when it names no probe at all.
pub(super) fn read_probe(
    cursor: &mut Cursor<'_>,
    line: RawLine,
    rule: PayloadRule,
    options: &ReadOptions,
) -> (Option<Probe>, Vec<Fault>) {
    let (shape, fault) = read_shape(cursor, rule);
    let mut faults: Vec<Fault> = fault.into_iter().collect();
    let (Some((_, protocol)), Some(name)) = (shape.protocol, shape.name) else {
        return (None, faults);
    };
    let payload = match shape.payload {
        Some(span) if shape.rest.is_some() => {
            Some(decode_payload(cursor, span, options, &mut faults))
        }
        _ => None,
    };
    let behind = shape.rest.map(|rest| cursor.bytes(rest));
    let mut words = behind.unwrap_or_default().split(|byte| is_white(*byte));
    let probe = Probe {
        span: line.span,
        number: line.number,
        file_id: options.file_id,
        protocol,
        name: cursor.bytes(name).to_vec(),
        name_span: name,
        payload,
        no_payload: words.any(|word| word.starts_with(b"no-payload")),
        ports: Vec::new(),
        ssl_ports: Vec::new(),
        total_wait_ms: None,
        tcp_wrapped_ms: None,
        rarity: None,
        fallback: Vec::new(),
        lines: Vec::new(),
    };
    (Some(probe), faults)
}

/// The payload's bytes, as written when an escape is faulty.
fn decode_payload(
    cursor: &Cursor<'_>,
    span: Span,
    options: &ReadOptions,
    faults: &mut Vec<Fault>,
) -> Vec<u8> {
    let escaped = cursor.bytes(span);
    decode_escapes(escaped, options.release).unwrap_or_else(|EscapeFault { at, len }| {
        let place = Span::new(at, at + len).shift(span.range().start);
        let escape = cursor.bytes(place).to_vec();
        faults.push((place, ProbesFault::PayloadEscape { escape }));
        escaped.to_vec()
    })
}
