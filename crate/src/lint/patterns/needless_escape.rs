//! Backslashes that do nothing.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-needless-escape",
    severity: Severity::Note,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "A backslash in front of punctuation that has no meaning in a pattern, as in `\\\"`.",
        why: "The line is longer and harder to read. Nmap's own file has over a thousand, since \
              fingerprints write `\\\"`.",
        nmap: "PCRE takes the byte for itself in every release.",
        bad: r#"match acme m|^ACME \"DB\"| p/Acme DB/"#,
        good: r#"match acme m|^ACME "DB"| p/Acme DB/"#,
        source: "nmap commit ab28140b8",
    },
    check: Check::Line(check),
};

/// Punctuation without a meaning outside of classes.
const PLAIN: &[u8] = b"\"'-/:;<>=!@#%&,~` _";

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let escapes: Vec<Span> = line
        .nodes()
        .iter()
        .map(|node| node.span)
        .filter(|span| matches!(line.spelling(*span), [b'\\', byte] if PLAIN.contains(byte)))
        .collect();
    let (Some(first), Some(last)) = (escapes.first(), escapes.last()) else {
        return;
    };
    let title = match escapes.len() {
        1 => "a backslash that does nothing".to_owned(),
        n => format!("{n} backslashes that do nothing"),
    };
    let mut finding = RULE
        .finding(line.in_text(*first), title)
        .with_help("remove it");
    let span = line.in_text(first.cover(*last));
    let is_escape = |at: &usize| {
        escapes
            .iter()
            .any(|it| line.in_text(*it).range().start == *at)
    };
    let kept = span.range().filter(|at| !is_escape(at));
    finding.edit = Some(Edit {
        span,
        replacement: kept.filter_map(|at| line.text.get(at).copied()).collect(),
    });
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn the_first_needless_backslash_is_marked() {
        check(
            &RULE,
            &[
                r#"match a m|^\.\*\(\{\}\]\[\\\r\n\0\w[\"]|"#,
                r#"match a m|^a«\"»b\-\"|"#,
            ],
        );
    }

    #[test]
    fn all_are_removed_at_once() {
        check_edit(
            &RULE,
            r#"match a m|^a\"\.\'b\-c| p/x/"#,
            r#"match a m|^a"\.'b-c| p/x/"#,
        );
    }
}
