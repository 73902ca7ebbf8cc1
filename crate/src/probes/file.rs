//! Whole texts: a probes file, or the user's own lines.
//!
//! Both are read by one loop over the lines; they differ in what may stand before the first
//! `Probe` (an `Exclude` here, bare match lines there) and in whether a `Probe` needs its payload.

use super::cursor::Cursor;
use super::directive::{Directive, PayloadRule, read_probe};
use super::fault::ProbesFault;
use super::lookup::{ProbeIndex, check_fallbacks};
use super::match_line::{check_lines, line_keyword, read_match_line};
use super::ports::{ListKind, PortRange, parse_ports};
use super::split::{Lines, RawLine};
use super::unknown_line::unknown_line;
use super::{LinesFile, MAX_FINDINGS, MatchLine, Probe, ProbesFile, ReadOptions};
use crate::diagnostic::{Diagnostic, Parsed, Severity};
use crate::source::{Span, sort_by_place};

/// The words that may start a line.
pub(super) fn keywords() -> impl Iterator<Item = &'static str> {
    let others = ["match", "softmatch", "Probe", "Exclude"];
    let directives = Directive::ALL.into_iter().map(Directive::keyword);
    others.into_iter().chain(directives)
}

/// Reads a whole probes file. Patterns are not parsed: see [`super::check_patterns`].
pub fn parse_probes_file(text: &[u8], options: &ReadOptions) -> Parsed<ProbesFile> {
    let mut reader = Reader::new(text, options, PayloadRule::Required);
    reader.read();
    reader.check_probes();
    let index = ProbeIndex::new(&reader.probes);
    let faults = check_fallbacks(&reader.probes, &reader.probes, &index);
    for (span, fault) in faults.take(MAX_FINDINGS).collect::<Vec<_>>() {
        reader.add(span, &fault);
    }
    let diagnostics = reader.finish();
    let value = ProbesFile {
        exclude: reader.exclude,
        probes: reader.probes,
    };
    Parsed { value, diagnostics }
}

/// Reads the user's own lines, bare or in `Probe` sections, and checks each completely.
pub fn parse_lines_file(text: &[u8], options: &ReadOptions) -> Parsed<LinesFile> {
    let mut reader = Reader::new(text, options, PayloadRule::Optional);
    reader.read();
    let sections = reader.probes.iter().flat_map(|probe| &probe.lines);
    let lines = reader.bare.iter().chain(sections);
    let faults = check_lines(lines, options.release);
    reader.diagnostics.extend(faults);
    let diagnostics = reader.finish();
    let value = LinesFile {
        bare: reader.bare,
        sections: reader.probes,
    };
    Parsed { value, diagnostics }
}

fn first_place(findings: &[Diagnostic]) -> Span {
    let first = findings.first();
    first.map(|finding| finding.span).unwrap_or_default()
}

