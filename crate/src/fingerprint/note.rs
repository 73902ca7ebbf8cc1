//! What Nmap noted of its matches, in a report made with `--version-trace` or `-d2`.
//!
//! ```text
//! Service scan soft match (Probe NULL matched with NULL line 1392): 192.0.2.7:21 is ftp
//! Service scan match (Probe Help matched with NULL line 12): 192.0.2.7:21 is ftp.  Version: |a|1||
//! ```
//!
//! Without any field it is a `hard match`. Old releases leave `line` out. The protocol is not told.
//!
//! Source: Nmap's behaviour, observed on its output (`tests/fingerprint_nmap.rs`).

use memchr::memmem;

use super::encoding::{Encoding, detect_encoding};
use crate::source::Span;

/// One match that Nmap noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchNote {
    /// The note in the text.
    pub span: Span,
    /// The address that was scanned.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// True for a soft match.
    pub soft: bool,
    /// The probe that was answered.
    pub probe: String,
    /// The probe in whose list the line stands.
    pub list: String,
    /// Number of the line in the probes file of that scan, from 1.
    pub line: Option<u32>,
    /// The service, with `ssl/` before it when it is inside TLS.
    pub service: String,
    /// Product, version and info, where they are not empty.
    pub fields: [Option<String>; 3],
}

/// Bytes of a note at most.
const MAX_NOTE: usize = 900;
const START: &[u8] = b"Service scan ";

/// All notes in `paste`, in order; places are bytes of it.
pub fn match_notes(paste: &[u8]) -> Vec<MatchNote> {
    let mut reader = NoteReader::default();
    let encoding = detect_encoding(paste);
    match encoding {
        Encoding::Bytes => reader.read_to(paste, 0, paste.len()),
        Encoding::Utf16(units) => {
            let mut narrow = Vec::new();
            units.narrow(paste.get(units.n_mark..).unwrap_or_default(), &mut narrow);
            reader.read_to(&narrow, 0, narrow.len());
        }
    }
    let mut notes = reader.take();
    encoding.restore_note_places(&mut notes);
    notes
}

/// Reads notes forward, once.
#[derive(Debug, Default)]
pub(super) struct NoteReader {
    read_to: usize,
    notes: Vec<MatchNote>,
}

impl NoteReader {
    /// Reads the notes that begin before `to` of the window, which begins at `base` of the text.
    pub(super) fn read_to(&mut self, window: &[u8], base: usize, to: usize) {
        let from = self.read_to.saturating_sub(base);
        self.read_to = self.read_to.max(base + to);
        let end = window.len().min(to.saturating_add(START.len() - 1));
        let searched = window.get(from..end).unwrap_or_default();
        for at in memmem::find_iter(searched, START).map(|at| from + at) {
            let line = window.get(at..window.len().min(at + MAX_NOTE));
            let line = line
                .unwrap_or_default()
                .split(|byte| matches!(byte, b'\n' | b'\r'));
            let line = line.into_iter().next().unwrap_or_default();
            self.notes.extend(parse_note(line, base + at));
        }
    }

    pub(super) fn take(&mut self) -> Vec<MatchNote> {
        std::mem::take(&mut self.notes)
    }
}

/// Reads the note that `line` begins with; it stands at `at` of the text.
fn parse_note(line: &[u8], at: usize) -> Option<MatchNote> {
    let line = crate::bytes::latin1_text(line);
    let rest = line.strip_prefix("Service scan ")?;
    let (soft, rest) = match rest.strip_prefix("soft ") {
        Some(rest) => (true, rest),
        None => (false, rest.strip_prefix("hard ").unwrap_or(rest)),
    };
    let (matched, rest) = rest.strip_prefix("match (Probe ")?.split_once("): ")?;
    let (probe, list) = matched.split_once(" matched with ")?;
    let (list, number) = match list.split_once(" line ") {
        Some((list, number)) => (list, number.parse().ok()),
        None => (list, None),
    };
    let (place, service) = rest.split_once(" is ")?;
    let (host, port) = place.rsplit_once(':')?;
    let (service, fields) = match service.split_once(".  Version: |") {
        Some((service, fields)) => (service, fields.trim_end()),
        None => (service.trim_end(), ""),
    };
    let mut fields = fields
        .split('|')
        .map(|field| Some(field.to_owned()).filter(|f| !f.is_empty()));
    let mut next = || fields.next().flatten();
    Some(MatchNote {
        span: Span::new(at, at + line.chars().count()),
        host: host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned(),
        port: port.parse().ok()?,
        soft,
        probe: probe.to_owned(),
        list: list.to_owned(),
        line: number,
        service: service.to_owned(),
        fields: [next(), next(), next()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &[u8] = b"x\nService scan soft match (Probe NULL matched with NULL line 92): 192.0.2.7:21 is ftp\r\n\
        Service scan sending probe Help to 192.0.2.7:21 (tcp)\n\
        Service scan match (Probe Help matched with NULL line 12): ::1:21 is ssl/ftp.  Version: |a b||c, d|\n\
        Service scan hard match (Probe X matched with Y): 192.0.2.7:22 is ssh\n";

    #[test]
    fn each_note_is_read() {
        let notes = match_notes(REPORT);
        let [soft, hard, old] = &notes[..] else {
            panic!("{notes:?}");
        };
        assert_eq!(
            (soft.soft, soft.line, &*soft.service),
            (true, Some(92), "ftp")
        );
        assert_eq!(
            (&*soft.host, soft.port, soft.span),
            ("192.0.2.7", 21, Span::new(2, 85))
        );
        assert_eq!(soft.fields, [None, None, None]);
        assert_eq!(
            (&*hard.probe, &*hard.list, &*hard.service),
            ("Help", "NULL", "ssl/ftp")
        );
        assert_eq!(hard.fields, [Some("a b".into()), None, Some("c, d".into())]);
        assert_eq!((&*hard.host, old.line, &*old.service), ("::1", None, "ssh"));
    }

    #[test]
    fn notes_in_utf_16_are_read_too() {
        let text = String::from_utf8_lossy(REPORT).into_owned();
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide = [b"\xff\xfe", &wide[..]].concat();
        assert_eq!(match_notes(&wide)[0].span, Span::new(6, 172));
        assert_eq!(match_notes(&wide).len(), 3);
    }

    #[test]
    fn a_note_that_is_cut_is_none() {
        let whole = b"Service scan match (Probe X matched with Y line 1): 192.0.2.7:22 is ssh";
        for length in 0..whole.len() - 3 {
            assert_eq!(match_notes(&whole[..length]), [], "{length}");
        }
        assert_eq!(match_notes(whole).len(), 1);
    }
}
