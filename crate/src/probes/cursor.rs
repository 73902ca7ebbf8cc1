//! A reading position inside one line.

use crate::source::Span;
use crate::template::is_white;

/// Reads one line of `text` from left to right. Offsets are those of the whole text.
pub(super) struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a [u8], line: Span) -> Self {
        let line = line.range();
        Self {
            text,
            at: line.start,
            end: line.end.min(text.len()),
        }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.end
    }

    /// Everything not yet read.
    pub(super) fn rest(&self) -> Span {
        Span::new(self.at, self.end)
    }

    pub(super) fn bytes(&self, span: Span) -> &'a [u8] {
        span.slice(self.text)
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes(self.rest()).first().copied()
    }

    pub(super) fn next_byte(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn move_to(&mut self, at: usize) {
        self.at = at.min(self.end);
    }

    /// Reads `prefix` if the line goes on with it.
    pub(super) fn try_prefix(&mut self, prefix: &[u8]) -> Option<Span> {
        let start = self.at;
        self.bytes(self.rest()).starts_with(prefix).then(|| {
            self.at += prefix.len();
            Span::new(start, self.at)
        })
    }

    /// Reads the bytes that `wanted` accepts; may be none.
    pub(super) fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> Span {
        let start = self.at;
        let rest = self.bytes(self.rest());
        self.at += rest.iter().take_while(|byte| wanted(**byte)).count();
        Span::new(start, self.at)
    }

    pub(super) fn skip_white(&mut self) -> Span {
        self.take_while(is_white)
    }

    /// Reads up to `byte` and over it; gives what stands before it. `None`, and nothing read,
    /// when the line has no such byte.
    pub(super) fn take_until(&mut self, byte: u8) -> Option<Span> {
        let start = self.at;
        let rest = self.bytes(self.rest());
        let len = rest.iter().position(|b| *b == byte)?;
        self.at = start + len + 1;
        Some(Span::new(start, start + len))
    }
}
