//! Bytes as people have them at hand: dumps of xxd, hexdump, od, Wireshark and ncat, hexadecimal,
//! base64, literals and lists of numbers in source code.
//!
//! ```text
//! 00000000: 4143 4d45 2033 0d0a                      ACME 3..
//! QUNNRSAzDQo=
//! b"ACME 3\r\n"
//! {0x41, 0x43, 0x4d}
//! ```
//!
//! A form is recognized when the whole text has it, offsets of a dump included. What has none is
//! taken as the bytes themselves.

mod base64;
mod dump;
mod literal;
mod numbers;

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ByteForm {
    /// The bytes themselves.
    Raw,
    /// Lines of an offset, bytes in hexadecimal, and often the characters.
    Dump,
    /// Hexadecimal, two digits a byte, with nothing or separators between.
    Hex,
    /// Base64.
    Base64,
    /// A string or bytes literal of C, Python and their like.
    Literal,
    /// A list of numbers from 0 to 255.
    Numbers,
}

impl ByteForm {
    /// All forms in the order in which they are looked for; raw bytes are last.
    pub const ALL: [Self; 6] = [
        Self::Dump,
        Self::Literal,
        Self::Hex,
        Self::Numbers,
        Self::Base64,
        Self::Raw,
    ];

    /// A word for it, lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Dump => "dump",
            Self::Hex => "hex",
            Self::Base64 => "base64",
            Self::Literal => "literal",
            Self::Numbers => "numbers",
        }
    }

    /// The form of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// The bytes that `text` stands for in that form; `None` when it does not have it.
///
/// Bytes of a dump have to follow one another as its offsets say. Of a dump with two directions,
/// as Wireshark's "Follow Stream" shows one, the indented lines are taken: the server's.
///
/// ```
/// use sflens::bytes::{ByteForm, read_bytes};
/// let dump = b"00000000: 4143 4d45 2033 0d0a                      ACME 3..";
/// assert_eq!(read_bytes(dump, ByteForm::Dump).unwrap(), b"ACME 3\r\n");
/// ```
pub fn read_bytes(text: &[u8], form: ByteForm) -> Option<Vec<u8>> {
    match form {
        ByteForm::Raw => Some(text.to_vec()),
        ByteForm::Dump => dump::read_dump(text),
        ByteForm::Hex => numbers::read_hex(text),
        ByteForm::Base64 => base64::read_base64(text),
        ByteForm::Literal => literal::read_literal(text),
        ByteForm::Numbers => numbers::read_numbers(text),
    }
}

/// The form that `text` has, with the bytes it stands for.
pub fn recognize_bytes(text: &[u8]) -> (ByteForm, Vec<u8>) {
    let found = ByteForm::ALL
        .into_iter()
        .find_map(|form| Some((form, read_bytes(text, form)?)));
    found.unwrap_or((ByteForm::Raw, text.to_vec()))
}

#[cfg(test)]
mod tests;
