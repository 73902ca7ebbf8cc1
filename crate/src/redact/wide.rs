//! Texts in UTF-16, as Windows writes the names of hosts and domains.
//!
//! ```text
//! 4 0 S 0 T 0 A 0 G 0 E 0 1 0 0 0      found   `STAGE1`, from byte 2 on
//! ```
//!
//! Of UTF-16 only what ASCII has too is read, low byte first; the names of hosts are of that.

/// Characters that a text must have: two bytes of which the second is NUL stand anywhere.
const SHORTEST: usize = 3;

/// A name of NetBIOS has no more.
const LONGEST_NAME: usize = 15;

/// Where each text begins in `bytes`, and its characters as bytes.
pub(super) fn wide_texts(bytes: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(rest) = bytes.get(from..).filter(|rest| rest.len() >= 2 * SHORTEST) {
            let start = from;
            let text: Vec<u8> = rest.chunks_exact(2).map_while(character).collect();
            from += (2 * text.len()).max(1);
            if text.len() >= SHORTEST {
                return Some((start, text));
            }
        }
        None
    })
}

fn character(pair: &[u8]) -> Option<u8> {
    match pair {
        [low @ b' '..=b'~', 0] => Some(*low),
        _ => None,
    }
}

/// True for one word that a host or a domain could be called; not for what every Windows has.
pub(super) fn reads_like_a_name(text: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_common = [&b"WORKGROUP"[..], b"Windows", b"Samba", b"Unix", b"IPC"]
        .iter()
        .any(|common| text.eq_ignore_ascii_case(common));
    text.len() <= LONGEST_NAME
        && text.iter().all(is_part)
        && text.iter().any(u8::is_ascii_alphabetic)
        && !is_common
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn texts_are_found_at_even_and_at_odd_places() {
        for before in [&b""[..], b"\xff", b"SMB\x01", b"\0\0\0"] {
            let bytes = [before, &wide("STAGE\0ACME\0"), b"\x01"].concat();
            let found: Vec<_> = wide_texts(&bytes).collect();
            let start = before.len();
            let expected = [(start, b"STAGE".to_vec()), (start + 12, b"ACME".to_vec())];
            assert_eq!(found, expected, "{before:?}");
        }
    }

    #[test]
    fn shorter_texts_and_other_characters_are_none() {
        for bytes in [
            wide("ab"),
            wide("\u{101}\u{102}\u{103}"),
            b"a\0b\0c".to_vec(),
        ] {
            assert_eq!(wide_texts(&bytes).count(), 0, "{bytes:?}");
        }
        assert_eq!(wide_texts(&wide("abc")).count(), 1);
    }

    #[test]
    fn a_name_is_one_word_of_at_most_fifteen() {
        for name in ["STAGE-PC_1", "WIN-0123456789A"] {
            assert!(reads_like_a_name(name.as_bytes()), "{name}");
        }
        for text in [
            "WIN-0123456789AB",
            "Windows 10 Pro",
            "workgroup",
            "2019",
            "a.b",
        ] {
            assert!(!reads_like_a_name(text.as_bytes()), "{text}");
        }
    }
}
