//! Text on its way from the paste to the parser: bytes that know where they came from.

use std::ops::Range;

use crate::source::Span;

/// Bytes with their places in the paste. Stages take one and give a cleaner one; a byte that a
/// stage makes of several (`"` of `&quot;`) covers all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

impl Text {
    /// The bytes of `paste` under `span`, each at its own place.
    pub(super) fn new(paste: &[u8], span: Span) -> Self {
        let bytes = span.slice(paste).to_vec();
        let spans = (span.range()).map(|at| Span::new(at, at + 1));
        Self {
            spans: spans.take(bytes.len()).collect(),
            bytes,
        }
    }

    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(capacity),
            spans: Vec::with_capacity(capacity),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn push(&mut self, byte: u8, span: Span) {
        self.bytes.push(byte);
        self.spans.push(span);
    }

    /// Appends the byte at `at` of `other` with its place.
    pub(super) fn copy(&mut self, other: &Self, at: usize) {
        if let (Some(byte), Some(span)) = (other.bytes.get(at), other.spans.get(at)) {
            self.push(*byte, *span);
        }
    }

    /// Appends the bytes of `other` under `range` with their places.
    pub(super) fn copy_range(&mut self, other: &Self, range: Range<usize>) {
        let bytes = other.bytes.get(range.clone());
        self.bytes.extend_from_slice(bytes.unwrap_or_default());
        let spans = other.spans.get(range);
        self.spans.extend_from_slice(spans.unwrap_or_default());
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Everything from `at` on; empty behind the end.
    pub(super) fn rest(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// Where the bytes from `start` to `end` stand in the paste. An empty range is the place
    /// before `start`, or behind the last byte.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        let last = end
            .checked_sub(1)
            .filter(|last| *last >= start)
            .and_then(|at| self.spans.get(at));
        match (self.spans.get(start), last) {
            (Some(first), Some(last)) => first.cover(*last),
            (Some(first), None) => Span::at(first.start as usize),
            (None, _) => Span::at(self.spans.last().map_or(0, |last| last.end as usize)),
        }
    }

    /// Where each of the bytes under `range` begins in the paste.
    pub(super) fn starts(&self, range: Range<usize>) -> impl Iterator<Item = u32> {
        let spans = self.spans.get(range).unwrap_or_default();
        spans.iter().map(|span| span.start)
    }

    /// The first byte under `range` that does not follow the one before it in the paste.
    pub(super) fn first_gap(&self, range: Range<usize>) -> Option<usize> {
        let start = range.start.max(1);
        let spans = self.spans.get(start - 1..range.end).unwrap_or_default();
        let is_gap = |pair: &[Span]| matches!(pair, [a, b] if a.end != b.start);
        spans.windows(2).position(is_gap).map(|at| start + at)
    }

    /// True when nothing stood between the bytes from `start` to `end` in the paste.
    pub(super) fn is_contiguous(&self, start: usize, end: usize) -> bool {
        let spans = self
            .spans
            .get(start..end.min(self.spans.len()))
            .unwrap_or_default();
        spans
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.end == b.start))
    }
}
