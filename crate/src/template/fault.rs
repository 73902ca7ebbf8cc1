//! Every flaw of a template, and its diagnostic.
//!
//! [`TemplateFault`]: the word is wrong, mostly fatal for Nmap. [`SubstitutionFault`]: a `$` that
//! always fails. [`FieldFault`]: why one field stays empty for one match.

use super::{MAX_ARGUMENTS, MAX_STRING, Part, Template, TemplateKind};
use crate::bytes::{print_byte, print_readable};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// A flaw of a template as a word of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateFault {
    /// Letters that are no template's.
    UnknownLetter {
        /// The letters as written.
        letters: Vec<u8>,
    },
    /// The letter of a template in upper case.
    UpperCase {
        /// The letter in lower case.
        lower: u8,
    },
    /// A delimiter without a letter before it.
    NoLetter,
    /// A word without a delimiter.
    BareWord {
        /// True when the word is a template's letter.
        is_known: bool,
    },
    /// No second delimiter follows.
    Unclosed {
        /// The delimiter.
        delimiter: u8,
    },
    /// The text runs on into the next template, whose opening delimiter ends it.
    RunsOn {
        /// The delimiter of both.
        delimiter: u8,
        /// The letters of the next one.
        next: Vec<u8>,
    },
    /// No white space behind the closing delimiter and its letters.
    NoSpace {
        /// The delimiter.
        delimiter: u8,
        /// Whether a template follows.
        is_template_next: bool,
    },
    /// Letters behind a template, which Nmap ignores.
    Letters,
    /// `cpe:` with a delimiter other than `/`.
    CpeDelimiter,
    /// `cpe` without a colon, for a release that needs it.
    CpeColonMissing,
    /// The CPE names none of the parts a, h and o.
    CpePart,
    /// `$SUBST` with an empty find string.
    EmptyFind,
}

