//! Probes files and match lines: from bytes to values, with every condition on which Nmap refuses
//! a file as an error at its place.
//!
//! ```
//! use sflens::probes::{ReadOptions, parse_probes_file};
//! let text = b"Probe TCP NULL q||\nrarity 1\nmatch acme m|^ACME (\\d+)\\r\\n| p/Acme DB/ v/$1/\n";
//! let file = parse_probes_file(text, &ReadOptions::default());
//! assert!(file.diagnostics.is_empty());
//! let line = &file.value.probes[0].lines[0];
//! assert_eq!((line.number, line.service.as_slice()), (3, &b"acme"[..]));
//! ```
//!
//! Three kinds of text are read: a whole probes file ([`parse_probes_file`]), a file or text field
//! of the user's own lines ([`parse_lines_file`]), and one line ([`parse_match_line`]).
//! [`merge_lines`] puts the user's lines before those of a probes file.
//!
//! Stages: `split` cuts a text into lines as Nmap does, `directive` reads `Probe`, `ports`,
//! `fallback` and the like, `match_line` reads match lines, `unknown_line` says what any other line
//! was meant to be, `file` puts them together,
//! `lookup` finds probes by name and `search` lines by their text; `print` writes a file again, `insert`
//! puts lines into one. All spans are byte offsets of the
//! whole text. Patterns are *not* parsed while a probes file is read, so that a file of 12,000
//! lines is ready at once: [`MatchLine::parse_pattern`] does it for one line, [`check_patterns`]
//! for all. The user's own lines are always checked completely.
//!
//! Differs from Nmap: what is sound in a faulty file is used; a line over Nmap's length is read
//! whole; a text field needs no newline at its end, and its `Probe` lines may leave their payload
//! to the loaded file.
//!
//! Source: Nmap's documentation of the file format, and the behavior of Nmap 7.93 on loopback.

mod brackets;
mod cursor;
mod directive;
mod fault;
mod file;
mod insert;
mod line_fault;
mod lookup;
mod match_line;
mod merge;
mod pattern_tokens;
mod ports;
mod print;
mod search;
mod slot;
mod split;
mod starter;
#[cfg(test)]
mod tests;
mod tokens;
mod unknown_line;

use crate::fingerprint::Protocol;
use crate::pattern::{Pattern, PatternError, PatternFlags, parse_pattern};
use crate::source::Span;
use crate::template::{Release, Template};

pub use brackets::{BracketPair, bracket_at};
pub use directive::directive_keywords;
pub use fault::ProbesFault;
pub use file::{parse_lines_file, parse_probes_file};
pub use insert::{Insertions, print_diff, print_inserted};
pub use line_fault::LineFault;
pub use lookup::{ProbeIndex, nearest_name, nearest_word};
pub use match_line::{check_lines, check_match_line, check_patterns, parse_match_line};
pub use merge::{Merged, merge_lines};
pub use ports::PortRange;
pub use print::{print_match_line, print_probes_file};
pub use search::{LinePart, LineQuery, LineWord, MAX_WORDS};
pub use slot::{Slot, slot_at};
pub use starter::STARTER_PROBES;
pub use tokens::{Token, TokenKind, line_tokens, text_tokens};

/// The most findings about one text; how many are left out is then said.
pub const MAX_FINDINGS: usize = 10_000;

/// The most names of a `fallback` directive.
pub const MAX_FALLBACKS: usize = 17;

/// How a text is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The release of Nmap whose rules count.
    pub release: Release,
    /// Kept in every line that is read, to tell the lines of several texts apart.
    pub file_id: u32,
    /// Where the text comes from.
    pub origin: Origin,
}

/// Where a text comes from, and so how strictly its outer form is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A file that Nmap is going to load as it is.
    #[default]
    File,
    /// A text field or an argument: no final newline is needed, lines may end in CR and LF, and
    /// what is only tolerated in Nmap's own file of an older release is an error.
    Typed,
}

/// A whole probes file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProbesFile {
    /// Ports that Nmap never probes, from the `Exclude` directive.
    pub exclude: Vec<PortRange>,
    /// The probes in file order.
    pub probes: Vec<Probe>,
}

/// The user's own lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinesFile {
    /// Match lines before the first `Probe`: they belong to every probe.
    pub bare: Vec<MatchLine>,
    /// `Probe` sections; those named like a probe of the loaded file add their lines to it.
    pub sections: Vec<Probe>,
}

