//! Diagnostics to records and back.

use super::ResponseBytes;
use super::records::{DiagnosticRecord, EditRecord, SecondPlaceRecord, SpanRecord};
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::source::{LineIndex, Span};

impl From<Span> for SpanRecord {
    fn from(span: Span) -> Self {
        Self {
            start: span.start,
            end: span.end,
        }
    }
}

impl From<SpanRecord> for Span {
    fn from(record: SpanRecord) -> Self {
        Span {
            start: record.start,
            end: record.end,
        }
    }
}

impl DiagnosticRecord {
    /// The record of a finding about the text in `index`, which people know as `file`.
    pub fn new(diagnostic: &Diagnostic, file: &str, index: &LineIndex<'_>) -> Self {
        let position = index.position(diagnostic.span.start);
        let label = &diagnostic.label;
        Self {
            rule: diagnostic.rule.to_string(),
            severity: diagnostic.severity.name().to_owned(),
            title: diagnostic.title.clone(),
            label: (!label.is_empty()).then(|| label.clone()),
            second: diagnostic.second.as_ref().map(second_place),
            help: diagnostic.help.clone(),
            file: file.to_owned(),
            span: diagnostic.span.into(),
            line: position.line,
            column: position.column,
            edit: diagnostic.edit.as_ref().map(edit_record),
        }
    }

    /// The finding again, to be rendered. A severity that this release does not know is a note.
    pub fn to_diagnostic(&self) -> Diagnostic {
        Diagnostic {
            rule: self.rule.clone().into(),
            severity: Severity::from_name(&self.severity).unwrap_or(Severity::Note),
            title: self.title.clone(),
            span: self.span.into(),
            label: self.label.clone().unwrap_or_default(),
            second: self
                .second
                .as_ref()
                .map(|second| (second.span.into(), second.label.clone())),
            help: self.help.clone(),
            edit: self.edit.as_ref().map(|edit| Edit {
                span: edit.span.into(),
                replacement: edit.replacement.0.clone(),
            }),
        }
    }
}

fn second_place((span, label): &(Span, String)) -> SecondPlaceRecord {
    SecondPlaceRecord {
        span: (*span).into(),
        label: label.clone(),
    }
}

fn edit_record(edit: &Edit) -> EditRecord {
    EditRecord {
        span: edit.span.into(),
        replacement: ResponseBytes(edit.replacement.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_gives_its_diagnostic_back() {
        let mut diagnostic = Diagnostic::new("a-b", Severity::Warning, Span::new(4, 6), "odd")
            .with_label("here")
            .with_help("mend it");
        diagnostic.second = Some((Span::at(1), "there".into()));
        diagnostic.edit = Some(Edit {
            span: Span::at(5),
            replacement: vec![0xff],
        });
        let record = DiagnosticRecord::new(&diagnostic, "f", &LineIndex::new(b"one\ntwo"));
        assert_eq!((record.line, record.column), (2, 1));
        assert_eq!(record.to_diagnostic(), diagnostic);
    }
}
