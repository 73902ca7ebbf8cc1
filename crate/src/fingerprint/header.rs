//! Reads the header: `SF-Port21-TCP:V=3.40PVT16%D=9/6%Time=3F5A961C`, up to the first `%r(`.
//!
//! A value that Nmap cannot have written becomes `None` and a fault; the records never suffer.

use super::cursor::Cursor;
use super::fault::{Fault::*, Faults};
use super::{Date, Header, Protocol, Tunnel};

/// Every service fingerprint begins with this.
pub(super) const START: &[u8] = b"SF-Port";
/// What begins a record.
pub(super) const RECORD: &[u8] = b"%r(";
/// Characters of a header value at most; Nmap's longest is the platform.
const MAX_VALUE: usize = 256;

/// Reads the header at the cursor and leaves the cursor behind it. Without `SF-Port` there, as
/// when the head of the fingerprint was lost, what is left of it is read.
pub(super) fn parse_header(cursor: &mut Cursor<'_>, faults: &mut Faults) -> Header {
    let mut header = Header::new(None, Protocol::Tcp);
    if cursor.try_take(START) {
        header.port = parse_port(cursor, faults);
        cursor.try_take(b"-");
        header.protocol = parse_protocol(cursor, faults);
        cursor.try_take(b":");
    } else {
        faults.add(LostHead, cursor.text.place(0, 1));
        skip_to_value(cursor, &mut header);
    }
    while let Some(value) = next_value(cursor) {
        set_value(&mut header, &value, faults);
    }
    header
}

/// Moves behind the protocol, or to the first value, of a header that begins somewhere inside.
fn skip_to_value(cursor: &mut Cursor<'_>, header: &mut Header) {
    let rest = cursor.rest().get(..MAX_VALUE).unwrap_or(cursor.rest());
    let end = rest
        .windows(RECORD.len())
        .position(|window| window == RECORD);
    let head = end.and_then(|end| rest.get(..end)).unwrap_or_default();
    for protocol in [Protocol::Tcp, Protocol::Udp] {
        let name = format!("{}:", protocol.name());
        let at = head
            .windows(name.len())
            .position(|window| window == name.as_bytes());
        if let Some(at) = at {
            header.protocol = protocol;
            header.port = port_before(head.get(..at).unwrap_or_default());
            cursor.at += at + name.len();
            return;
        }
    }
    let is_value = |at: usize| {
        let rest = head.get(at..).unwrap_or_default();
        KEYS.iter().any(|key| rest.starts_with(key.as_bytes()))
    };
    cursor.at += (0..head.len()).find(|at| is_value(*at)).unwrap_or(0);
}

/// What each value begins with.
const KEYS: [&str; 6] = ["V=", "%T=", "%I=", "%D=", "%Time=", "%P="];

/// `21` of `ort21-`; `None` when its first digit may be missing.
fn port_before(head: &[u8]) -> Option<u16> {
    let (port, before) = head
        .strip_suffix(b"-")?
        .rsplit(|byte| !byte.is_ascii_digit())
        .next()
        .map(|digits| (digits, head.len() - digits.len() - 1))?;
    let is_whole = before > 0;
    let port = std::str::from_utf8(port).ok()?.parse().ok();
    port.filter(|_| is_whole)
}

fn parse_port(cursor: &mut Cursor<'_>, faults: &mut Faults) -> Option<u16> {
    let start = cursor.at;
    let written = text_of(cursor.take_while(MAX_VALUE, |byte| !b"-:%\"".contains(&byte)));
    let port = written.parse().ok();
    if port.is_none() {
        faults.add(UnknownPort { written }, cursor.place_since(start));
    }
    port
}

fn parse_protocol(cursor: &mut Cursor<'_>, faults: &mut Faults) -> Protocol {
    let start = cursor.at;
    let written = text_of(cursor.take_while(MAX_VALUE, |byte| byte.is_ascii_alphanumeric()));
    let known = [Protocol::Tcp, Protocol::Udp];
    let protocol = known.into_iter().find(|known| known.name() == written);
    protocol.unwrap_or_else(|| {
        faults.add(UnknownProtocol { written }, cursor.place_since(start));
        Protocol::Tcp
    })
}

/// `key=value`, with its place.
struct Value {
    key: String,
    text: String,
    span: crate::source::Span,
}

/// The value at the cursor; `None` when no further value begins there.
fn next_value(cursor: &mut Cursor<'_>) -> Option<Value> {
    if cursor.rest().starts_with(RECORD) {
        return None;
    }
    let start = cursor.at;
    cursor.try_take(b"%");
    let key = text_of(cursor.take_while(MAX_VALUE, |byte| byte.is_ascii_alphabetic()));
    if !cursor.try_take(b"=") {
        // Neither a value nor a record: what follows is for the reader of records to judge.
        cursor.at = start;
        return None;
    }
    let text = text_of(cursor.take_while(MAX_VALUE, is_value_byte));
    Some(Value {
        key,
        text,
        span: cursor.place_since(start),
    })
}

fn is_value_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-/+:~()".contains(&byte)
}

fn set_value(header: &mut Header, value: &Value, faults: &mut Faults) {
    let Value { key, text, span } = value;
    let read = match key.as_str() {
        "V" => set(
            &mut header.version,
            Some(text.clone()).filter(|text| !text.is_empty()),
        ),
        "T" => set(&mut header.tunnel, (text == "SSL").then_some(Tunnel::Ssl)),
        "I" => set(
            &mut header.intensity,
            text.parse().ok().filter(|intensity| *intensity <= 9),
        ),
        "D" => set(&mut header.date, parse_date(text)),
        "Time" => set(&mut header.time, u64::from_str_radix(text, 16).ok()),
        "P" => set(
            &mut header.platform,
            Some(text.clone()).filter(|text| !text.is_empty()),
        ),
        _ => false,
    };
    if !read {
        faults.add(
            OddHeaderValue {
                key: key.clone(),
                written: text.clone(),
            },
            *span,
        );
    }
}

/// Stores what was read; false when nothing could be read.
fn set<T>(slot: &mut Option<T>, read: Option<T>) -> bool {
    *slot = read;
    slot.is_some()
}

fn parse_date(text: &str) -> Option<Date> {
    let (month, day) = text.split_once('/')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let sound = (1..=12).contains(&month) && (1..=31).contains(&day);
    sound.then_some(Date { month, day })
}

/// ASCII as it is; what is not UTF-8 is replaced, for it is only shown.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
