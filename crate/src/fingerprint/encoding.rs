//! Texts in UTF-16, as PowerShell's `>` writes them, as one byte for each unit.
//!
//! A fingerprint is ASCII, so a unit above 0xff is nothing of it: it becomes a space, or a quote
//! when it is a curly one. One byte for one unit keeps places simple.

use super::Fingerprint;
use super::note::MatchNote;
use super::scanner::map_places;
use crate::diagnostic::Parsed;

/// How the characters of a paste are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Encoding {
    /// ASCII, UTF-8, Latin-1: ASCII characters are one byte.
    Bytes,
    /// UTF-16 with a byte order mark, or without one.
    Utf16(Units),
}

/// How units of UTF-16 are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units {
    read: fn([u8; 2]) -> u16,
    /// Bytes of the byte order mark.
    pub(super) n_mark: usize,
}

/// Looks at the byte order mark, or at the first two characters.
pub(super) fn detect_encoding(paste: &[u8]) -> Encoding {
    let (read, n_mark): (fn([u8; 2]) -> u16, usize) = match paste {
        [0xff, 0xfe, ..] => (u16::from_le_bytes, 2),
        [0xfe, 0xff, ..] => (u16::from_be_bytes, 2),
        [1..0x80, 0, 1..0x80, 0, ..] => (u16::from_le_bytes, 0),
        [0, 1..0x80, 0, 1..0x80, ..] => (u16::from_be_bytes, 0),
        _ => return Encoding::Bytes,
    };
    Encoding::Utf16(Units { read, n_mark })
}

impl Encoding {
    /// Bytes before the first character, and bytes of each unit.
    pub(super) fn shape(self) -> (usize, usize) {
        match self {
            Self::Bytes => (0, 1),
            Self::Utf16(units) => (units.n_mark, 2),
        }
    }

    /// Makes places in the narrow text places in the paste.
    pub(super) fn restore_places(self, decoded: &mut Parsed<Vec<Fingerprint>>) {
        if let Self::Utf16(Units { n_mark, .. }) = self {
            let mark = n_mark as u32;
            map_places(decoded, |place| {
                place.saturating_mul(2).saturating_add(mark)
            });
        }
    }
}

impl Encoding {
    /// The same for notes.
    pub(super) fn restore_note_places(self, notes: &mut [MatchNote]) {
        if let Self::Utf16(Units { n_mark, .. }) = self {
            let restore = |place: u32| place.saturating_mul(2).saturating_add(n_mark as u32);
            for MatchNote { span, .. } in notes {
                (span.start, span.end) = (restore(span.start), restore(span.end));
            }
        }
    }
}

impl Units {
    /// Appends one byte for each unit in `bytes` to `narrowed`; gives the bytes that were read.
    pub(super) fn narrow(self, bytes: &[u8], narrowed: &mut Vec<u8>) -> usize {
        let (units, _) = bytes.as_chunks::<2>();
        narrowed.extend(units.iter().map(|unit| narrow_unit((self.read)(*unit))));
        2 * units.len()
    }
}

fn narrow_unit(unit: u16) -> u8 {
    match unit {
        0x201c..=0x201f | 0x2033 => b'"',
        0x2018..=0x201b | 0x2032 => b'\'',
        0x2010..=0x2015 => b'-',
        _ => u8::try_from(unit).unwrap_or(b' '),
    }
}
