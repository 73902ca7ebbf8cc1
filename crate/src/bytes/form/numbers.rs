//! Bytes by number: `4143 4d45`, `41:43:4d`, `0x41, 0x43`, `[65, 67, 77]`, and the arrays of C.

use super::super::hex::hex_digit;

/// Digits of bare hexadecimal at least: shorter words are more likely words.
const MIN_DIGITS: usize = 8;

/// Hexadecimal digits in pairs, with white space or one of `: - ,` between, `0x` or `\x` before.
pub(super) fn read_hex(text: &[u8]) -> Option<Vec<u8>> {
    let list = without_array(text);
    let mut digits = Vec::new();
    for word in list.split(|byte| byte.is_ascii_whitespace() || b":-,".contains(byte)) {
        let word = word.strip_prefix(b"0x").unwrap_or(word);
        if word.len() % 2 == 1 {
            // `0x9` is a byte of its own.
            digits.push(0);
        }
        for digit in word {
            digits.push(hex_digit(*digit)?);
        }
    }
    let is_marked = list.starts_with(b"0x");
    let (pairs, _) = digits.as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    (digits.len() >= MIN_DIGITS || is_marked).then_some(bytes)
}

/// Numbers from 0 to 255 with commas between, in brackets.
pub(super) fn read_numbers(text: &[u8]) -> Option<Vec<u8>> {
    let list = text.trim_ascii();
    let list = list.strip_prefix(b"[")?.strip_suffix(b"]")?.trim_ascii();
    let list = list.strip_suffix(b",").unwrap_or(list);
    let number = |word: &[u8]| std::str::from_utf8(word.trim_ascii()).ok()?.parse().ok();
    list.split(|byte| *byte == b',').map(number).collect()
}

/// What stands in the braces of `char x[] = { … };` without comments; the text itself without any.
fn without_array(text: &[u8]) -> Vec<u8> {
    let open = text.iter().position(|byte| *byte == b'{');
    let close = text.iter().rposition(|byte| *byte == b'}');
    let list = match (open, close) {
        (Some(open), Some(close)) => text.get(open + 1..close).unwrap_or_default(),
        _ => text,
    };
    let mut bare = Vec::with_capacity(list.len());
    let mut rest = list.trim_ascii();
    while let [first, behind @ ..] = rest {
        let comment = rest
            .starts_with(b"/*")
            .then(|| rest.windows(2).position(|pair| pair == b"*/"));
        rest = match comment.flatten() {
            Some(end) => rest.get(end + 2..).unwrap_or_default(),
            None => {
                bare.push(*first);
                behind
            }
        };
    }
    bare.trim_ascii().to_vec()
}
