//! Line and column of a byte offset.
//!
//! Lines end at LF (the LF belongs to the line it ends). Columns count characters from 1: one
//! for each UTF-8 character, and one for each byte that is not part of valid UTF-8.
//!
//! The text can be a part of a longer one, and each of its bytes can stand for two of the file, as
//! when UTF-16 was narrowed: offsets are those of the file.

use std::borrow::Cow;

/// Where something stands, as people count: the first line and the first column are 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line number from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
}

impl Position {
    /// The position behind `text`, which begins here.
    pub(crate) fn behind(self, text: &[u8]) -> Self {
        let Some(last) = memchr::memrchr(b'\n', text) else {
            let column = self.column + count_characters(text) as u32;
            return Self { column, ..self };
        };
        let n_breaks = memchr::memchr_iter(b'\n', text).count();
        let rest = text.get(last + 1..).unwrap_or_default();
        Self {
            line: self.line + n_breaks as u32,
            column: count_characters(rest) as u32 + 1,
        }
    }
}

/// Where a text begins in the file it is of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextStart {
    /// Offset in the file.
    pub(crate) offset: u32,
    pub(crate) position: Position,
    /// Bytes of the file that one byte of the text stands for.
    pub(crate) unit: u32,
}

impl Default for TextStart {
    fn default() -> Self {
        Self {
            offset: 0,
            position: Position { line: 1, column: 1 },
            unit: 1,
        }
    }
}

/// Reads `text` once: the offsets for a [`LineIndex`] that is made more than once.
pub(crate) fn line_starts(text: &[u8]) -> Vec<u32> {
    let behind = memchr::memchr_iter(b'\n', text).map(|at| at as u32 + 1);
    std::iter::once(0).chain(behind).collect()
}

/// The offsets at which the lines of one text start.
pub struct LineIndex<'a> {
    text: Cow<'a, [u8]>,
    /// Offsets in `text`.
    line_starts: Cow<'a, [u32]>,
    start: TextStart,
    /// A place before the start whose position was told before.
    noted: Option<(u32, Position)>,
}

impl<'a> LineIndex<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a [u8]) -> Self {
        Self::of_part(text, TextStart::default())
    }

    /// Reads a part of a file, or what its bytes stand for.
    pub(crate) fn of_part(text: impl Into<Cow<'a, [u8]>>, start: TextStart) -> Self {
        let text = text.into();
        Self {
            line_starts: Cow::Owned(line_starts(&text)),
            text,
            start,
            noted: None,
        }
    }

    /// The index of `text` with what [`line_starts`] gave for it.
    #[cfg(feature = "serde")]
    pub(crate) fn with_starts(text: &'a [u8], line_starts: &'a [u32]) -> Self {
        Self {
            text: Cow::Borrowed(text),
            line_starts: Cow::Borrowed(line_starts),
            start: TextStart::default(),
            noted: None,
        }
    }

    /// The same index with the position of one place before the start of the part.
    pub(crate) fn with_noted(self, noted: Option<(u32, Position)>) -> Self {
        Self { noted, ..self }
    }

    /// The position of the byte at `at`; an offset behind the end is taken as the end.
    pub fn position(&self, at: u32) -> Position {
        if let Some((_, position)) = self.noted.filter(|(noted, _)| *noted == at) {
            return position;
        }
        let (line_idx, line_start, at) = self.find_line(at);
        let before = self.text.get(line_start..at).unwrap_or_default();
        let first = self.start.position;
        let column = if line_idx == 0 { first.column } else { 1 };
        Position {
            line: first.line + line_idx as u32,
            column: column + count_characters(before) as u32,
        }
    }

    /// Index and start of the line that the byte at `at` of the file stands on, and its own offset,
    /// both in the text.
    fn find_line(&self, at: u32) -> (usize, usize, usize) {
        let at = at.saturating_sub(self.start.offset) / self.start.unit;
        let at = at.min(self.text.len() as u32);
        let line_idx = self.line_starts.partition_point(|start| *start <= at) - 1;
        let line_start = self.line_starts.get(line_idx).copied().unwrap_or_default();
        (line_idx, line_start as usize, at as usize)
    }

    /// Number of lines; what follows the last LF is one unless it is empty.
    pub fn n_lines(&self) -> u32 {
        let is_ended = self.line_starts.last() == Some(&(self.text.len() as u32));
        self.line_starts.len() as u32 - u32::from(is_ended)
    }

    /// Bytes of the text between the start of its line and the byte at `at`.
    pub(crate) fn offset_in_line(&self, at: u32) -> usize {
        let (_, line_start, at) = self.find_line(at);
        at.saturating_sub(line_start)
    }

    /// The bytes of the line numbered `line` (from 1) without its LF and a CR before that; empty
    /// when there is no such line.
    pub fn line_text(&self, line: u32) -> &[u8] {
        let line = (line + 1).saturating_sub(self.start.position.line) as usize;
        let Some(start) = self.line_starts.get(line.wrapping_sub(1)) else {
            return b"";
        };
        let end = match self.line_starts.get(line) {
            Some(next) => *next as usize - 1,
            None => self.text.len(),
        };
        let text = self.text.get(*start as usize..end).unwrap_or_default();
        text.strip_suffix(b"\r").unwrap_or(text)
    }
}

