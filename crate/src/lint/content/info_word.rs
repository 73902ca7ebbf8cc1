//! The words that Nmap's file uses for the same things.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-info-word",
    severity: Severity::Note,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "`Unauthorized`, `Access denied`, `Workgroup:` and the like, where Nmap's file writes them in lower \
               case.",
        why: "One word for one thing can be searched for.",
        nmap: "Every release prints what is written.",
        bad: "match acme m|^ACME no| p/Acme DB/ i/Access denied/",
        good: "match acme m|^ACME no| p/Acme DB/ i/access denied/",
        source: "the habit of Nmap's own file",
    },
    check: Check::Line(check),
};

const WORDS: [&str; 6] = [
    "unauthorized",
    "access denied",
    "time zone:",
    "workgroup:",
    "model:",
    "protocol ",
];

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(template) = line.template(TemplateKind::Info) else {
        return;
    };
    let start = template.text_span.range().start;
    for word in WORDS.map(str::as_bytes) {
        let mut at = 0;
        for part in template.text.split(|byte| *byte == b';') {
            let blank = part.iter().take_while(|byte| **byte == b' ').count();
            let found = part.get(blank..blank + word.len()).unwrap_or_default();
            if found != word && found.eq_ignore_ascii_case(word) {
                let span = Span::new(start + at + blank, start + at + blank + word.len());
                let shown = String::from_utf8_lossy(word);
                let mut finding = RULE
                    .finding(span, format!("Nmap's file writes `{}`", shown.trim()))
                    .with_help("write it in lower case");
                finding.edit = Some(Edit {
                    span,
                    replacement: word.to_vec(),
                });
                findings.push(finding);
            }
            at += part.len() + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn words_in_capitals_are_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| i/x; «Model:» $1; «UNAUTHORIZED»/",
                "match a m|^(a)| i/protocol $1; an Unauthorized/ p/Unauthorized/",
            ],
        );
        check_edit(
            &RULE,
            "match a m|^(a)| i/Protocol $1/",
            "match a m|^(a)| i/protocol $1/",
        );
    }
}
