//! What follows a backslash, outside brackets and inside.

use super::names::Check;
use super::{MAX_GROUPS, Parser, Result};
use crate::bytes::hex_digit;
use crate::pattern::PatternErrorKind;
use crate::pattern::tree::{
    Assertion, BackReference, Class, ClassEscape, ClassItem, NodeKind, Property, PropertyKind,
};

/// What an escape inside brackets stands for.
pub(super) enum Escaped {
    Byte(u8),
    Class(ClassEscape),
}

impl Parser<'_> {
    /// An escape outside brackets; stands on the backslash.
    pub(super) fn parse_escape(&mut self) -> Result<NodeKind> {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else {
            return Err(self.error_from(start, PatternErrorKind::TrailingBackslash));
        };
        if let Some(escape) = class_escape(letter) {
            self.at += 1;
            return Ok(NodeKind::Escape(escape));
        }
        if let Some(assertion) = assertion_escape(letter) {
            self.at += 1;
            return Ok(NodeKind::Assertion(assertion));
        }
        match letter {
            b'K' => {
                self.at += 1;
                if self.n_looks > 0 {
                    self.check(start, self.text.len(), Check::KeepOut);
                }
                Ok(NodeKind::KeepOut)
            }
            b'R' => Ok(self.take(NodeKind::NewlineSequence)),
            b'C' => Ok(self.take(NodeKind::AnyByte)),
            b'N' => self.parse_not_line_feed(start),
            b'g' | b'k' => self.parse_reference_escape(start),
            b'1'..=b'9' => match self.try_numeric_reference(start)? {
                Some(reference) => Ok(reference),
                None => {
                    let byte = self.parse_byte_escape(start)?;
                    Ok(self.literal_kind(byte))
                }
            },
            b'X' => Ok(self.take(NodeKind::Cluster)),
            b'p' | b'P' => self.parse_property(start).map(property_kind),
            _ => {
                let byte = self.parse_byte_escape(start)?;
                Ok(self.literal_kind(byte))
            }
        }
    }

    /// An escape inside brackets; stands behind the backslash, which is at `start`.
    pub(super) fn parse_class_escape(&mut self, start: usize) -> Result<Escaped> {
        let Some(letter) = self.peek() else {
            return Err(self.error_from(start, PatternErrorKind::TrailingBackslash));
        };
        if let Some(escape) = class_escape(letter) {
            self.at += 1;
            return Ok(Escaped::Class(escape));
        }
        let byte = match letter {
            b'b' => self.take(0x08),
            b'k' | b'g' | b'8' | b'9' => self.take(letter),
            b'A' | b'B' | b'C' | b'G' | b'K' | b'R' | b'X' | b'Z' | b'z' | b'N' => {
                self.at += 1;
                let kind = PatternErrorKind::EscapeInClass(letter);
                let offset = if letter == b'N' { self.at } else { self.at - 1 };
                return Err(self.error_from(start, kind).at(offset));
            }
            b'p' | b'P' => {
                let property = self.parse_property(start)?;
                return Ok(Escaped::Class(ClassEscape::Property(property)));
            }
            _ => self.parse_byte_escape(start)?,
        };
        Ok(Escaped::Byte(byte))
    }

    /// The escapes that stand for one byte.
    fn parse_byte_escape(&mut self, start: usize) -> Result<u8> {
        let Some(letter) = self.peek() else {
            return Err(self.error_from(start, PatternErrorKind::TrailingBackslash));
        };
        self.at += 1;
        match letter {
            b'a' => Ok(0x07),
            b'e' => Ok(0x1b),
            b'f' => Ok(0x0c),
            b'n' => Ok(b'\n'),
            b'r' => Ok(b'\r'),
            b't' => Ok(b'\t'),
            b'0'..=b'7' => self.parse_octal(start, letter - b'0'),
            b'o' => self.parse_braced_octal(start),
            b'x' => self.parse_hex(start),
            b'c' => self.parse_control(start),
            _ if letter.is_ascii_alphanumeric() => {
                let known_elsewhere = matches!(letter, b'F' | b'l' | b'L' | b'u' | b'U');
                let offset = if known_elsewhere {
                    self.at
                } else {
                    self.at - 1
                };
                let error = self.error_from(start, PatternErrorKind::UnknownEscape(letter));
                Err(error.at(offset))
            }
            _ => Ok(letter),
        }
    }

    /// Up to two more octal digits behind `first`.
    fn parse_octal(&mut self, start: usize, first: u8) -> Result<u8> {
        let mut value = u16::from(first);
        for _ in 0..2 {
            let Some(digit @ b'0'..=b'7') = self.peek() else {
                break;
            };
            value = value * 8 + u16::from(digit - b'0');
            self.at += 1;
        }
        u8::try_from(value).map_err(|_| self.error_from(start, PatternErrorKind::ByteTooBig))
    }

    fn parse_braced_octal(&mut self, start: usize) -> Result<u8> {
        if !self.try_byte(b'{') {
            let error = self.error_from(start, PatternErrorKind::OctalWithoutBrace);
            return Err(error.at(self.at - usize::from(self.peek().is_none())));
        }
        self.parse_braced_digits(start, 8)
    }

    fn parse_hex(&mut self, start: usize) -> Result<u8> {
        if self.try_byte(b'{') {
            return self.parse_braced_digits(start, 16);
        }
        let Some(first) = self.try_hex_digit() else {
            return Err(self.error_from(start, PatternErrorKind::NoDigits));
        };
        Ok(match self.try_hex_digit() {
            Some(second) => first << 4 | second,
            None => first,
        })
    }

    fn try_hex_digit(&mut self) -> Option<u8> {
        let digit = hex_digit(self.peek()?)?;
        self.at += 1;
        Some(digit)
    }

    /// Digits up to `}`, blanks around them allowed.
    fn parse_braced_digits(&mut self, start: usize, radix: u32) -> Result<u8> {
        self.skip_blanks();
        if matches!(self.peek(), None | Some(b'}')) {
            return Err(self.error_from(start, PatternErrorKind::NoDigits));
        }
        let value = self.read_digits_of(radix);
        self.skip_blanks();
        if value > 0xff {
            while self.peek_digit_of(radix).is_some() {
                self.at += 1;
            }
            let offset = self.at;
            self.try_byte(b'}');
            return Err(self
                .error_from(start, PatternErrorKind::ByteTooBig)
                .at(offset));
        }
        match self.try_byte(b'}') {
            true => Ok(value as u8),
            false => {
                let error = self.error_here(PatternErrorKind::UnclosedDigits);
                Err(error.at(self.at - usize::from(self.peek().is_none())))
            }
        }
    }

    /// Digits up to the one that makes the number too big for a byte.
    fn read_digits_of(&mut self, radix: u32) -> u32 {
        let mut value = 0;
        while value <= 0xff
            && let Some(digit) = self.peek_digit_of(radix)
        {
            value = value * radix + digit;
            self.at += 1;
        }
        value
    }

    fn peek_digit_of(&self, radix: u32) -> Option<u32> {
        char::from(self.peek()?).to_digit(radix)
    }

    /// `\cX`: the upper-cased character with bit 0x40 flipped.
    fn parse_control(&mut self, start: usize) -> Result<u8> {
        let Some(letter @ 0x20..=0x7e) = self.peek() else {
            return Err(self.error_from(start, PatternErrorKind::BadControl));
        };
        self.at += 1;
        Ok(letter.to_ascii_uppercase() ^ 0x40)
    }

    /// `\N`; a brace behind it has to be a quantifier.
    fn parse_not_line_feed(&mut self, start: usize) -> Result<NodeKind> {
        self.at += 1;
        let brace = self.at;
        if self.peek() == Some(b'{') && !self.peek_counts().map_err(|error| error.at(brace))? {
            return Err(self.error_from(start, PatternErrorKind::NamedCharacter));
        }
        Ok(NodeKind::NotLineFeed)
    }

    /// `\1` to `\9` and `\8…`, `\9…` always refer back; a higher number does when there are that
    /// many groups so far. `None`, with nothing read, when it is an octal escape.
    fn try_numeric_reference(&mut self, start: usize) -> Result<Option<NodeKind>> {
        let digits = self.at;
        let first = self.peek();
        let number = self.read_number();
        let refers = number.is_some_and(|number| number < 10 || number <= self.n_groups)
            || matches!(first, Some(b'8' | b'9'));
        if !refers {
            self.at = digits;
            return Ok(None);
        }
        match number {
            Some(number) => Ok(Some(self.back_reference(start, number))),
            None => Err(self.error_from(start, PatternErrorKind::NumberTooBig)),
        }
    }

    /// Decimal digits; `None` when the number is above PCRE2's highest group number.
    pub(super) fn read_number(&mut self) -> Option<u16> {
        let mut number = 0u32;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = (number * 10 + u32::from(digit - b'0')).min(u32::from(MAX_GROUPS) + 1);
            self.at += 1;
        }
        u16::try_from(number).ok()
    }

    pub(super) fn back_reference(&mut self, start: usize, number: u16) -> NodeKind {
        // PCRE2 keeps one offset for each low number, that of its first reference.
        let here = self.at - 1;
        let low = self.low_references.get_mut(usize::from(number));
        let offset = low.map_or(here, |first| *first.get_or_insert(here));
        self.branch_offset = offset;
        self.check(start, offset, Check::Number(number));
        NodeKind::BackReference(Box::new(BackReference {
            groups: vec![number],
            name: None,
            caseless: self.options.caseless,
        }))
    }

    fn take<T>(&mut self, value: T) -> T {
        self.at += 1;
        value
    }
}

