//! String literals of JSON and of programming languages.
//!
//! The fingerprint begins inside a literal. A bare quote ends it; a literal that follows with
//! nothing but white space or one of `+ , . \` between is joined with it by a line break, which is
//! white space and thus nothing to a fingerprint.

use super::super::text::Text;
use super::{Unquoted, peel_run, unquoted};

pub(super) fn peel_literal(text: &Text) -> Text {
    let mut peeled = Text::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if text.byte(at) == Some(b'"') {
            let Some(len) = junction_len(text.rest(at)) else {
                break;
            };
            peeled.push(b'\n', text.place(at, at + len));
            at += len;
        } else {
            at += peel_run(text, at, [b'"', b'\\'], unquote_double, &mut peeled);
        }
    }
    peeled
}

/// Length of `" + "`, where `rest` begins with a quote; `None` when no literal follows. A backslash
/// there ends its line.
pub(in super::super) fn junction_len(rest: &[u8]) -> Option<usize> {
    const MAX_JUNCTION: usize = 200;
    let between = rest.get(1..)?.iter().take(MAX_JUNCTION);
    let is_junction = |byte: &&u8| byte.is_ascii_whitespace() || b"+,.&_\\".contains(byte);
    let n_between = between.take_while(is_junction).count();
    let between = rest.get(1..1 + n_between)?;
    let is_broken = between.iter().any(u8::is_ascii_whitespace);
    let joins = rest.get(1 + n_between) == Some(&b'"') && (is_broken || !between.contains(&b'\\'));
    joins.then_some(n_between + 2)
}

fn unquote_double(rest: &[u8]) -> Option<Unquoted> {
    match rest {
        [b'\\', b'u', digits @ ..] => {
            let digits = std::str::from_utf8(digits.get(..4)?).ok()?;
            unquoted(u8::try_from(u32::from_str_radix(digits, 16).ok()?).ok()?, 6)
        }
        // A literal that goes on in the next line.
        [b'\\', b'\r', b'\n', ..] => unquoted(b'\n', 3),
        [b'\\', b'\n', ..] => unquoted(b'\n', 2),
        [b'\\', letter, ..] => unquoted(unescape(*letter)?, 2),
        _ => None,
    }
}

/// Between single quotes a bare `"` is text, and `'` line break `'` joins two literals.
pub(super) fn unquote_single(rest: &[u8]) -> Option<Unquoted> {
    if let [b'\'', behind @ ..] = rest {
        let n_space = behind
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        let joined = behind.get(..n_space)?.contains(&b'\n') && behind.get(n_space) == Some(&b'\'');
        return joined.then(|| unquoted(b'\n', n_space + 2)).flatten();
    }
    if let Some(len) = paragraph_len(rest) {
        return unquoted(b'\n', len);
    }
    unquote_double(rest)
}

/// Length of a line break of RTF, which doubles backslashes like a literal.
fn paragraph_len(rest: &[u8]) -> Option<usize> {
    const BREAKS: [&[u8]; 2] = [b"\\par", b"\\line"];
    let found = BREAKS.iter().find(|word| rest.starts_with(word))?;
    let is_end = rest.get(found.len()).is_some_and(u8::is_ascii_whitespace);
    is_end.then_some(found.len() + 1)
}

fn unescape(letter: u8) -> Option<u8> {
    match letter {
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        _ => letter.is_ascii_punctuation().then_some(letter),
    }
}
