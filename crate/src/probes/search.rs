//! Match lines found by what is written in them.
//!
//! ```
//! use sflens::probes::{LineQuery, ReadOptions, parse_probes_file};
//! let text = b"Probe TCP NULL q||\nmatch ftp m|^220 Acme| p/Acme FTP/ cpe:/a:acme:ftpd/\n";
//! let file = parse_probes_file(text, &ReadOptions::default()).value;
//! let (probe, line) = (&file.probes[0], &file.probes[0].lines[0]);
//! let finds = |query| LineQuery::parse(query).finds(Some(&probe.name), line, text);
//! assert!(finds("service:ftp acme"));
//! assert!(finds("cpe:/a:acme probe:null \"220 acme\""));
//! assert!(!finds("product:acme service:ssh"));
//! ```
//!
//! A query is words that must all be found; letter case does not count. A word stands anywhere in
//! the line; behind `service:`, `product:` or `cpe:` in that part of it; behind `probe:` it is the
//! whole name of the probe in whose list the line stands. Double quotes hold words together.
//!
//! Limits: words behind the first [`MAX_WORDS`] are left out.

use super::MatchLine;
use crate::template::TemplateKind;

/// The most words of a query.
pub const MAX_WORDS: usize = 16;

/// Where a word is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinePart {
    /// Anywhere in the line.
    Text,
    /// The service.
    Service,
    /// The text of its product template.
    Product,
    /// The text of its CPE templates, from the slash on.
    Cpe,
    /// The name of the probe in whose list it stands.
    Probe,
}

impl LinePart {
    /// The parts that have a prefix in a query.
    pub const NAMED: [Self; 4] = [Self::Service, Self::Product, Self::Cpe, Self::Probe];

    fn prefix(self) -> &'static [u8] {
        match self {
            Self::Text => b"",
            Self::Service => b"service:",
            Self::Product => b"product:",
            Self::Cpe => b"cpe:",
            Self::Probe => b"probe:",
        }
    }
}

/// One word and where it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineWord {
    /// Where.
    pub part: LinePart,
    /// What, never empty.
    pub word: Vec<u8>,
}

/// What a line must have to be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineQuery {
    /// Words that must all be found.
    pub words: Vec<LineWord>,
}

impl LineQuery {
    /// Reads a query as it is typed.
    pub fn parse(text: &str) -> Self {
        let words = split_words(text.as_bytes()).into_iter();
        let words = words.map(read_word).filter(|word| !word.word.is_empty());
        Self {
            words: words.take(MAX_WORDS).collect(),
        }
    }

    /// True for `line`, which was read from `text` and stands in the list of `probe`. A query
    /// without words finds nothing.
    pub fn finds(&self, probe: Option<&[u8]>, line: &MatchLine, text: &[u8]) -> bool {
        let is_there = |word: &LineWord| has_word(word, probe, line, text);
        !self.words.is_empty() && self.words.iter().all(is_there)
    }
}

/// The words between white space, quotes taken off.
fn split_words(text: &[u8]) -> Vec<Vec<u8>> {
    let (mut words, mut word) = (Vec::new(), Vec::new());
    let mut is_quoted = false;
    for byte in text {
        match byte {
            b'"' => is_quoted = !is_quoted,
            byte if byte.is_ascii_whitespace() && !is_quoted => {
                words.push(std::mem::take(&mut word));
            }
            byte => word.push(*byte),
        }
    }
    words.push(word);
    words
}

fn read_word(word: Vec<u8>) -> LineWord {
    let named = LinePart::NAMED.into_iter().find_map(|part| {
        let (prefix, rest) = word.split_at_checked(part.prefix().len())?;
        let is_named = prefix.eq_ignore_ascii_case(part.prefix());
        is_named.then(|| (part, rest.to_vec()))
    });
    let (part, word) = named.unwrap_or((LinePart::Text, word));
    LineWord { part, word }
}

fn has_word(word: &LineWord, probe: Option<&[u8]>, line: &MatchLine, text: &[u8]) -> bool {
    let wanted = word.word.as_slice();
    let in_template = |kind, prefix: &[u8]| {
        let mut templates = line.templates.iter().filter(|of| of.kind == kind);
        templates.any(|of| contains(&[prefix, &of.text].concat(), wanted))
    };
    match word.part {
        LinePart::Text => contains(line.span.slice(text), wanted),
        LinePart::Service => contains(&line.service, wanted),
        LinePart::Product => in_template(TemplateKind::Product, b""),
        LinePart::Cpe => in_template(TemplateKind::Cpe, b"/"),
        LinePart::Probe => probe.is_some_and(|probe| probe.eq_ignore_ascii_case(wanted)),
    }
}

/// True when `wanted`, which is not empty, stands in `text`, letter case not counted.
fn contains(text: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else {
        return true;
    };
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    memchr::memchr2_iter(lower, upper, text).any(|at| {
        let there = text.get(at..at + wanted.len());
        there.is_some_and(|there| there.eq_ignore_ascii_case(wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::{ReadOptions, parse_probes_file};

    const FILE: &[u8] = b"Probe TCP NULL q||\n\
        match ftp m|^220 (\\S+) Acme| p/Acme FTP/ v/$1/ cpe:/a:acme:ftpd:$1/ cpe:/o:nobody:os/\n\
        Probe TCP Help q|H|\n\
        softmatch http-proxy m|^HTTP/1| i/no Acme/\n";

    /// The numbers of the lines that are found.
    fn found(query: &str) -> Vec<u32> {
        let file = parse_probes_file(FILE, &ReadOptions::default()).value;
        let query = LineQuery::parse(query);
        let lines = file.probes.iter().flat_map(|probe| {
            let lines = probe.lines.iter();
            lines.filter(|line| query.finds(Some(&probe.name), line, FILE))
        });
        lines.map(|line| line.number).collect()
    }

    #[test]
    fn a_word_stands_anywhere_in_the_line() {
        assert_eq!(found("acme"), [2, 4]);
        assert_eq!(found("^220"), [2]);
        assert_eq!(found("SOFTMATCH"), [4]);
        assert_eq!(found("nothing"), [0; 0]);
    }

    #[test]
    fn a_named_part_is_looked_at_alone() {
        assert_eq!(found("product:acme"), [2]);
        assert_eq!(found("service:HTTP"), [4]);
        assert_eq!(found("cpe:/a:acme"), [2]);
        assert_eq!(found("cpe:NOBODY"), [2]);
        assert_eq!(found("Probe:help"), [4]);
        assert_eq!(found("probe:hel"), [0; 0]);
    }

    #[test]
    fn all_words_must_be_found() {
        assert_eq!(found("acme service:ftp"), [2]);
        assert_eq!(found("acme nothing"), [0; 0]);
        assert_eq!(found("\"Acme FTP\" ftp"), [2]);
        assert_eq!(found("product:\"e f\""), [2]);
    }

    #[test]
    fn a_query_without_words_finds_nothing() {
        assert_eq!(found(""), [0; 0]);
        assert_eq!(found(" service: \"\" "), [0; 0]);
    }

    #[test]
    fn words_behind_the_last_that_counts_are_left_out() {
        let words = vec!["acme"; MAX_WORDS];
        assert_eq!(
            found(&[&words[..], &["nothing"]].concat().join(" ")),
            [2, 4]
        );
        assert_eq!(
            found(&[&words[1..], &["nothing"]].concat().join(" ")),
            [0; 0]
        );
    }
}
