//! What the panel of the probes files asks its worker.
//!
//! It travels as bytes in [`Request::Probes`](super::Request::Probes), so that nothing of it is
//! in the part of the program that the first view needs.

use sflens::results::{
    DiagnosticRecord, ExportReport, FileRecord, Report, SearchReport, TextLineRecord,
};
use sflens::{wire_enums, wire_records};

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
    /// To [`ProbesRequest::Describe`].
    Described {
        /// The files.
        files: Vec<FileRecord>,
        /// The first findings about them, errors before others, in the order of their places.
        findings: Vec<DiagnosticRecord>,
        /// The line of each of these.
        lines: Vec<TextLineRecord>,
        /// How many findings there are.
        n_findings: u32,
    },
    /// To [`ProbesRequest::MatchAll`].
    Matched(Report),
    /// To [`ProbesRequest::Search`].
    Found(SearchReport),
    /// To [`ProbesRequest::Around`].
    Around(Vec<TextLineRecord>),
    /// To [`ProbesRequest::Export`]; nothing when no file is loaded or the lines have errors.
    Exported(Option<ExportReport>),
}

wire_records! {
    TextsOf { paste, lines, release }
}

wire_enums! {
    ProbesRequest {
        Describe { release },
        MatchAll(texts),
        Search { release, query, n_wanted },
        Around { release, file, number },
        Export(texts)
    }
    ProbesReply {
        Described { files, findings, lines, n_findings },
        Matched(report),
        Found(report),
        Around(lines),
        Exported(report)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{check, from_bytes};
    use super::*;

    #[test]
    fn each_message_comes_back_as_it_went() {
        let texts = TextsOf {
            paste: "SF-Port".to_owned(),
            lines: "match a m|b|".to_owned(),
            release: "7.93".to_owned(),
        };
        let release = || "7.93".to_owned();
        check(&ProbesRequest::Describe { release: release() });
        check(&ProbesRequest::MatchAll(texts.clone()));
        check(&ProbesRequest::Search {
            release: release(),
            query: "ftp".to_owned(),
            n_wanted: 9,
        });
        check(&ProbesRequest::Around {
            release: release(),
            file: "mine".to_owned(),
            number: 7,
        });
        check(&ProbesRequest::Export(texts));
        check(&ProbesReply::Described {
            files: Vec::new(),
            findings: Vec::new(),
            lines: Vec::new(),
            n_findings: 3,
        });
        check(&ProbesReply::Matched(Report::default()));
        check(&ProbesReply::Around(Vec::new()));
        check(&ProbesReply::Exported(None));
        assert_eq!(from_bytes::<ProbesRequest>(&[9]), None);
    }
}
