//! Small files, which are kept whole.

/// Bytes up to which a file goes into the field as it is.
pub(super) const MAX_TEXT: u64 = 64 * 1024;

/// Bytes up to which a file without any fingerprint can be a response. Nmap reads little more of
/// a connection than the first 4,096, but a single read can bring far more.
pub(super) const MAX_RAW: u64 = 256 * 1024;

/// The text of a file: UTF-16 as PowerShell writes it, UTF-8, or else each byte as a character, so
/// that none is lost.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let unit: Option<fn([u8; 2]) -> u16> = match bytes {
        [0xff, 0xfe, ..] | [1..0x80, 0, 1..0x80, 0, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] | [0, 1..0x80, 0, 1..0x80, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = unit {
        let (units, _) = bytes.as_chunks::<2>();
        let units = units.iter().map(|pair| unit(*pair));
        let text: Vec<u16> = units.filter(|unit| *unit != 0xfeff).collect();
        return String::from_utf16_lossy(&text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => sflens::bytes::latin1_text(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_other_bytes_keeps_them_all() {
        assert_eq!(text_of(b"SF:\xff"), "SF:\u{ff}");
        assert_eq!(text_of("é".as_bytes()), "é");
        assert_eq!(text_of(b""), "");
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        for mark in ["", "\u{feff}"] {
            let units: Vec<u16> = format!("{mark}SF-Port1é").encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(text_of(&little), "SF-Port1é");
            assert_eq!(text_of(&big), "SF-Port1é");
        }
    }
}
