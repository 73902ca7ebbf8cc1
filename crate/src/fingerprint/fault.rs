//! What can be wrong with a fingerprint, and the words for it.

use super::decode::MAX_BLOCK;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Span, sort_by_place};

/// One flaw or remark about one fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The port is not a number up to 65535.
    UnknownPort { written: String },
    /// Neither TCP nor UDP.
    UnknownProtocol { written: String },
    /// A header value that Nmap does not write.
    OddHeaderValue { key: String, written: String },
    /// The head of the fingerprint is not there.
    LostHead,
    /// The text ends inside a record; `probe` when its name is still there.
    CutTail { probe: Option<String> },
    /// Text between the records that belongs to none.
    LostText,
    /// There is a header and nothing else.
    NoRecords,
    /// All records are closed, the final `;` is not there.
    MissingEnd,
    /// The bytes are neither as many as declared nor as many as Nmap stores.
    LengthMismatch {
        probe: String,
        declared: u32,
        n_bytes: usize,
    },
    /// A quote inside a response that has no backslash.
    BareQuote,
    /// A backslash that begins no escape of Nmap's.
    UnknownEscape,
    /// Somebody left something out: `[...]`, or characters that Nmap never writes.
    Ellipsis,
    /// Nmap stored fewer bytes than came.
    Truncated {
        probe: String,
        declared: u32,
        n_stored: usize,
    },
    /// The record repeats the bytes of the NULL record before it.
    RepeatsNull { probe: String },
    /// The text is so long that Nmap added no further record.
    TextFull { n_characters: usize, limit: usize },
    /// Normal output prints no further fingerprint of this host.
    NineOfHost,
    /// The block has more bytes than are read of one.
    TooLong,
    /// The text fits only when it is read in a way that its quoting does not show.
    Undone { what: &'static str },
    /// The text was read so because of what it has and what it lacks; no length proves it.
    Likely { what: &'static str },
}

use Fault::*;

impl Fault {
    fn rule(&self) -> &'static str {
        match self {
            UnknownPort { .. } => "fingerprint-unknown-port",
            UnknownProtocol { .. } => "fingerprint-unknown-protocol",
            OddHeaderValue { .. } => "fingerprint-odd-header-value",
            LostHead => "fingerprint-lost-head",
            Ellipsis => "fingerprint-ellipsis",
            CutTail { .. } => "fingerprint-cut-tail",
            LostText => "fingerprint-lost-text",
            NoRecords => "fingerprint-no-records",
            MissingEnd => "fingerprint-missing-end",
            LengthMismatch { .. } => "fingerprint-length-mismatch",
            BareQuote => "fingerprint-bare-quote",
            UnknownEscape => "fingerprint-unknown-escape",
            Truncated { .. } => "fingerprint-truncated",
            RepeatsNull { .. } => "fingerprint-repeats-null",
            TextFull { .. } => "fingerprint-text-full",
            NineOfHost => "fingerprint-nine-of-host",
            TooLong => "fingerprint-too-long",
            Undone { .. } => "fingerprint-undone",
            Likely { .. } => "fingerprint-likely-quoted",
        }
    }

    /// Damage makes bytes or records uncertain; everything else is worth knowing only.
    fn is_damage(&self) -> bool {
        self.severity() >= Severity::Warning
    }

    fn severity(&self) -> Severity {
        match self {
            UnknownPort { .. } | OddHeaderValue { .. } => Severity::Note,
            Truncated { .. } | RepeatsNull { .. } | TextFull { .. } => Severity::Note,
            NineOfHost | Undone { .. } | Likely { .. } => Severity::Note,
            UnknownProtocol { .. } | LostHead | CutTail { .. } | LostText | NoRecords | TooLong => {
                Severity::Warning
            }
            MissingEnd | LengthMismatch { .. } | BareQuote | UnknownEscape | Ellipsis => {
                Severity::Warning
            }
        }
    }

    fn title(&self) -> String {
        match self {
            UnknownPort { written } => format!("the port is `{}`, not a number", shown(written)),
            UnknownProtocol { written } => {
                format!(
                    "the protocol is `{}`, neither TCP nor UDP; TCP is assumed",
                    shown(written)
                )
            }
            OddHeaderValue { key, written } => {
                format!(
                    "header value `{}={}` is none that Nmap writes",
                    shown(key),
                    shown(written)
                )
            }
            LostHead => "the beginning of this fingerprint is missing".into(),
            Ellipsis => "something was left out of the fingerprint here".into(),
            CutTail { probe: Some(probe) } => {
                format!(
                    "the fingerprint ends inside the response to {}",
                    shown(probe)
                )
            }
            CutTail { probe: None } => {
                "the fingerprint ends inside the beginning of a record".into()
            }
            LostText => "text between the records belongs to none of them".into(),
            NoRecords => "the fingerprint has a header but no response".into(),
            MissingEnd => "the fingerprint does not end with `;`".into(),
            LengthMismatch {
                probe,
                declared,
                n_bytes,
            } => format!(
                "response to {} declares {declared} bytes, but the text holds {n_bytes}",
                shown(probe)
            ),
            BareQuote => "a quote without a backslash stands inside a response".into(),
            UnknownEscape => "a backslash begins no escape that Nmap writes".into(),
            Truncated {
                probe,
                declared,
                n_stored,
            } => format!(
                "Nmap stored the first {n_stored} of {declared} bytes of the response to {}",
                shown(probe)
            ),
            RepeatsNull { probe } => {
                format!(
                    "the response to {} repeats the banner and adds nothing",
                    shown(probe)
                )
            }
            TextFull {
                n_characters,
                limit,
            } => format!(
                "the text has {n_characters} characters: over {limit} Nmap adds no further response"
            ),
            NineOfHost => {
                "this is the ninth fingerprint of its host: normal output prints no more".into()
            }
            TooLong => format!("sflens reads only the first {MAX_BLOCK} bytes of this fingerprint"),
            Undone { what } | Likely { what } => format!("this fingerprint was read with {what}"),
        }
    }

    fn label(&self) -> &'static str {
        match self {
            UnknownPort { .. } => "a number from 0 to 65535 stands here in Nmap's output",
            UnknownProtocol { .. } => "`TCP` or `UDP` stands here in Nmap's output",
            OddHeaderValue { .. } => "left out of the header",
            LostHead => "no `SF-Port` before this",
            Ellipsis => "the response is uncertain from here on",
            CutTail { .. } => "the text ends here",
            LostText => "not read",
            NoRecords => "no `%r(` follows",
            MissingEnd => "later responses may be missing here",
            LengthMismatch { .. } => "part of this is lost or changed",
            BareQuote => "read as part of the response",
            UnknownEscape => "read as these characters",
            Truncated { .. } => "the end of this response is not known",
            RepeatsNull { .. } => "same bytes as the NULL record",
            TextFull { .. } => "later probes may have been answered too",
            NineOfHost => "further services of the host may be missing",
            TooLong => "the limit of sflens; what follows is not read",
            Undone { .. } => "the declared lengths fit only this way",
            Likely { .. } => "Nmap writes none of it so, but too little is there to prove it",
        }
    }

    fn help(&self) -> Option<&'static str> {
        Some(match self {
            UnknownPort { .. } | OddHeaderValue { .. } | Undone { .. } => return None,
            TooLong => {
                "Nmap's longest fingerprints have about 16,000 characters: look whether this is one"
            }
            Likely { .. } => "copy the block again from the output of Nmap itself, to be certain",
            UnknownProtocol { .. } => "write `TCP` or `UDP` behind the port",
            LostHead => "copy the block from the line that begins with `SF-Port`",
            CutTail { .. } | MissingEnd | NoRecords => {
                "copy the block up to the `;`, or take it from the XML report (`-oX`), where it is one string"
            }
            LostText | LengthMismatch { .. } | Ellipsis => {
                "copy the whole block again, or take it from the XML report (`-oX`), where it is one string"
            }
            BareQuote | UnknownEscape => {
                "copy the block from the output of Nmap itself: something on the way changed the backslashes"
            }
            Truncated { .. } => {
                "a `$` in a pattern matches at the cut here, and not on the live service, and what a long pattern wants may stand behind it; rescan with `-d` for 1,300 bytes"
            }
            RepeatsNull { .. } => {
                "Nmap may never have tried this probe's own lines on it: write the line for the NULL probe"
            }
            TextFull { .. } => {
                "responses to later probes may be missing; rescan with `-d`: then the text may grow to 10,000 characters"
            }
            NineOfHost => {
                "take the fingerprints from the XML report (`-oX`), which has all of them"
            }
        })
    }

    fn diagnostic(&self, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.rule(), self.severity(), span, self.title())
            .with_label(self.label());
        match self.help() {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        }
    }
}

