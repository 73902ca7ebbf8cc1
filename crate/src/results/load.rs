//! The probes file and the user's lines made ready to be asked, with what is wrong with them.

use super::SourceFile;
use super::records::{DiagnosticRecord, LineRefRecord, ProbesFileRecord};
use crate::diagnostic::{Diagnostic, Parsed, Severity};
use crate::probes::{
    LinesFile, Origin, ProbesFile, ReadOptions, STARTER_PROBES, check_patterns, parse_lines_file,
    parse_probes_file,
};
use crate::replay::{Database, LineId};
use crate::source::LineIndex;
use crate::template::Release;

/// The name under which the built-in probes appear in the records.
pub const STARTER_NAME: &str = "starter-probes";

const STARTER: SourceFile<'_> = SourceFile {
    name: STARTER_NAME,
    text: STARTER_PROBES,
};

/// Whose lines a response is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineSources<'a> {
    /// A whole probes file; without it the built-in starter file supplies probes and fallbacks.
    pub probes: Option<SourceFile<'a>>,
    /// The user's own lines, tried before those of the probes file.
    pub lines: &'a [SourceFile<'a>],
    /// Whether the built-in starter lines count; [`StarterLines::IfAlone`] unless told.
    pub starter_lines: StarterLines,
    /// Where the user's lines come from.
    pub origin: Origin,
    /// The release of Nmap whose answer is given.
    pub release: Release,
}

/// When the lines of the starter file count. Its probes and fallbacks always do when no probes
/// file is loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StarterLines {
    /// Only when the user gave no lines: "does my line match?" is not answered by another.
    #[default]
    IfAlone,
    /// In any case.
    Always,
}

/// Probes and lines in force.
#[derive(Debug)]
pub struct LoadedLines {
    pub(super) database: Database,
    pub(super) file: ProbesFileRecord,
    pub(super) texts: Vec<LoadedText>,
    /// The probes file is the user's: the order of its probes is meant.
    pub(super) is_file_loaded: bool,
    /// What is wrong with the probes file and the lines.
    pub diagnostics: Vec<DiagnosticRecord>,
}

/// A text that lines were read from; its index in the list is its `file_id`.
#[derive(Debug)]
pub(super) struct LoadedText {
    pub(super) name: String,
    pub(super) text: Vec<u8>,
}

impl LoadedLines {
    /// True when a finding about the lines or the probes file is an error.
    pub fn has_errors(&self) -> bool {
        let error = Severity::Error.name();
        self.diagnostics.iter().any(|d| d.severity == error)
    }

    /// True for a `softmatch` line.
    pub(super) fn is_soft(&self, id: LineId) -> bool {
        self.database.line(id).is_some_and(|line| line.soft)
    }

    /// The name of a text by its id.
    pub(super) fn text_name(&self, file_id: u32) -> String {
        let text = self.texts.get(file_id as usize);
        text.map(|text| text.name.clone()).unwrap_or_default()
    }

    /// Name and number of a line.
    pub(super) fn line_ref(&self, id: LineId) -> LineRefRecord {
        let line = self.database.line(id);
        LineRefRecord {
            file: line
                .map(|line| self.text_name(line.file_id))
                .unwrap_or_default(),
            line: line.map(|line| line.number).unwrap_or_default(),
        }
    }
}

/// Reads the probes file and the lines.
pub fn load_lines(sources: &LineSources<'_>) -> LoadedLines {
    let mut loader = Loader {
        release: sources.release,
        texts: Vec::new(),
        diagnostics: Vec::new(),
    };
    let (base, file) = loader.read_probes(sources);
    let mut user = LinesFile::default();
    for source in sources.lines {
        user.append(loader.read_lines(*source, sources.origin));
    }
    let database = Database::open(base, user, sources.release);
    for (idx, source) in sources.lines.iter().enumerate() {
        // The probes file is the text with id 0.
        let file_id = Some(idx as u32 + 1);
        let findings = database.findings.iter();
        let of_file = findings.filter(|finding| finding.file_id == file_id);
        let of_file: Vec<Diagnostic> = of_file.map(|finding| finding.diagnostic.clone()).collect();
        loader.report(*source, &of_file);
    }
    LoadedLines {
        database: database.value,
        file,
        texts: loader.texts,
        is_file_loaded: sources.probes.is_some(),
        diagnostics: loader.diagnostics,
    }
}

struct Loader {
    release: Release,
    texts: Vec<LoadedText>,
    diagnostics: Vec<DiagnosticRecord>,
}

impl Loader {
    fn read_probes(&mut self, sources: &LineSources<'_>) -> (ProbesFile, ProbesFileRecord) {
        let source = sources.probes.unwrap_or(STARTER);
        let options = self.add_text(source, Origin::File);
        let Parsed { value, diagnostics } = parse_probes_file(source.text, &options);
        self.report(source, &diagnostics);
        let lines_count = sources.probes.is_some()
            || sources.lines.is_empty()
            || sources.starter_lines == StarterLines::Always;
        let file = if lines_count {
            value
        } else {
            value.without_lines()
        };
        self.report(source, &check_patterns(&file, self.release));
        let record = ProbesFileRecord {
            file: source.name.to_owned(),
            probes: file.probes.len() as u32,
            match_lines: file.n_lines() as u32,
            nmap: self.release.name().to_owned(),
        };
        (file, record)
    }

    fn read_lines(&mut self, source: SourceFile<'_>, origin: Origin) -> LinesFile {
        let options = self.add_text(source, origin);
        let parsed = parse_lines_file(source.text, &options);
        self.report(source, &parsed.diagnostics);
        parsed.value
    }

    /// Keeps the text, since lines are named by it, and numbers it.
    fn add_text(&mut self, source: SourceFile<'_>, origin: Origin) -> ReadOptions {
        let file_id = self.texts.len() as u32;
        self.texts.push(LoadedText {
            name: source.name.to_owned(),
            text: source.text.to_vec(),
        });
        ReadOptions {
            release: self.release,
            file_id,
            origin,
        }
    }

    fn report(&mut self, source: SourceFile<'_>, findings: &[Diagnostic]) {
        if findings.is_empty() {
            return;
        }
        let index = LineIndex::new(source.text);
        let records = findings.iter();
        self.diagnostics
            .extend(records.map(|finding| DiagnosticRecord::new(finding, source.name, &index)));
    }
}
