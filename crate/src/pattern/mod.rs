//! Pattern text to tree and back, and facts about a tree.
//!
//! ```
//! use sflens::pattern::{PatternFlags, parse_pattern};
//!
//! let pattern = parse_pattern(br"^ACME (\d+)\r\n", PatternFlags::default()).unwrap();
//! assert_eq!(pattern.n_groups(), 1);
//! assert!(!pattern.can_match_empty());
//! ```
//!
//! `parser` reads, `tree` holds, `print` writes, `facts` counts, `groups` and `literals` list
//! what it captures and what every match contains, `regular` lists what no automaton can do, `loosen` leaves out what looks at what follows, `itemize` puts a group around every
//! item. The language is PCRE2's for 8-bit
//! patterns without UTF, as it is compiled with no option but CASELESS and DOTALL.

mod byte_set;
mod cut;
mod error;
mod facts;
mod groups;
mod itemize;
mod literals;
mod lookbehind;
mod loosen;
mod newline;
mod parser;
mod print;
mod regular;
mod settings;
mod size;
pub mod tree;

use crate::source::Span;

pub use byte_set::ByteSet;
pub use cut::Cut;
pub use error::{PatternError, PatternErrorKind, Unsupported};
pub use facts::{
    Length, branch_length, branches_length, can_match_empty as branches_can_match_empty,
};
pub(crate) use facts::{Uses, has_accept};
pub use groups::{CaptureGroup, GroupReference};
pub use itemize::{Item, Itemized, itemize};
pub use literals::MAX_LITERAL;
pub(crate) use lookbehind::{lookbehind_steps, shares_numbers};
pub use loosen::{Loosened, loosen};
pub use newline::Newline;
pub use parser::{MAX_PREFIX, Prefix, literal_prefix};
pub use regular::{Irregular, IrregularKind};
pub use settings::Settings;
use tree::Node;

/// The flags behind the pattern of a match line; no others exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PatternFlags {
    /// `i`: ASCII letters match in either case.
    pub caseless: bool,
    /// `s`: `.` matches a line feed too.
    pub dotall: bool,
}

/// Alternatives, each a sequence of items.
type Branches = Vec<Vec<Node>>;

/// A parsed pattern. Equal when both mean the same and have the same flags; places do not count.
#[derive(Clone, Debug)]
pub struct Pattern {
    flags: PatternFlags,
    settings: Settings,
    branches: Branches,
    group_spans: Vec<Span>,
    names: Vec<(Vec<u8>, u16)>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (self.flags, &self.settings) == (other.flags, &other.settings)
            && self.branches == other.branches
    }
}

/// Reads `text`, the bytes between the delimiters of a match line.
///
/// Fails at the first fault. Any text is safe: nesting is limited as in PCRE2, and so is the size
/// of what a pattern can expand to.
pub fn parse_pattern(text: &[u8], flags: PatternFlags) -> Result<Pattern, PatternError> {
    let parsed = parser::parse_text(text, flags)?;
    if parsed.has_lookbehind {
        let sets = (&parsed.nested_sets[..], parsed.set_outside);
        lookbehind::check_lookbehinds(text, &parsed.branches, sets).map_err(|error| {
            let is_inside = |fault: &&PatternError| {
                error.span.start <= fault.span.start && fault.span.end <= error.span.end
            };
            let missing = parsed.faults.iter().find(is_inside);
            missing
                .filter(|_| error.kind == PatternErrorKind::NoSuchGroup)
                .unwrap_or(&error)
                .clone()
        })?;
    }
    if let Some(fault) = parsed.faults.into_iter().next() {
        return Err(fault);
    }
    let is_small = !parsed.copies && text.len() <= size::ALWAYS_FITS;
    if !is_small && size::is_too_large(&parsed.branches) {
        let span = Span::new(0, text.len());
        return Err(PatternError::new(PatternErrorKind::TooLarge, span));
    }
    if let Some(fault) = parsed.late_fault {
        return Err(fault);
    }
    Ok(Pattern {
        flags,
        settings: parsed.settings,
        branches: parsed.branches,
        group_spans: parsed.group_spans,
        names: parsed.names,
    })
}

impl Pattern {
    /// The flags it was read with.
    pub fn flags(&self) -> PatternFlags {
        self.flags
    }

    /// The settings at its start.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The alternatives at the top level; never empty, each may be.
    pub fn branches(&self) -> &[Vec<Node>] {
        &self.branches
    }

    /// Number of capture groups, group 0 not counted.
    pub fn n_groups(&self) -> usize {
        self.group_spans.len()
    }

    /// The capture groups' spans in the pattern text, brackets included; the first is group 1.
    /// Where a branch reset gives one number to several groups, the first of them.
    pub fn group_spans(&self) -> Vec<Span> {
        self.group_spans.clone()
    }

    /// Group names with the number each stands for, in the order of the text.
    pub fn names(&self) -> &[(Vec<u8>, u16)] {
        &self.names
    }

    /// PCRE2's own answer to whether the pattern could match the empty string.
    pub fn can_match_empty(&self) -> bool {
        facts::can_match_empty(&self.branches)
    }

    /// Fewest and most bytes a match can take.
    pub fn length(&self) -> Length {
        let length = branches_length(&self.branches);
        match has_accept(&self.branches) {
            true => Length { min: 0, ..length },
            false => length,
        }
    }
}