/// Characters in `bytes`: UTF-8 characters, plus one for each byte that belongs to none.
pub(crate) fn count_characters(bytes: &[u8]) -> usize {
    bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().count() + chunk.invalid().len())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &[u8], at: u32, line: u32, column: u32) {
        assert_eq!(LineIndex::new(text).position(at), Position { line, column });
    }

    #[test]
    fn columns_count_characters_and_stray_bytes() {
        check("aé|".as_bytes(), 3, 1, 3);
        check(b"a\xff\xfe|", 3, 1, 4);
    }

    #[test]
    fn the_line_feed_belongs_to_the_line_it_ends() {
        check(b"ab\ncd", 2, 1, 3);
        check(b"ab\ncd", 3, 2, 1);
    }

    #[test]
    fn a_part_counts_as_the_whole_does() {
        let text = "one\ntwé\nthree".as_bytes();
        let whole = LineIndex::new(text);
        for cut in [0, 2, 4, 6, 8, 9, 12] {
            let (head, part) = text.split_at(cut);
            let start = TextStart {
                offset: cut as u32,
                position: TextStart::default().position.behind(head),
                unit: 1,
            };
            let part = LineIndex::of_part(part, start);
            for at in cut..=text.len() {
                let at = at as u32;
                assert_eq!(part.position(at), whole.position(at), "{cut} {at}");
            }
        }
    }

    #[test]
    fn a_byte_can_stand_for_two() {
        let start = TextStart {
            offset: 2,
            unit: 2,
            ..TextStart::default()
        };
        let index = LineIndex::of_part(&b"ab\ncd"[..], start);
        assert_eq!(index.position(10), Position { line: 2, column: 2 });
        assert_eq!(index.line_text(2), b"cd");
    }

    #[test]
    fn an_offset_behind_the_text_is_its_end() {
        check(b"ab\n", 99, 2, 1);
    }

    #[test]
    fn a_final_line_feed_starts_no_line() {
        for (text, n_lines) in [(&b""[..], 0), (b"a", 1), (b"a\n", 1), (b"a\n\nb", 3)] {
            assert_eq!(LineIndex::new(text).n_lines(), n_lines);
        }
    }

    #[test]
    fn a_line_is_given_without_its_line_break() {
        let index = LineIndex::new(b"one\r\ntwo");
        assert_eq!(index.line_text(1), b"one");
        assert_eq!(index.line_text(2), b"two");
        assert_eq!(index.line_text(3), b"");
        assert_eq!(index.line_text(0), b"");
    }
}
