//! The examples that one button loads, those of the documents.

use super::document::Texts;

/// A fingerprint with lines that say something about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows, as a button says it.
    pub name: &'static str,
    /// The fingerprint.
    pub paste: &'static str,
    /// The match lines.
    pub lines: &'static str,
}

impl Example {
    pub(super) fn texts(&self) -> Texts {
        Texts {
            paste: self.paste.trim_end().into(),
            lines: self.lines.trim_end().into(),
        }
    }
}

/// In growing difficulty; the first is the one that the page offers everywhere.
pub static EXAMPLES: [Example; 1] = [Example {
    name: "An FTP server",
    paste: include_str!("../../../docs/examples/scan.txt"),
    lines: include_str!("../../../docs/examples/lines.txt"),
}];
