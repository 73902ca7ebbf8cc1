//! The spoken form: the same diagnostic as plain sentences, for screen readers.

use super::Diagnostic;
use crate::source::LineIndex;

/// One or more sentences: severity and title, place, detail, remedy.
///
/// ```text
/// Error: group is opened but never closed. Line 12, column 20: no `)` follows. To mend it: …
/// ```
pub fn render_sentences(diagnostic: &Diagnostic, index: &LineIndex<'_>) -> String {
    let place = |at: u32| {
        let position = index.position(at);
        format!("line {}, column {}", position.line, position.column)
    };
    let mut text = format!("{}: {}.", diagnostic.severity.name(), diagnostic.title);
    text.push_str(&format!(" At {}", place(diagnostic.span.start)));
    match diagnostic.label.as_str() {
        "" => text.push('.'),
        label => text.push_str(&format!(": {label}.")),
    }
    if let Some((span, label)) = &diagnostic.second {
        text.push_str(&format!(" See also {}: {label}.", place(span.start)));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!(" To mend it: {help}."));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::Span;

    #[test]
    fn place_detail_and_remedy_are_read_out() {
        let diagnostic = Diagnostic::new("a-b", Severity::Warning, Span::new(4, 5), "it is odd")
            .with_label("this byte")
            .with_help("remove it");
        assert_eq!(
            render_sentences(&diagnostic, &LineIndex::new(b"one\ntwo")),
            "warning: it is odd. At line 2, column 1: this byte. To mend it: remove it."
        );
    }
}
