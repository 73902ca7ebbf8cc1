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
/// when the head of the fingerprint was lost, everything is `None`.
pub(super) fn parse_header(cursor: &mut Cursor<'_>, faults: &mut Faults) -> Header {
    let mut header = Header::new(None, Protocol::Tcp);
    if !cursor.try_take(START) {
        return header;
    }
    header.port = parse_port(cursor, faults);
    cursor.try_take(b"-");
    header.protocol = parse_protocol(cursor, faults);
    cursor.try_take(b":");
    while let Some(value) = next_value(cursor) {
        set_value(&mut header, &value, faults);
    }
    header
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
