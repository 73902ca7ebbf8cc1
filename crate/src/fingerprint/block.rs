//! Reads one cleaned block: header, records, final `;`.
//!
//! Nothing stands between them. Text that does stand there is what damage left of a record; the
//! next `%r(name,length,"` is looked for behind it and reading goes on there.

use std::cmp::Reverse;

use super::cursor::Cursor;
use super::fault::{Fault::*, Faults};
use super::header::{RECORD, parse_header};
use super::record::parse_record;
use super::text::Text;
use super::{Header, Record};
use crate::source::Span;

/// What one reading of a block gave.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) header: Header,
    pub(super) records: Vec<Record>,
    /// The final `;` is there.
    pub(super) ended: bool,
    pub(super) span: Span,
    pub(super) faults: Faults,
    /// Characters before wrapping, the final `;` not counted.
    pub(super) n_characters: usize,
    /// The same before the last record.
    pub(super) n_before_last: usize,
}

impl Block {
    /// True when nothing is missing and nothing is in doubt.
    pub(super) fn is_sound(&self) -> bool {
        self.ended && !self.records.is_empty() && !self.faults.has_damage()
    }

    /// True when the end of the text is inside a response.
    pub(super) fn is_cut(&self) -> bool {
        self.faults.has_cut()
    }

    /// The better reading has the higher one: sound records first, then nothing odd.
    pub(super) fn rank(&self) -> (usize, bool, Reverse<usize>) {
        let n_odd = self.faults.n_odd_values();
        (self.n_sound_records(), self.is_sound(), Reverse(n_odd))
    }

    pub(super) fn n_sound_records(&self) -> usize {
        self.records.iter().filter(|record| !record.damaged).count()
    }
}

/// Reads `text`, which begins with the header, up to the final `;` or its end.
pub(super) fn parse_block(text: &Text) -> Block {
    let mut cursor = Cursor::new(text);
    let mut faults = Faults::default();
    let header = parse_header(&mut cursor, &mut faults);
    let mut records = Vec::new();
    let mut n_before_last = cursor.at;
    while !cursor.is_at_end() && !cursor.rest().starts_with(b";") {
        if cursor.rest().starts_with(RECORD) {
            n_before_last = cursor.at;
            records.extend(parse_record(&mut cursor, &mut faults));
        } else if !skip_to_record(&mut cursor, &mut faults) {
            break;
        }
    }
    let n_characters = cursor.at;
    let ended = cursor.try_take(b";");
    let span = cursor.place_since(0);
    check_end(ended, &records, span, &mut faults);
    Block {
        header,
        records,
        ended,
        span,
        faults,
        n_characters,
        n_before_last,
    }
}

/// Moves to the next beginning of a record and notes what was passed over; false without one.
fn skip_to_record(cursor: &mut Cursor<'_>, faults: &mut Faults) -> bool {
    let start = cursor.at;
    let next = cursor
        .rest()
        .windows(RECORD.len())
        .position(|window| window == RECORD);
    let Some(distance) = next else { return false };
    cursor.at += distance;
    faults.add(LostText, cursor.place_since(start));
    true
}

fn check_end(ended: bool, records: &[Record], span: Span, faults: &mut Faults) {
    if records.is_empty() && !faults.has_cut() {
        faults.add(NoRecords, span);
    } else if !ended && !faults.has_cut() {
        faults.add(MissingEnd, Span::at(span.end as usize));
    }
}
