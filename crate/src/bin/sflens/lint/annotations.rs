//! Findings as annotations of GitHub's workflows.
//!
//! ```text
//! ::warning file=mine.lines,line=3,col=11,endColumn=12,title=pattern-unanchored::the pattern may …
//! ```

use sflens::results::LintReport;
use sflens::source::LineIndex;

use super::counted;
use crate::files::InputFile;

/// One line for each finding.
pub(super) fn print(report: &LintReport, inputs: &[InputFile]) -> String {
    let mut text = String::new();
    for input in inputs {
        let index = LineIndex::new(&input.text);
        for record in counted(report).filter(|record| record.diagnostic.file == input.name) {
            let finding = &record.diagnostic;
            let end = index.position(finding.span.end);
            let end_column = if end.line == finding.line {
                end.column
            } else {
                finding.column
            };
            let command = match finding.severity.as_str() {
                "error" => "error",
                "warning" => "warning",
                _ => "notice",
            };
            let help = finding
                .help
                .as_ref()
                .map(|help| format!("\nTo mend it: {help}"));
            let message = format!("{}{}", finding.title, help.unwrap_or_default());
            text.push_str(&format!(
                "::{command} file={},line={},col={},endColumn={end_column},title={}::{}\n",
                escape_property(&finding.file),
                finding.line,
                finding.column,
                escape_property(&finding.rule),
                escape(&message),
            ));
        }
    }
    text
}

fn escape(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_property_or_a_line_is_escaped() {
        assert_eq!(escape_property("a:b,c%d\n"), "a%3Ab%2Cc%25d%0A");
        assert_eq!(escape("a: b,\r\n"), "a: b,%0D%0A");
    }
}
