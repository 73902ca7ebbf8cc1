//! What a line is compiled to, each part when it is first needed.

use std::sync::OnceLock;

use crate::matcher::{Program, compile_pattern};
use crate::pattern::{Loosened, loosen};
use crate::probes::MatchLine;

/// The programs of one line.
#[derive(Debug, Default)]
pub(super) struct LineCode {
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

impl LineCode {
    /// One for each of `lines`, nothing compiled yet.
    pub(super) fn of(lines: &[MatchLine]) -> Vec<Self> {
        lines.iter().map(|_| Self::default()).collect()
    }

    /// The program of `line`, the one that this belongs to; `None` when its pattern is refused.
    pub(super) fn program(&self, line: &MatchLine) -> Option<&Program> {
        self.program.get_or_init(|| compile_line(line)).as_ref()
    }

    /// What tells that `line` matches no beginning of a response.
    pub(super) fn loose_program(&self, line: &MatchLine) -> &LooseProgram {
        self.loose.get_or_init(|| compile_loose(line))
    }
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