impl TemplateFault {
    /// True when the template is used although the newest Nmap refuses it.
    pub fn is_tolerated(&self) -> bool {
        matches!(self, Self::CpeDelimiter)
    }

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
            Self::UpperCase { lower } => Some(vec![*lower]),
            Self::RunsOn { delimiter, .. } => Some(vec![*delimiter]),
            Self::NoSpace {
                is_template_next: true,
                ..
            } => Some(b" ".to_vec()),
            Self::Letters => Some(Vec::new()),
            _ => None,
        }
    }

    /// The id of the flaw's rule, and how bad it is in a file.
    pub(crate) fn rule(&self) -> (&'static str, Severity) {
        match self {
            Self::UnknownLetter { .. } => ("template-unknown-letter", Severity::Error),
            Self::UpperCase { .. } => ("template-upper-case", Severity::Error),
            Self::NoLetter => ("template-no-letter", Severity::Error),
            Self::BareWord { .. } => ("template-bare-word", Severity::Error),
            Self::Unclosed { .. } | Self::RunsOn { .. } => ("template-unclosed", Severity::Error),
            Self::NoSpace { .. } => ("template-no-space", Severity::Error),
            Self::Letters => ("template-ignored-letters", Severity::Warning),
            Self::CpeDelimiter => ("cpe-delimiter", Severity::Warning),
            Self::CpeColonMissing => ("cpe-colon-missing", Severity::Error),
            Self::CpePart => ("cpe-part", Severity::Warning),
            Self::EmptyFind => ("template-empty-find", Severity::Error),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::UnknownLetter { letters } => {
                format!("`{}` is no template", print_readable(letters))
            }
            Self::UpperCase { lower } => format!(
                "`{}` is no template; letters of templates are lower case",
                print_byte(lower.to_ascii_uppercase())
            ),
            Self::NoLetter => "a template without its letter".into(),
            Self::BareWord { .. } => "expected a template, found a bare word".into(),
            Self::Unclosed { delimiter } => {
                format!(
                    "template is opened but no second `{}` closes it",
                    print_byte(*delimiter)
                )
            }
            Self::RunsOn { delimiter, next } => format!(
                "no `{delimiter}` closes the template before `{}{delimiter}`",
                print_readable(next),
                delimiter = print_byte(*delimiter),
            ),
            Self::NoSpace { .. } => "no white space behind the template".into(),
            Self::Letters => "letters behind a template have no effect".into(),
            Self::CpeDelimiter => "the delimiter of `cpe:` is not `/`".into(),
            Self::CpeColonMissing => "`cpe` without a colon".into(),
            Self::CpePart => "a CPE that names no part".into(),
            Self::EmptyFind => "nothing to find in `$SUBST`".into(),
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Self::UnknownLetter { .. } => "Nmap refuses the whole file",
            Self::UpperCase { .. } | Self::NoLetter => "Nmap refuses the whole file",
            Self::BareWord { is_known: true } => "no delimiter follows",
            Self::BareWord { is_known: false } => "Nmap refuses the whole file",
            Self::Unclosed { .. } => "opened here",
            Self::RunsOn { .. } => "it belongs here",
            Self::NoSpace {
                is_template_next: true,
                ..
            } => "a space belongs here",
            Self::NoSpace { .. } => "the template ends here",
            Self::Letters => "ignored by Nmap",
            Self::CpeDelimiter => "Nmap 7.95 and later refuse the whole file",
            Self::CpeColonMissing => "Nmap 7.93 refuses the whole file",
            Self::CpePart => "Nmap ignores this CPE",
            Self::EmptyFind => "Nmap hangs here as soon as the group is not empty",
        }
    }

    fn help(&self) -> String {
        match self {
            Self::UnknownLetter { .. } | Self::NoLetter | Self::BareWord { is_known: false } => {
                "write p/product/ v/version/ i/info/ h/hostname/ o/OS/ d/device type/ or \
                 cpe:/a:vendor:product/"
                    .into()
            }
            Self::UpperCase { lower } => format!("write `{}`", print_byte(*lower)),
            Self::BareWord { is_known: true } => {
                "put a delimiter around the text: `p/Acme DB/`".into()
            }
            Self::Unclosed { delimiter } => format!(
                "write `{}` behind the text; it cannot be escaped inside, so choose another \
                 delimiter when the text has it",
                print_byte(*delimiter)
            ),
            Self::RunsOn { delimiter, .. } => format!(
                "write `{delimiter}` behind the text, or put another delimiter around a text that has \
                 `{delimiter}` itself",
                delimiter = print_byte(*delimiter),
            ),
            Self::NoSpace {
                is_template_next: true,
                ..
            } => "separate templates by a space".into(),
            Self::NoSpace { delimiter, .. } => format!(
                "put another delimiter around a text that has `{}` itself, such as `p|…|`; separate \
                 templates by a space",
                print_byte(*delimiter)
            ),
            Self::Letters => "remove them".into(),
            Self::CpeDelimiter => "write `cpe:/…/` and any `/` inside as `%2F`".into(),
            Self::CpeColonMissing => "write `cpe:/a:vendor:product/`".into(),
            Self::CpePart => "begin with `a:` (application), `h:` (hardware) or `o:` (OS)".into(),
            Self::EmptyFind => "write what is to be replaced between the first quotes".into(),
        }
    }
}

/// Why a `$` in a template fails whatever the response is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubstitutionFault {
    /// A `$` that neither a digit nor a call follows.
    LoneDollar,
    /// `$0`, or a call for group 0.
    GroupZero,
    /// A call for a name that Nmap lacks.
    UnknownHelper,
    /// A call that no `)` ends.
    Unclosed,
    /// More arguments than Nmap reads.
    TooManyArguments,
    /// Too few, too many, or of the wrong kind for this helper.
    WrongArguments,
    /// An argument that is neither a number nor a string in quotes.
    BareWord,
    /// A number outside 1 to 9, for Nmap 7.93.
    NoGroupNumber,
    /// A string without its closing quote.
    OpenQuote,
    /// A string longer than Nmap reads.
    LongString {
        /// Its bytes as written.
        len: usize,
    },
    /// An escape that Nmap lacks.
    BadEscape {
        /// The escape as written.
        escape: Vec<u8>,
    },
    /// The second argument of `$I` is neither `">"` nor `"<"`.
    NoByteOrder,
}

