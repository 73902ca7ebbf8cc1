//! What stands between the pieces of a fingerprint and is nothing: white space and what is invisible
//! or drawn around it. Nmap escapes all of it in a response.

/// Length of the white space that `rest` begins with: of ASCII, of UTF-8 (no-break and zero-width
/// spaces, byte order marks), lines of boxes, and the sequences that color a terminal.
pub(super) fn space_len(rest: &[u8]) -> usize {
    match rest {
        [b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c, ..] => 1,
        [first, ..] if (0x20..0x7f).contains(first) => 0,
        [0x1b, ..] => terminal_len(rest),
        [0xc2, 0x85 | 0xa0 | 0xad, ..] => 2,
        [0xe2, 0x80, 0x80..=0x8f | 0xa8..=0xaf, ..] => 3,
        [0xe2, 0x81, 0x9f..=0xaf, ..] | [0xe3, 0x80, 0x80, ..] | [0xef, 0xbb, 0xbf, ..] => 3,
        // Lines and blocks that boxes are drawn with.
        [0xe2, 0x94..=0x96, _, ..] => 3,
        // Signs for line ends that editors and terminals show.
        [0xe2, 0x86, 0xa9 | 0xb2 | 0xb5, ..] | [0xe2, 0x8f, 0x8e, ..] => 3,
        [0xe2, 0x90, 0x8a | 0x8d | 0xa4, ..] => 3,
        [0xc2, 0xac | 0xb6, ..] => 2,
        // A no-break space in Latin-1, and in UTF-8 that was read as Latin-1.
        [0xa0, ..] => 1,
        [0xc3, 0x82, 0xc2, 0xa0, ..] => 4,
        _ => 0,
    }
}

/// Length of a terminal's control sequence: `ESC [ 1 ; 32 m`, `ESC ] title BEL`, `ESC ( B`.
fn terminal_len(rest: &[u8]) -> usize {
    const MAX_SEQUENCE: usize = 80;
    let parameters = rest.get(2..).unwrap_or_default().iter().take(MAX_SEQUENCE);
    let end = match rest.get(1) {
        Some(b'[') => parameters
            .clone()
            .position(|byte| (0x40..0x7f).contains(byte)),
        Some(b']') => parameters.clone().position(|byte| *byte == 0x07),
        Some(b'(' | b')') => Some(0),
        _ => return 1,
    };
    // The escape character alone is not printable, and no data either.
    end.map_or(1, |end| end + 3)
}

/// Length of what ends a line behind white space and is none of it: the border of a table, the sign
/// that a command goes on in the next line.
pub(super) fn line_end_noise(rest: &[u8]) -> usize {
    let [b'|' | b'\\', behind @ ..] = rest else {
        return 0;
    };
    let n_space = behind
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    match behind.get(n_space) {
        None if rest.starts_with(b"|") => 1,
        Some(b'\n') => 1,
        _ => 0,
    }
}

/// `text` without the sequences at its end that color a terminal: `grep` colors what it found.
pub(super) fn without_color(mut text: &[u8]) -> &[u8] {
    const MAX_COLOR: usize = 16;
    loop {
        let near = text.len().saturating_sub(MAX_COLOR);
        let tail = text.get(near..).unwrap_or_default();
        let escape = tail.iter().rposition(|byte| *byte == 0x1b);
        let sequence = escape.and_then(|at| tail.get(at..)).unwrap_or_default();
        if sequence.is_empty() || space_len(sequence) != sequence.len() {
            return text;
        }
        let rest = text.len() - sequence.len();
        text = text.get(..rest).unwrap_or_default();
    }
}

/// What follows the sequences that `rest` begins with.
pub(super) fn behind_color(mut rest: &[u8]) -> &[u8] {
    while let [0x1b, ..] = rest {
        rest = rest.get(space_len(rest).max(1)..).unwrap_or_default();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_white_space() {
        let spaces = [
            "\u{a0}", "\u{200b}", "\u{feff}", "\u{2028}", "│", "\u{3000}", "↵", "⏎", "␊", "¶",
        ];
        for space in spaces {
            assert_eq!(
                space_len(format!("{space}a").as_bytes()),
                space.len(),
                "{space:?}"
            );
        }
        for text in ["a", "\u{2026}", "é", "", "\\"] {
            assert_eq!(space_len(text.as_bytes()), 0, "{text:?}");
        }
    }

    #[test]
    fn terminal_sequences_are_white_space() {
        let rows = [
            ("\x1b[1;32mSF:", 7),
            ("\x1b[0m", 4),
            ("\x1b]0;x\x07y", 6),
            ("\x1b(Ba", 3),
            ("\x1b", 1),
        ];
        for (text, len) in rows {
            assert_eq!(space_len(text.as_bytes()), len, "{text:?}");
        }
    }

    #[test]
    fn borders_end_a_line() {
        for (text, len) in [
            ("|\n", 1),
            ("|  \r\nx", 1),
            ("\\\nx", 1),
            ("|", 1),
            ("\\", 0),
            ("|x", 0),
        ] {
            assert_eq!(line_end_noise(text.as_bytes()), len, "{text:?}");
        }
    }
}
