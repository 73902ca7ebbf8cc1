//! Version templates: the `p/…/ v/…/ cpe:/…/` words of a match line, read and filled in.
//!
//! ```
//! use sflens::matcher::Captures;
//! use sflens::source::Span;
//! use sflens::template::{Release, expand_template, parse_template};
//!
//! let line = br#"v/$1 (build $I(2,">"))/"#;
//! let word = parse_template(line, Span::new(0, line.len()), Release::default());
//! let captures = Captures {
//!     groups: vec![Some(Span::new(0, 5)), Some(Span::new(0, 3)), Some(Span::new(3, 5))],
//! };
//! let expansion = expand_template(&word.template.unwrap(), &captures, b"3.1\x01\x00");
//! assert_eq!(expansion.value.as_deref(), Some(&b"3.1 (build 256)"[..]));
//! ```
//!
//! A template is a letter, a delimiter, the text and the delimiter again. In the text `$1` to
//! `$9` copy what a group took; `$P(1)` copies its printable bytes, `$SUBST(1,"_",".")`
//! replaces, `$I(1,">")` reads a big-endian (`"<"`: little-endian) number. The result is a
//! *field*. A field that cannot be filled in, or is too long, stays empty as a whole: each
//! [`Expansion`] says why in its [`FieldFault`].
//!
//! Stages: `word` cuts one template out of the line, `substitution` and `arguments` read its
//! text, `expand` fills it in with `helper` and `cpe`. `fault` turns all flaws into diagnostics.
//!
//! Limits: a field has 32, 80 or 256 bytes ([`TemplateKind::size`]); a call has at most
//! [`MAX_ARGUMENTS`] arguments and a string at most [`MAX_STRING`] bytes.
//!
//! Source: Nmap's documentation of the `match` directive, and the behavior of Nmap 7.93 on
//! loopback, which `crate/tests/nmap_oracle.rs` compares with this module.

mod arguments;
mod cpe;
mod escape;
mod expand;
mod fault;
mod helper;
mod release;
mod substitution;
#[cfg(test)]
mod tests;
mod word;

use crate::source::Span;

pub use arguments::{Argument, ArgumentValue, MAX_ARGUMENTS, MAX_STRING};
pub use cpe::CpePart;
pub(crate) use escape::{EscapeFault, decode_escapes};
pub use expand::{Expansion, Mark, expand_template};
pub use fault::{FieldFault, FieldFaultKind, SubstitutionFault, TemplateFault, check_groups};
pub use release::Release;
pub(crate) use word::is_white;
pub use word::{TemplateWord, parse_template};

/// Which field of the result a template fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TemplateKind {
    /// `p`
    Product,
    /// `v`
    Version,
    /// `i`
    Info,
    /// `h`
    Hostname,
    /// `o`
    Os,
    /// `d`
    DeviceType,
    /// `cpe:`
    Cpe,
}

impl TemplateKind {
    /// All kinds, in the order in which they are usually written.
    pub const ALL: [Self; 7] = [
        Self::Product,
        Self::Version,
        Self::Info,
        Self::Hostname,
        Self::Os,
        Self::DeviceType,
        Self::Cpe,
    ];

    /// What stands before the delimiter: one letter, or `cpe:`.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Product => "p",
            Self::Version => "v",
            Self::Info => "i",
            Self::Hostname => "h",
            Self::Os => "o",
            Self::DeviceType => "d",
            Self::Cpe => "cpe:",
        }
    }

    /// The field's name in sentences.
    pub fn field_name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Version => "version",
            Self::Info => "info",
            Self::Hostname => "hostname",
            Self::Os => "OS",
            Self::DeviceType => "device type",
            Self::Cpe => "CPE",
        }
    }

    /// Bytes of Nmap's buffer for the field, the terminating NUL included: literal text may end
    /// at `size - 1`, a substitution at `size - 2`.
    pub fn size(self) -> usize {
        match self {
            Self::Product | Self::Version | Self::Hostname | Self::Cpe => 80,
            Self::Info => 256,
            Self::Os | Self::DeviceType => 32,
        }
    }

    /// The kind whose keyword is the single letter `letter`.
    fn from_letter(letter: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.keyword().as_bytes() == [letter])
    }
}

/// One template of a match line. All spans are byte offsets of the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Which field it fills.
    pub kind: TemplateKind,
    /// From the letter to the last trailing letter.
    pub span: Span,
    /// The letter, `cpe:` or `cpe`.
    pub keyword: Span,
    /// The byte around the text.
    pub delimiter: u8,
    /// The text between the delimiters.
    pub text_span: Span,
    /// The bytes of the text; for a CPE without its `cpe:/`, which Nmap adds.
    pub text: Vec<u8>,
    /// The letters behind the closing delimiter, which Nmap ignores; usually empty.
    pub letters: Span,
    /// The text in order; nothing is left out.
    pub parts: Vec<Part>,
}

/// A piece of a template's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Bytes that stand for themselves.
    Literal(Span),
    /// Something that is replaced by what a group took.
    Substitution(Substitution),
    /// A `$` that starts no sound substitution; the field always stays empty.
    Faulty {
        /// The `$`, and the call behind it as far as it could be read.
        span: Span,
        /// What is wrong.
        fault: SubstitutionFault,
    },
}

/// One sound `$…` of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// From the `$` to the digit or the closing bracket.
    pub span: Span,
    /// The number of the group it copies.
    pub group: u8,
    /// What is done with the group's bytes.
    pub action: Action,
    /// The arguments as written; empty for `$1` to `$9`.
    pub arguments: Vec<Argument>,
}

/// What a substitution does with the bytes of its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `$1`: copies them.
    Copy,
    /// `$P(1)`: copies the bytes 0x20 to 0x7e.
    Printable,
    /// `$SUBST(1,"find","replace")`: replaces every occurrence.
    Replace {
        /// What is looked for; may be empty, which hangs Nmap.
        find: Vec<u8>,
        /// What stands there afterwards.
        replace: Vec<u8>,
    },
    /// `$I(1,">")`: reads them as an unsigned number.
    Integer(ByteOrder),
}

/// The order of the bytes that `$I` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// `">"`: the first byte counts most.
    BigEndian,
    /// `"<"`: the first byte counts least.
    LittleEndian,
}

impl Template {
    /// True when Nmap puts `cpe:/` before the text: for `cpe:/…/`, not for `cpe|…|`.
    pub fn adds_cpe_prefix(&self) -> bool {
        self.kind == TemplateKind::Cpe && self.keyword.len() == b"cpe:".len()
    }

    /// The bytes of a part that stands in this template.
    fn bytes_of(&self, span: Span) -> &[u8] {
        let start = span.start.saturating_sub(self.text_span.start) as usize;
        Span::new(start, start + span.len()).slice(&self.text)
    }
}
