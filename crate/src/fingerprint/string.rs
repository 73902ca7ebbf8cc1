//! Reads the text between the quotes of one record into bytes.
//!
//! Only an unescaped quote ends a response, and only where the record can end: `")` and then a
//! record, the final `;` or nothing. A quote elsewhere lost its backslash and is data, unless
//! everything declared is there already. What Nmap cannot have written is read all the same, and
//! doubted from there on; the declared length may prove it right.

use super::cursor::Cursor;
use super::fault::{Fault::*, Faults};
use super::header::RECORD;
use super::record::is_truncated;
use crate::bytes::{decode_next, is_cut_escape};

/// The bytes of one response.
#[derive(Default)]
pub(super) struct ResponseString {
    pub(super) bytes: Vec<u8>,
    /// For each byte the offset in the paste where its text begins.
    pub(super) places: Vec<u32>,
    pub(super) doubts: Doubts,
}

/// How far the bytes can be trusted, before the declared length is asked.
#[derive(Default)]
pub(super) struct Doubts {
    /// Bytes before the first one that Nmap cannot have written so; `None` when all are sound.
    pub(super) n_sound: Option<usize>,
    /// Bytes before the first escape that Nmap never writes: no length can prove it right.
    pub(super) n_known: Option<usize>,
    /// Bytes before the first place where lines meet, and a line can be missing; `None` when all
    /// stand on one line.
    pub(super) n_first_line: Option<usize>,
    /// False when the text ended before the string did.
    pub(super) closed: bool,
}

impl ResponseString {
    fn doubt(&mut self) {
        self.doubts.n_sound.get_or_insert(self.bytes.len());
    }
}

/// Reads up to and over the closing quote, or to the end of the text.
pub(super) fn parse_string(
    cursor: &mut Cursor<'_>,
    declared: usize,
    faults: &mut Faults,
) -> ResponseString {
    let mut string = ResponseString::default();
    while !cursor.is_at_end() {
        take_letters(cursor, &mut string);
        if cursor.rest().starts_with(b"\"") && is_string_end(cursor, declared, string.bytes.len()) {
            cursor.at += 1;
            string.doubts.closed = true;
            break;
        }
        if is_cut_escape(cursor.rest()) {
            cursor.at = cursor.text.len();
            break;
        }
        match gap_len(cursor.rest()) {
            0 => take_byte(cursor, &mut string, faults),
            len => skip_gap(cursor, len, &mut string, faults),
        }
    }
    string
}

fn skip_gap(cursor: &mut Cursor<'_>, len: usize, string: &mut ResponseString, faults: &mut Faults) {
    string.doubt();
    let start = cursor.at;
    cursor.at += len;
    faults.add(Ellipsis, cursor.place_since(start));
}

/// Reads letters and digits, which stand for themselves.
fn take_letters(cursor: &mut Cursor<'_>, string: &mut ResponseString) {
    let letters = cursor.rest().iter();
    let n_letters = letters
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let range = cursor.at..cursor.at + n_letters;
    if string.doubts.n_first_line.is_none() {
        let gap = cursor.text.first_gap(range.clone());
        string.doubts.n_first_line = gap.map(|gap| string.bytes.len() + gap - range.start);
    }
    let letters = cursor.rest().get(..n_letters).unwrap_or_default();
    string.bytes.extend_from_slice(letters);
    string.places.extend(cursor.text.starts(range));
    cursor.at += n_letters;
}

/// Reads one byte of the response, and doubts it if Nmap cannot have written it so.
fn take_byte(cursor: &mut Cursor<'_>, string: &mut ResponseString, faults: &mut Faults) {
    let Some(next) = decode_next(cursor.rest()) else {
        return;
    };
    let start = cursor.at;
    if next.byte == b'"' && next.len == 1 {
        string.doubt();
        faults.add(BareQuote, cursor.text.place(start, start + 1));
    } else if !next.known {
        string.doubt();
        string.doubts.n_known.get_or_insert(string.bytes.len());
        faults.add(UnknownEscape, cursor.text.place(start, start + 2));
    } else if cursor.rest().starts_with(b"...") {
        string.doubt();
    } else if is_masked(cursor) {
        string.doubt();
        string.doubts.n_known.get_or_insert(string.bytes.len());
        faults.add(Ellipsis, cursor.text.place(start, start + MASK.len()));
    }
    cursor.at += next.len;
    if !cursor
        .text
        .is_contiguous(start.saturating_sub(1), cursor.at)
    {
        string.doubts.n_first_line.get_or_insert(string.bytes.len());
    }
    string.bytes.push(next.byte);
    string.places.push(cursor.place_since(start).start);
}

