//! The result records as JSON: one line, bytes as lower-case hexadecimal.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;
use sflens::bytes::encode_hex;

/// `report` as JSON with a final line break.
pub(crate) fn print_report(report: &impl Serialize) -> io::Result<String> {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, HexBytes);
    report.serialize(&mut serializer)?;
    text.push(b'\n');
    String::from_utf8(text).map_err(io::Error::other)
}

/// Compact JSON in which bytes are hexadecimal text.
struct HexBytes;

impl Formatter for HexBytes {
    fn write_byte_array<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        value: &[u8],
    ) -> io::Result<()> {
        write!(writer, "\"{}\"", encode_hex(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::{Report, SourceFile};

    #[test]
    fn bytes_are_hexadecimal_and_come_back() {
        let report = sflens::results::decode_files(&[SourceFile {
            name: "f",
            text: br#"SF-Port7-TCP:V=7.94%I=7%D=1/2%Time=65930000%P=x%r(NULL,2,"\0\xff");"#,
        }]);
        let text = print_report(&report).unwrap();
        assert!(text.contains(r#""bytes":"00ff""#), "{text}");
        let back: Report = serde_json::from_str(&text).unwrap();
        assert_eq!(back, report);
    }
}
