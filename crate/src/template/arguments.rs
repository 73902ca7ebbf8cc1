//! The arguments of a call: numbers and quoted strings behind `$NAME(`.
//!
//! Reads exactly as Nmap does, which is lenient in surprising places: what follows an argument up
//! to the next `,` or `)` is skipped, a comma at the end of the text closes the call, and a number
//! counts modulo 256 only.

use super::{EscapeFault, Release, SubstitutionFault, decode_escapes};
use crate::source::Span;

/// The most arguments of one call.
pub const MAX_ARGUMENTS: usize = 5;

/// The most bytes of a string in a call, as written between its quotes.
pub const MAX_STRING: usize = 127;

/// One argument of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The number or the string with its quotes.
    pub span: Span,
    /// What it stands for.
    pub value: ArgumentValue,
}

/// What an argument stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentValue {
    /// A number, already reduced modulo 256.
    Number(u8),
    /// A string, without quotes and escapes.
    Text(Vec<u8>),
}

/// Reads the arguments of a call in `text` from `at`, just behind the `(`. Gives them and the
/// offset behind the `)`.
pub(super) fn parse_arguments(
    text: &[u8],
    mut at: usize,
    release: Release,
) -> Result<(Vec<Argument>, usize), SubstitutionFault> {
    let mut arguments = Vec::new();
    loop {
        let is_at_end = at == text.len() && !arguments.is_empty();
        at = skip_white(text, at);
        match text.get(at) {
            Some(b')') => return Ok((arguments, at + 1)),
            None if is_at_end => return Ok((arguments, at)),
            None => return Err(SubstitutionFault::Unclosed),
            Some(_) => {}
        }
        if arguments.len() == MAX_ARGUMENTS {
            return Err(SubstitutionFault::TooManyArguments);
        }
        let argument = parse_argument(text, at, release)?;
        let end = argument.span.range().end;
        arguments.push(argument);
        let rest = text.get(end..).unwrap_or_default();
        let Some(skipped) = rest.iter().position(|byte| b",)".contains(byte)) else {
            return Err(SubstitutionFault::Unclosed);
        };
        at = end + skipped;
        at += usize::from(text.get(at) == Some(&b','));
    }
}

fn skip_white(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let blank = |byte: &&u8| super::word::is_white(**byte);
    at + rest.iter().take_while(blank).count()
}

fn parse_argument(text: &[u8], at: usize, release: Release) -> Result<Argument, SubstitutionFault> {
    if text.get(at) == Some(&b'"') {
        return parse_string(text, at, release);
    }
    let rest = text.get(at..).unwrap_or_default();
    let Some((number, len)) = parse_c_integer(rest) else {
        return Err(SubstitutionFault::BareWord);
    };
    if release == Release::V7_93 && !(1..=9).contains(&number) {
        return Err(SubstitutionFault::NoGroupNumber);
    }
    Ok(Argument {
        span: Span::new(at, at + len),
        value: ArgumentValue::Number(number.rem_euclid(256) as u8),
    })
}

/// Reads the string whose opening quote stands at `at`.
fn parse_string(text: &[u8], at: usize, release: Release) -> Result<Argument, SubstitutionFault> {
    let body = text.get(at + 1..).unwrap_or_default();
    let len = find_quote(body, release).ok_or(SubstitutionFault::OpenQuote)?;
    if len > MAX_STRING {
        return Err(SubstitutionFault::LongString { len });
    }
    let escaped = body.get(..len).unwrap_or_default();
    let value = decode_escapes(escaped, release)
        .map_err(|EscapeFault { at, len }| bad_escape(escaped, at, len))?;
    Ok(Argument {
        span: Span::new(at, at + len + 2),
        value: ArgumentValue::Text(value),
    })
}

fn bad_escape(escaped: &[u8], at: usize, len: usize) -> SubstitutionFault {
    SubstitutionFault::BadEscape {
        escape: Span::new(at, at + len).slice(escaped).to_vec(),
    }
}

/// Offset of the closing quote; where `\"` is an escape, one behind a backslash does not count.
fn find_quote(body: &[u8], release: Release) -> Option<usize> {
    let mut escaped = false;
    body.iter().position(|byte| {
        let closes = *byte == b'"' && !escaped;
        escaped = release.has_old_escapes() && *byte == b'\\' && !escaped;
        closes
    })
}

/// A number as C's `strtol` reads it with base 0: sign, then `0x` and hexadecimal, `0` and octal,
/// or decimal digits. Gives its value, held within 64 bits, and its length.
fn parse_c_integer(text: &[u8]) -> Option<(i64, usize)> {
    let n_sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let unsigned = text.get(n_sign..).unwrap_or_default();
    let is_hex = |text: &[u8]| text.get(2).is_some_and(u8::is_ascii_hexdigit);
    let (radix, n_prefix) = match unsigned {
        [b'0', b'x' | b'X', ..] if is_hex(unsigned) => (16, 2),
        [b'0', ..] => (8, 0),
        _ => (10, 0),
    };
    let digits = unsigned.get(n_prefix..).unwrap_or_default();
    let digit_values = digits
        .iter()
        .map_while(|byte| char::from(*byte).to_digit(radix));
    let n_digits = digit_values.clone().count();
    let value = digit_values.fold(0_i64, |value, digit| {
        value
            .saturating_mul(i64::from(radix))
            .saturating_add(i64::from(digit))
    });
    let signed = if text.first() == Some(&b'-') {
        value.saturating_neg()
    } else {
        value
    };
    (n_digits > 0).then_some((signed, n_sign + n_prefix + n_digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_in_c() {
        let cases: [(&str, Option<(i64, usize)>); 9] = [
            ("12x", Some((12, 2))),
            ("0x1f)", Some((31, 4))),
            ("0xg", Some((0, 1))),
            ("017", Some((15, 3))),
            ("08", Some((0, 1))),
            ("-255", Some((-255, 4))),
            ("+3", Some((3, 2))),
            ("-", None),
            ("99999999999999999999", Some((i64::MAX, 20))),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_c_integer(text.as_bytes()), expected, "{text}");
        }
    }
}
