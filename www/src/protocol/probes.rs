//! What the panel of the probes files asks its worker.
//!
//! It travels as bytes in [`Request::Probes`](super::Request::Probes), so that nothing of it is
//! in the part of the program that the first view needs.

use sflens::results::{
    DiagnosticRecord, ExportReport, FileRecord, Reader, Report, SearchReport, TextLineRecord, Wire,
};

/// The texts of the page, as far as an answer depends on them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextsOf {
    /// What the user gave as fingerprint.
    pub paste: String,
    /// The user's match lines.
    pub lines: String,
    /// The name of the release of Nmap whose answer is given.
    pub release: String,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum ProbesRequest {
    /// What is in the files, and what is wrong with them.
    Describe {
        /// The name of the release of Nmap whose rules count.
        release: String,
    },
    /// All lines that match each response, the nearest, and where the user's lines belong.
    MatchAll(TextsOf),
    /// The lines that have all words of a query.
    Search {
        /// The name of the release of Nmap whose rules count.
        release: String,
        /// The query.
        query: String,
        /// How many lines are told at most.
        n_wanted: u32,
    },
    /// A line with its neighbors.
    Around {
        /// The name of the release of Nmap whose rules count.
        release: String,
        /// The file.
        file: String,
        /// The line's number.
        number: u32,
    },
    /// The last file with the user's lines in it.
    Export(TextsOf),
}

/// What is answered; the variants follow those of [`ProbesRequest`].
#[derive(Clone, Debug, PartialEq)]
pub enum ProbesReply {
    /// To [`ProbesRequest::Describe`]: the files, and the first findings about them.
    Described(Vec<FileRecord>, Vec<DiagnosticRecord>, u32),
    /// To [`ProbesRequest::MatchAll`].
    Matched(Report),
    /// To [`ProbesRequest::Search`].
    Found(SearchReport),
    /// To [`ProbesRequest::Around`].
    Around(Vec<TextLineRecord>),
    /// To [`ProbesRequest::Export`]; nothing when no file is loaded or the lines have errors.
    Exported(Option<ExportReport>),
}

impl Wire for TextsOf {
    fn put(&self, out: &mut Vec<u8>) {
        self.paste.put(out);
        self.lines.put(out);
        self.release.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self {
            paste: Wire::take(from),
            lines: Wire::take(from),
            release: Wire::take(from),
        }
    }
}

impl Wire for ProbesRequest {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Describe { release } => {
                out.push(0);
                release.put(out);
            }
            Self::MatchAll(texts) => {
                out.push(1);
                texts.put(out);
            }
            Self::Search {
                release,
                query,
                n_wanted,
            } => {
                out.push(2);
                release.put(out);
                query.put(out);
                n_wanted.put(out);
            }
            Self::Around {
                release,
                file,
                number,
            } => {
                out.push(3);
                release.put(out);
                file.put(out);
                number.put(out);
            }
            Self::Export(texts) => {
                out.push(4);
                texts.put(out);
            }
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        match from.take_variant(5) {
            0 => Self::Describe {
                release: Wire::take(from),
            },
            1 => Self::MatchAll(Wire::take(from)),
            2 => Self::Search {
                release: Wire::take(from),
                query: Wire::take(from),
                n_wanted: Wire::take(from),
            },
            3 => Self::Around {
                release: Wire::take(from),
                file: Wire::take(from),
                number: Wire::take(from),
            },
            _ => Self::Export(Wire::take(from)),
        }
    }
}

impl Wire for ProbesReply {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Described(files, findings, n_findings) => {
                out.push(0);
                files.put(out);
                findings.put(out);
                n_findings.put(out);
            }
            Self::Matched(report) => {
                out.push(1);
                report.put(out);
            }
            Self::Found(report) => {
                out.push(2);
                report.put(out);
            }
            Self::Around(lines) => {
                out.push(3);
                lines.put(out);
            }
            Self::Exported(report) => {
                out.push(4);
                report.put(out);
            }
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        match from.take_variant(5) {
            0 => {
                let files = Wire::take(from);
                let findings = Wire::take(from);
                Self::Described(files, findings, Wire::take(from))
            }
            1 => Self::Matched(Wire::take(from)),
            2 => Self::Found(Wire::take(from)),
            3 => Self::Around(Wire::take(from)),
            _ => Self::Exported(Wire::take(from)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_bytes, to_bytes};
    use super::*;

    #[track_caller]
    fn check<T: Wire + PartialEq + std::fmt::Debug>(message: T) {
        assert_eq!(from_bytes(&to_bytes(&message)), Some(message));
    }

    #[test]
    fn each_message_comes_back_as_it_went() {
        let texts = TextsOf {
            paste: "SF-Port".to_owned(),
            lines: "match a m|b|".to_owned(),
            release: "7.93".to_owned(),
        };
        let release = || "7.93".to_owned();
        check(ProbesRequest::Describe { release: release() });
        check(ProbesRequest::MatchAll(texts.clone()));
        check(ProbesRequest::Search {
            release: release(),
            query: "ftp".to_owned(),
            n_wanted: 9,
        });
        check(ProbesRequest::Around {
            release: release(),
            file: "mine".to_owned(),
            number: 7,
        });
        check(ProbesRequest::Export(texts));
        check(ProbesReply::Described(Vec::new(), Vec::new(), 3));
        check(ProbesReply::Matched(Report::default()));
        check(ProbesReply::Around(Vec::new()));
        check(ProbesReply::Exported(None));
        assert_eq!(from_bytes::<ProbesRequest>(&[9]), None);
    }
}
