//! A text that comes in pieces, decoded in memory that does not grow with it.
//!
//! One [`Scanner`] runs over a window, of which only that is kept which a fingerprint that is not
//! certain yet can need; where the window begins is counted in lines too.

use super::Fingerprint;
use super::encoding::{Encoding, detect_encoding};
use super::note::MatchNote;
use super::scanner::{LOOKAHEAD, Scanner};
use crate::diagnostic::Parsed;
use crate::source::{LineIndex, Position, TextStart};

/// Bytes that are gathered before they are searched, so that little is searched twice.
const STRIDE: usize = 2 * 1024 * 1024;
/// Bytes that show the encoding of a text.
const MAX_MARK: usize = 4;

/// What is done with results, given the lines in which their places stand.
pub(crate) trait ReadPlaced<T>:
    FnOnce(Parsed<Vec<Fingerprint>>, Vec<MatchNote>, &LineIndex<'_>) -> T
{
}
impl<T, F> ReadPlaced<T> for F where
    F: FnOnce(Parsed<Vec<Fingerprint>>, Vec<MatchNote>, &LineIndex<'_>) -> T
{
}

/// Decodes a text that comes in pieces, in memory that does not grow with it.
///
/// The pieces can be cut anywhere: together the results are those of [`decode_paste`](super::decode_paste) for the
/// whole text, in the same order. A place behind the first 4 GiB is given as the last of them.
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
    /// Line and column at which the window begins.
    position: Option<Position>,
    /// The place that a finding about a text without any fingerprint would name.
    noted: Option<(u32, Position)>,
}

impl PasteStream {
    /// A stream from which nothing has come yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece; gives what is certain by now and was not given before.
    pub fn push(&mut self, piece: &[u8]) -> Parsed<Vec<Fingerprint>> {
        self.push_placed(piece, |decoded, _, _| decoded)
    }

    /// What is left when no further piece comes.
    pub fn finish(self) -> Parsed<Vec<Fingerprint>> {
        self.finish_placed(|decoded, _, _| decoded)
    }

    /// [`Self::push`] with the lines in which the places of what is given stand.
    pub(crate) fn push_placed<T: Default>(&mut self, piece: &[u8], read: impl ReadPlaced<T>) -> T {
        self.take(piece, MAX_MARK);
        if self.window.len() <= LOOKAHEAD + STRIDE {
            return T::default();
        }
        let mut decoded = self.scanner.scan(&self.window, self.base);
        let notes = self.take_notes();
        let is_empty = decoded.value.is_empty() && decoded.diagnostics.is_empty();
        let found = if is_empty && notes.is_empty() {
            T::default()
        } else {
            self.restore_places(&mut decoded);
            read(decoded, notes, &self.lines())
        };
        self.note_absence();
        self.drop_scanned();
        found
    }

    /// [`Self::finish`] with the lines in which the places of what is given stand.
    pub(crate) fn finish_placed<T>(mut self, read: impl ReadPlaced<T>) -> T {
        self.take(b"", 0);
        let mut decoded = self.scanner.finish(&self.window, self.base);
        self.restore_places(&mut decoded);
        let notes = self.take_notes();
        read(decoded, notes, &self.lines())
    }

    fn take_notes(&mut self) -> Vec<MatchNote> {
        let mut notes = self.scanner.take_notes();
        if let Some(encoding) = self.encoding {
            encoding.restore_note_places(&mut notes);
        }
        notes
    }

    /// Drops from the window what no fingerprint that is to come can need; never a part of a
    /// character, which counts as one column.
    fn drop_scanned(&mut self) {
        const MAX_CONTINUED: usize = 3;
        let keep = (self.scanner.keep_from() - self.base).min(self.window.len());
        let is_first = |at: &usize| self.window.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
        let first = (keep.saturating_sub(MAX_CONTINUED)..=keep)
            .rev()
            .find(is_first);
        let keep = first.unwrap_or(keep);
        let position = self.start().position;
        let dropped = self.window.get(..keep).unwrap_or_default();
        self.position = Some(position.behind(dropped));
        self.window.drain(..keep);
        self.base += keep;
    }

    /// The lines of the window, and the place that was noted before it.
    fn lines(&self) -> LineIndex<'_> {
        LineIndex::of_part(&self.window, self.start()).with_noted(self.noted)
    }

    /// Where the window begins in the file.
    fn start(&self) -> TextStart {
        let start = TextStart::default();
        let (n_mark, unit) = self.encoding.map_or((0, 1), Encoding::shape);
        TextStart {
            offset: u32::try_from(n_mark + unit * self.base).unwrap_or(u32::MAX),
            position: self.position.unwrap_or(start.position),
            unit: unit as u32,
        }
    }

    /// Keeps the position of what tells why there is no fingerprint, before its line is dropped.
    fn note_absence(&mut self) {
        let Some(at) = self.scanner.absence_place() else {
            return;
        };
        let (n_mark, unit) = self.encoding.map_or((0, 1), Encoding::shape);
        let at = u32::try_from(n_mark + unit * at).unwrap_or(u32::MAX);
        if self.noted.is_none_or(|(noted, _)| noted != at) {
            self.noted = Some((at, self.lines().position(at)));
        }
    }

    /// Adds a piece to the window, once the encoding can be told from `n_needed` bytes.
    fn take(&mut self, piece: &[u8], n_needed: usize) {
        let Some(encoding) = self.encoding else {
            self.raw.extend_from_slice(piece);
            if self.raw.len() >= n_needed {
                let encoding = detect_encoding(&self.raw);
                self.encoding = Some(encoding);
                let raw = std::mem::take(&mut self.raw);
                let (mark, _) = encoding.shape();
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
