//! A file that comes in pieces, to the records of its fingerprints.

use super::decode::with_records;
use super::notes::note_records;
use super::records::Report;
use crate::diagnostic::Parsed;
use crate::fingerprint::{Fingerprint, MatchNote, PasteStream};
use crate::source::LineIndex;

/// Decodes one file piece by piece, in memory that does not grow with it.
///
/// The pieces can be cut anywhere. Together the reports are the one that
/// [`decode_files`](super::decode_files) gives for the whole file, in the same order, but for what
/// [`Report::group`] tells. Places are
/// those in the file; one behind the first 4 GiB is given as the last of them.
///
/// ```
/// use sflens::results::DecodeStream;
/// let mut stream = DecodeStream::new("scan.txt");
/// let mut report = stream.push(b"\nSF-Port7-TCP:V=7.95%r(NU");
/// report.append(stream.push(b"LL,2,\"hi\");"));
/// report.append(stream.finish());
/// assert_eq!(report.fingerprints[0].source.line, 2);
/// assert_eq!(&*report.fingerprints[0].responses[0].bytes, b"hi");
/// ```
#[derive(Debug)]
pub struct DecodeStream {
    file: String,
    stream: PasteStream,
}

impl DecodeStream {
    /// A stream from which nothing has come yet; `file` is the file's name in the records.
    pub fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            stream: PasteStream::new(),
        }
    }

    /// Takes the next piece; gives what is certain by now and was not given before.
    pub fn push(&mut self, piece: &[u8]) -> Report {
        self.stream.push_placed(piece, |decoded, notes, index| {
            records(decoded, notes, &self.file, index)
        })
    }

    /// What is left when no further piece comes, with the finding that nothing was found.
    pub fn finish(self) -> Report {
        self.stream
            .finish_placed(|decoded, notes, index| records(decoded, notes, &self.file, index))
    }
}

fn records(
    decoded: Parsed<Vec<Fingerprint>>,
    notes: Vec<MatchNote>,
    file: &str,
    index: &LineIndex<'_>,
) -> Report {
    let mut report = Report::default();
    let with_records = with_records(decoded, file, index, &mut report);
    report.fingerprints = with_records.into_iter().map(|(_, record)| record).collect();
    report.match_notes = note_records(notes, file, index).collect();
    report
}

impl Report {
    /// Adds what the next pieces of a file, or further files, gave. [`Self::group`] then tells
    /// which fingerprints belong together.
    pub fn append(&mut self, further: Self) {
        self.fingerprints.extend(further.fingerprints);
        self.match_notes.extend(further.match_notes);
        self.diagnostics.extend(further.diagnostics);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{SourceFile, decode_files};

    /// A text of more lines than a stream keeps, with letters of two bytes.
    fn long_text() -> String {
        let mut text = String::new();
        for port in 1..60 {
            text += &"é filler\n".repeat(6_000);
            text += &format!(
                "Service scan match (Probe A matched with B line 1): 192.0.2.7:{port} is x\n"
            );
            text += &format!("é SF-Port{port}-TCP:V=7.95%I=7%r(NULL,3,\"a\\n\");é");
        }
        text
    }

    fn report_of(text: &[u8], n_piece: usize) -> Report {
        let mut stream = DecodeStream::new("f");
        let mut report = Report::default();
        for piece in text.chunks(n_piece) {
            report.append(stream.push(piece));
        }
        report.append(stream.finish());
        report.group();
        report
    }

    #[track_caller]
    fn check(text: &[u8]) {
        let whole = decode_files(&[SourceFile { name: "f", text }]);
        for n_piece in [777_777, text.len()] {
            assert!(report_of(text, n_piece) == whole, "{n_piece}");
        }
    }

    #[test]
    fn pieces_give_the_records_of_the_whole() {
        check(long_text().as_bytes());
        let wide = std::iter::once(0xfeff).chain(long_text().encode_utf16().collect::<Vec<_>>());
        check(&wide.flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    }

    #[test]
    fn why_nothing_was_found_is_told_at_a_place_long_gone() {
        let text = "é\n".repeat(300) + "éNmap scan report for a\n" + &"x\n".repeat(1_500_000);
        check(text.as_bytes());
        let report = report_of(text.as_bytes(), 100_000);
        let [finding] = &report.diagnostics[..] else {
            panic!("{:?}", report.diagnostics);
        };
        assert_eq!((finding.line, finding.column), (301, 2));
    }

    #[test]
    fn utf_16_is_counted_in_its_characters() {
        let text = "é\nab SF-Port1-TCP:V=7.95%I=7%r(NULL,1,\"a\");";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let report = report_of(&[b"\xfe\xff", &wide[..]].concat(), 5);
        let source = &report.fingerprints[0].source;
        assert_eq!((source.line, source.column, source.span.start), (2, 4, 12));
    }
}
