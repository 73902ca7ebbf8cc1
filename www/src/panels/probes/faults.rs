//! What is wrong in the probes files, drawn as what is wrong in the editor's lines: place, cause
//! and remedy. The files stay with the worker, which sends the line of each finding along.

use std::rc::Rc;

use sflens::results::{DiagnosticRecord, SpanRecord, TextLineRecord};
use yew::prelude::*;

use super::words::written;
use crate::panels::findings::Findings;

/// The findings, file by file; `lines` has the line of each.
pub(super) fn render_findings(findings: &[DiagnosticRecord], lines: &[TextLineRecord]) -> Html {
    let told: Vec<Told<'_>> = findings.iter().zip(lines).collect();
    let of_files = told.chunk_by(|(a, _), (b, _)| a.file == b.file);
    html! { <>{ for of_files.map(render_file) }</> }
}

/// A finding and its line.
type Told<'a> = (&'a DiagnosticRecord, &'a TextLineRecord);

fn render_file(told: &[Told<'_>]) -> Html {
    let file = told.first().map(|(finding, _)| finding.file.clone());
    let file = AttrValue::from(file.unwrap_or_default());
    let (findings, text) = in_lines(told);
    html! {
        <div>
            <p class="card__note">{ &file }</p>
            <Findings {findings} {text} is_current=false label={file} />
        </div>
    }
}

/// The findings with their places in a text of nothing but their lines.
fn in_lines(told: &[Told<'_>]) -> (Rc<[DiagnosticRecord]>, Rc<str>) {
    let (mut findings, mut text) = (Vec::new(), String::new());
    for (finding, line) in told {
        let line = written(&line.text);
        let n_before = finding.column.saturating_sub(1) as usize;
        let n_bytes: usize = line.chars().take(n_before).map(char::len_utf8).sum();
        let start = (text.len() + n_bytes) as u32;
        let end = start + (finding.span.end - finding.span.start);
        findings.push(DiagnosticRecord {
            span: SpanRecord { start, end },
            second: None,
            edit: None,
            ..(*finding).clone()
        });
        text.push_str(&line);
        text.push('\n');
    }
    (findings.into(), text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::finding;
    use crate::testing::{render_html, text_of};

    #[test]
    fn each_finding_is_shown_in_its_line_under_its_file() {
        let at = |file: &str, line, column| DiagnosticRecord {
            line,
            column,
            ..finding(file, 900, "rule")
        };
        let findings = [at("one", 4, 1), at("one", 7, 5), at("two", 3, 2)];
        let lines = ["mach a", "caf\u{c3}\u{a9}s x", "abc"].map(|text| TextLineRecord {
            number: 0,
            text: text.to_owned(),
        });
        let html = render_html(render_findings(&findings, &lines));
        for marked in ["ma", "s ", "bc"] {
            let mark = format!(r#"<span class="finding__mark">{marked}</span>"#);
            assert!(html.contains(&mark), "{html}");
        }
        let text = text_of(&html);
        assert!(text.starts_with("one"), "{text}");
        assert!(text.contains("line 7, column 5"), "{text}");
        assert!(text.contains("write )"), "{text}");
    }
}
