//! Letters and spaces that a CPE has not.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::{Part, is_white};

pub(super) const RULE: Rule = Rule {
    id: "cpe-letter-case",
    severity: Severity::Warning,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A CPE with capital letters or white space in its literal text.",
        why: "The names in dictionaries are in lower case, with `_` for a space.",
        nmap: "In every release what a group took is put into lower case and its spaces become `_`; the literal text is \
               printed as it is.",
        bad: "match acme m|^ACME | p/Acme DB/ cpe:/a:Acme:db server/",
        good: "match acme m|^ACME | p/Acme DB/ cpe:/a:acme:db_server/",
        source: "the CPE 2.2 specification; the behavior of Nmap 7.93",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for cpe in line.cpes() {
        for part in &cpe.parts {
            let Part::Literal(span) = part else { continue };
            findings.extend(check_literal(*span, span.slice(line.text)));
        }
    }
}

fn check_literal(span: Span, text: &[u8]) -> Option<crate::diagnostic::Diagnostic> {
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_hexdigit);
    let is_escape = |at: usize| {
        let percent = |back: usize| at >= back && text.get(at - back) == Some(&b'%');
        percent(1) && is_digit(at) || percent(2) && is_digit(at)
    };
    let is_odd = |at: &usize| {
        let byte = text.get(*at).copied().unwrap_or_default();
        (byte.is_ascii_uppercase() && !is_escape(*at)) || is_white(byte)
    };
    let last = text
        .iter()
        .rposition(|byte| !is_white(*byte))
        .map_or(0, |last| last + 1);
    let odd: Vec<usize> = (0..last).filter(is_odd).collect();
    let (first, last) = (odd.first()?, odd.last()?);
    let start = span.range().start;
    let place = Span::new(start + first, start + last + 1);
    let mut finding = RULE
        .finding(place, "a CPE has neither capital letters nor spaces")
        .with_help("write it in lower case, with `_` for each space");
    let mended = text.get(*first..=*last)?.iter().map(|byte| match byte {
        byte if is_white(*byte) => b'_',
        byte => byte.to_ascii_lowercase(),
    });
    finding.edit = Some(Edit {
        span: place,
        replacement: mended.collect(),
    });
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn capitals_and_spaces_are_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| p/X Y/ cpe:/a:x:y_z%2F:$1/ cpe:/o:x:y/",
                "match a m|^(a)| cpe:/a:«X»:y:$P(1)/ cpe:/o:x:«Y »z/",
            ],
        );
        check_edit(
            &RULE,
            "match a m|^a| cpe:/a:Acme:Db X/",
            "match a m|^a| cpe:/a:acme:db_x/",
        );
    }
}
