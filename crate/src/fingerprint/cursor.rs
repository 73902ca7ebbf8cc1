//! A reading position in cleaned text.

use std::cell::OnceCell;

use super::text::Text;
use crate::source::Span;

/// Moves forward over a [`Text`], never back.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a Text,
    pub(super) at: usize,
    has_escapes: OnceCell<bool>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a Text) -> Self {
        Self {
            text,
            at: 0,
            has_escapes: OnceCell::new(),
        }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.rest(self.at)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// True when a backslash stands before some punctuation of the text, as Nmap writes it.
    pub(super) fn has_escapes(&self) -> bool {
        let is_escape =
            |pair: &[u8]| matches!(pair, [b'\\', b'.' | b'(' | b'[' | b'*' | b'+' | b'?']);
        let find = || self.text.rest(0).windows(2).any(is_escape);
        *self.has_escapes.get_or_init(find)
    }

    /// Steps over `expected` if it is next.
    pub(super) fn try_take(&mut self, expected: &[u8]) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Steps over the bytes that `accept` takes, at most `limit`, and gives them.
    pub(super) fn take_while(&mut self, limit: usize, accept: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let n_taken = rest
            .iter()
            .take(limit)
            .take_while(|byte| accept(**byte))
            .count();
        self.at += n_taken;
        rest.get(..n_taken).unwrap_or_default()
    }

    /// The place in the paste of everything from `start` to here.
    pub(super) fn place_since(&self, start: usize) -> Span {
        self.text.place(start, self.at)
    }
}
