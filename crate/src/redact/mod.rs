//! Confidential parts of a paste found, and replaced by stand-ins of the same length.
//!
//! ```text
//! %r(NULL,1C,"220\x20ftp\.acme\.example\x20FTP\r\n")     found   host name `ftp.acme.example`
//! %r(NULL,1C,"220\x20aaa\.bbbb\.example\x20FTP\r\n")     stand-in of the same length
//! ```
//!
//! `patterns` says what is looked for, `find` looks for it in the responses and in the report
//! around them, `stand_in` makes what takes its place, `date` that of dates. A byte of a stand-in
//! is of the same kind as the byte it replaces, so every length, escape and line break of the
//! fingerprint stays true. Equal values get equal stand-ins.
//!
//! `wide` reads the texts in UTF-16, in which Windows tells the names of hosts and domains.
//!
//! What is found are candidates for somebody to look over: a version such as `1.2.3.4` reads like
//! an address, where no word before it says that it is one. What is not found: names that no pattern
//! tells from words.
//!
//! Limits: [`MAX_OCCURRENCES`].

mod date;
mod find;
mod patterns;
mod stand_in;
mod wide;

use crate::source::Span;

pub use find::find_confidential;
pub use patterns::Kind;

/// No more places are found in one paste.
pub const MAX_OCCURRENCES: usize = 10_000;

/// One value that may be confidential, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confidential {
    /// What it is.
    pub kind: Kind,
    /// The value as it was found first.
    pub value: Vec<u8>,
    /// What takes its place; as long as the value.
    pub stand_in: Vec<u8>,
    /// Where it stands in the paste.
    pub occurrences: Vec<Occurrence>,
}

/// One place of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// From its first byte to behind its last in the paste; a wrapped value has line breaks and
    /// escapes between them.
    pub span: Span,
    /// Index of the fingerprint and of its record; `None` in the report around them.
    pub record: Option<(usize, usize)>,
    /// Each byte that differs: its offset in the paste, what stands there, what takes its place.
    swaps: Vec<(u32, u8, u8)>,
}

/// A paste with stand-ins in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The paste, as long as before.
    pub text: Vec<u8>,
    /// Occurrences that could not be replaced, because the paste writes them in escapes.
    pub n_left: usize,
}

/// Puts the stand-ins of `chosen` into `paste`, in which they were found.
pub fn redact_paste<'a>(
    paste: &[u8],
    chosen: impl IntoIterator<Item = &'a Confidential>,
) -> Redacted {
    let mut redacted = Redacted {
        text: paste.to_vec(),
        n_left: 0,
    };
    let occurrences = chosen.into_iter().flat_map(|found| &found.occurrences);
    for occurrence in occurrences {
        if !occurrence.replace_in(&mut redacted.text) {
            redacted.n_left += 1;
        }
    }
    redacted
}

impl Occurrence {
    /// False when the paste writes some byte in another way than as itself.
    fn replace_in(&self, text: &mut [u8]) -> bool {
        let is_there = |(at, old, _): &(u32, u8, u8)| text.get(*at as usize) == Some(old);
        let is_whole = self.swaps.iter().all(is_there);
        for (at, old, new) in &self.swaps {
            if let Some(byte) = text.get_mut(*at as usize).filter(|byte| **byte == *old) {
                *byte = *new;
            }
        }
        is_whole
    }
}

#[cfg(test)]
mod tests;
