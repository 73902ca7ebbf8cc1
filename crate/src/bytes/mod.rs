//! Bytes as text and back: readable printing, Nmap's escaping, hexadecimal, Latin-1, dumps.

mod escape;
mod form;
mod hex;
mod readable;

pub use escape::{Decoded, decode_escaped, encode_escaped};
pub(crate) use escape::{decode_next, is_cut_escape};
pub use form::{ByteForm, read_bytes, recognize_bytes};
pub(crate) use hex::hex_digit;
pub use hex::{decode_hex, encode_hex};
pub use readable::{print_byte, print_readable};

/// The text in which each byte is the code point of the same number (Latin-1), as the result
/// records carry fields. Never loses a byte.
pub fn latin1_text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The reverse of [`latin1_text`]; `None` when a character is above U+00FF.
pub fn latin1_bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}
