//! The way from a paste to its fingerprints: all of it at once, or piece by piece.
//!
//! Both run one `Scanner` over bytes. The stream keeps only what a fingerprint that is not certain
//! yet can need, so its memory does not grow with the text.

use super::Fingerprint;
use super::encoding::{Encoding, detect_encoding};
use super::scanner::{LOOKAHEAD, Scanner};
use crate::diagnostic::Parsed;

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

/// Bytes that are gathered before they are searched, so that little is searched twice.
const STRIDE: usize = 2 * 1024 * 1024;
/// Bytes that show the encoding of a text.
const MAX_MARK: usize = 4;

/// Decodes a text that comes in pieces, in memory that does not grow with it.
///
/// The pieces can be cut anywhere: together the results are those of [`decode_paste`] for the
/// whole text, in the same order. A text of less than 4 GiB.
///
/// ```
/// use sflens::fingerprint::PasteStream;
/// let mut stream = PasteStream::new();
/// let mut found = Vec::new();
/// for piece in [&b"SF-Port7-TCP:V=7.95%r(NU"[..], b"LL,2,\"hi\");"] {
///     found.extend(stream.push(piece).value);
/// }
/// found.extend(stream.finish().value);
/// assert_eq!(found[0].records[0].bytes, b"hi");
/// ```
#[derive(Debug, Default)]
pub struct PasteStream {
    scanner: Scanner,
    /// `None` as long as too little has come to tell.
    encoding: Option<Encoding>,
    /// Bytes as they came that are not in `window` yet.
    raw: Vec<u8>,
    /// What is kept of the text, one byte for each unit.
    window: Vec<u8>,
    /// Offset of the window in the text.
    base: usize,
}

impl PasteStream {
    /// A stream from which nothing has come yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece; gives what is certain by now and was not given before.
    pub fn push(&mut self, piece: &[u8]) -> Parsed<Vec<Fingerprint>> {
        self.take(piece, MAX_MARK);
        let mut decoded = Parsed::default();
        if self.window.len() > LOOKAHEAD + STRIDE {
            decoded = self.scanner.scan(&self.window, self.base);
            let keep = self.scanner.keep_from() - self.base;
            self.window.drain(..keep.min(self.window.len()));
            self.base += keep;
        }
        self.restore_places(&mut decoded);
        decoded
    }

    /// What is left when no further piece comes.
    pub fn finish(mut self) -> Parsed<Vec<Fingerprint>> {
        self.take(b"", 0);
        let mut decoded = self.scanner.finish(&self.window, self.base);
        self.restore_places(&mut decoded);
        decoded
    }

    /// Adds a piece to the window, once the encoding can be told from `n_needed` bytes.
    fn take(&mut self, piece: &[u8], n_needed: usize) {
        let Some(encoding) = self.encoding else {
            self.raw.extend_from_slice(piece);
            if self.raw.len() >= n_needed {
                let encoding = detect_encoding(&self.raw);
                self.encoding = Some(encoding);
                let raw = std::mem::take(&mut self.raw);
                let mark = encoding.n_mark();
                self.take(raw.get(mark..).unwrap_or_default(), 0);
            }
            return;
        };
        match encoding {
            Encoding::Bytes => self.window.extend_from_slice(piece),
            Encoding::Utf16(units) => {
                self.raw.extend_from_slice(piece);
                let n_narrowed = units.narrow(&self.raw, &mut self.window);
                self.raw.drain(..n_narrowed);
            }
        }
    }

    fn restore_places(&self, decoded: &mut Parsed<Vec<Fingerprint>>) {
        if let Some(encoding) = self.encoding {
            encoding.restore_places(decoded);
        }
    }
}
