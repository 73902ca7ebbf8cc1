//! Settings at the very start of a pattern: `(*NOTEMPTY)(*LIMIT_MATCH=100)^a`.
//!
//! They are read before anything else, in any number and order; what they do not know is left for
//! the verbs. What turns on UTF-8 or Unicode is refused by name: a response is bytes.
//!
//! Source: the PCRE2 manual page `pcre2pattern`, "Special start-of-pattern items".

use super::{Newline, PatternError, PatternErrorKind, Unsupported};
use crate::source::Span;
use std::fmt::{Display, Formatter};

/// What the settings of a pattern change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `(*NOTEMPTY)`: an empty match is none.
    pub not_empty: bool,
    /// `(*NOTEMPTY_ATSTART)`: nor is one at the start of the response.
    pub not_empty_at_start: bool,
    /// `(*NO_AUTO_POSSESS)`: no quantifier is made possessive that is not written so.
    pub no_auto_possess: bool,
    /// `(*NO_DOTSTAR_ANCHOR)`: a leading `.*` does not anchor.
    pub no_dotstar_anchor: bool,
    /// `(*NO_START_OPT)`: no response is ruled out before the search.
    pub no_start_opt: bool,
    /// `(*BSR_ANYCRLF)`: `\R` matches CR, LF and CR LF alone.
    pub newline_sequence_is_crlf: bool,
    /// `(*CRLF)` and its like: what ends a line.
    pub newline: Newline,
    /// `(*LIMIT_MATCH=…)`: counts where it is below Nmap's.
    pub match_limit: Option<u32>,
    /// `(*LIMIT_DEPTH=…)`.
    pub depth_limit: Option<u32>,
    /// `(*LIMIT_HEAP=…)`, in KiB.
    pub heap_limit: Option<u32>,
}

type Switch = fn(&mut Settings) -> &mut bool;
type Limit = fn(&mut Settings) -> &mut Option<u32>;

/// What is switched on, by name.
const SWITCHES: [(&str, Switch); 6] = [
    ("NOTEMPTY", |settings| &mut settings.not_empty),
    ("NOTEMPTY_ATSTART", |settings| {
        &mut settings.not_empty_at_start
    }),
    ("NO_AUTO_POSSESS", |settings| &mut settings.no_auto_possess),
    ("NO_DOTSTAR_ANCHOR", |settings| {
        &mut settings.no_dotstar_anchor
    }),
    ("NO_START_OPT", |settings| &mut settings.no_start_opt),
    ("BSR_ANYCRLF", |settings| {
        &mut settings.newline_sequence_is_crlf
    }),
];

const LIMITS: [(&str, Limit); 4] = [
    ("LIMIT_MATCH=", |settings| &mut settings.match_limit),
    ("LIMIT_DEPTH=", |settings| &mut settings.depth_limit),
    ("LIMIT_RECURSION=", |settings| &mut settings.depth_limit),
    ("LIMIT_HEAP=", |settings| &mut settings.heap_limit),
];

/// What is so without being said, or changes nothing where bytes are matched without JIT.
const IDLE: [&str; 2] = ["NO_JIT", "CASELESS_RESTRICT"];

/// What is not supported.
const UNSUPPORTED: [(&str, Unsupported); 3] = [
    ("UTF", Unsupported::Utf),
    ("UTF8", Unsupported::Utf),
    ("UCP", Unsupported::Ucp),
];

const TURKISH: &str = "TURKISH_CASING";

