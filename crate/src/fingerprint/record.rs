//! Reads one record: `%r(NULL,3F,"220\x20stage…")`.
//!
//! Only an unescaped quote ends a response, and only where the record can end: `")` and then a
//! record, the final `;` or nothing. A quote elsewhere lost its backslash and is data, unless
//! everything declared is there already.

use super::cursor::Cursor;
use super::fault::{Fault::*, Faults};
use super::header::RECORD;
use super::{Detail, Record};
use crate::bytes::{decode_next, is_cut_escape};
use crate::source::Span;

/// Characters of a probe name at most; the longest of Nmap's has 21.
pub(super) const MAX_NAME: usize = 64;
/// Digits of a declared length at most.
const MAX_LENGTH_DIGITS: usize = 8;

/// Reads the record at the cursor, which stands on `%r(`. `None` when its beginning is cut or
/// damaged; the cursor then stands behind what was sound of it.
pub(super) fn parse_record(cursor: &mut Cursor<'_>, faults: &mut Faults) -> Option<Record> {
    let start = cursor.at;
    cursor.try_take(RECORD);
    let Some((probe, declared_length)) = parse_record_head(cursor) else {
        faults.add(cut_or_lost(cursor), cursor.place_since(start));
        return None;
    };
    let string = parse_string(cursor, declared_length as usize, faults);
    cursor.try_take(b")");
    let mut record = Record {
        probe,
        declared_length,
        truncated: is_truncated(declared_length, string.bytes.len()),
        damaged: false,
        n_sound: string.bytes.len(),
        span: cursor.place_since(start),
        bytes: string.bytes,
        places: string.places,
    };
    check_length(&mut record, string.n_sound, string.closed, faults);
    Some(record)
}

fn cut_or_lost(cursor: &Cursor<'_>) -> super::fault::Fault {
    if cursor.is_at_end() {
        CutTail { probe: None }
    } else {
        LostText
    }
}

/// `NULL,3F,"`: the probe's name and the declared length.
fn parse_record_head(cursor: &mut Cursor<'_>) -> Option<(String, u32)> {
    let name = cursor.take_while(MAX_NAME, |byte| {
        byte.is_ascii_graphic() && !b",\"()%".contains(&byte)
    });
    let name = String::from_utf8(name.to_vec())
        .ok()
        .filter(|name| !name.is_empty())?;
    let comma = cursor.try_take(b",");
    let digits = cursor.take_while(MAX_LENGTH_DIGITS, |byte| byte.is_ascii_hexdigit());
    let length = std::str::from_utf8(digits)
        .ok()
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())?;
    (comma && cursor.try_take(b",") && cursor.try_take(b"\"")).then_some((name, length))
}

/// The bytes between the quotes of one record.
struct QuotedString {
    bytes: Vec<u8>,
    places: Vec<u32>,
    /// Bytes before the first place of doubt; `None` when there is no doubt.
    n_sound: Option<usize>,
    /// False when the text ended first.
    closed: bool,
}

impl QuotedString {
    fn doubt(&mut self) {
        self.n_sound.get_or_insert(self.bytes.len());
    }
}

fn parse_string(cursor: &mut Cursor<'_>, declared: usize, faults: &mut Faults) -> QuotedString {
    let mut string = QuotedString {
        bytes: Vec::new(),
        places: Vec::new(),
        n_sound: None,
        closed: false,
    };
    while let Some(next) = decode_next(cursor.rest()) {
        let place = cursor.text.place(cursor.at, cursor.at + next.len);
        if next.byte == b'"' && next.len == 1 {
            if is_string_end(cursor, declared, string.bytes.len()) {
                cursor.at += 1;
                string.closed = true;
                return string;
            }
            string.doubt();
            faults.add(BareQuote, place);
        }
        if !next.known {
            if is_cut_escape(cursor.rest()) {
                cursor.at = cursor.text.len();
                return string;
            }
            string.doubt();
            faults.add(UnknownEscape, cursor.text.place(cursor.at, cursor.at + 2));
        }
        string.bytes.push(next.byte);
        string.places.push(place.start);
        cursor.at += next.len;
    }
    string
}

/// True when the quote at the cursor ends the string: the record can end here, or everything
/// declared is there already.
fn is_string_end(cursor: &Cursor<'_>, declared: usize, n_bytes: usize) -> bool {
    match cursor.rest().get(1..).unwrap_or_default() {
        [] | [b')'] | [b')', b';', ..] => true,
        [b')', rest @ ..] if rest.starts_with(RECORD) => true,
        _ => n_bytes == declared || is_truncated(declared as u32, n_bytes),
    }
}

/// True when Nmap stores `n_bytes` of a response of `declared_length` bytes, and cuts the rest.
pub(super) fn is_truncated(declared_length: u32, n_bytes: usize) -> bool {
    let limits = [Detail::Normal.stored_limit(), Detail::Debug.stored_limit()];
    limits.contains(&n_bytes) && declared_length as usize > n_bytes
}

/// The declared length is the best evidence there is: bytes that were in doubt are sound when it
/// fits, and none of them is when the string is closed and it does not.
fn check_length(record: &mut Record, doubt: Option<usize>, closed: bool, faults: &mut Faults) {
    let n_bytes = record.bytes.len();
    let fits = n_bytes == record.declared_length as usize || record.truncated;
    if closed && fits {
        return;
    }
    record.damaged = true;
    record.truncated = false;
    let end = Span::at(record.span.end as usize);
    if closed {
        record.n_sound = doubt.unwrap_or(0);
        let fault = LengthMismatch {
            probe: record.probe.clone(),
            declared: record.declared_length,
            n_bytes,
        };
        faults.add(fault, record.span);
    } else {
        record.n_sound = doubt.unwrap_or(n_bytes);
        faults.add(
            CutTail {
                probe: Some(record.probe.clone()),
            },
            end,
        );
    }
}
