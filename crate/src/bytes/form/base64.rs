//! Base64, with `+/` or `-_`, on any number of lines.

/// Characters at least: shorter words are more likely words.
const MIN_CHARACTERS: usize = 8;

pub(super) fn read_base64(text: &[u8]) -> Option<Vec<u8>> {
    let characters = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    let characters: Vec<u8> = characters.copied().collect();
    let n_padding = characters.iter().rev().take_while(|c| **c == b'=').count();
    let digits = characters.get(..characters.len() - n_padding)?;
    let is_whole = characters.len().is_multiple_of(4) && n_padding <= 2;
    if characters.len() < MIN_CHARACTERS || !is_whole || has_blanks_inside(text) {
        return None;
    }
    let (mut bytes, mut bits, mut n_bits) = (Vec::new(), 0_u32, 0);
    for digit in digits {
        bits = bits << 6 | value(*digit)?;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
            bits &= (1 << n_bits) - 1;
        }
    }
    (bits == 0).then_some(bytes)
}

/// Words with blanks between are prose.
fn has_blanks_inside(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n')
        .any(|line| line.trim_ascii().contains(&b' '))
}

fn value(digit: u8) -> Option<u32> {
    Some(match digit {
        b'A'..=b'Z' => u32::from(digit - b'A'),
        b'a'..=b'z' => u32::from(digit - b'a') + 26,
        b'0'..=b'9' => u32::from(digit - b'0') + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}