impl SubstitutionFault {
    /// The finding about the `$…` under `span`; `field` names the field that stays empty.
    pub fn to_diagnostic(&self, span: Span, field: &str) -> Diagnostic {
        let title = format!("{}, so the {field} always stays empty", self.reason());
        Diagnostic::new(self.rule(), Severity::Warning, span, title)
            .with_label("Nmap drops the whole field")
            .with_help(self.help())
    }

    fn rule(&self) -> &'static str {
        match self {
            Self::LoneDollar => "template-lone-dollar",
            Self::GroupZero => "template-group-zero",
            Self::UnknownHelper => "template-unknown-helper",
            _ => "template-bad-call",
        }
    }

    /// The flaw as the start of a sentence, in lower case.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::LoneDollar => "`$` starts no substitution".into(),
            Self::GroupZero => "group 0 cannot be substituted".into(),
            Self::UnknownHelper => "this helper does not exist".into(),
            Self::Unclosed => "the call is never closed".into(),
            Self::TooManyArguments => format!("the call has over {MAX_ARGUMENTS} arguments"),
            Self::WrongArguments => "the call has the wrong arguments".into(),
            Self::BareWord => "an argument is neither a number nor in quotes".into(),
            Self::NoGroupNumber => "a number is not from 1 to 9".into(),
            Self::OpenQuote => "a string is never closed".into(),
            Self::LongString { len } => {
                format!("a string has {len} bytes of at most {MAX_STRING}")
            }
            Self::BadEscape { escape } => {
                format!("`{}` is no escape", String::from_utf8_lossy(escape))
            }
            Self::NoByteOrder => "the byte order is neither \">\" nor \"<\"".into(),
        }
    }

    fn help(&self) -> &'static str {
        match self {
            Self::LoneDollar => {
                "write `$1` to `$9`, `$P(1)`, `$SUBST(1,\"_\",\".\")` or `$I(1,\">\")`; a plain \
                 dollar sign cannot be written"
            }
            Self::GroupZero => "put a group around the text and use its number",
            Self::UnknownHelper => "the helpers are `$P`, `$SUBST` and `$I`, in upper case",
            Self::Unclosed => "write `)` behind the last argument",
            Self::TooManyArguments | Self::WrongArguments => {
                "write `$P(1)`, `$SUBST(1,\"_\",\".\")` or `$I(1,\">\")`"
            }
            Self::BareWord | Self::OpenQuote => "put the text between double quotes",
            Self::NoGroupNumber => "write the number of a group, 1 to 9",
            Self::LongString { .. } => "shorten the string",
            Self::BadEscape { .. } => "the escapes are `\\\\ \\0 \\n \\r \\t \\xHH`",
            Self::NoByteOrder => "write \">\" for big-endian or \"<\" for little-endian",
        }
    }
}

/// Why a field stays empty for one match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The part of the template that failed, as offsets of the line's text.
    pub span: Span,
    /// What failed.
    pub kind: FieldFaultKind,
}

/// What failed when a field was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldFaultKind {
    /// The substitution can never succeed.
    BadSubstitution(SubstitutionFault),
    /// The pattern has no such group.
    MissingGroup {
        /// The number in the template.
        group: u8,
    },
    /// The group exists but took no part in this match.
    UnsetGroup {
        /// The group's number.
        group: u8,
    },
    /// `$SUBST` with an empty find string on a group that is not empty.
    EmptyFind,
    /// `$I` on more than eight bytes.
    LongInteger {
        /// Bytes of the group.
        n_bytes: usize,
    },
    /// The text does not fit into Nmap's buffer.
    TooLong {
        /// Bytes up to the end of the part that does not fit.
        len: usize,
        /// Bytes that fit there.
        limit: usize,
    },
    /// The CPE names none of the parts a, h and o.
    CpePart,
    /// The text has bytes, or its groups took some, but none that Nmap keeps.
    NothingLeft,
}

