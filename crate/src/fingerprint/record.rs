//! Reads one record: `%r(NULL,3F,"220\x20stage…")`.
//!
//! The declared length decides about everything that is in doubt. It is the length of the whole
//! response; fewer bytes are stored of a long one.

use super::cursor::Cursor;
use super::fault::{Fault::*, Faults};
use super::header::RECORD;
use super::string::{Doubts, parse_string};
use super::{Detail, Record};
use crate::source::Span;

/// Characters of a probe name at most; the longest of Nmap's has 21.
pub(super) const MAX_NAME: usize = 64;
const ODDITIES: &str = "stray quotes as part of a response and what is not ASCII left out";
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
    let mut oddities = Faults::default();
    let string = parse_string(cursor, declared_length as usize, &mut oddities);
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
    check_length(&mut record, &string.doubts, faults);
    if record.damaged {
        faults.append(oddities);
    } else if let Some(span) = oddities.first_place() {
        faults.add(Undone { what: ODDITIES }, span);
    }
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
        byte.is_ascii_graphic() && !b",\"()%:".contains(&byte)
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

/// True when Nmap stores `n_bytes` of a response of `declared_length` bytes, and cuts the rest.
pub(super) fn is_truncated(declared_length: u32, n_bytes: usize) -> bool {
    let limits = [Detail::Normal.stored_limit(), Detail::Debug.stored_limit()];
    limits.contains(&n_bytes) && declared_length as usize > n_bytes
}

/// The declared length is the best evidence there is: bytes that were in doubt are sound when it
/// fits, but for escapes that Nmap never writes. When it does not, all are in doubt from the first
/// place on where a line can be missing.
fn check_length(record: &mut Record, doubts: &Doubts, faults: &mut Faults) {
    let (n_bytes, declared) = (record.bytes.len(), record.declared_length as usize);
    let fits = n_bytes == declared || record.truncated;
    let n_certain = match (doubts.closed, fits) {
        (true, true) => doubts.n_known.unwrap_or(n_bytes),
        (true, false) if n_bytes > declared => 0,
        (true, false) => doubts.n_first_line.unwrap_or(0),
        (false, _) => n_bytes,
    };
    record.damaged = !(doubts.closed && fits && doubts.n_known.is_none());
    if record.damaged {
        record.truncated = false;
        record.n_sound = n_certain.min(doubts.n_sound.unwrap_or(n_bytes));
        add_length_fault(record, doubts.closed, fits, faults);
    }
}

fn add_length_fault(record: &Record, closed: bool, fits: bool, faults: &mut Faults) {
    let probe = record.probe.clone();
    if !closed {
        let end = Span::at(record.span.end as usize);
        faults.add(CutTail { probe: Some(probe) }, end);
    } else if !fits {
        let (declared, n_bytes) = (record.declared_length, record.bytes.len());
        faults.add(
            LengthMismatch {
                probe,
                declared,
                n_bytes,
            },
            record.span,
        );
    }
}
