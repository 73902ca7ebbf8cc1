//! `* + ? {n} {n,} {,m} {n,m}`, each with `?` or `+` behind it.

use super::{Parser, Result};
use crate::pattern::tree::{Node, NodeKind, Repeat, RepeatMode};
use crate::pattern::{PatternError, PatternErrorKind};
use crate::source::Span;

pub(super) struct Quantifier {
    min: u16,
    max: Option<u16>,
}

impl Parser<'_> {
    /// Reads a quantifier without its modifier; `{` that starts none is left for a literal.
    pub(super) fn try_quantifier(&mut self) -> Result<Option<Quantifier>> {
        let (min, max) = match self.peek() {
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'?') => (0, Some(1)),
            Some(b'{') => return self.try_counts(),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(Quantifier { min, max }))
    }

    /// Whether a counted quantifier starts here.
    pub(super) fn peek_counts(&mut self) -> Result<bool> {
        let start = self.at;
        let found = self.try_counts().map(|found| found.is_some());
        self.at = start;
        found
    }

    fn try_counts(&mut self) -> Result<Option<Quantifier>> {
        let start = self.at;
        let Some((min, comma, max)) = self.read_counts() else {
            self.at = start;
            return Ok(None);
        };
        let first = self.count(min)?.unwrap_or(0);
        let second = self.count(max)?;
        if second.is_some_and(|second| second < first) {
            let error = self.error_from(start, PatternErrorKind::CountsOutOfOrder);
            return Err(error.at(max.end as usize));
        }
        let max = if comma { second } else { Some(first) };
        Ok(Some(Quantifier { min: first, max }))
    }

    /// The spans of both numbers, and whether there is a comma; `None` when it is no quantifier.
    fn read_counts(&mut self) -> Option<(Span, bool, Span)> {
        self.at += 1;
        let min = self.read_digits();
        let comma = self.try_byte(b',');
        let max = self.read_digits();
        let complete = match comma {
            true => !(min.is_empty() && max.is_empty()),
            false => !min.is_empty() && max.is_empty(),
        };
        (complete && self.try_byte(b'}')).then_some((min, comma, max))
    }

    /// Digits with blanks around them.
    fn read_digits(&mut self) -> Span {
        self.skip_blanks();
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let span = self.span_from(start);
        self.skip_blanks();
        span
    }

    fn count(&self, digits: Span) -> Result<Option<u16>> {
        if digits.is_empty() {
            return Ok(None);
        }
        let text = std::str::from_utf8(digits.slice(self.text)).unwrap_or_default();
        let too_big = |_| PatternError::new(PatternErrorKind::CountTooBig, digits);
        text.parse().map(Some).map_err(too_big)
    }

    /// `item` with `quantifier` and the modifier that may follow it.
    pub(super) fn repeat(&mut self, item: Node, quantifier: Quantifier) -> Result<Node> {
        let start = item.span.start as usize;
        let end = self.at;
        let most = quantifier.max.unwrap_or(quantifier.min);
        self.copies |= most > 1 && matches!(item.kind, NodeKind::Group(_) | NodeKind::Call(_));
        let mode = self.repeat_mode()?;
        let end = if mode.is_some() { self.at } else { end };
        let default = match self.options.ungreedy {
            true => RepeatMode::Lazy,
            false => RepeatMode::Greedy,
        };
        let kind = NodeKind::Repeat(Box::new(Repeat {
            item,
            min: quantifier.min,
            max: quantifier.max,
            mode: mode.unwrap_or(default),
        }));
        let span = Span::new(start, end);
        Ok(Node { span, kind })
    }

    fn repeat_mode(&mut self) -> Result<Option<RepeatMode>> {
        while !self.in_quote && self.try_ignorable()? {}
        if self.in_quote {
            return Ok(None);
        }
        let mode = match self.peek() {
            Some(b'+') => RepeatMode::Possessive,
            Some(b'?') if self.options.ungreedy => RepeatMode::Greedy,
            Some(b'?') => RepeatMode::Lazy,
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(mode))
    }
}
