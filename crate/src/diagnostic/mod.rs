//! One finding about the user's text: what is wrong, where, what follows from it and what to do.
//!
//! Every module has its own enum of faults and turns each into the one [`Diagnostic`]. Two
//! renderers: [`render_caret`] for terminals and the page, [`render_sentences`] for screen readers.

mod caret;
mod sentences;

use std::borrow::Cow;

use crate::source::Span;

pub use caret::{Style, render_caret};
pub use sentences::render_sentences;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing needs to change.
    Note,
    /// Against the house style of Nmap's file.
    Style,
    /// Very likely not what was meant.
    Warning,
    /// Nmap refuses the file or loses data.
    Error,
}

impl Severity {
    /// The word that starts a rendered diagnostic, and the value in the result records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Style => "style",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity with this [`name`](Self::name).
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Note, Self::Style, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.name() == name)
    }
}

/// A change offered to the text: the bytes under `span` replaced by `replacement`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, as byte offsets of the text that the diagnostic is about.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: Vec<u8>,
}

/// One finding. All spans are byte offsets of the text that was analysed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Area and flaw in kebab case, such as `pattern-unclosed-group`; never reused.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop.
    pub title: String,
    /// Where it is; may be empty, then the caret stands at its start.
    pub span: Span,
    /// The detail at that place; may be empty.
    pub label: String,
    /// A second place with its own label.
    pub second: Option<(Span, String)>,
    /// What to do, as an imperative.
    pub help: Option<String>,
    /// The change that mends it.
    pub edit: Option<Edit>,
}

impl Diagnostic {
    /// A diagnostic without label, help or edit.
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        severity: Severity,
        span: Span,
        title: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity,
            title: title.into(),
            span,
            label: String::new(),
            second: None,
            help: None,
            edit: None,
        }
    }

    /// The same with the detail that stands under the caret.
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with a remedy.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with an edit that puts `replacement` in the place of the marked text, if there is
    /// one.
    pub fn with_replacement(mut self, replacement: Option<Vec<u8>>) -> Self {
        let span = self.span;
        self.edit = replacement.map(|replacement| Edit { span, replacement });
        self
    }

    /// The same about a text that holds this one's text from offset `by` on.
    pub fn shift(mut self, by: usize) -> Self {
        self.span = self.span.shift(by);
        self.second = self.second.map(|(span, label)| (span.shift(by), label));
        self.edit = self.edit.map(|edit| Edit {
            span: edit.span.shift(by),
            ..edit
        });
        self
    }
}

/// A value read from text that may be faulty: all that was sound, and what was not.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Parsed<T> {
    /// Everything sound.
    pub value: T,
    /// The faults, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}
