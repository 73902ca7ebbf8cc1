//! Texts in UTF-16, as PowerShell's `>` writes them, as one byte for each unit.
//!
//! A fingerprint is ASCII, so a unit above 0xff is nothing of it: it becomes a space, or a quote
//! when it is a curly one. One byte for one unit keeps places simple: the unit of byte `n` begins at
//! `2 + 2n`.

use super::Fingerprint;
use crate::diagnostic::Parsed;
use crate::source::Span;

/// How the characters of a paste are written.
pub(super) enum Encoding {
    /// ASCII, UTF-8, Latin-1: ASCII characters are one byte.
    Bytes,
    /// UTF-16 with a byte order mark.
    Utf16(NarrowText),
}

/// A text in UTF-16, one byte for each unit.
pub(super) struct NarrowText {
    pub(super) bytes: Vec<u8>,
}

/// Looks at the byte order mark.
pub(super) fn detect_encoding(paste: &[u8]) -> Encoding {
    let read_unit: fn([u8; 2]) -> u16 = match paste {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return Encoding::Bytes,
    };
    let (units, _) = paste.get(2..).unwrap_or_default().as_chunks::<2>();
    let bytes = units.iter().map(|unit| narrow(read_unit(*unit))).collect();
    Encoding::Utf16(NarrowText { bytes })
}

fn narrow(unit: u16) -> u8 {
    match unit {
        0x201c | 0x201d => b'"',
        _ => u8::try_from(unit).unwrap_or(b' '),
    }
}

impl NarrowText {
    /// Makes places in this text places in the paste.
    pub(super) fn restore_places(&self, decoded: &mut Parsed<Vec<Fingerprint>>) {
        for fingerprint in &mut decoded.value {
            fingerprint.span = wide(fingerprint.span);
            for record in &mut fingerprint.records {
                record.span = wide(record.span);
                record
                    .places
                    .iter_mut()
                    .for_each(|place| *place = 2 + 2 * *place);
            }
        }
        for diagnostic in &mut decoded.diagnostics {
            diagnostic.span = wide(diagnostic.span);
        }
    }
}

fn wide(span: Span) -> Span {
    Span::new(2 + 2 * span.start as usize, 2 + 2 * span.end as usize)
}
