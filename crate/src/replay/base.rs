//! Probes files made ready once, for any number of databases that lay the user's lines over them.
//!
//! ```
//! use std::sync::Arc;
//! use sflens::probes::{Origin, ReadOptions, parse_lines_file, parse_probes_file};
//! use sflens::replay::{Base, Database};
//! use sflens::template::Release;
//!
//! let text = b"Probe TCP NULL q||\nmatch old m|^220 |\n";
//! let file = parse_probes_file(text, &ReadOptions::default()).value;
//! let base = Arc::new(Base::new(file, Vec::new(), Release::default()));
//! let typed = ReadOptions { file_id: 1, origin: Origin::Typed, ..ReadOptions::default() };
//! for text in [b"match a m|^2|", b"match b m|^3|"] {
//!     let lines = parse_lines_file(text, &typed).value;
//!     let db = Database::lay(&base, lines).value;
//!     assert_eq!(db.user_lines().len(), 1);
//! }
//! ```
//!
//! A pattern is compiled, and a list of lines indexed, when a response first needs it; every
//! database over the same base has it from then on.

use std::sync::{Arc, OnceLock};

use super::code::LineCode;
use crate::index::ListIndex;
use crate::matcher::Limits;
use crate::probes::{MatchLine, Probe, ProbesFile};
use crate::template::Release;

/// The probes and lines of files, with what was compiled of them so far.
#[derive(Debug)]
pub struct Base {
    bare: Vec<MatchLine>,
    probes: Vec<Arc<Probe>>,
    release: Release,
    limits: Limits,
    bare_code: Vec<LineCode>,
    code: Vec<Vec<LineCode>>,
    /// For each probe the index of its lines.
    indexes: Vec<OnceLock<ListIndex>>,
}

impl Base {
    /// Makes `file` ready, and lines that every response sees before those of any probe.
    pub fn new(file: ProbesFile, bare: Vec<MatchLine>, release: Release) -> Self {
        let code = file.probes.iter().map(|probe| LineCode::of(&probe.lines));
        Self {
            release,
            limits: release.limits(),
            bare_code: LineCode::of(&bare),
            code: code.collect(),
            indexes: file.probes.iter().map(|_| OnceLock::new()).collect(),
            probes: file.probes.into_iter().map(Arc::new).collect(),
            bare,
        }
    }

    /// The probes in file order.
    pub fn probes(&self) -> &[Arc<Probe>] {
        &self.probes
    }

    /// The lines that belong to no probe.
    pub fn bare_lines(&self) -> &[MatchLine] {
        &self.bare
    }

    /// The release of Nmap whose answer is given.
    pub fn release(&self) -> Release {
        self.release
    }

    /// The limits under which lines are run.
    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The lines of a probe with their index; `None` when there is no such probe.
    pub(super) fn indexed_lines(&self, probe: usize) -> Option<(&[MatchLine], &ListIndex)> {
        let lines = self.probes.get(probe)?.lines.as_slice();
        let index = self.indexes.get(probe)?;
        let index = index.get_or_init(|| ListIndex::new(lines, &self.limits));
        Some((lines, index))
    }

    /// A bare line with its programs.
    pub(super) fn bare_line(&self, idx: usize) -> Option<(&MatchLine, &LineCode)> {
        Some((self.bare.get(idx)?, self.bare_code.get(idx)?))
    }

    /// A line of a probe with its programs.
    pub(super) fn line(&self, probe: usize, line: usize) -> Option<(&MatchLine, &LineCode)> {
        let text = self.probes.get(probe)?.lines.get(line)?;
        Some((text, self.code.get(probe)?.get(line)?))
    }
}
