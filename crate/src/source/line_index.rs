//! Line and column of a byte offset.
//!
//! Lines end at LF (the LF belongs to the line it ends). Columns count characters from 1: one
//! for each UTF-8 character, and one for each byte that is not part of valid UTF-8.

/// Where something stands, as people count: the first line and the first column are 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line number from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
}

/// The offsets at which the lines of one text start.
pub struct LineIndex<'a> {
    text: &'a [u8],
    line_starts: Vec<u32>,
}

impl<'a> LineIndex<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a [u8]) -> Self {
        let mut line_starts = vec![0];
        let after_breaks = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        line_starts.extend(after_breaks.map(|(at, _)| at as u32 + 1));
        Self { text, line_starts }
    }

    /// The position of the byte at `at`; an offset behind the end is taken as the end.
    pub fn position(&self, at: u32) -> Position {
        let at = at.min(self.text.len() as u32);
        let line_idx = self.line_starts.partition_point(|start| *start <= at) - 1;
        let line_start = self.line_starts.get(line_idx).copied().unwrap_or_default();
        let before = self.text.get(line_start as usize..at as usize);
        Position {
            line: line_idx as u32 + 1,
            column: count_characters(before.unwrap_or_default()) as u32 + 1,
        }
    }

    /// Bytes between the start of its line and the byte at `at`.
    pub(crate) fn offset_in_line(&self, at: u32) -> usize {
        let at = at.min(self.text.len() as u32);
        let line_idx = self.line_starts.partition_point(|start| *start <= at) - 1;
        at.saturating_sub(self.line_starts.get(line_idx).copied().unwrap_or_default()) as usize
    }

    /// The bytes of the line numbered `line` (from 1) without its LF and a CR before that; empty
    /// when there is no such line.
    pub fn line_text(&self, line: u32) -> &'a [u8] {
        let line = line as usize;
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
    fn an_offset_behind_the_text_is_its_end() {
        check(b"ab\n", 99, 2, 1);
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
