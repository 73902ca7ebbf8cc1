//! Places in a text: byte spans, and lines and columns computed from them late.
//!
//! ```
//! use sflens::source::{LineIndex, Span};
//! let text = b"one\ntwo";
//! let span = Span::new(4, 7);
//! assert_eq!(span.slice(text), b"two");
//! let at = LineIndex::new(text).position(4);
//! assert_eq!((at.line, at.column), (2, 1));
//! ```

mod line_index;
mod sort;

pub(crate) use line_index::TextStart;
#[cfg(feature = "serde")]
pub(crate) use line_index::line_starts;
pub use line_index::{LineIndex, Position};
pub use sort::sort_by_place;

/// A half-open range of byte offsets, counted from 0, in a text of less than 4 GiB.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte; never below `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an end before the start gives the empty span at `start`.
    /// Offsets above `u32::MAX` become `u32::MAX`.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end }
    }

    /// The empty span at `at`.
    pub fn at(at: usize) -> Self {
        Self::new(at, at)
    }

    /// The same offsets as `usize`, for slicing with `get`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes covered.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when no byte is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span in a text that holds this one's text from offset `by` on.
    pub fn shift(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The bytes of `text` under this span; what lies behind the end of `text` is left out.
    pub fn slice(self, text: &[u8]) -> &[u8] {
        let end = text.len().min(self.end as usize);
        text.get(self.start as usize..end).unwrap_or_default()
    }
}

impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_beyond_the_text_is_cut_at_its_end() {
        assert_eq!(Span::new(2, 9).slice(b"abcd"), b"cd");
        assert_eq!(Span::new(7, 9).slice(b"abcd"), b"");
    }

    #[test]
    fn a_falling_span_is_empty() {
        assert!(Span::new(5, 3).is_empty());
    }
}
