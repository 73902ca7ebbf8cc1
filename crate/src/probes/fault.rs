//! What is wrong with a probes file outside its match lines.

use super::MAX_FALLBACKS;
use crate::bytes::{print_byte, print_readable};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// A flaw of a probes file or a lines file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProbesFault {
    /// More bytes than Nmap reads as one line.
    LongLine {
        /// Bytes of the line.
        len: usize,
        /// Bytes that Nmap reads.
        limit: usize,
    },
    /// Findings behind the most that are told.
    LeftOut {
        /// Their number.
        n: usize,
    },
    /// A NUL byte.
    Nul,
    /// A byte order mark.
    ByteOrderMark,
    /// A line of white space only.
    BlankLine,
    /// White space before the first word.
    Indent,
    /// A word that starts no directive.
    UnknownDirective {
        /// The word.
        word: Vec<u8>,
        /// The directive that was probably meant.
        nearest: Option<&'static str>,
        /// Whether the rest is that of a match line without its keyword.
        is_match_line: bool,
    },
    /// `-` in front of a line, as where a diff takes one away.
    RemovedLine,
    /// What a diff, a quotation or `grep -n` puts in front of a line.
    PastedPrefix {
        /// It, without the line.
        prefix: Vec<u8>,
    },
    /// A template as first word, right behind a match line.
    WrappedLine {
        /// The number of that match line.
        number: u32,
    },
    /// A keyword that no space follows.
    NoSpaceBehindKeyword,
    /// A match line before the first `Probe`.
    LineBeforeProbe,
    /// A directive other than `Exclude` before the first `Probe`.
    DirectiveBeforeProbe,
    /// A second `Exclude`, or one behind a `Probe`.
    LateExclude,
    /// `Probe` without `TCP` or `UDP`.
    NoProtocol,
    /// No name, or one that starts with neither a letter nor a digit.
    NoProbeName,
    /// No ` q` and delimiter behind the name.
    NoPayload,
    /// A payload without its closing delimiter.
    UnclosedPayload {
        /// The delimiter.
        delimiter: u8,
    },
    /// An escape that Nmap lacks.
    PayloadEscape {
        /// The escape as written.
        escape: Vec<u8>,
    },
    /// A second probe that sends nothing.
    SecondNull,
    /// A name that an earlier probe of the protocol has.
    SameName,
    /// A number was expected in a port list.
    NoPort,
    /// A port above 65535.
    PortTooBig,
    /// A range that ends before it starts.
    FallingRange {
        /// Its first port.
        first: u16,
        /// Its last port.
        last: u16,
    },
    /// Something other than a comma behind a port.
    PortsRest,
    /// A number that is missing or out of range.
    NumberRange {
        /// The least one.
        least: u32,
        /// The greatest one.
        most: u32,
    },
    /// A directive that replaces an earlier one.
    Repeated,
    /// More names than Nmap keeps.
    TooManyFallbacks,
    /// A fallback of the NULL probe.
    FallbackOfNull,
    /// A fallback to a probe that the file lacks.
    UnknownFallback {
        /// The name.
        name: Vec<u8>,
        /// The probe that was probably meant.
        nearest: Option<Vec<u8>>,
    },
    /// A fallback of a UDP probe to the NULL probe.
    UdpFallbackToNull,
    /// A section of a lines file whose payload or directive differs from the loaded probe's.
    SectionDiffers {
        /// What differs, such as `payload`.
        what: &'static str,
    },
    /// A section without a payload for a probe of the loaded file.
    BorrowedPayload,
    /// A section with a payload for a probe that the loaded file lacks.
    NewSection,
    /// A section without a payload for a probe that the loaded file lacks.
    UnknownSection {
        /// Its name.
        name: Vec<u8>,
        /// The probe that was probably meant.
        nearest: Option<Vec<u8>>,
    },
    /// A new probe that sends what one of the loaded file does.
    SamePayload {
        /// That probe.
        name: Vec<u8>,
    },
    /// A new probe for ports that probes of the loaded file list too.
    SharedPorts {
        /// The first of these.
        name: Vec<u8>,
        /// How many more there are.
        n_more: usize,
    },
}

