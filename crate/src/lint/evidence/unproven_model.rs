//! A model that the response does not name.

use std::collections::BTreeMap;

use crate::bytes::print_readable;
use crate::diagnostic::Severity;
use crate::lint::evidence::{Evidence, names};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::source::Span;
use crate::template::{Part, Template, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "template-unproven-model",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A word of letters and digits in `p/` or `i/`, such as the number of a model, that does not stand \
               in a response that the line matches.",
        why: "Where the bytes do not prove the model, others that answer alike get its name. Several that do \
              are written as `A, B, or C`.",
        nmap: "Every release reports what the line says.",
        bad: "match http m|^HTTP/1\\.0 401 .*realm=\"Acme\"|s p/Acme AB-100 router http config/",
        good: "match http m|^HTTP/1\\.0 401 .*realm=\"Acme\"|s p/Acme router http config/",
        source: "nmap commits e398f54d8 and f2a619c1d",
    },
    check: Check::Responses(check),
};

fn check(evidence: &Evidence<'_>, findings: &mut Findings) {
    let mut told = BTreeMap::new();
    for (template, tried) in evidence.own_templates(is_concerned) {
        for span in models(template, evidence.text) {
            let word = span.slice(evidence.text);
            if !names(&tried.record.bytes, word) {
                let title = format!(
                    "the response to {} does not say `{}`",
                    tried.record.probe,
                    print_readable(word)
                );
                let finding = RULE
                    .finding(span, title)
                    .with_help("name what the bytes prove");
                told.entry(span.start).or_insert(finding);
            }
        }
    }
    findings.extend(told.into_values());
}

fn is_concerned(template: &Template) -> bool {
    matches!(template.kind, TemplateKind::Product | TemplateKind::Info)
}

/// The words of the literal text that look like the number of a model. A protocol's version, as in
/// `UPnP 1.0` or `SSH2`, is none: it has a digit or two.
fn models(template: &Template, text: &[u8]) -> Vec<Span> {
    let literals = template.parts.iter().filter_map(|part| match part {
        Part::Literal(span) => Some(*span),
        Part::Substitution(_) | Part::Faulty { .. } => None,
    });
    literals.flat_map(|literal| words(literal, text)).collect()
}

fn words(literal: Span, text: &[u8]) -> Vec<Span> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let mut words = Vec::new();
    let mut at = literal.range().start;
    for run in literal
        .slice(text)
        .chunk_by(|a, b| is_word(a) == is_word(b))
    {
        let n_digits = run.iter().filter(|byte| byte.is_ascii_digit()).count();
        let has_letter = run.iter().any(u8::is_ascii_alphabetic);
        if n_digits >= 3 && has_letter && run.iter().all(is_word) {
            words.push(Span::new(at, at + run.len()));
        }
        at += run.len();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_responses;

    #[test]
    fn a_model_that_no_byte_proves_is_marked() {
        let responses = [("NULL", "ACME ab-100 ready")];
        check_responses(
            &RULE,
            "match a m|^ACME| p/Acme AB-100 or «CD-200»/ i/HTTP1; «X3000»/ v/Z999/",
            &responses,
        );
        check_responses(&RULE, "match a m|^ACME (\\S+)| p/Acme $1/", &responses);
    }
}
