//! Probes files read once, for as many texts of lines as are laid over them.
//!
//! ```
//! use sflens::probes::Origin;
//! use sflens::results::{ProbesSources, SourceFile, load_probes};
//! let file = SourceFile { name: "mine", text: b"Probe TCP NULL q||\nmatch a m|^a|\n" };
//! let probes = load_probes(&ProbesSources { files: &[file], ..ProbesSources::default() });
//! for text in [&b"match b m|^b|"[..], b"match c m|^c|"] {
//!     let typed = SourceFile { name: "lines", text };
//!     assert!(probes.lay_lines(&[typed], Origin::Typed).diagnostics.is_empty());
//! }
//! ```

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::SourceFile;
use super::records::{DiagnosticRecord, ProbesFileRecord};
use crate::diagnostic::Diagnostic;
use crate::probes::{
    MatchLine, Origin, ProbesFile, ReadOptions, STARTER_PROBES, check_lines, merge_lines,
    parse_lines_file, parse_probes_file,
};
use crate::replay::{Base, Finding};
use crate::source::{LineIndex, line_starts};
use crate::template::Release;

/// The name under which the built-in probes appear in the records.
pub const STARTER_NAME: &str = "starter-probes";

const STARTER: SourceFile<'_> = SourceFile {
    name: STARTER_NAME,
    text: STARTER_PROBES,
};

/// Which probes are in force.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProbesSources<'a> {
    /// The probes files; without any the built-in starter file. The last is a whole file, and those
    /// before it are laid over it: their lines are tried first.
    pub files: &'a [SourceFile<'a>],
    /// Only the probes, ports and fallbacks count, not the match lines.
    pub without_lines: bool,
    /// The release of Nmap whose answer is given.
    pub release: Release,
}

/// Probes files, read and ready.
#[derive(Debug)]
pub struct LoadedProbes {
    pub(super) base: Arc<Base>,
    pub(super) texts: Vec<Arc<LoadedText>>,
    pub(super) is_file_loaded: bool,
    /// What was loaded.
    pub record: ProbesFileRecord,
    /// What is wrong with the files, but for the patterns of the whole one: these take longer than
    /// everything else and are for [`check_patterns`](Self::check_patterns).
    pub diagnostics: Vec<DiagnosticRecord>,
}

/// What is in one of several files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name.
    pub file: String,
    /// Its `Probe` lines.
    pub probes: u32,
    /// Its match and softmatch lines.
    pub match_lines: u32,
    /// False when it ends in the middle of a line, as one that was loaded in part.
    pub ended: bool,
}

/// A text that lines were read from; its index in the list is its `file_id`.
#[derive(Debug)]
pub(super) struct LoadedText {
    pub(super) name: String,
    pub(super) text: Vec<u8>,
    line_starts: OnceLock<Vec<u32>>,
}

impl LoadedText {
    pub(super) fn new(source: &SourceFile<'_>) -> Self {
        Self {
            name: source.name.to_owned(),
            text: source.text.to_vec(),
            line_starts: OnceLock::new(),
        }
    }

    /// The lines of the text, found out when somebody first asks.
    pub(super) fn line_index(&self) -> LineIndex<'_> {
        let starts = self.line_starts.get_or_init(|| line_starts(&self.text));
        LineIndex::with_starts(&self.text, starts)
    }
}

/// Findings as they become records.
#[derive(Default)]
pub(super) struct Reporter {
    pub(super) diagnostics: Vec<DiagnosticRecord>,
}

impl Reporter {
    pub(super) fn report(&mut self, text: &LoadedText, findings: &[Diagnostic]) {
        if findings.is_empty() {
            return;
        }
        let index = text.line_index();
        let records = findings.iter();
        self.diagnostics
            .extend(records.map(|finding| DiagnosticRecord::new(finding, &text.name, &index)));
    }

