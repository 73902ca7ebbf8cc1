//! Nmap's escaping of response bytes inside a service fingerprint, and the way back.
//!
//! ```text
//! bytes    A 0x00 1 space " . { CR LF 0xff
//! escaped  A \x00 1 \x20 \" \. { \r \n \xff
//! ```
//!
//! Letters and digits stand for themselves. NUL is `\0`, or `\x00` before a digit. The characters
//! `\ ? " [ ] ( ) . * + $ ^ |` stand behind a backslash, all other ASCII punctuation is bare. CR,
//! LF and TAB are `\r \n \t`; everything else, the space included, is `\x` and two lower-case
//! digits. So the text holds printable ASCII only, no white space, and no bare quote.
//!
//! Decoding takes more than encoding writes: hex of either case and for any byte, and a special
//! character that lost its backslash. Source: Nmap's output, compared with it byte for byte by
//! `tests/fingerprint_nmap.rs`.

use super::hex::hex_digit;

/// The characters that Nmap writes behind a backslash.
const SPECIAL: &[u8] = b"\\?\"[]().*+$^|";

/// The text that Nmap writes for `bytes`, unwrapped and without the quotes around it.
///
/// ```
/// assert_eq!(sflens::bytes::encode_escaped(b"OK 1.0\r\n"), r"OK\x201\.0\r\n");
/// ```
pub fn encode_escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for (at, byte) in bytes.iter().enumerate() {
        let before_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            0 if !before_digit => text.push_str(r"\0"),
            b'\r' => text.push_str(r"\r"),
            b'\n' => text.push_str(r"\n"),
            b'\t' => text.push_str(r"\t"),
            0x21..=0x7e => {
                if SPECIAL.contains(byte) {
                    text.push('\\');
                }
                text.push(char::from(*byte));
            }
            _ => text.push_str(&format!("\\x{byte:02x}")),
        }
    }
    text
}

/// What a piece of escaped text stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The bytes; never more than there were characters.
    pub bytes: Vec<u8>,
    /// Offsets in the escaped text of the backslashes that Nmap would not have written, rising.
    pub unknown: Vec<usize>,
}

/// The bytes that `escaped` stands for: the text between the quotes of one record, with line
/// wrapping removed.
///
/// An escape that Nmap never writes is listed in `unknown`. `\x31` is still the byte that it says;
/// any other stands for its own characters, so that later bytes keep their places.
///
/// ```
/// let decoded = sflens::bytes::decode_escaped(br"\0\x00\x31\q");
/// assert_eq!(decoded.bytes, b"\0\x001\\q");
/// assert_eq!(decoded.unknown, [6, 10]);
/// ```
pub fn decode_escaped(escaped: &[u8]) -> Decoded {
    let mut decoded = Decoded::default();
    let mut at = 0;
    while let Some(next) = decode_next(escaped.get(at..).unwrap_or_default()) {
        if !next.known {
            decoded.unknown.push(at);
        }
        decoded.bytes.push(next.byte);
        at += next.len;
    }
    decoded
}

/// One byte read from escaped text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unescaped {
    /// The byte.
    pub(crate) byte: u8,
    /// Characters that it took.
    pub(crate) len: usize,
    /// False where Nmap writes something else for this byte. A backslash that begins no escape
    /// stands for itself.
    pub(crate) known: bool,
}

/// Reads the byte that `text` begins with; `None` at the end of `text`.
pub(crate) fn decode_next(text: &[u8]) -> Option<Unescaped> {
    let known = |byte, len| Unescaped {
        byte,
        len,
        known: true,
    };
    Some(match text {
        [] => return None,
        [b'\\', b'0', ..] => known(0, 2),
        [b'\\', b'r', ..] => known(b'\r', 2),
        [b'\\', b'n', ..] => known(b'\n', 2),
        [b'\\', b't', ..] => known(b'\t', 2),
        [b'\\', special, ..] if SPECIAL.contains(special) => known(*special, 2),
        [b'\\', b'x', high, low, ..] => match (hex_digit(*high), hex_digit(*low)) {
            (Some(high), Some(low)) => {
                let byte = high << 4 | low;
                Unescaped {
                    byte,
                    len: 4,
                    known: !byte.is_ascii_graphic(),
                }
            }
            _ => STRAY_BACKSLASH,
        },
        [b'\\', ..] => STRAY_BACKSLASH,
        [byte, ..] => known(*byte, 1),
    })
}

const STRAY_BACKSLASH: Unescaped = Unescaped {
    byte: b'\\',
    len: 1,
    known: false,
};

/// True when `text` is the beginning of an escape of Nmap's that is not complete.
pub(crate) fn is_cut_escape(text: &[u8]) -> bool {
    match text {
        [b'\\'] | [b'\\', b'x'] => true,
        [b'\\', b'x', digit] => hex_digit(*digit).is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], escaped: &str) {
        assert_eq!(encode_escaped(bytes), escaped);
        let decoded = decode_escaped(escaped.as_bytes());
        assert_eq!(decoded.bytes, bytes);
        assert!(decoded.unknown.is_empty());
    }

    #[test]
    fn letters_digits_and_bare_punctuation_stand_for_themselves() {
        let bare = "azAZ09{}#%&',-/:;<=>@_~!`";
        check(bare.as_bytes(), bare);
    }

    #[test]
    fn special_punctuation_stands_behind_a_backslash() {
        check(b"\\?\"[]().*+$^|", r#"\\\?\"\[\]\(\)\.\*\+\$\^\|"#);
    }

    #[test]
    fn nul_before_a_digit_is_written_in_hex() {
        check(b"\x001\0a\0\0" as &[u8], r"\x001\0a\0\0");
        check(b"\0\x009", r"\0\x009");
    }

    #[test]
    fn control_and_high_bytes_are_written_in_lower_case_hex() {
        check(
            b" \x0b\x0c\x1b\x7f\x80\xff",
            r"\x20\x0b\x0c\x1b\x7f\x80\xff",
        );
        check(b"\r\n\t", r"\r\n\t");
    }

    #[test]
    fn all_pairs_of_bytes_come_back() {
        for first in 0..=255u8 {
            for second in 0..=255u8 {
                let bytes = [first, second];
                assert_eq!(
                    decode_escaped(encode_escaped(&bytes).as_bytes()).bytes,
                    bytes
                );
            }
        }
    }

    #[test]
    fn what_nmap_never_writes_stands_for_its_own_characters() {
        for (escaped, n_unknown) in [
            (r"\q", 1),
            (r"\xg1", 1),
            (r"a\", 1),
            (r"\x1", 1),
            (r"\_\-", 2),
        ] {
            let decoded = decode_escaped(escaped.as_bytes());
            assert_eq!(decoded.bytes, escaped.as_bytes());
            assert_eq!(decoded.unknown.len(), n_unknown, "{escaped}");
        }
        assert_eq!(decode_escaped(br"\xFF.(").bytes, b"\xff.(");
    }
}
