//! The way from a whole paste to its fingerprints. `stream` goes the same way piece by piece.

use super::Fingerprint;
use super::encoding::{Encoding, detect_encoding};
use super::scanner::Scanner;
use crate::diagnostic::Parsed;
use crate::source::{LineIndex, TextStart};

/// Bytes of a paste that one fingerprint can take. Nmap's longest has about 16,000 characters,
/// a few times more when each character is quoted twice.
pub const MAX_BLOCK: usize = 256 * 1024;

/// All fingerprints in `paste`, in order, with what is worth saying about them.
///
/// `paste` is any text or bytes of less than 4 GiB: a fingerprint, a report in normal or XML form,
/// a mail, source code. All spans are byte offsets into it, from 0. The result is empty, with one
/// diagnostic that says why, when there is nothing to find. Time and memory grow linearly with
/// the paste. One fingerprint is at most [`MAX_BLOCK`] bytes of the paste long.
///
/// ```
/// use sflens::fingerprint::decode_paste;
/// let paste = br#"SF-Port7070-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu%r(NUL
/// SF:L,8,"ACME\x203\r\n");"#;
/// let found = decode_paste(paste).value;
/// assert_eq!(found[0].header.port, Some(7070));
/// assert_eq!(found[0].records[0].bytes, b"ACME 3\r\n");
/// ```
pub fn decode_paste(paste: &[u8]) -> Parsed<Vec<Fingerprint>> {
    let encoding = detect_encoding(paste);
    let mut scanner = Scanner::default();
    let mut decoded = match encoding {
        Encoding::Bytes => scanner.finish(paste, 0),
        Encoding::Utf16(units) => {
            let mut narrow = Vec::new();
            units.narrow(paste.get(units.n_mark..).unwrap_or_default(), &mut narrow);
            scanner.finish(&narrow, 0)
        }
    };
    encoding.restore_places(&mut decoded);
    decoded
}

/// The lines of a paste, as [`decode_paste`] reads it: in UTF-16 a line break is a whole unit.
pub fn paste_lines(paste: &[u8]) -> LineIndex<'_> {
    let Encoding::Utf16(units) = detect_encoding(paste) else {
        return LineIndex::new(paste);
    };
    let mut narrow = Vec::new();
    units.narrow(paste.get(units.n_mark..).unwrap_or_default(), &mut narrow);
    let start = TextStart {
        offset: units.n_mark as u32,
        unit: 2,
        ..TextStart::default()
    };
    LineIndex::of_part(narrow, start)
}