    /// Findings about several texts.
    pub(super) fn report_in(&mut self, texts: &[Arc<LoadedText>], findings: &[Finding]) {
        for finding in findings {
            let text = finding.file_id.and_then(|id| texts.get(id as usize));
            if let Some(text) = text {
                self.report(text, std::slice::from_ref(&finding.diagnostic));
            }
        }
    }
}

/// Reads the probes files. Patterns are not checked yet.
pub fn load_probes(sources: &ProbesSources<'_>) -> LoadedProbes {
    let files = match sources.files {
        [] => &[STARTER],
        files => files,
    };
    let texts: Vec<_> = files
        .iter()
        .map(|file| Arc::new(LoadedText::new(file)))
        .collect();
    let mut reporter = Reporter::default();
    let (mut bare, mut file) = read_files(&texts, sources.release, &mut reporter);
    if sources.without_lines {
        bare.clear();
        file = file.without_lines();
    }
    LoadedProbes {
        record: record(files, &file, &bare, sources.release),
        base: Arc::new(Base::new(file, bare, sources.release)),
        texts,
        is_file_loaded: !sources.files.is_empty(),
        diagnostics: reporter.diagnostics,
    }
}

/// The last text with the others laid over it, from the back.
fn read_files(
    texts: &[Arc<LoadedText>],
    release: Release,
    reporter: &mut Reporter,
) -> (Vec<MatchLine>, ProbesFile) {
    let options = |file_id: usize| ReadOptions {
        release,
        file_id: file_id as u32,
        origin: Origin::File,
    };
    let Some((whole, over)) = texts.split_last() else {
        return Default::default();
    };
    let parsed = parse_probes_file(&whole.text, &options(over.len()));
    reporter.report(whole, &parsed.diagnostics);
    let (mut bare, mut file) = (Vec::new(), parsed.value);
    for (file_id, text) in over.iter().enumerate().rev() {
        let lines = parse_lines_file(&text.text, &options(file_id));
        reporter.report(text, &lines.diagnostics);
        let probes: Vec<_> = file.probes.into_iter().map(Arc::new).collect();
        let (merged, findings) = merge_lines(&probes, lines.value);
        drop(probes);
        let findings = findings.into_iter().map(|(file_id, diagnostic)| Finding {
            file_id: Some(file_id),
            diagnostic,
        });
        reporter.report_in(texts, &findings.collect::<Vec<_>>());
        let own_bare;
        (own_bare, file) = merged.into_file(file.exclude);
        bare.splice(..0, own_bare);
    }
    (bare, file)
}

