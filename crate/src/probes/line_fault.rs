//! What is wrong with a match line outside its pattern and its templates.

use crate::bytes::print_byte;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
use crate::template::TemplateKind;

/// A flaw of a match line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// Neither `match ` nor `softmatch ` at the start.
    NoKeyword,
    /// A second line where one was expected.
    SecondLine,
    /// No `m` behind the service.
    NoPattern {
        /// True when a second space behind the keyword made the service empty.
        has_empty_service: bool,
    },
    /// A letter, white space or nothing behind the `m`.
    BadDelimiter,
    /// No second delimiter follows.
    UnclosedPattern {
        /// The delimiter.
        delimiter: u8,
    },
    /// The pattern ends at a delimiter that is written as if it could be escaped.
    EscapedDelimiter {
        /// The delimiter.
        delimiter: u8,
    },
    /// No white space behind the pattern and its flags.
    NoSpace,
    /// A letter behind the pattern that is no flag.
    UnknownFlag {
        /// The letter.
        letter: u8,
    },
    /// More letters behind the pattern than Nmap reads.
    TooManyFlags,
    /// A template that a later one replaces.
    Repeated {
        /// The kind of both.
        kind: TemplateKind,
    },
    /// The file ends right behind the line.
    NoNewline,
    /// The pattern can match the empty string.
    EmptyMatch,
}

impl LineFault {
    /// The finding about the text under `span`.
    pub fn to_diagnostic(&self, span: Span) -> Diagnostic {
        let (rule, severity) = self.rule();
        Diagnostic::new(rule, severity, span, self.title())
            .with_label(self.label())
            .with_help(self.help())
            .with_replacement(self.replacement())
    }

    /// What to write instead of the faulty text, where that is certain.
    fn replacement(&self) -> Option<Vec<u8>> {
        match self {
            Self::NoSpace => Some(b" ".to_vec()),
            Self::NoNewline => Some(b"\n".to_vec()),
            _ => None,
        }
    }

    fn rule(&self) -> (&'static str, Severity) {
        match self {
            Self::NoKeyword => ("line-no-keyword", Severity::Error),
            Self::SecondLine => ("line-second-line", Severity::Warning),
            Self::NoPattern { .. } => ("line-no-pattern", Severity::Error),
            Self::BadDelimiter => ("line-bad-delimiter", Severity::Error),
            Self::UnclosedPattern { .. } => ("line-unclosed-pattern", Severity::Error),
            Self::EscapedDelimiter { .. } => ("line-escaped-delimiter", Severity::Error),
            Self::NoSpace => ("line-no-space", Severity::Error),
            Self::UnknownFlag { .. } => ("line-unknown-flag", Severity::Error),
            Self::TooManyFlags => ("line-too-many-flags", Severity::Error),
            Self::Repeated {
                kind: TemplateKind::Cpe,
            } => ("cpe-repeated-part", Severity::Note),
            Self::Repeated { .. } => ("template-repeated", Severity::Warning),
            Self::NoNewline => ("line-no-newline", Severity::Warning),
            Self::EmptyMatch => ("pattern-can-match-empty", Severity::Error),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::NoKeyword => "expected `match ` or `softmatch `".into(),
            Self::SecondLine => "only one line is read here".into(),
            Self::NoPattern {
                has_empty_service: true,
            } => "two spaces behind the keyword make the service name empty".into(),
            Self::NoPattern { .. } => "expected `m` and a delimiter behind the service".into(),
            Self::BadDelimiter => "expected a delimiter behind `m`".into(),
            Self::UnclosedPattern { delimiter } => format!(
                "pattern is opened but no second `{}` closes it",
                print_byte(*delimiter)
            ),
            Self::EscapedDelimiter { delimiter } => format!(
                "`\\{0}` does not escape the delimiter: the pattern ends there",
                print_byte(*delimiter)
            ),
            Self::NoSpace => "no white space behind the pattern".into(),
            Self::UnknownFlag { letter } => {
                format!("`{}` is no flag of a pattern", print_byte(*letter))
            }
            Self::TooManyFlags => "over three letters behind the pattern".into(),
            Self::Repeated { kind } => format!("the {} is given twice", kind.field_name()),
            Self::NoNewline => "the last line of the file has no newline".into(),
            Self::EmptyMatch => "the pattern can match the empty string".into(),
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Self::SecondLine => "not read",
            Self::UnclosedPattern { .. } => "opened here",
            Self::EscapedDelimiter { .. } => "Nmap takes this for the end, and refuses the file",
            Self::NoSpace => "a space belongs here",
            Self::Repeated { .. } => "has no effect",
            Self::NoNewline => "Nmap 7.95 and later refuse the whole file",
            Self::EmptyMatch => "Nmap 7.991 and later refuse the whole file",
            _ => "Nmap refuses the whole file",
        }
    }

    fn help(&self) -> String {
        match self {
            Self::NoKeyword => "write `match service m|pattern| p/product/`".into(),
            Self::SecondLine => "put each line on its own".into(),
            Self::NoPattern {
                has_empty_service: true,
            } => "put exactly one space between the keyword and the service".into(),
            Self::NoPattern { .. } => "write the pattern as `m|…|`".into(),
            Self::BadDelimiter => {
                "use a character that the pattern lacks and that is no letter: `m|…|`".into()
            }
            Self::UnclosedPattern { delimiter } => format!(
                "write `{}` behind the pattern; it cannot be escaped inside, so choose another \
                 delimiter when the pattern has it",
                print_byte(*delimiter)
            ),
            Self::EscapedDelimiter { .. } => {
                "put the pattern between delimiters that it lacks: `m=…=`".into()
            }
            Self::NoSpace => {
                "put a space there, or choose a delimiter that the pattern lacks".into()
            }
            Self::UnknownFlag { .. } => {
                "the flags are `i` (either case) and `s` (`.` matches a line feed)".into()
            }
            Self::TooManyFlags => "write each flag once".into(),
            Self::Repeated {
                kind: TemplateKind::Cpe,
            } => "keep one CPE for each of the parts a, h and o".into(),
            Self::Repeated { .. } => "keep one of the two".into(),
            Self::NoNewline => "end the file with a newline".into(),
            Self::EmptyMatch => "demand at least one byte of the response".into(),
        }
    }
}