/// `\p{Any}` is `\C`, and `\P{Any}` a class without bytes.
fn property_kind(property: Property) -> NodeKind {
    let escape = ClassEscape::Property(property);
    match (property.kind, property.negated) {
        (PropertyKind::Any, false) => NodeKind::AnyByte,
        (PropertyKind::Any, true) => NodeKind::Class(Box::new(Class {
            negated: false,
            caseless: false,
            items: vec![ClassItem::Escape(escape)],
        })),
        _ => NodeKind::Escape(escape),
    }
}

fn class_escape(letter: u8) -> Option<ClassEscape> {
    Some(match letter {
        b'd' => ClassEscape::Digit,
        b'D' => ClassEscape::NotDigit,
        b'w' => ClassEscape::Word,
        b'W' => ClassEscape::NotWord,
        b's' => ClassEscape::Space,
        b'S' => ClassEscape::NotSpace,
        b'h' => ClassEscape::HorizontalSpace,
        b'H' => ClassEscape::NotHorizontalSpace,
        b'v' => ClassEscape::VerticalSpace,
        b'V' => ClassEscape::NotVerticalSpace,
        _ => return None,
    })
}

fn assertion_escape(letter: u8) -> Option<Assertion> {
    Some(match letter {
        b'A' => Assertion::SubjectStart,
        b'Z' => Assertion::SubjectEndOrLineFeed,
        b'z' => Assertion::SubjectEnd,
        b'G' => Assertion::SearchStart,
        b'b' => Assertion::WordBoundary,
        b'B' => Assertion::NotWordBoundary,
        _ => return None,
    })
}