fn record(
    files: &[SourceFile<'_>],
    file: &ProbesFile,
    bare: &[MatchLine],
    release: Release,
) -> ProbesFileRecord {
    let mut names = files.iter().map(|file| file.name.to_owned());
    let whole = names.next_back().unwrap_or_default();
    ProbesFileRecord {
        file: whole,
        over: names.collect(),
        probes: file.probes.len() as u32,
        match_lines: (bare.len() + file.n_lines()) as u32,
        nmap: release.name().to_owned(),
    }
}

impl LoadedProbes {
    /// What is in each file, in their order.
    pub fn files(&self) -> Vec<FileRecord> {
        let texts = self.texts.iter().zip(0..);
        texts.map(|(text, id)| self.file_record(text, id)).collect()
    }

    fn file_record(&self, text: &LoadedText, file_id: u32) -> FileRecord {
        let probes = self.base.probes().iter();
        let own_probes = probes.clone().filter(|probe| probe.file_id == file_id);
        let lines = probes.flat_map(|probe| &probe.lines);
        let lines = lines.chain(self.base.bare_lines());
        FileRecord {
            file: text.name.clone(),
            probes: own_probes.count() as u32,
            match_lines: lines.filter(|line| line.file_id == file_id).count() as u32,
            ended: text.text.is_empty() || text.text.ends_with(b"\n"),
        }
    }

    /// What is wrong with the patterns of the whole file; those of the files over it were checked
    /// when they were read.
    pub fn check_patterns(&self) -> Vec<DiagnosticRecord> {
        let Some((whole, over)) = self.texts.split_last() else {
            return Vec::new();
        };
        let lines = self.base.probes().iter().flat_map(|probe| &probe.lines);
        let lines = lines.filter(|line| line.file_id as usize == over.len());
        let mut reporter = Reporter::default();
        reporter.report(whole, &check_lines(lines, self.base.release()));
        reporter.diagnostics
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, load_lines, match_files};

    const WHOLE: SourceFile<'_> = SourceFile {
        name: "whole",
        text: b"Probe TCP NULL q||\nmatch whole m|^a|\nProbe TCP A q|a|\nmatch whole m|^b|\n",
    };
    const OVER: SourceFile<'_> = SourceFile {
        name: "over",
        text: b"match bare m|^c|\nProbe TCP NULL q||\nmatch over m|^a|\n",
    };
    const TOP: SourceFile<'_> = SourceFile {
        name: "top",
        text: b"Probe TCP NULL\nmatch top m|^a|\nProbe TCP New q|n|\nmatch top m|^n|\n",
    };

    /// `file:line` of all lines that match `response` to NULL, first to last.
    fn matching(files: &[SourceFile<'_>], lines: &[u8], response: &str) -> Vec<String> {
        let name = "lines";
        let lines = load_lines(&LineSources {
            probes: files,
            lines: &[SourceFile { name, text: lines }],
            origin: Origin::Typed,
            ..LineSources::default()
        });
        let paste = format!("SF-Port21-TCP:V=7.95%r(NULL,1,\"{response}\");");
        let text = paste.as_bytes();
        let report = match_files(&lines, &[SourceFile { name: "p", text }], true);
        let all = report.fingerprints[0].responses[0].all.iter().flatten();
        all.map(|found| format!("{}:{}", found.file, found.line))
            .collect()
    }

    #[test]
    fn a_file_comes_before_those_below_it_and_typed_lines_before_all() {
        assert_eq!(matching(&[WHOLE], b"", "a"), ["whole:2"]);
        assert_eq!(
            matching(&[TOP, OVER, WHOLE], b"match own m|^a|", "a"),
            ["lines:1", "top:2", "over:3", "whole:2"]
        );
        assert_eq!(
            matching(&[OVER, TOP, WHOLE], b"", "a"),
            ["over:3", "top:2", "whole:2"]
        );
        assert_eq!(
            matching(&[OVER, WHOLE], b"match own m|^c|", "c"),
            ["lines:1", "over:1"]
        );
    }

    #[test]
    fn what_was_loaded_is_counted_and_named() {
        let files = [TOP, OVER, WHOLE];
        let loaded = load_probes(&ProbesSources {
            files: &files,
            ..ProbesSources::default()
        });
        let record = &loaded.record;
        assert_eq!((record.probes, record.match_lines), (3, 6));
        assert_eq!((record.file.as_str(), record.over.len()), ("whole", 2));
        let rules: Vec<_> = loaded.diagnostics.iter().map(|d| &d.rule[..]).collect();
        assert_eq!(rules, ["probes-borrowed-payload", "probes-new-section"]);
        assert_eq!(loaded.diagnostics[0].file, "top");
        let counts: Vec<_> = (loaded.files().iter())
            .map(|file| (file.file.clone(), file.probes, file.match_lines, file.ended))
            .collect();
        let expected = [("top", 1, 2), ("over", 0, 2), ("whole", 2, 2)];
        let expected = expected.map(|(name, probes, lines)| (name.to_owned(), probes, lines, true));
        assert_eq!(counts, expected);
    }

    #[test]
    fn the_patterns_of_the_whole_file_are_checked_when_asked_for() {
        let text = b"Probe TCP NULL q||\nmatch a m|(|\n";
        let whole = SourceFile { name: "w", text };
        let loaded = load_probes(&ProbesSources {
            files: &[OVER, whole],
            ..ProbesSources::default()
        });
        assert_eq!(loaded.diagnostics, []);
        let found = loaded.check_patterns();
        assert_eq!((found.len(), found[0].line), (1, 2));
    }
}
