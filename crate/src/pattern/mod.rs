//! Pattern text to tree and back, and facts about a tree.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The flags behind the pattern of a match line; no others exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PatternFlags {
    /// `i`: ASCII letters match in either case.
    pub caseless: bool,
    /// `s`: `.` matches a line feed too.
    pub dotall: bool,
}

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {}

/// Why a pattern does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The flaw, in bytes of the pattern text.
    pub span: Span,
}

impl PatternError {
    /// The finding, with spans in bytes of the pattern text.
    pub fn to_diagnostic(&self) -> Diagnostic {
        Diagnostic::new(
            "pattern-unsupported",
            crate::diagnostic::Severity::Error,
            self.span,
            "",
        )
    }
}

/// Reads `text`, the bytes between the delimiters of a match line.
pub fn parse_pattern(_text: &[u8], _flags: PatternFlags) -> Result<Pattern, PatternError> {
    Ok(Pattern {})
}

impl Pattern {
    /// Number of capture groups, group 0 not counted.
    pub fn n_groups(&self) -> usize {
        0
    }

    /// PCRE2's own answer to whether the pattern could match the empty string.
    pub fn can_match_empty(&self) -> bool {
        false
    }

    /// The capture groups' spans in the pattern text, brackets included; the first is group 1.
    pub fn group_spans(&self) -> Vec<Span> {
        Vec::new()
    }
}
