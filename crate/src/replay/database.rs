//! The probes and lines in force, each pattern compiled when it is first needed.

use std::sync::OnceLock;

use super::{Finding, LineId, LineList};
use crate::index::{ListIndex, ResponseFacts};
use crate::matcher::{Limits, MatchOutcome, Program, Scratch, compile_pattern};
use crate::pattern::{Loosened, loosen};
use crate::probes::{LinesFile, MatchLine, Merged, Probe, ProbeIndex, ProbesFile, merge_lines};
use crate::source::sort_by_place;
use crate::template::Release;

/// A probes file with the user's lines before it, ready to be asked.
#[derive(Debug)]
pub struct Database {
    merged: Merged,
    index: ProbeIndex,
    null_idx: Option<usize>,
    release: Release,
    limits: Limits,
    bare_code: Vec<LineCode>,
    code: Vec<Vec<LineCode>>,
    /// For each probe the index of the lines behind the user's, made when it is first needed.
    indexes: Vec<OnceLock<ListIndex>>,
}

/// A database, and what is wrong with the user's sections for it.
#[derive(Debug)]
pub struct Opened {
    /// The database.
    pub value: Database,
    /// The findings, each with the id of the user's text.
    pub findings: Vec<Finding>,
}

/// What a line is compiled to, each part once it was needed.
#[derive(Debug, Default)]
struct LineCode {
    /// `None` in it when the pattern does not compile.
    program: OnceLock<Option<Program>>,
    loose: OnceLock<LooseProgram>,
}

/// What tells that a line matches no beginning of a response.
#[derive(Debug)]
pub(super) enum LooseProgram {
    /// The line's own program.
    Own,
    /// This one, which also matches elsewhere.
    Looser(Box<Program>),
    /// Nothing but the line's program on each beginning.
    Unknown,
}

/// What running one line gave.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LineRun {
    Ended(MatchOutcome),
    Broken,
}

impl Database {
    /// Puts `user` before `base`.
    pub fn open(base: ProbesFile, user: LinesFile, release: Release) -> Opened {
        let (value, findings) = merge_lines(base, user);
        let probes = &value.file.probes;
        let code = probes.iter().map(|probe| no_code(&probe.lines));
        let db = Self {
            index: ProbeIndex::new(probes),
            null_idx: probes.iter().position(Probe::is_null),
            release,
            limits: release.limits(),
            bare_code: no_code(&value.bare),
            code: code.collect(),
            indexes: probes.iter().map(|_| OnceLock::new()).collect(),
            merged: value,
        };
        let findings = findings.into_iter().map(|(file_id, diagnostic)| Finding {
            file_id: Some(file_id),
            diagnostic,
        });
        Opened {
            value: db,
            findings: findings.collect(),
        }
    }

    /// The probes in file order; those of the user's sections that the file lacks stand last.
    pub fn probes(&self) -> &[Probe] {
        &self.merged.file.probes
    }

    /// The user's bare lines, which every response sees first.
    pub fn bare_lines(&self) -> &[MatchLine] {
        &self.merged.bare
    }

    /// The release of Nmap whose answer is given.
    pub fn release(&self) -> Release {
        self.release
    }

    /// The names of the probes.
    pub fn index(&self) -> &ProbeIndex {
        &self.index
    }

    /// Index of the probe that sends nothing.
    pub fn null_probe(&self) -> Option<usize> {
        self.null_idx
    }

    /// The line with this id; `None` for an id of another database.
    pub fn line(&self, id: LineId) -> Option<&MatchLine> {
        match id {
            LineId::Bare(idx) => self.merged.bare.get(idx),
            LineId::InProbe { probe, line } => self.probes().get(probe)?.lines.get(line),
        }
    }

    /// The probe in whose list the line stands; `None` for a bare line.
    pub fn probe_of(&self, id: LineId) -> Option<&Probe> {
        match id {
            LineId::Bare(_) => None,
            LineId::InProbe { probe, .. } => self.probes().get(probe),
        }
    }

    /// True when the line is one of the user's.
    pub fn is_user_line(&self, id: LineId) -> bool {
        match id {
            LineId::Bare(_) => true,
            LineId::InProbe { probe, line } => line < self.n_user_lines(probe),
        }
    }

    /// How many lines at the start of a probe's list are the user's.
    pub fn n_user_lines(&self, probe: usize) -> usize {
        let n_user_lines = self.merged.n_user_lines.get(probe);
        n_user_lines.copied().unwrap_or_default()
    }

