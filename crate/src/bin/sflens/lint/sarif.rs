//! Findings in the form that code scanning reads: SARIF 2.1.0.
//!
//! Columns count characters. Edits are `fixes`, comments that allow a finding are `suppressions`.

use std::io;

use serde_json::{Value, json};
use sflens::lint::{parser_rules, rules};
use sflens::results::{DiagnosticRecord, LintRecord, LintReport, SpanRecord};
use sflens::source::LineIndex;

use crate::files::InputFile;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole log with a final line break.
pub(super) fn print(report: &LintReport, inputs: &[InputFile]) -> io::Result<String> {
    let mut results = Vec::new();
    for input in inputs {
        let index = LineIndex::new(&input.text);
        let findings = report.diagnostics.iter();
        let findings = findings.filter(|record| record.diagnostic.file == input.name);
        results.extend(findings.map(|record| result(record, &index)));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sflens",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": descriptors(report),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

/// The rules, and what the pattern reader found.
fn descriptors(report: &LintReport) -> Vec<Value> {
    let ours = rules().map(|rule| (rule.id, rule.severity.name(), Some(&rule.docs)));
    let readers = parser_rules().map(|rule| (rule.id, rule.severity.name(), Some(&rule.docs)));
    let mut known: Vec<_> = ours.chain(readers).collect();
    for record in &report.diagnostics {
        let id = record.diagnostic.rule.as_str();
        if !known.iter().any(|(known, ..)| *known == id) {
            known.push((id, record.diagnostic.severity.as_str(), None));
        }
    }
    let described = known.into_iter().map(|(id, severity, docs)| match docs {
        Some(docs) => json!({
            "id": id,
            "shortDescription": { "text": docs.what },
            "fullDescription": { "text": format!("{} {}", docs.why, docs.nmap) },
            "help": { "text": format!("Instead of\n{}\nwrite\n{}", docs.bad, docs.good) },
            "defaultConfiguration": { "level": level(severity) },
        }),
        None => json!({ "id": id, "defaultConfiguration": { "level": level(severity) } }),
    });
    described.collect()
}

fn level(severity: &str) -> &'static str {
    match severity {
        "error" => "error",
        "warning" => "warning",
        _ => "note",
    }
}

fn result(record: &LintRecord, index: &LineIndex<'_>) -> Value {
    let finding = &record.diagnostic;
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(&finding.severity),
        "message": { "text": message(finding) },
        "locations": [location(finding, finding.span, index)],
    });
    if let Some(second) = &finding.second {
        let mut related = location(finding, second.span, index);
        set(&mut related, "message", json!({ "text": second.label }));
        set(&mut result, "relatedLocations", json!([related]));
    }
    if let Some(edit) = &finding.edit {
        let inserted = String::from_utf8_lossy(&edit.replacement);
        let help = finding.help.as_deref().unwrap_or(&finding.title);
        let fix = json!({
            "description": { "text": help },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(&finding.file) },
                "replacements": [{
                    "deletedRegion": region(edit.span, index),
                    "insertedContent": { "text": inserted },
                }],
            }],
        });
        set(&mut result, "fixes", json!([fix]));
    }
    if let Some(reason) = &record.allowed {
        let suppression = json!({ "kind": "inSource", "justification": reason });
        set(&mut result, "suppressions", json!([suppression]));
    }
    result
}

fn message(finding: &DiagnosticRecord) -> String {
    let help = finding
        .help
        .as_ref()
        .map(|help| format!(" To mend it: {help}."));
    format!("{}.{}", finding.title, help.unwrap_or_default())
}

fn location(finding: &DiagnosticRecord, span: SpanRecord, index: &LineIndex<'_>) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&finding.file) },
        "region": region(span, index),
    } })
}

/// The name of a file as a URI reference.
fn uri(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._~-".contains(&byte);
    let shown = name.bytes().map(|byte| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    shown.collect()
}

fn region(span: SpanRecord, index: &LineIndex<'_>) -> Value {
    let (start, end) = (index.position(span.start), index.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_uri() {
        assert_eq!(uri("lines/my-own_1.txt"), "lines/my-own_1.txt");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
        assert_eq!(uri("a bé"), "a%20b%C3%A9");
    }
}
