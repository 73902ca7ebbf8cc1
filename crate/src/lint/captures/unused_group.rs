//! Capture groups that nothing uses.

use std::collections::BTreeSet;

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::Part;

pub(super) const RULE: Rule = Rule {
    id: "pattern-unused-group",
    severity: Severity::Warning,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A capture group that no template, no back reference and no call uses.",
        why: "Either a template was forgotten, or the brackets only group: then `(?:…)` says so. When \
              the maintainers removed all such groups they found dozens of lines with wrong numbers.",
        nmap: "Every release keeps what up to nine groups took.",
        bad: r"match acme m=^ACME (DB|Mail) (\d+)= p/Acme/ v/$2/",
        good: r"match acme m=^ACME (?:DB|Mail) (\d+)= p/Acme/ v/$1/",
        source: "Nmap's change log, 5.61TEST5",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(pattern) = line.pattern else { return };
    let has_fault = |part: &Part| matches!(part, Part::Faulty { .. });
    let mut templates = line.line.templates.iter();
    if !line.has_all_templates() || templates.any(|template| template.parts.iter().any(has_fault)) {
        // What was meant is not known.
        return;
    }
    let used: BTreeSet<u16> = line
        .calls()
        .map(|(_, call)| u16::from(call.group))
        .collect();
    let inside = &line.groups.used_inside;
    let groups = pattern.groups();
    let unused = groups.iter().filter(|group| {
        !used.contains(&group.number) && !inside.contains(&group.number) && !inside.contains(&0)
    });
    for group in unused {
        let finding = RULE
            .finding(
                line.in_text(group.span),
                format!("nothing uses group {}", group.number),
            )
            .with_help("write `(?:…)`, and count the groups behind it anew");
        let edit = edit(line, group.number, group.span).filter(|_| inside.is_empty());
        findings.push(crate::diagnostic::Diagnostic { edit, ..finding });
    }
}

/// From the group's bracket to the end of the line, with the numbers of later groups one less.
/// Only for plain brackets and plain `$n`.
fn edit(line: &LineFacts<'_>, number: u16, group: Span) -> Option<Edit> {
    let open = line.in_text(group).range().start;
    let is_plain = line.spelling(group).get(1) != Some(&b'?');
    let mut at = open + 1;
    let mut replacement = b"(?:".to_vec();
    for (_, call) in line.calls() {
        let digit = call.span.range().end.checked_sub(1)?;
        if call.span.len() != 2 {
            return None;
        }
        replacement.extend_from_slice(Span::new(at, digit).slice(line.text));
        let lowered = u16::from(call.group) - u16::from(u16::from(call.group) > number);
        replacement.extend(lowered.to_string().into_bytes());
        at = digit + 1;
    }
    is_plain.then(|| Edit {
        span: Span::new(open, at),
        replacement,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn groups_without_use_are_marked() {
        check(
            &RULE,
            &[
                r"match a m|^(a)(b)\2(?:c)| p/$1/",
                r"match a m|^(a)(b)| p/$1 v/$2/",
                r"match a m|^(a)(b)| p/$1/ v/$2",
                r#"match a m|^(a)(b)| p/$P(1)/ v/$SUBST(2,"a","b")/"#,
                "match a m|^«(a)»(b)«(?<n>c)»| p/$2/",
                "match a m|^(a)| p/US$/",
                "match a m|^(a)(?R)?|",
            ],
        );
    }

    #[test]
    fn later_groups_are_counted_anew() {
        check_edit(
            &RULE,
            "match a m|^(x)(a)(b)(c)| p/$1 $3/ v/$4/",
            "match a m|^(x)(?:a)(b)(c)| p/$1 $2/ v/$3/",
        );
    }
}