    /// All of the user's lines in the order of their texts.
    pub fn user_lines(&self) -> Vec<LineId> {
        let bare = (0..self.merged.bare.len()).map(LineId::Bare);
        let n_user_lines = self.merged.n_user_lines.iter().enumerate();
        let in_probes = n_user_lines.flat_map(|(probe, n_lines)| {
            (0..*n_lines).map(move |line| LineId::InProbe { probe, line })
        });
        let mut lines: Vec<LineId> = bare.chain(in_probes).collect();
        sort_by_place(&mut lines, |id| {
            let line = self.line(*id);
            line.map_or((0, 0), |line| (line.file_id, line.number))
        });
        lines
    }

    /// The lines of one list that have to be tried on a response or a beginning of it, in their
    /// order: the user's, and of the others those that can match at all. What is left out gives
    /// plain "no match".
    pub(super) fn near_lines<'a>(
        &'a self,
        list: LineList,
        facts: &'a ResponseFacts,
    ) -> impl Iterator<Item = LineId> + 'a {
        let (n_bare, probe) = match list {
            LineList::Bare => (self.bare_lines().len(), None),
            LineList::Probe(probe) => (0, Some(probe)),
        };
        let in_probe = probe.into_iter().flat_map(move |probe| {
            let lines = self.candidates(probe, facts);
            lines.map(move |line| LineId::InProbe { probe, line })
        });
        (0..n_bare).map(LineId::Bare).chain(in_probe)
    }

    fn candidates<'a>(
        &'a self,
        probe: usize,
        facts: &'a ResponseFacts,
    ) -> impl Iterator<Item = usize> + 'a {
        let n_user_lines = self.n_user_lines(probe);
        let near = self
            .indexed_lines(probe)
            .into_iter()
            .flat_map(move |(lines, index)| index.candidates(lines, facts));
        (0..n_user_lines).chain(near.map(move |line| n_user_lines + line))
    }

    /// The lines of a probe behind the user's, with their index. The first of them has the place
    /// [`n_user_lines`](Self::n_user_lines) in the probe's list.
    pub fn indexed_lines(&self, probe: usize) -> Option<(&[MatchLine], &ListIndex)> {
        let lines = &self.probes().get(probe)?.lines;
        let lines = lines.get(self.n_user_lines(probe)..)?;
        let index = self.indexes.get(probe)?;
        let index = index.get_or_init(|| ListIndex::new(lines, &self.limits));
        Some((lines, index))
    }

    /// Runs the pattern of one line over `response`.
    pub(super) fn run_line(&self, id: LineId, response: &[u8], scratch: &mut Scratch) -> LineRun {
        match self.program(id) {
            Some(program) => LineRun::Ended(program.match_with(response, &self.limits, scratch)),
            None => LineRun::Broken,
        }
    }

    /// The limits under which lines are run.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The program of a line; `None` when its pattern does not compile.
    pub(super) fn program(&self, id: LineId) -> Option<&Program> {
        let (code, line) = (self.code(id)?, self.line(id)?);
        code.program.get_or_init(|| compile_line(line)).as_ref()
    }

    /// What tells that the line matches no beginning of a response.
    pub(super) fn loose_program(&self, id: LineId) -> Option<&LooseProgram> {
        let (code, line) = (self.code(id)?, self.line(id)?);
        Some(code.loose.get_or_init(|| compile_loose(line)))
    }

    fn code(&self, id: LineId) -> Option<&LineCode> {
        match id {
            LineId::Bare(idx) => self.bare_code.get(idx),
            LineId::InProbe { probe, line } => self.code.get(probe)?.get(line),
        }
    }
}

fn no_code(lines: &[MatchLine]) -> Vec<LineCode> {
    lines.iter().map(|_| LineCode::default()).collect()
}

fn compile_line(line: &MatchLine) -> Option<Program> {
    let pattern = line.parse_pattern().ok()?;
    Some(compile_pattern(&pattern))
}

fn compile_loose(line: &MatchLine) -> LooseProgram {
    match line.parse_pattern().map(|pattern| loosen(&pattern)) {
        Ok(Loosened::Same) => LooseProgram::Own,
        Ok(Loosened::Looser(pattern)) => LooseProgram::Looser(Box::new(compile_pattern(&pattern))),
        Ok(Loosened::Unknown) | Err(_) => LooseProgram::Unknown,
    }
}
