//! Offsets in a text, converted between the library's bytes and the browser's UTF-16 units.

use std::ops::Range;

/// The UTF-16 units that lie under the bytes from `start` to `end` of `text`. Offsets inside a
/// character count as its start; offsets behind the end as the end.
pub fn byte_range_to_utf16(text: &str, start: u32, end: u32) -> Range<u32> {
    let is_ascii = text.is_ascii();
    let units = |at: u32| {
        if is_ascii {
            return at.min(text.len() as u32);
        }
        let at = text.floor_char_boundary((at as usize).min(text.len()));
        text[..at].encode_utf16().count() as u32
    };
    units(start)..units(end.max(start))
}

/// The same for many places of one text.
pub struct Utf16Places {
    /// For each byte the units before it; none where each byte is a unit.
    units: Vec<u32>,
    len: u32,
}

impl Utf16Places {
    /// The places of `text`.
    pub fn of(text: &str) -> Self {
        let len = text.len() as u32;
        if text.is_ascii() {
            let units = Vec::new();
            return Self { units, len };
        }
        let mut n_units = 0;
        let mut units = Vec::with_capacity(text.len() + 1);
        for c in text.chars() {
            units.extend(std::iter::repeat_n(n_units, c.len_utf8()));
            n_units += c.len_utf16() as u32;
        }
        units.push(n_units);
        Self { units, len }
    }

    /// The units before a byte; of one inside of a character those before that, and of one behind
    /// the end all.
    pub fn at(&self, byte: u32) -> u32 {
        let byte = byte.min(self.len);
        self.units.get(byte as usize).copied().unwrap_or(byte)
    }
}

/// The byte offset in `text` of a UTF-16 offset, rounded up to a character's end.
pub fn utf16_to_byte(text: &str, utf16: u32) -> usize {
    if text.is_ascii() {
        return text.len().min(utf16 as usize);
    }
    let mut units = 0;
    text.char_indices()
        .find(|(_, c)| {
            let here = units;
            units += c.len_utf16() as u32;
            here >= utf16
        })
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_the_basic_plane_are_two_units() {
        let text = "a\u{1f50d}é|";
        assert_eq!(byte_range_to_utf16(text, 7, 8), 4..5);
        assert_eq!(utf16_to_byte(text, 4), 7);
    }

    #[test]
    fn many_places_are_counted_as_one() {
        for text in ["a\u{1f50d}é|", "plain", ""] {
            let places = Utf16Places::of(text);
            for at in 0..12 {
                assert_eq!(
                    places.at(at),
                    byte_range_to_utf16(text, at, at).start,
                    "{text} {at}"
                );
            }
        }
    }

    #[test]
    fn offsets_outside_are_taken_inside() {
        assert_eq!(byte_range_to_utf16("é", 1, 99), 0..1);
        assert_eq!(byte_range_to_utf16("abc", 2, 1), 2..2);
        assert_eq!(utf16_to_byte("é", 9), 2);
    }
}
