//! The whole text with all that the rules ask about it: its probes, and the lines of each.

use super::line::LineFacts;
use crate::pattern::Pattern;
use crate::probes::{LinesFile, MatchLine, Probe, ProbesFile};

/// The patterns of the lines of a text, in its order; `None` for those that PCRE2 refuses.
#[derive(Debug)]
pub(super) struct Patterns(Vec<Option<Pattern>>);

impl Patterns {
    /// Parses the patterns of a probes file.
    pub(super) fn of_probes(file: &ProbesFile) -> Self {
        Self::of(file.probes.iter().flat_map(|probe| &probe.lines))
    }

    /// Parses the patterns of the user's own lines.
    pub(super) fn of_lines(file: &LinesFile) -> Self {
        let sections = file.sections.iter().flat_map(|probe| &probe.lines);
        Self::of(file.bare.iter().chain(sections))
    }

    fn of<'l>(lines: impl Iterator<Item = &'l MatchLine>) -> Self {
        Self(lines.map(|line| line.parse_pattern().ok()).collect())
    }
}

/// A text and its facts.
#[derive(Debug)]
pub(super) struct FileFacts<'a> {
    /// The text.
    pub(super) text: &'a [u8],
    /// The lists of lines, in the order of the text.
    pub(super) lists: Vec<ListFacts<'a>>,
    /// True for a whole probes file: it has the probe that sends nothing, or says when its probes are
    /// sent. Others lend their lines to probes that stand elsewhere.
    pub(super) is_whole: bool,
}

/// The lines of one probe, or those that stand before the first.
#[derive(Debug)]
pub(super) struct ListFacts<'a> {
    /// The probe; `None` for bare lines.
    pub(super) probe: Option<&'a Probe>,
    /// Its lines.
    pub(super) lines: Vec<LineFacts<'a>>,
}

impl<'a> FileFacts<'a> {
    /// The facts about a probes file, whose patterns are `patterns`.
    pub(super) fn of_probes(text: &'a [u8], file: &'a ProbesFile, patterns: &'a Patterns) -> Self {
        let mut patterns = patterns.0.iter();
        let lists = file.probes.iter();
        Self {
            text,
            lists: lists
                .map(|probe| list(text, probe, &mut patterns))
                .collect(),
            is_whole: file.probes.iter().any(is_own),
        }
    }

    /// The facts about the user's own lines, whose patterns are `patterns`.
    pub(super) fn of_lines(text: &'a [u8], file: &'a LinesFile, patterns: &'a Patterns) -> Self {
        let mut patterns = patterns.0.iter();
        let bare = ListFacts {
            probe: None,
            lines: facts(text, &file.bare, &mut patterns),
        };
        let sections = file.sections.iter();
        let sections = sections.map(|probe| list(text, probe, &mut patterns));
        Self {
            text,
            lists: std::iter::once(bare).chain(sections).collect(),
            is_whole: false,
        }
    }

    /// Every line of the text.
    pub(super) fn lines(&self) -> impl Iterator<Item = &LineFacts<'a>> {
        self.lists.iter().flat_map(|list| &list.lines)
    }

    /// The probes of the text.
    pub(super) fn probes(&self) -> impl Iterator<Item = &'a Probe> {
        self.lists.iter().filter_map(|list| list.probe)
    }
}

/// True for a probe that is more than a place for lines.
fn is_own(probe: &Probe) -> bool {
    let has_ports = !probe.ports.is_empty() || !probe.ssl_ports.is_empty();
    probe.is_null() || has_ports || probe.rarity.is_some()
}

fn list<'a>(
    text: &'a [u8],
    probe: &'a Probe,
    patterns: &mut impl Iterator<Item = &'a Option<Pattern>>,
) -> ListFacts<'a> {
    ListFacts {
        probe: Some(probe),
        lines: facts(text, &probe.lines, patterns),
    }
}

/// Takes as many patterns as there are lines.
fn facts<'a>(
    text: &'a [u8],
    lines: &'a [MatchLine],
    patterns: &mut impl Iterator<Item = &'a Option<Pattern>>,
) -> Vec<LineFacts<'a>> {
    let pairs = lines.iter().zip(patterns);
    pairs
        .map(|(line, pattern)| LineFacts::new(text, line, pattern.as_ref()))
        .collect()
}