/// The settings at the start of `text`, and how many bytes they take.
pub(super) fn parse_settings(text: &[u8]) -> Result<(Settings, usize), PatternError> {
    let mut settings = Settings::default();
    let mut refused = Refused::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(b"(*")) {
        if let Some((name, switch)) = SWITCHES.iter().find(|known| is_word(rest, known.0)) {
            *switch(&mut settings) = true;
            at += name.len() + 3;
        } else if let Some((name, newline)) =
            Newline::ALL.iter().find(|known| is_word(rest, known.0))
        {
            settings.newline = *newline;
            at += name.len() + 3;
        } else if is_word(rest, "BSR_UNICODE") {
            settings.newline_sequence_is_crlf = false;
            at += "(*BSR_UNICODE)".len();
        } else if let Some(name) = IDLE.iter().find(|name| is_word(rest, name)) {
            at += name.len() + 3;
        } else if let Some((name, place)) = LIMITS
            .iter()
            .find(|known| rest.starts_with(known.0.as_bytes()))
        {
            let digits = at + 2 + name.len();
            let (value, end) = read_limit(text, digits)?;
            *place(&mut settings) = Some(value);
            at = end;
        } else if let Some((name, what)) = UNSUPPORTED.iter().find(|known| is_word(rest, known.0)) {
            let span = Span::new(at, at + name.len() + 3);
            at = span.end as usize;
            refused.note(*what, span);
        } else if is_word(rest, TURKISH) {
            let span = Span::new(at, at + TURKISH.len() + 3);
            at = span.end as usize;
            refused.turkish = Some(span);
        } else {
            break;
        }
    }
    match refused.fault(at) {
        Some(fault) => Err(fault),
        None => Ok((settings, at)),
    }
}

/// Settings that are not taken, of which PCRE2 tells when it has read them all.
#[derive(Default)]
struct Refused {
    unsupported: Option<(Unsupported, Span)>,
    turkish: Option<Span>,
}

impl Refused {
    /// UTF-8 changes more than properties do.
    fn note(&mut self, what: Unsupported, span: Span) {
        if what == Unsupported::Utf || self.unsupported.is_none() {
            self.unsupported = Some((what, span));
        }
    }

    /// Turkish casing is refused by PCRE2 too, unless there is UTF-8.
    fn fault(self, end: usize) -> Option<PatternError> {
        match (self.unsupported, self.turkish) {
            (Some((what @ Unsupported::Utf, span)), _) | (Some((what, span)), None) => {
                Some(PatternError::new(PatternErrorKind::Unsupported(what), span))
            }
            (_, Some(span)) => {
                Some(PatternError::new(PatternErrorKind::TurkishWithoutUtf, span).at(end))
            }
            (None, None) => None,
        }
    }
}

/// Whether `rest` is `word` and `)`.
fn is_word(rest: &[u8], word: &str) -> bool {
    let behind = rest.strip_prefix(word.as_bytes());
    behind.is_some_and(|behind| behind.starts_with(b")"))
}

/// The number from `start` and the end of the setting.
fn read_limit(text: &[u8], start: usize) -> Result<(u32, usize), PatternError> {
    let mut value = 0u32;
    let mut at = start;
    while let Some(digit @ b'0'..=b'9') = text.get(at)
        && value < u32::MAX / 10
    {
        value = value * 10 + u32::from(digit - b'0');
        at += 1;
    }
    match text.get(at) {
        Some(b')') if at > start => Ok((value, at + 1)),
        _ => {
            let span = Span::new(start.min(at), at);
            Err(PatternError::new(PatternErrorKind::UnknownVerb, span).at(at))
        }
    }
}

/// The settings as they are written.
impl Display for Settings {
    fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
        let mut copy = self.clone();
        for (name, switch) in SWITCHES {
            if *switch(&mut copy) {
                write!(out, "(*{name})")?;
            }
        }
        if self.newline != Newline::default() {
            let mut all = Newline::ALL.into_iter();
            let name = all.find(|(_, newline)| *newline == self.newline);
            write!(out, "(*{})", name.map_or("LF", |(name, _)| name))?;
        }
        for (name, place) in LIMITS {
            if let Some(value) = place(&mut copy).take() {
                write!(out, "(*{name}{value})")?;
            }
        }
        Ok(())
    }
}