/// What people write over a part that they hide.
const MASK: &[u8] = b"***";

/// True where stars begin that Nmap did not write: it puts a backslash before each, as it did here
/// before other punctuation.
fn is_masked(cursor: &Cursor<'_>) -> bool {
    let before = cursor.at.checked_sub(1).and_then(|at| cursor.text.byte(at));
    cursor.rest().starts_with(MASK) && before != Some(b'*') && cursor.has_escapes()
}

/// Length of the sign at the start of `rest` that something was left out: a byte that is not
/// printable ASCII, or a remark in brackets, which have no backslash here.
fn gap_len(rest: &[u8]) -> usize {
    const MAX_REMARK: usize = 80;
    match rest {
        [byte, ..] if !byte.is_ascii_graphic() => rest
            .iter()
            .take_while(|byte| !byte.is_ascii_graphic())
            .count(),
        [b'[', remark @ ..] => {
            let end = remark
                .iter()
                .take(MAX_REMARK)
                .position(|byte| matches!(byte, b']' | b'\\'));
            let remark = end
                .filter(|end| remark.get(*end) == Some(&b']'))
                .and_then(|end| remark.get(..end));
            remark
                .filter(|remark| is_remark(remark))
                .map_or(0, |remark| remark.len() + 2)
        }
        _ => 0,
    }
}

/// True for `...`, `snip`, `12 lines cut` and the like.
fn is_remark(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 9] = [
        b"..",
        b"snip",
        b"trim",
        b"cut",
        b"trunc",
        b"omit",
        b"remov",
        b"redact",
        b"emailprotected",
    ];
    let text = text.to_ascii_lowercase();
    !text.is_ascii()
        || WORDS
            .iter()
            .any(|word| text.windows(word.len()).any(|part| part == *word))
}

/// True when the quote at the cursor ends the string: the record can end here, or everything
/// declared is there already. When too little is there, a quote further on that the declared length
/// supports is the end, and this one is data that lost its backslash.
fn is_string_end(cursor: &Cursor<'_>, declared: usize, n_bytes: usize) -> bool {
    let complete = n_bytes == declared || is_truncated(declared as u32, n_bytes);
    match cursor.rest().get(1..).unwrap_or_default() {
        [b')', rest @ ..] if rest.starts_with(RECORD) => true,
        _ if is_record_end(cursor.rest()) => {
            complete || !ends_at_length(cursor.rest(), declared, n_bytes)
        }
        _ => complete,
    }
}

/// True when a record can end with the quote that `rest` begins with.
fn is_record_end(rest: &[u8]) -> bool {
    match rest.get(1..).unwrap_or_default() {
        [] | [b')'] | [b')', b';', ..] => true,
        [b')', rest @ ..] => rest.starts_with(RECORD),
        _ => false,
    }
}

/// True when, read as data, `rest` comes to the end of a record with exactly `declared` bytes.
fn ends_at_length(rest: &[u8], declared: usize, n_bytes: usize) -> bool {
    const MAX_MISSING: usize = 1300;
    let n_missing = declared.saturating_sub(n_bytes);
    if n_missing == 0 || n_missing > MAX_MISSING {
        return false;
    }
    let mut at = 0;
    for _ in 0..n_missing {
        let Some(next) = decode_next(rest.get(at..).unwrap_or_default()) else {
            return false;
        };
        at += next.len;
    }
    let end = rest.get(at..).unwrap_or_default();
    end.starts_with(b"\"") && end.len() > 1 && is_record_end(end)
}