/// What was read of one text so far.
struct Reader<'a> {
    text: &'a [u8],
    options: &'a ReadOptions,
    rule: PayloadRule,
    has_exclude: bool,
    exclude: Vec<PortRange>,
    bare: Vec<MatchLine>,
    probes: Vec<Probe>,
    diagnostics: Vec<Diagnostic>,
    /// The place of the first finding that was left out, and how many were.
    left_out: Option<(Span, usize)>,
    /// An error is among the findings that are kept; known once some were left out.
    has_error: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8], options: &'a ReadOptions, rule: PayloadRule) -> Self {
        Self {
            text,
            options,
            rule,
            has_exclude: false,
            exclude: Vec::new(),
            bare: Vec::new(),
            probes: Vec::new(),
            diagnostics: Vec::new(),
            left_out: None,
            has_error: false,
        }
    }

    fn add(&mut self, span: Span, fault: &ProbesFault) {
        self.diagnostics.push(fault.to_diagnostic(span));
    }

    /// Leaves out the findings over [`MAX_FINDINGS`] and counts them. The first error is kept, since
    /// it makes Nmap refuse the file.
    fn limit_findings(&mut self) {
        if self.diagnostics.len() <= MAX_FINDINGS {
            return;
        }
        let over = self.diagnostics.split_off(MAX_FINDINGS);
        let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
        if self.left_out.is_none() {
            self.has_error = self.diagnostics.iter().any(is_error);
        }
        let (place, n_before) = self.left_out.unwrap_or((first_place(&over), 0));
        self.left_out = Some((place, n_before + over.len()));
        if let Some(error) = over
            .into_iter()
            .find(|finding| !self.has_error && is_error(finding))
        {
            self.has_error = true;
            self.diagnostics.pop();
            self.diagnostics.push(error);
        }
    }

    /// All findings in the order of the text, with a word about those that are left out.
    fn finish(&mut self) -> Vec<Diagnostic> {
        self.limit_findings();
        if let Some((place, n)) = self.left_out {
            self.add(place, &ProbesFault::LeftOut { n });
        }
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        sort_by_place(&mut diagnostics, |finding| (finding.span.start, 0));
        diagnostics
    }

    fn read(&mut self) {
        let mut lines = Lines::new(self.text, self.options);
        while let Some(line) = lines.next(&mut self.diagnostics) {
            if let Some(line) = line {
                self.read_line(line);
            }
            self.limit_findings();
        }
    }

    fn read_line(&mut self, line: RawLine) {
        if line_keyword(self.text, line.span).is_some() {
            return self.read_match(line);
        }
        let mut cursor = Cursor::new(self.text, line.span);
        if let Some((directive, keyword)) = Directive::try_keyword(&mut cursor) {
            self.read_directive(directive, keyword, cursor);
        } else if cursor.try_prefix(b"Probe ").is_some() {
            self.read_probe(line, cursor);
        } else if let Some(keyword) = cursor.try_prefix(b"Exclude ") {
            self.read_exclude(keyword, cursor);
        } else {
            self.add_unknown(unknown_line(self.text, line));
        }
    }

    /// A finding whose edit may take the blanks in front of the line along, which need no word of
    /// their own then.
    fn add_unknown(&mut self, finding: Diagnostic) {
        let edited = finding.edit.as_ref().map_or(finding.span, |edit| edit.span);
        let is_mended = |last: &mut Diagnostic| {
            last.rule == ProbesFault::Indent.rule() && edited.cover(last.span) == edited
        };
        self.diagnostics.pop_if(is_mended);
        self.diagnostics.push(finding);
    }

    fn read_match(&mut self, line: RawLine) {
        let read = read_match_line(self.text, line, self.options, &mut self.diagnostics);
        if let Some(probe) = self.probes.last_mut() {
            probe.lines.extend(read);
        } else if self.rule == PayloadRule::Optional {
            self.bare.extend(read);
        } else {
            self.add(line.span, &ProbesFault::LineBeforeProbe);
        }
    }

    fn read_directive(&mut self, directive: Directive, keyword: Span, mut cursor: Cursor<'_>) {
        let fault = match self.probes.last_mut() {
            Some(probe) => directive.read(&mut cursor, keyword, probe),
            None => Some((keyword, ProbesFault::DirectiveBeforeProbe)),
        };
        if let Some((span, fault)) = fault {
            self.add(span, &fault);
        }
    }

    fn read_probe(&mut self, line: RawLine, mut cursor: Cursor<'_>) {
        let (probe, faults) = read_probe(&mut cursor, line, self.rule, self.options);
        for (span, fault) in faults {
            self.add(span, &fault);
        }
        self.probes.extend(probe);
    }

    fn read_exclude(&mut self, keyword: Span, mut cursor: Cursor<'_>) {
        if self.has_exclude || !self.probes.is_empty() {
            self.add(keyword, &ProbesFault::LateExclude);
        }
        self.has_exclude = true;
        let (ports, fault) = parse_ports(&mut cursor, ListKind::WithProtocols);
        self.exclude.extend(ports);
        if let Some((span, fault)) = fault {
            self.add(span, &fault);
        }
    }

    /// Two probes that send nothing, and two of one name.
    fn check_probes(&mut self) {
        let mut faults = Vec::new();
        let mut names = std::collections::HashSet::new();
        let mut has_null = false;
        for probe in &self.probes {
            if probe.is_null() && std::mem::replace(&mut has_null, true) {
                faults.push((probe.span, ProbesFault::SecondNull));
            }
            if !names.insert((probe.protocol, probe.name.as_slice())) {
                faults.push((probe.name_span, ProbesFault::SameName));
            }
        }
        for (span, fault) in faults {
            self.add(span, &fault);
            self.limit_findings();
        }
    }
}
