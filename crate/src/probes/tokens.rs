//! What each piece of a text is, for coloring: made from the same reading as the values.
//!
//! ```text
//! match acme m|^ACME (\d+)|i v/$1/
//! ^^^^^ keyword              ^ template letter
//!       ^^^^ service           ^^ substitution of group 1
//!            ^^ marker and delimiter
//! ```
//!
//! A broken line is colored as far as it is sound: an unclosed pattern is still a pattern.

use super::ReadOptions;
use super::cursor::Cursor;
use super::directive::{Directive, PayloadRule, read_shape as read_probe_shape};
use super::match_line::{LineShape, line_keyword, read_shape};
use super::pattern_tokens::{escape_tokens, pattern_tokens};
use crate::source::Span;
use crate::template::{Part, Substitution, Template};

/// A colored piece. Tokens of one text never overlap and stand in order; what no token covers is
/// white space or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What they are.
    pub kind: TokenKind,
}

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// A line that starts with `#`.
    Comment,
    /// `match`, `softmatch`, `Probe`, `ports` and the like.
    Keyword,
    /// The service name.
    Service,
    /// The `m` before a pattern or the `q` before a payload.
    Marker,
    /// The byte around a pattern, a payload or a template's text.
    Delimiter,
    /// Plain bytes of a pattern.
    Pattern,
    /// An escape in a pattern, a payload or a string.
    Escape,
    /// A class of a pattern, brackets included.
    Class,
    /// `^`, `$`, `.` or `|` in a pattern.
    Operator,
    /// A quantifier.
    Quantifier,
    /// `(` or `)` of a capture group, with its number.
    Group(u8),
    /// `(?:`, `(?=` and the like, and their `)`.
    Bracket,
    /// The letters behind a pattern.
    Flags,
    /// A template's letter, or `cpe:`.
    TemplateLetter,
    /// Plain bytes of a template.
    TemplateText,
    /// `$1` or a call, with the number of its group.
    Substitution(u8),
    /// A number in a call.
    Number,
    /// A string in a call.
    String,
    /// A `$` that starts no sound substitution.
    Faulty,
    /// Letters behind a template that have no effect.
    Ignored,
    /// `TCP` or `UDP`.
    Protocol,
    /// The name of a probe.
    ProbeName,
    /// Plain bytes of a payload.
    Payload,
    /// The value of a directive.
    Value,
}

/// The tokens of one line in `text`.
pub fn line_tokens(text: &[u8], line: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut cursor = Cursor::new(text, line);
    cursor.skip_white();
    let line = cursor.rest();
    if cursor.peek() == Some(b'#') {
        push(&mut tokens, line, TokenKind::Comment);
    } else if line_keyword(text, line).is_some() {
        let (shape, _) = read_shape(text, line, ReadOptions::default().release);
        push_shape(&mut tokens, text, &shape);
    } else if let Some(keyword) = cursor.try_prefix(b"Probe ") {
        push(&mut tokens, without_space(keyword), TokenKind::Keyword);
        push_probe(&mut tokens, text, cursor);
    } else if let Some(keyword) = cursor.try_prefix(b"Exclude ") {
        push(&mut tokens, without_space(keyword), TokenKind::Keyword);
        push(&mut tokens, cursor.rest(), TokenKind::Value);
    } else if let Some((_, keyword)) = Directive::try_keyword(&mut cursor) {
        push(&mut tokens, keyword, TokenKind::Keyword);
        push(&mut tokens, cursor.rest(), TokenKind::Value);
    }
    tokens
}

/// The tokens of all lines of `text`.
pub fn text_tokens(text: &[u8]) -> Vec<Token> {
    let mut at = 0;
    let mut tokens = Vec::new();
    for raw in text.split_inclusive(|byte| *byte == b'\n') {
        let content = raw.trim_ascii_end();
        tokens.extend(line_tokens(text, Span::new(at, at + content.len())));
        at += raw.len();
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, span: Span, kind: TokenKind) {
    if !span.is_empty() {
        tokens.push(Token { span, kind });
    }
}

fn without_space(keyword: Span) -> Span {
    let range = keyword.range();
    Span::new(range.start, range.end.saturating_sub(1))
}

fn push_probe(tokens: &mut Vec<Token>, text: &[u8], mut cursor: Cursor<'_>) {
    let (shape, _) = read_probe_shape(&mut cursor, PayloadRule::Optional);
    if let Some((span, _)) = shape.protocol {
        push(tokens, span, TokenKind::Protocol);
    }
    if let Some(name) = shape.name {
        push(tokens, name, TokenKind::ProbeName);
    }
    if let Some(open) = shape.open {
        let at = open.range().start;
        push(tokens, Span::new(at, at + 1), TokenKind::Marker);
        push(tokens, Span::new(at + 1, at + 2), TokenKind::Delimiter);
    }
    let Some(payload) = shape.payload else { return };
    let plain = TokenKind::Payload;
    tokens.extend(escape_tokens(text, payload, plain));
    if let Some(rest) = shape.rest {
        let close = Span::new(payload.range().end, payload.range().end + 1);
        push(tokens, close, TokenKind::Delimiter);
        push(tokens, rest, TokenKind::Value);
    }
}

fn push_shape(tokens: &mut Vec<Token>, text: &[u8], shape: &LineShape) {
    push(tokens, shape.keyword, TokenKind::Keyword);
    push(
        tokens,
        shape.service.unwrap_or_default(),
        TokenKind::Service,
    );
    push(tokens, shape.marker.unwrap_or_default(), TokenKind::Marker);
    push(tokens, shape.open.unwrap_or_default(), TokenKind::Delimiter);
    if let Some(pattern) = shape.pattern {
        tokens.extend(pattern_tokens(text, pattern));
    }
    push(
        tokens,
        shape.close.unwrap_or_default(),
        TokenKind::Delimiter,
    );
    push(tokens, shape.flags, TokenKind::Flags);
    for template in shape.words.iter().filter_map(|word| word.template.as_ref()) {
        push_template(tokens, text, template);
    }
}

fn push_template(tokens: &mut Vec<Token>, text: &[u8], template: &Template) {
    push(tokens, template.keyword, TokenKind::TemplateLetter);
    let inner = template.text_span.range();
    let open = Span::new(inner.start.saturating_sub(1), inner.start);
    push(tokens, open, TokenKind::Delimiter);
    for part in &template.parts {
        match part {
            Part::Literal(span) => push(tokens, *span, TokenKind::TemplateText),
            Part::Substitution(call) => push_call(tokens, call),
            Part::Faulty { span, .. } => push(tokens, *span, TokenKind::Faulty),
        }
    }
    let close = Span::new(inner.end, inner.end + 1);
    if close.slice(text) == [template.delimiter] {
        push(tokens, close, TokenKind::Delimiter);
    }
    push(tokens, template.letters, TokenKind::Ignored);
}

/// A call: its name and brackets belong to the group, its arguments are tokens of their own.
fn push_call(tokens: &mut Vec<Token>, call: &Substitution) {
    use crate::template::ArgumentValue;
    let mut at = call.span.range().start;
    for argument in &call.arguments {
        let range = argument.span.range();
        let before = Span::new(at, range.start);
        push(tokens, before, TokenKind::Substitution(call.group));
        let kind = match argument.value {
            ArgumentValue::Number(_) => TokenKind::Number,
            ArgumentValue::Text(_) => TokenKind::String,
        };
        push(tokens, argument.span, kind);
        at = range.end;
    }
    let rest = Span::new(at, call.span.range().end);
    push(tokens, rest, TokenKind::Substitution(call.group));
}