/// One probe and the directives and lines that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The `Probe` line.
    pub span: Span,
    /// Its number, from 1.
    pub number: u32,
    /// The text it was read from.
    pub file_id: u32,
    /// What it is sent over.
    pub protocol: Protocol,
    /// The name, never empty.
    pub name: Vec<u8>,
    /// Where the name stands.
    pub name_span: Span,
    /// The bytes it sends, empty for the NULL probe; `None` where a lines file leaves them out.
    pub payload: Option<Vec<u8>>,
    /// True when the port scan must not use the payload.
    pub no_payload: bool,
    /// Ports the probe is meant for, as written.
    pub ports: Vec<PortRange>,
    /// Ports the probe is meant for inside TLS, as written.
    pub ssl_ports: Vec<PortRange>,
    /// Milliseconds to wait for a response.
    pub total_wait_ms: Option<u32>,
    /// Milliseconds within which a closed connection counts as wrapped.
    pub tcp_wrapped_ms: Option<u32>,
    /// 1 to 9; Nmap takes 5 where it is absent.
    pub rarity: Option<u8>,
    /// The probes whose lines are tried next.
    pub fallback: Vec<FallbackName>,
    /// The match lines in file order.
    pub lines: Vec<MatchLine>,
}

/// A name in a `fallback` directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FallbackName {
    /// Where it stands.
    pub span: Span,
    /// The name.
    pub name: Vec<u8>,
}

/// One match or softmatch line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchLine {
    /// The line without its line break.
    pub span: Span,
    /// Its number, from 1.
    pub number: u32,
    /// The text it was read from.
    pub file_id: u32,
    /// True for `softmatch`.
    pub soft: bool,
    /// `match` or `softmatch`.
    pub keyword_span: Span,
    /// The service name; empty when two spaces follow the keyword.
    pub service: Vec<u8>,
    /// Where the service stands.
    pub service_span: Span,
    /// The byte around the pattern.
    pub delimiter: u8,
    /// The bytes between the delimiters.
    pub pattern_text: Vec<u8>,
    /// Where they stand; a span of the pattern's own needs `shift` by its start.
    pub pattern_span: Span,
    /// The flags behind the pattern.
    pub flags: PatternFlags,
    /// Where the flags stand; may be empty.
    pub flags_span: Span,
    /// The sound templates in the order of the line.
    pub templates: Vec<Template>,
    /// Whether the line has a template that is not sound.
    pub has_unsound_template: bool,
}

impl ProbesFile {
    /// Number of match and softmatch lines.
    pub fn n_lines(&self) -> usize {
        self.probes.iter().map(|probe| probe.lines.len()).sum()
    }

    /// The same probes, ports and fallbacks without a single match line.
    pub fn without_lines(mut self) -> Self {
        for probe in &mut self.probes {
            probe.lines.clear();
        }
        self
    }
}

impl LinesFile {
    /// Adds the lines of another text behind these.
    pub fn append(&mut self, other: Self) {
        self.bare.extend(other.bare);
        self.sections.extend(other.sections);
    }

    /// Number of match and softmatch lines.
    pub fn n_lines(&self) -> usize {
        let in_sections = self.sections.iter().map(|probe| probe.lines.len());
        self.bare.len() + in_sections.sum::<usize>()
    }
}

impl Probe {
    /// Nmap's rarity where the file gives none.
    pub const DEFAULT_RARITY: u8 = 5;

    /// Milliseconds that Nmap waits for a response where the file says nothing.
    pub const DEFAULT_TOTAL_WAIT_MS: u32 = 5_000;

    /// Milliseconds within which a closed connection counts as wrapped where the file says
    /// nothing.
    pub const DEFAULT_TCP_WRAPPED_MS: u32 = 2_000;

    /// True for the probe that sends nothing and waits, whatever its name and protocol.
    pub fn is_null(&self) -> bool {
        self.payload.as_ref().is_some_and(Vec::is_empty)
    }

    /// The rarity that counts.
    pub fn effective_rarity(&self) -> u8 {
        self.rarity.unwrap_or(Self::DEFAULT_RARITY)
    }
}

impl MatchLine {
    /// The pattern as a tree; spans in it count from the pattern's first byte.
    pub fn parse_pattern(&self) -> Result<Pattern, PatternError> {
        parse_pattern(&self.pattern_text, self.flags)
    }
}
