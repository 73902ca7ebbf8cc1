//! `[…]`.
//!
//! `]` is literal as the first member, `[` is literal unless it opens `[:…:]`, `-` is literal
//! where no range can be, and there are no set operators.

use super::escape::Escaped;
use super::group::look;
use super::{Parser, Result};
use crate::pattern::tree::{
    Assertion, Class, ClassEscape, ClassItem, Group, Node, NodeKind, PosixClass,
};
use crate::pattern::{PatternError, PatternErrorKind};
use crate::source::Span;

/// What a `-` would mean after the member read last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Range {
    /// A plain hyphen.
    No,
    /// The start of a range from this byte.
    From(u8),
    /// This byte and the hyphen are read: the next byte ends the range.
    Started(u8),
    /// A hyphen that PCRE2 tolerates only as the last member.
    Forbidden,
    /// That hyphen is read, at this place.
    ForbiddenStarted(usize),
}

pub(super) struct Members {
    pub(super) items: Vec<ClassItem>,
    range: Range,
}

impl Parser<'_> {
    pub(super) fn parse_class(&mut self, nodes: &mut Vec<Node>) -> Result<NodeKind> {
        let start = self.at;
        self.at += 1;
        if let Some(edge) = self.try_word_edge(start, nodes) {
            return Ok(edge);
        }
        self.refuse_posix_outside(start)?;
        let class = self.read_class(start)?;
        Ok(NodeKind::Class(Box::new(class)))
    }

    /// What stands behind the bracket, which is at `start`.
    pub(super) fn read_class(&mut self, start: usize) -> Result<Class> {
        let negated = self.read_class_start();
        let mut members = Members::new();
        if !self.in_quote && self.try_byte(b']') {
            members.add_byte(b']');
        }
        while !self.read_class_end() {
            if self.peek().is_none() {
                let span = Span::new(start, start + 1);
                let error = PatternError::new(PatternErrorKind::UnclosedClass, span);
                return Err(error.at(self.at));
            }
            self.parse_member(&mut members)?;
        }
        Ok(Class {
            negated,
            caseless: self.options.caseless,
            items: members.finish(),
        })
    }

    /// `[[:<:]]` and `[[:>:]]` are `\b(?=\w)` and `\b(?<=\w)`.
    fn try_word_edge(&mut self, start: usize, nodes: &mut Vec<Node>) -> Option<NodeKind> {
        let behind = self.try_bytes(b"[:>:]]");
        if !behind && !self.try_bytes(b"[:<:]]") {
            return None;
        }
        self.has_lookbehind |= behind;
        let span = self.span_from(start);
        let node = |kind| Node { span, kind };
        nodes.push(node(NodeKind::Assertion(Assertion::WordBoundary)));
        Some(NodeKind::Group(Box::new(Group {
            kind: look(behind, false),
            branches: vec![vec![node(NodeKind::Escape(ClassEscape::Word))]],
        })))
    }

    /// `[:alpha:]` without brackets around it means nothing in PCRE2.
    fn refuse_posix_outside(&mut self, start: usize) -> Result<()> {
        let Some((kind, end)) = self.peek_posix() else {
            return Ok(());
        };
        self.at = end;
        let kind = match kind {
            b':' => PatternErrorKind::PosixOutsideClass,
            _ => PatternErrorKind::CollatingElement,
        };
        Err(self.error_from(start, kind).at(start))
    }

    /// The `^`, and the quotes and blanks that PCRE2 skips before the first member.
    fn read_class_start(&mut self) -> bool {
        let mut negated = false;
        loop {
            let blank = self.options.extended_more && matches!(self.peek(), Some(b' ' | b'\t'));
            if blank {
                self.at += 1;
            } else if !negated && self.try_byte(b'^') {
                negated = true;
            } else if !self.try_bytes(b"\\E") && !self.try_bytes(b"\\Q\\E") {
                return negated;
            }
        }
    }

    fn read_class_end(&mut self) -> bool {
        !self.in_quote && self.try_byte(b']')
    }

    fn parse_member(&mut self, members: &mut Members) -> Result<()> {
        let start = self.at;
        let Some(byte) = self.peek() else {
            return Ok(());
        };
        if self.in_quote {
            self.in_quote = !self.try_bytes(b"\\E");
            if self.in_quote {
                self.at += 1;
                return self.add_literal(members, byte, start);
            }
            return Ok(());
        }
        match byte {
            b' ' | b'\t' if self.options.extended_more => {
                self.at += 1;
                Ok(())
            }
            b'[' => self.parse_bracket_member(members),
            b'\\' => self.parse_escaped_member(members),
            b'-' => {
                self.at += 1;
                self.add_hyphen(members, start)
            }
            _ => {
                self.at += 1;
                self.add_literal(members, byte, start)
            }
        }
    }

    fn add_hyphen(&mut self, members: &mut Members, start: usize) -> Result<()> {
        match members.range {
            Range::From(byte) => members.range = Range::Started(byte),
            Range::Forbidden => {
                members.items.push(ClassItem::Byte(b'-'));
                members.range = Range::ForbiddenStarted(start);
            }
            _ => return self.add_literal(members, b'-', start),
        }
        Ok(())
    }

    fn add_literal(&self, members: &mut Members, byte: u8, start: usize) -> Result<()> {
        match members.range {
            Range::Started(low) if low > byte => {
                let kind = PatternErrorKind::RangeOutOfOrder(low, byte);
                return Err(self.error_from(start, kind).at(self.at - 1));
            }
            Range::Started(low) => {
                members.items.pop();
                members.items.push(match low == byte {
                    true => ClassItem::Byte(byte),
                    false => ClassItem::Range(low, byte),
                });
                members.range = Range::No;
            }
            Range::ForbiddenStarted(at) => return Err(range_with_class(at, at + 1)),
            Range::No | Range::From(_) | Range::Forbidden => members.add_byte(byte),
        }
        Ok(())
    }

    /// A set of bytes that stands at `start` cannot be the end of a range.
    fn refuse_range_with_set(&self, members: &Members, start: usize) -> Result<()> {
        match members.range {
            Range::Started(_) => Err(range_with_class(start.saturating_sub(1), self.at)),
            Range::ForbiddenStarted(at) => Err(range_with_class(at, at + 1)),
            Range::No | Range::From(_) | Range::Forbidden => Ok(()),
        }
    }

    fn add_set(&self, members: &mut Members, item: ClassItem, start: usize) -> Result<()> {
        self.refuse_range_with_set(members, start)?;
        members.items.push(item);
        members.range = Range::Forbidden;
        Ok(())
    }

    pub(super) fn parse_bracket_member(&mut self, members: &mut Members) -> Result<()> {
        let start = self.at;
        self.at += 1;
        let Some((kind, end)) = self.peek_posix() else {
            return self.add_literal(members, b'[', start);
        };
        let inside = self.text.get(start + 2..end - 2).unwrap_or_default();
        self.at = end;
        self.refuse_range_with_set(members, start)?;
        if kind != b':' {
            return Err(self.error_from(start, PatternErrorKind::CollatingElement));
        }
        let negated = inside.starts_with(b"^");
        let name = inside.strip_prefix(b"^").unwrap_or(inside);
        let known = PosixClass::ALL.into_iter();
        let Some(name) = known
            .into_iter()
            .find(|known| known.name().as_bytes() == name)
        else {
            return Err(self.error_from(start, PatternErrorKind::UnknownPosix(name.to_vec())));
        };
        self.add_set(members, ClassItem::Posix { name, negated }, start)
    }

    /// With the place behind `[`: the kind (`:`, `.` or `=`) and end of `[:…:]`, if one stands
    /// here. A `]`, or another opening of the same kind, ends the search.
    pub(super) fn peek_posix(&self) -> Option<(u8, usize)> {
        let kind = self
            .peek()
            .filter(|byte| matches!(byte, b':' | b'.' | b'='))?;
        let mut at = self.at + 1;
        loop {
            let (byte, next) = (*self.text.get(at)?, *self.text.get(at + 1)?);
            if byte == b'\\' && matches!(next, b']' | b'\\') {
                at += 1;
            } else if byte == b']' || byte == b'[' && next == kind {
                return None;
            } else if byte == kind && next == b']' {
                return Some((kind, at + 2));
            }
            at += 1;
        }
    }

    pub(super) fn parse_escaped_member(&mut self, members: &mut Members) -> Result<()> {
        let start = self.at;
        self.at += 1;
        if self.try_byte(b'E') {
            return Ok(());
        }
        if self.try_byte(b'Q') {
            self.in_quote = true;
            return Ok(());
        }
        match self.parse_class_escape(start)? {
            Escaped::Byte(byte) => self.add_literal(members, byte, start),
            Escaped::Class(escape) => self.add_set(members, ClassItem::Escape(escape), start),
        }
    }
}

impl Members {
    pub(super) fn new() -> Self {
        Self {
            items: Vec::new(),
            range: Range::No,
        }
    }

    fn add_byte(&mut self, byte: u8) {
        self.items.push(ClassItem::Byte(byte));
        self.range = Range::From(byte);
    }

    /// A range that was never ended is its first byte and a hyphen.
    fn finish(mut self) -> Vec<ClassItem> {
        if let Range::Started(_) = self.range {
            self.items.push(ClassItem::Byte(b'-'));
        }
        self.items
    }
}

fn range_with_class(hyphen: usize, offset: usize) -> PatternError {
    let span = Span::new(hyphen, hyphen + 1);
    PatternError::new(PatternErrorKind::RangeWithClass, span).at(offset)
}
