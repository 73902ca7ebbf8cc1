//! Bytes as people read them in messages: ASCII as it is, everything else as an escape.

/// `bytes` with printable ASCII as it is, `\r \n \t \0 \\` for those five, and `\xHH` (lower
/// case) for the rest. Unambiguous: a NUL before a digit is written `\x00`.
///
/// ```
/// assert_eq!(sflens::bytes::print_readable(b"OK\r\n\xff"), r"OK\r\n\xff");
/// ```
pub fn print_readable(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        let before_digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            0 if before_digit => text.push_str(r"\x00"),
            _ => text.push_str(&print_byte(*byte)),
        }
    }
    text
}

/// One byte in the form of [`print_readable`].
pub fn print_byte(byte: u8) -> String {
    match byte {
        b'\r' => r"\r".into(),
        b'\n' => r"\n".into(),
        b'\t' => r"\t".into(),
        0 => r"\0".into(),
        b'\\' => r"\\".into(),
        0x20..=0x7e => char::from(byte).into(),
        _ => format!("\\x{byte:02x}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_before_a_digit_is_written_in_hex() {
        assert_eq!(print_readable(b"\x001\0a"), r"\x001\0a");
    }
}
