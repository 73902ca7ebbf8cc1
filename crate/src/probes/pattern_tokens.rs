//! The pieces of a pattern for coloring, told by a look at its bytes that no flaw can stop.
//!
//! Only what a reader wants to see is told apart: escapes, classes, quantifiers, operators, and
//! the brackets of groups with their numbers.

use super::tokens::{Token, TokenKind};
use crate::source::Span;

/// The tokens of the pattern under `pattern` in `text`; together they cover it.
pub(super) fn pattern_tokens(text: &[u8], pattern: Span) -> Vec<Token> {
    let mut scanner = Scanner {
        pattern: pattern.slice(text),
        base: pattern.range().start,
        open: Vec::new(),
        n_groups: 0,
        tokens: Vec::new(),
    };
    let mut at = 0;
    while at < scanner.pattern.len() {
        at += scanner.scan(at).max(1);
    }
    scanner.tokens
}

/// The tokens of escaped text: escapes, and everything else as `plain`.
pub(super) fn escape_tokens(text: &[u8], span: Span, plain: TokenKind) -> Vec<Token> {
    let escaped = span.slice(text);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < escaped.len() {
        let (len, kind) = match escaped.get(at) {
            Some(b'\\') => (escape_len(escaped, at), TokenKind::Escape),
            _ => (1, plain),
        };
        add(&mut tokens, span.range().start + at, len, kind);
        at += len;
    }
    tokens
}

/// Adds a token, or lengthens the last one when plain bytes of one kind go on.
fn add(tokens: &mut Vec<Token>, start: usize, len: usize, kind: TokenKind) {
    let span = Span::new(start, start + len);
    let is_plain = matches!(kind, TokenKind::Pattern | TokenKind::Payload);
    match tokens.last_mut() {
        Some(last) if is_plain && last.kind == kind && last.span.end == span.start => {
            last.span = last.span.cover(span);
        }
        _ => tokens.push(Token { span, kind }),
    }
}

/// Bytes of the escape whose backslash stands at `at`; at least 1.
fn escape_len(pattern: &[u8], at: usize) -> usize {
    let is_octal = |byte: &u8| (b'0'..=b'7').contains(byte);
    let digits = |skip: usize, most: usize, wanted: &dyn Fn(&u8) -> bool| {
        let behind = pattern.iter().skip(at + skip).take(most);
        skip + behind.take_while(|byte| wanted(byte)).count()
    };
    match pattern.get(at + 1) {
        None => 1,
        Some(b'x') => digits(2, 2, &u8::is_ascii_hexdigit),
        Some(b'0') => digits(1, 3, &is_octal),
        Some(b'1'..=b'9') => digits(1, 3, &u8::is_ascii_digit),
        Some(_) => 2,
    }
}

/// A group that is open: its number, or `None` when it captures nothing.
type OpenGroup = Option<u8>;

struct Scanner<'a> {
    pattern: &'a [u8],
    base: usize,
    open: Vec<OpenGroup>,
    n_groups: u8,
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    /// Adds the token at `at` and gives its length.
    fn scan(&mut self, at: usize) -> usize {
        let rest = self.pattern.get(at..).unwrap_or_default();
        let (len, kind) = match rest.first() {
            Some(b'\\') => (escape_len(self.pattern, at), TokenKind::Escape),
            Some(b'[') => (class_len(rest), TokenKind::Class),
            Some(b'(') => self.open_group(rest),
            Some(b')') => (1, self.close_group()),
            Some(b'^' | b'$' | b'.' | b'|') => (1, TokenKind::Operator),
            Some(b'*' | b'+' | b'?') => (quantifier_len(rest, 1), TokenKind::Quantifier),
            Some(b'{') => match counted_len(rest) {
                Some(len) => (quantifier_len(rest, len), TokenKind::Quantifier),
                None => (1, TokenKind::Pattern),
            },
            _ => (1, TokenKind::Pattern),
        };
        add(&mut self.tokens, self.base + at, len, kind);
        len
    }

    fn open_group(&mut self, rest: &[u8]) -> (usize, TokenKind) {
        if let Some(len) = special_group_len(rest) {
            self.open.push(None);
            return (len, TokenKind::Bracket);
        }
        self.n_groups = self.n_groups.saturating_add(1);
        self.open.push(Some(self.n_groups));
        (1, TokenKind::Group(self.n_groups))
    }

    fn close_group(&mut self) -> TokenKind {
        match self.open.pop().flatten() {
            Some(number) => TokenKind::Group(number),
            None => TokenKind::Bracket,
        }
    }
}

/// Bytes of `(?:`, `(?=`, `(?<!`, `(?>`, `(*` and the like; `None` for a capture group.
fn special_group_len(rest: &[u8]) -> Option<usize> {
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_' || *byte == b'\'';
    match rest {
        [b'(', b'?', b'P', b'<', ..] | [b'(', b'?', b'\'', ..] => None,
        [b'(', b'?', b'<', b'=' | b'!', ..] => Some(4),
        [b'(', b'?', b'<', name, ..] if is_name(name) => None,
        [b'(', b'?', _, ..] => Some(3),
        [b'(', b'*', ..] => Some(2),
        _ => None,
    }
}

/// Bytes of the class that `rest` starts with; all of `rest` when it is never closed.
fn class_len(rest: &[u8]) -> usize {
    let mut at = if rest.get(1) == Some(&b'^') { 2 } else { 1 };
    at += usize::from(rest.get(at) == Some(&b']'));
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' => at += 2,
            b']' => return at + 1,
            b'[' if rest.get(at + 1) == Some(&b':') => at += posix_len(rest, at),
            _ => at += 1,
        }
    }
    rest.len()
}

/// Bytes of `[:name:]` at `at`; 1 when it is none.
fn posix_len(rest: &[u8], at: usize) -> usize {
    let name = rest.get(at + 2..).unwrap_or_default();
    let n_letters = name
        .iter()
        .take_while(|byte| byte.is_ascii_lowercase() || **byte == b'^')
        .count();
    match name.get(n_letters..) {
        Some([b':', b']', ..]) => n_letters + 4,
        _ => 1,
    }
}

/// Bytes of the quantifier of `len` bytes with a `?` or `+` behind it.
fn quantifier_len(rest: &[u8], len: usize) -> usize {
    len + usize::from(matches!(rest.get(len), Some(b'?' | b'+')))
}

/// The most bytes of a counted quantifier.
const MAX_COUNTED: usize = 20;

/// Bytes of `{2}`, `{2,}`, `{2,3}` or `{,3}`; `None` for a plain brace.
fn counted_len(rest: &[u8]) -> Option<usize> {
    let near = rest.get(..MAX_COUNTED).unwrap_or(rest);
    let close = near.iter().position(|byte| *byte == b'}')?;
    let inner = rest.get(1..close)?;
    let is_allowed = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b',' | b' ');
    let n_commas = inner.iter().filter(|byte| **byte == b',').count();
    let has_digit = inner.iter().any(u8::is_ascii_digit);
    (has_digit && n_commas <= 1 && inner.iter().all(is_allowed)).then_some(close + 1)
}