impl ProbesFault {
    /// The finding about the text under `span`.
    pub fn to_diagnostic(&self, span: Span) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.rule(), self.severity(), span, self.title())
            .with_label(self.label())
            .with_replacement(self.replacement());
        diagnostic.help = self.help();
        diagnostic
    }

    /// What to write instead of the faulty text, where that is certain.
    fn replacement(&self) -> Option<Vec<u8>> {
        match self {
            Self::ByteOrderMark | Self::BlankLine | Self::Indent => Some(Vec::new()),
            Self::UnknownDirective {
                word,
                is_match_line: true,
                ..
            } => Some([b"match ", word.as_slice()].concat()),
            Self::UnknownDirective { nearest, .. } => nearest.map(|word| word.as_bytes().to_vec()),
            Self::UnknownFallback { nearest, .. } | Self::UnknownSection { nearest, .. } => {
                nearest.clone()
            }
            Self::FallingRange { first, last } => Some(format!("{last}-{first}").into_bytes()),
            _ => None,
        }
    }

    /// The id of the flaw's rule.
    pub(super) fn rule(&self) -> &'static str {
        match self {
            Self::LongLine { .. } => "probes-long-line",
            Self::LeftOut { .. } => "probes-more-findings",
            Self::Nul => "probes-nul",
            Self::ByteOrderMark => "probes-byte-order-mark",
            Self::BlankLine => "probes-blank-line",
            Self::Indent => "probes-indent",
            Self::UnknownDirective { .. } | Self::RemovedLine => "probes-unknown-directive",
            Self::PastedPrefix { .. } | Self::WrappedLine { .. } => "probes-unknown-directive",
            Self::NoSpaceBehindKeyword => "probes-keyword-space",
            Self::LineBeforeProbe => "probes-line-before-probe",
            Self::DirectiveBeforeProbe => "probes-directive-before-probe",
            Self::LateExclude => "probes-late-exclude",
            Self::NoProtocol => "probes-no-protocol",
            Self::NoProbeName => "probes-no-name",
            Self::NoPayload | Self::UnknownSection { .. } => "probes-no-payload",
            Self::UnclosedPayload { .. } => "probes-unclosed-payload",
            Self::PayloadEscape { .. } => "probes-payload-escape",
            Self::SecondNull => "probes-second-null",
            Self::SameName => "probes-same-name",
            Self::NoPort | Self::PortTooBig | Self::FallingRange { .. } | Self::PortsRest => {
                "probes-port-list"
            }
            Self::NumberRange { .. } => "probes-number-range",
            Self::Repeated => "probes-repeated-directive",
            Self::TooManyFallbacks => "probes-too-many-fallbacks",
            Self::FallbackOfNull => "probes-fallback-of-null",
            Self::UnknownFallback { .. } => "probes-unknown-fallback",
            Self::UdpFallbackToNull => "probes-udp-fallback-to-null",
            Self::SectionDiffers { .. } => "probes-section-differs",
            Self::BorrowedPayload => "probes-borrowed-payload",
            Self::NewSection => "probes-new-section",
            Self::SamePayload { .. } => "probes-same-payload",
            Self::SharedPorts { .. } => "probes-shared-ports",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::LeftOut { .. } | Self::Nul | Self::Repeated | Self::FallbackOfNull => {
                Severity::Warning
            }
            Self::SamePayload { .. } => Severity::Warning,
            Self::SameName | Self::NewSection | Self::BorrowedPayload => Severity::Note,
            Self::SharedPorts { .. } => Severity::Note,
            _ => Severity::Error,
        }
    }

    fn title(&self) -> String {
        match self {
            Self::LongLine { len, limit } => {
                format!("the line has {len} bytes; Nmap reads {limit} at once")
            }
            Self::LeftOut { n } => format!("{n} more findings are left out"),
            Self::Nul => "a NUL byte ends the line for Nmap".into(),
            Self::ByteOrderMark => "the text starts with a byte order mark".into(),
            Self::BlankLine => "a line of white space".into(),
            Self::Indent => "white space before the first word of the line".into(),
            Self::UnknownDirective { word, .. } => {
                format!("no line begins with `{}`", print_readable(word))
            }
            Self::RemovedLine => "a line that a diff takes away".into(),
            Self::PastedPrefix { prefix } => {
                format!("`{}` in front of the line", print_readable(prefix))
            }
            Self::WrappedLine { .. } => "templates on a line of their own".into(),
            Self::NoSpaceBehindKeyword => "the keyword is not followed by a space".into(),
            Self::LineBeforeProbe => "a match line before the first `Probe`".into(),
            Self::DirectiveBeforeProbe => "a directive before the first `Probe`".into(),
            Self::LateExclude => "`Exclude` may stand once, before the first `Probe`".into(),
            Self::NoProtocol => "expected `TCP ` or `UDP ` behind `Probe`".into(),
            Self::NoProbeName => "expected the name of the probe".into(),
            Self::NoPayload => "expected one space, `q` and a delimiter".into(),
            Self::UnclosedPayload { delimiter } => format!(
                "payload is opened but no second `{}` closes it",
                print_byte(*delimiter)
            ),
            Self::PayloadEscape { escape } => {
                format!("`{}` is no escape", String::from_utf8_lossy(escape))
            }
            Self::SecondNull => "a second probe that sends nothing".into(),
            Self::SameName => "an earlier probe has this name".into(),
            Self::NoPort => "expected a port number".into(),
            Self::PortTooBig => "a port is at most 65535".into(),
            Self::FallingRange { first, last } => format!("the range {first}-{last} falls"),
            Self::PortsRest => "expected a comma or the end of the list".into(),
            Self::NumberRange { least, most } => {
                format!("expected a number from {least} to {most}")
            }
            Self::Repeated => "the directive stands here for the second time".into(),
            Self::TooManyFallbacks => format!("over {MAX_FALLBACKS} fallbacks"),
            Self::FallbackOfNull => "the NULL probe has no fallbacks".into(),
            Self::UnknownFallback { name, .. } => {
                format!("no probe is called `{}`", print_readable(name))
            }
            Self::UdpFallbackToNull => "a UDP probe cannot fall back to the NULL probe".into(),
            Self::SectionDiffers { what } => {
                format!("the {what} differs from the loaded probe's")
            }
            Self::BorrowedPayload => "the payload is that of the loaded probes file".into(),
            Self::NewSection => "the loaded probes file has no such probe".into(),
            Self::UnknownSection { name, .. } => format!(
                "no payload, and the loaded probes file has no probe `{}`",
                print_readable(name)
            ),
            Self::SamePayload { name } => {
                format!(
                    "`{}` of the loaded file sends the same",
                    print_readable(name)
                )
            }
            Self::SharedPorts { name, n_more } => {
                let name = print_readable(name);
                match n_more {
                    0 => format!("`{name}` of the loaded file lists some of these ports too"),
                    n => format!(
                        "`{name}` and {n} more of the loaded file list some of these ports too"
                    ),
                }
            }
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Self::LongLine { .. } => "read as a line of its own",
            Self::LeftOut { .. } => "the first of them is here",
            Self::Nul => "nothing behind it counts",
            Self::Repeated => "replaces the earlier one",
            Self::FallbackOfNull => "ignored by Nmap",
            Self::SameName => "only the first is found by its name",
            Self::UnclosedPayload { .. } => "opened here",
            Self::SecondNull => "Nmap aborts here",
            Self::SectionDiffers { .. } => "not used",
            Self::BorrowedPayload => "Nmap itself refuses a `Probe` line without one",
            Self::NewSection => "added with these lines only",
            Self::SamePayload { .. } => "asks a second time, and costs the time of a probe",
            Self::SharedPorts { .. } => "sent behind them, in the order of the file",
            _ => "Nmap refuses the whole file",
        }
    }

    fn help(&self) -> Option<String> {
        let help = match self {
            Self::LongLine { .. } => "shorten the line".into(),
            Self::LeftOut { .. } => "mend the others first".into(),
            Self::Nul => r"remove it; a pattern writes it as `\0`".into(),
            Self::ByteOrderMark => "save the file without a byte order mark".into(),
            Self::BlankLine => {
                "remove the blanks; with Windows line ends an empty line is not empty".into()
            }
            Self::Indent => "begin in the first column".into(),
            Self::UnknownDirective {
                is_match_line: true,
                ..
            } => "begin the line with `match` or `softmatch`".into(),
            Self::UnknownDirective {
                nearest: Some(word),
                ..
            } => help_word(word),
            Self::UnknownDirective { .. } => {
                "begin it with `match`, `softmatch` or `Probe`, or with `#` for a comment".into()
            }
            Self::NoSpaceBehindKeyword => "put exactly one space behind it".into(),
            Self::RemovedLine => "remove it".into(),
            Self::PastedPrefix { .. } => "remove what stands in front of the line".into(),
            Self::WrappedLine { number } => format!("join it to line {number}"),
            Self::LineBeforeProbe | Self::DirectiveBeforeProbe => {
                "put it behind the `Probe` line it belongs to".into()
            }
            Self::LateExclude => "join all ports in one `Exclude` at the top".into(),
            Self::NoProtocol | Self::NoProbeName | Self::NoPayload => {
                "write `Probe TCP Name q|payload|`".into()
            }
            Self::UnclosedPayload { delimiter } => {
                format!("write `{}` behind the payload", print_byte(*delimiter))
            }
            Self::PayloadEscape { .. } => r"the escapes are `\\ \0 \n \r \t \xHH`".into(),
            Self::SecondNull => "give it a payload, or join the two".into(),
            Self::NoPort | Self::PortsRest => "write `21,25,8000-8010`".into(),
            Self::PortTooBig => return None,
            Self::FallingRange { first, last } => format!("write `{last}-{first}`"),
            Self::NumberRange { .. } => return None,
            Self::Repeated => "remove one of the two".into(),
            Self::TooManyFallbacks => "remove the names behind".into(),
            Self::FallbackOfNull => "remove the directive".into(),
            Self::UnknownFallback { nearest, .. } => {
                return nearest
                    .as_deref()
                    .map(|name| help_word(&print_readable(name)));
            }
            Self::UdpFallbackToNull => "remove `NULL` from the list".into(),
            Self::SectionDiffers { .. } => "remove it: the loaded probes file has it".into(),
            Self::BorrowedPayload => "write it out in a file for Nmap: `q|payload|`".into(),
            Self::UnknownSection {
                nearest: Some(name),
                ..
            } => help_word(&print_readable(name)),
            Self::UnknownSection { .. } => "write its payload behind the name: `q|payload|`".into(),
            Self::SamePayload { name } => {
                format!("put the lines under `{}`", print_readable(name))
            }
            Self::SameName | Self::NewSection | Self::SharedPorts { .. } => return None,
        };
        Some(help)
    }
}

fn help_word(word: &str) -> String {
    format!("did you mean `{word}`?")
}