impl FieldFaultKind {
    /// The fault with its place.
    pub(super) fn at(self, span: Span) -> FieldFault {
        FieldFault { span, kind: self }
    }

    fn rule(&self) -> &'static str {
        match self {
            Self::BadSubstitution(fault) => fault.rule(),
            Self::MissingGroup { .. } => "template-missing-group",
            Self::UnsetGroup { .. } => "template-unset-group",
            Self::EmptyFind => "template-empty-find",
            Self::LongInteger { .. } => "template-long-integer",
            Self::TooLong { .. } => "template-too-long",
            Self::CpePart => "cpe-part",
            Self::NothingLeft => "template-nothing-left",
        }
    }

    fn reason(&self) -> String {
        match self {
            Self::BadSubstitution(fault) => fault.reason(),
            Self::MissingGroup { group } => format!("the pattern has no group {group}"),
            Self::UnsetGroup { group } => format!("group {group} took no part in this match"),
            Self::EmptyFind => "`$SUBST` has nothing to find, on which Nmap hangs".into(),
            Self::LongInteger { n_bytes } => format!("`$I` reads 8 bytes, the group has {n_bytes}"),
            Self::TooLong { len, limit } => format!("{len} bytes do not fit into {limit}"),
            Self::CpePart => "a CPE begins with `a:`, `h:` or `o:`".into(),
            Self::NothingLeft => "nothing is left of its text".into(),
        }
    }

    /// How bad it is, and what is said at the place.
    fn weight(&self) -> (Severity, &'static str) {
        if *self == Self::NothingLeft {
            return (Severity::Note, "no byte of this is kept");
        }
        (Severity::Warning, "Nmap drops the whole field")
    }

    fn help(&self) -> &'static str {
        match self {
            Self::BadSubstitution(fault) => fault.help(),
            Self::MissingGroup { .. } => "use the number of a group that the pattern has",
            Self::UnsetGroup { .. } => {
                "use a group that takes part in every match, such as `(x|)` for `(x)?`"
            }
            Self::EmptyFind => "write what is to be replaced between the first quotes",
            Self::LongInteger { .. } => "let the group take at most 8 bytes",
            Self::TooLong { .. } => "let the group take less; Nmap drops such a field, uncut",
            Self::CpePart => "begin with `a:` (application), `h:` (hardware) or `o:` (OS)",
            Self::NothingLeft => {
                "a copied value ends at its first NUL, `$P` keeps printable bytes only, and white \
                 space and commas at the end are removed"
            }
        }
    }
}

impl FieldFault {
    /// The finding for one match of the line that `kind` belongs to.
    pub fn to_diagnostic(&self, kind: TemplateKind) -> Diagnostic {
        let field = kind.field_name();
        let title = format!("the {field} stays empty: {}", self.kind.reason());
        let (severity, label) = self.kind.weight();
        Diagnostic::new(self.kind.rule(), severity, self.span, title)
            .with_label(label)
            .with_help(self.kind.help())
    }
}

/// Findings about groups that `template` uses and a pattern with `n_groups` groups lacks.
pub fn check_groups(template: &Template, n_groups: usize) -> Vec<Diagnostic> {
    let missing = template.parts.iter().filter_map(|part| match part {
        Part::Substitution(call) if usize::from(call.group) > n_groups => Some(call),
        Part::Substitution(_) | Part::Literal(_) | Part::Faulty { .. } => None,
    });
    missing
        .map(|call| {
            let fault = FieldFaultKind::MissingGroup { group: call.group };
            fault.at(call.span).to_diagnostic(template.kind)
        })
        .collect()
}