/// Text of the paste inside a message: never a control character.
fn shown(text: &str) -> String {
    crate::bytes::print_readable(text.as_bytes())
}

/// Faults with their places in the paste.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults(Vec<(Fault, Span)>);

/// Faults of one kind that are kept for one fingerprint; a paste in which everything is odd needs
/// no million of messages.
pub(super) const MAX_SAME: usize = 8;

impl Faults {
    pub(super) fn add(&mut self, fault: Fault, span: Span) {
        let same = self
            .0
            .iter()
            .filter(|(known, _)| known.rule() == fault.rule());
        if same.count() < MAX_SAME {
            self.0.push((fault, span));
        }
    }

    /// The end of the text is none of its own: it is the limit's, at `place`.
    pub(super) fn end_at_limit(&mut self, place: Span) {
        let is_of_end = |fault: &Fault| matches!(fault, CutTail { .. } | MissingEnd);
        self.0.retain(|(fault, _)| !is_of_end(fault));
        self.add(TooLong, place);
    }

    /// True when something that Nmap cannot have written was read because the length fits.
    pub(super) fn has_undone(&self) -> bool {
        self.0
            .iter()
            .any(|(fault, _)| matches!(fault, Undone { .. }))
    }

    pub(super) fn append(&mut self, others: Self) {
        for (fault, span) in others.0 {
            self.add(fault, span);
        }
    }

    pub(super) fn first_place(&self) -> Option<Span> {
        self.0.first().map(|(_, span)| *span)
    }

    pub(super) fn has_damage(&self) -> bool {
        self.0.iter().any(|(fault, _)| fault.is_damage())
    }

    /// Header values that Nmap does not write: a sign of a wrong reading.
    pub(super) fn n_odd_values(&self) -> usize {
        let is_odd = |fault: &Fault| {
            matches!(
                fault,
                UnknownPort { .. } | UnknownProtocol { .. } | OddHeaderValue { .. }
            )
        };
        self.0.iter().filter(|(fault, _)| is_odd(fault)).count()
    }

    /// True when the end of the text is what is missing.
    pub(super) fn has_cut(&self) -> bool {
        self.0
            .iter()
            .any(|(fault, _)| matches!(fault, CutTail { .. }))
    }

    /// The diagnostics in the order of their places.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<_> = self
            .0
            .iter()
            .map(|(fault, span)| fault.diagnostic(*span))
            .collect();
        sort_by_place(&mut diagnostics, |diagnostic| (diagnostic.span.start, 0));
        diagnostics
    }
}
