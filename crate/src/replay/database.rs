//! The probes and lines in force: those of the user over those of a [`Base`].

use std::sync::Arc;

use super::code::{LineCode, LooseProgram};
use super::{Base, Finding, LineId, LineList};
use crate::index::{ListIndex, ResponseFacts};
use crate::matcher::{Limits, MatchOutcome, Program, Scratch, stays_within_limits};
use crate::probes::{LinesFile, MatchLine, Merged, Probe, ProbeIndex, ProbesFile, merge_lines};
use crate::source::sort_by_place;
use crate::template::Release;

/// A probes file with the user's lines before it, ready to be asked.
#[derive(Debug)]
pub struct Database {
    base: Arc<Base>,
    merged: Merged,
    index: ProbeIndex,
    null_idx: Option<usize>,
    bare_code: Vec<LineCode>,
    /// For each probe the programs of the user's lines in it.
    own_code: Vec<Vec<LineCode>>,
}

/// A database, and what is wrong with the user's sections for it.
#[derive(Debug)]
pub struct Opened {
    /// The database.
    pub value: Database,
    /// The findings, each with the id of the user's text.
    pub findings: Vec<Finding>,
}

/// What running one line gave.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LineRun {
    Ended(MatchOutcome),
    Broken,
}

impl Database {
    /// Puts `user` before `base`, which no other database is going to share.
    pub fn open(base: ProbesFile, user: LinesFile, release: Release) -> Opened {
        Self::lay(&Arc::new(Base::new(base, Vec::new(), release)), user)
    }

    /// Puts `user` before `base`. Nothing of the base is read again.
    pub fn lay(base: &Arc<Base>, user: LinesFile) -> Opened {
        let (merged, findings) = merge_lines(base.probes(), user);
        let own_code = merged.own.iter().map(|lines| LineCode::of(lines));
        let db = Self {
            base: base.clone(),
            index: ProbeIndex::new(&merged.probes),
            null_idx: merged.probes.iter().position(|probe| probe.is_null()),
            bare_code: LineCode::of(&merged.bare),
            own_code: own_code.collect(),
            merged,
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

    /// The probes in file order, each with the lines of the files only; those of the user's sections
    /// that the files lack stand last.
    pub fn probes(&self) -> &[Arc<Probe>] {
        &self.merged.probes
    }

    /// The lines that every response sees first, the user's before those of the files.
    pub fn bare_lines(&self) -> impl Iterator<Item = &MatchLine> {
        self.merged.bare.iter().chain(self.base.bare_lines())
    }

    /// The lines in the list of a probe, the user's before those of the files.
    pub fn lines_under(&self, probe: usize) -> impl Iterator<Item = &MatchLine> {
        let own = self.merged.own.get(probe);
        let of_file = self.base.probes().get(probe).map(|probe| &probe.lines);
        own.into_iter().chain(of_file).flatten()
    }

    /// How many lines a list has.
    pub fn n_lines(&self, list: LineList) -> usize {
        match list {
            LineList::Bare => self.merged.bare.len() + self.base.bare_lines().len(),
            LineList::Probe(probe) => {
                let of_file = self.base.probes().get(probe);
                self.n_user_lines(probe) + of_file.map_or(0, |probe| probe.lines.len())
            }
        }
    }

    /// The release of Nmap whose answer is given.
    pub fn release(&self) -> Release {
        self.base.release()
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
        self.line_and_code(id).map(|(line, _)| line)
    }

    /// The probe in whose list the line stands; `None` for a bare line.
    pub fn probe_of(&self, id: LineId) -> Option<&Probe> {
        match id {
            LineId::Bare(_) => None,
            LineId::InProbe { probe, .. } => self.probes().get(probe).map(Arc::as_ref),
        }
    }

    /// True when the line is one of the user's.
    pub fn is_user_line(&self, id: LineId) -> bool {
        match id {
            LineId::Bare(idx) => idx < self.merged.bare.len(),
            LineId::InProbe { probe, line } => line < self.n_user_lines(probe),
        }
    }

    /// How many lines at the start of a probe's list are the user's.
    pub fn n_user_lines(&self, probe: usize) -> usize {
        self.merged.own.get(probe).map_or(0, Vec::len)
    }

    /// All of the user's lines in the order of their texts.
    pub fn user_lines(&self) -> Vec<LineId> {
        let bare = (0..self.merged.bare.len()).map(LineId::Bare);
        let own = self.merged.own.iter().enumerate();
        let in_probes = own.flat_map(|(probe, lines)| {
            (0..lines.len()).map(move |line| LineId::InProbe { probe, line })
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
            LineList::Bare => (self.n_lines(list), None),
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
        self.base.indexed_lines(probe)
    }

    /// Runs the pattern of one line over `response`.
    pub(super) fn run_line(&self, id: LineId, response: &[u8], scratch: &mut Scratch) -> LineRun {
        match self.program(id) {
            Some(program) => LineRun::Ended(program.match_with(response, self.limits(), scratch)),
            None => LineRun::Broken,
        }
    }

    /// The limits under which lines are run.
    pub(super) fn limits(&self) -> &Limits {
        self.base.limits()
    }

    /// The program of a line; `None` when its pattern does not compile.
    pub(super) fn program(&self, id: LineId) -> Option<&Program> {
        let (line, code) = self.line_and_code(id)?;
        code.program(line)
    }

    /// What tells that the line matches no beginning of a response.
    pub(super) fn loose_program(&self, id: LineId) -> Option<&LooseProgram> {
        let (line, code) = self.line_and_code(id)?;
        Some(code.loose_program(line))
    }

    /// Whether the line's search runs into no limit on any beginning of `response`; false where
    /// nothing is known.
    pub(super) fn stays_within_limits(&self, id: LineId, response: &[u8]) -> bool {
        let pattern = self.line(id).and_then(|line| line.parse_pattern().ok());
        pattern.is_some_and(|pattern| stays_within_limits(&pattern, response, self.limits()))
    }

    fn line_and_code(&self, id: LineId) -> Option<(&MatchLine, &LineCode)> {
        match id {
            LineId::Bare(idx) => match idx.checked_sub(self.merged.bare.len()) {
                Some(idx) => self.base.bare_line(idx),
                None => Some((self.merged.bare.get(idx)?, self.bare_code.get(idx)?)),
            },
            LineId::InProbe { probe, line } => match line.checked_sub(self.n_user_lines(probe)) {
                Some(line) => self.base.line(probe, line),
                None => {
                    let text = self.merged.own.get(probe)?.get(line)?;
                    Some((text, self.own_code.get(probe)?.get(line)?))
                }
            },
        }
    }
}
