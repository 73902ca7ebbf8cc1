//! The literal bytes behind `^`, read from the text without reading the rest of the pattern.
//!
//! ```text
//! ^ACME \x01(\d+)     ACME \x01
//! ^ACMES?             ACME
//! ^a|b, (?i)^a        nothing
//! ```
//!
//! Thousands of lines are ruled out by these bytes and never parsed. The items are read by the
//! parser itself, so the bytes are those that the tree would have.

use super::Parser;
use crate::pattern::PatternFlags;
use crate::pattern::tree::NodeKind;

/// The most bytes of a prefix that are kept.
pub const MAX_PREFIX: usize = 16;

/// Bytes that every match starts with, at the start of the response; none when it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefix {
    bytes: [u8; MAX_PREFIX],
    len: usize,
}

impl Prefix {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }
}

/// The first [`MAX_PREFIX`] bytes that a match of the pattern `text` starts with. The pattern may
/// be faulty behind them.
///
/// A pattern with `|` anywhere has none: it could be an alternative to all that stands before.
pub fn literal_prefix(text: &[u8], flags: PatternFlags) -> Prefix {
    let mut prefix = Prefix::default();
    let Some(items) = text.strip_prefix(b"^") else {
        return prefix;
    };
    if memchr::memchr(b'|', items).is_some() {
        return prefix;
    }
    let mut parser = Parser::new(items, flags);
    let mut before = prefix;
    while let Some(byte) = parser.try_literal() {
        before = prefix;
        prefix.push(byte);
        if prefix.len == MAX_PREFIX {
            break;
        }
    }
    // What a quantifier follows may be absent.
    match parser.peek() {
        Some(b'*' | b'?' | b'{') => before,
        _ => prefix,
    }
}

impl Parser<'_> {
    /// The next item, if it is one case-sensitive byte.
    fn try_literal(&mut self) -> Option<u8> {
        let kind = match self.peek()? {
            b'\\' => self.parse_escape().ok()?,
            b'[' | b'(' | b')' | b'.' | b'^' | b'$' | b'*' | b'+' | b'?' | b'{' => return None,
            byte => self.parse_single(byte),
        };
        match kind {
            NodeKind::Literal {
                byte,
                caseless: false,
            } => Some(byte),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::parse_pattern;

    #[track_caller]
    fn check(pattern: &str, expected: &[u8]) {
        let prefix = literal_prefix(pattern.as_bytes(), PatternFlags::default());
        assert_eq!(prefix.bytes(), expected, "{pattern}");
    }

    #[test]
    fn literals_and_escapes_behind_the_anchor_are_read() {
        check(r"^ACME (\d+)", b"ACME ");
        check(r"^\x01\0\r\n\.\|x", b"");
        check(r"^\x01\0\r\n\.x[a]", b"\x01\0\r\n.x");
        check(r"^a]}b.", b"a]}b");
        check("^a+b", b"a");
    }

    #[test]
    fn what_may_be_absent_is_no_prefix() {
        check("^ACMES?", b"ACME");
        check("^ACMES*", b"ACME");
        check("^ACMES{0,2}", b"ACME");
        check("^a|b", b"");
        check("^(?:a|b)", b"");
        check("ACME", b"");
        check("^?", b"");
        check("", b"");
    }

    #[test]
    fn a_quantifier_behind_an_escape_takes_the_whole_escape() {
        check(r"^AB\x01*", b"AB");
        check(r"^AB\d", b"AB");
        check(r"^AB\QC", b"AB");
        check(r"^AB\", b"AB");
    }

    #[test]
    fn letters_that_match_in_either_case_end_it() {
        let flags = PatternFlags {
            caseless: true,
            dotall: false,
        };
        assert_eq!(literal_prefix(b"^220 ftp", flags).bytes(), b"220 ");
        assert!(parse_pattern(b"^220 ftp", flags).is_ok());
    }

    #[test]
    fn a_long_prefix_is_cut_and_a_quantifier_behind_the_cut_does_not_matter() {
        check("^0123456789abcdefghi", b"0123456789abcdef");
        check("^0123456789abcdef*", b"0123456789abcde");
        check("^0123456789abcde*", b"0123456789abcd");
    }
}
