//! String and bytes literals: `b'…'`, `"…"`, several of them one behind the other.

use super::super::hex::hex_digit;

/// What can stand between two literals that are one.
const JUNCTION: &[u8] = b" \t\r\n\\+.";

pub(super) fn read_literal(text: &[u8]) -> Option<Vec<u8>> {
    let mut rest = behind_name(text.trim_ascii());
    let mut bytes = Vec::new();
    loop {
        rest = read_one(rest, &mut bytes)?;
        let n_between = rest
            .iter()
            .take_while(|byte| JUNCTION.contains(byte))
            .count();
        let behind = rest.get(n_between..).unwrap_or_default();
        if matches!(behind, [] | [b';'] | [b','] | [b')'] | [b')', b';']) {
            return Some(bytes);
        }
        rest = behind;
    }
}

/// What stands behind `char banner[] =`.
fn behind_name(text: &[u8]) -> &[u8] {
    let quote = text.iter().position(|byte| b"\"'".contains(byte));
    let name = quote.and_then(|quote| text.get(..quote));
    let equals = name.and_then(|name| name.iter().rposition(|byte| b"=(".contains(byte)));
    let behind = equals.and_then(|equals| text.get(equals + 1..));
    behind.unwrap_or(text).trim_ascii_start()
}

/// Reads one literal; gives what stands behind it.
fn read_one<'a>(text: &'a [u8], bytes: &mut Vec<u8>) -> Option<&'a [u8]> {
    let text = text.strip_prefix(b"b").unwrap_or(text);
    let (quote, mut rest) = text.split_first()?;
    if !b"\"'".contains(quote) {
        return None;
    }
    loop {
        match rest {
            [found, behind @ ..] if found == quote => return Some(behind),
            [b'\n', ..] | [] => return None,
            [b'\\', escape @ ..] => {
                let (byte, len) = unescape(escape)?;
                bytes.extend(byte);
                rest = escape.get(len..)?;
            }
            [byte, behind @ ..] => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
}

/// The byte of an escape and the characters behind its backslash; a line break stands for none.
fn unescape(escape: &[u8]) -> Option<(Option<u8>, usize)> {
    let byte = match escape {
        [b'x', high, low, ..] => {
            let byte = hex_digit(*high)? << 4 | hex_digit(*low)?;
            return Some((Some(byte), 3));
        }
        [b'0'..=b'7', ..] => {
            let digits = escape.iter().take(3);
            let n_digits = digits.take_while(|d| matches!(d, b'0'..=b'7')).count();
            let digits = std::str::from_utf8(escape.get(..n_digits)?).ok()?;
            return Some((Some(u8::from_str_radix(digits, 8).ok()?), n_digits));
        }
        [b'\n', ..] => return Some((None, 1)),
        [b'n', ..] => b'\n',
        [b'r', ..] => b'\r',
        [b't', ..] => b'\t',
        [b'a', ..] => 0x07,
        [b'b', ..] => 0x08,
        [b'v', ..] => 0x0b,
        [b'f', ..] => 0x0c,
        [b'e', ..] => 0x1b,
        [mark, ..] if mark.is_ascii_punctuation() => *mark,
        _ => return None,
    };
    Some((Some(byte), 1))
}
