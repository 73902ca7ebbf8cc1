//! The probes file and the user's lines made ready to be asked, with what is wrong with them.

use std::sync::Arc;

use super::SourceFile;
use super::load_probes::{LoadedProbes, LoadedText, ProbesSources, Reporter, load_probes};
use super::records::{DiagnosticRecord, LineRefRecord, ProbesFileRecord};
use crate::diagnostic::Severity;
use crate::probes::{LinesFile, Origin, ReadOptions, parse_lines_file};
use crate::replay::{Database, LineId};
use crate::template::Release;

/// Whose lines a response is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineSources<'a> {
    /// Probes files; without any the built-in starter file supplies probes and fallbacks. The last
    /// is a whole file, and those before it are laid over it: their lines are tried first.
    pub probes: &'a [SourceFile<'a>],
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
    pub(super) texts: Vec<Arc<LoadedText>>,
    /// The probes file is the user's: the order of its probes is meant.
    pub(super) is_file_loaded: bool,
    /// The id of the whole file: those of files over it are below, those of the user's lines above.
    pub(super) whole_id: u32,
    /// What is wrong with the lines; when they were loaded together with the probes files, also
    /// what is wrong with those.
    pub diagnostics: Vec<DiagnosticRecord>,
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

    /// The text with this id.
    pub(super) fn text(&self, file_id: u32) -> Option<&LoadedText> {
        self.texts.get(file_id as usize).map(Arc::as_ref)
    }

    /// The name of a text by its id.
    pub(super) fn text_name(&self, file_id: u32) -> String {
        let text = self.text(file_id);
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

/// Reads the probes files and the lines.
pub fn load_lines(sources: &LineSources<'_>) -> LoadedLines {
    let lines_count = !sources.probes.is_empty()
        || sources.lines.is_empty()
        || sources.starter_lines == StarterLines::Always;
    let probes = load_probes(&ProbesSources {
        files: sources.probes,
        without_lines: !lines_count,
        release: sources.release,
    });
    let mut lines = probes.lay_lines(sources.lines, sources.origin);
    let of_files = probes.diagnostics.iter().cloned();
    let of_files = of_files.chain(probes.check_patterns());
    lines.diagnostics.splice(..0, of_files);
    lines
}

impl LoadedProbes {
    /// Lays the user's lines over the probes files, which are not read again.
    pub fn lay_lines(&self, sources: &[SourceFile<'_>], origin: Origin) -> LoadedLines {
        let mut texts = self.texts.clone();
        let mut reporter = Reporter::default();
        let mut user = LinesFile::default();
        for source in sources {
            let options = ReadOptions {
                release: self.base.release(),
                file_id: texts.len() as u32,
                origin,
            };
            let text = LoadedText::new(source);
            let parsed = parse_lines_file(source.text, &options);
            reporter.report(&text, &parsed.diagnostics);
            user.append(parsed.value);
            texts.push(Arc::new(text));
        }
        let opened = Database::lay(&self.base, user);
        reporter.report_in(&texts, &opened.findings);
        LoadedLines {
            database: opened.value,
            file: self.record.clone(),
            texts,
            is_file_loaded: self.is_file_loaded,
            whole_id: self.texts.len().saturating_sub(1) as u32,
            diagnostics: reporter.diagnostics,
        }
    }
}
