//! `\0` and a digit, which is an octal escape.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::lint::tree::literal;

pub(super) const RULE: Rule = Rule {
    id: "pattern-octal-escape",
    severity: Severity::Warning,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "`\\0` with digits from 0 to 7 behind it.",
        why: "It is one byte, written in octal: `\\012` is a line feed, and not a NUL, a `1` and a `2`. \
              Whoever copies a response writes it by accident. Eight lines of Nmap's file never matched for it.",
        nmap: "PCRE reads up to two more octal digits in every release; Nmap's fingerprints write `\\x00` there.",
        bad: r"match acme m|^ACME\012| p/Acme DB/",
        good: r"match acme m|^ACME\x0012| p/Acme DB/",
        source: "nmap commits ad1a82b2d and 919ddb44c",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for node in line.nodes() {
        let text = line.spelling(node.span);
        let (Some(byte), Some(digits)) = (literal(node), text.strip_prefix(br"\0")) else {
            continue;
        };
        if digits.is_empty() {
            continue;
        }
        let shown = String::from_utf8_lossy(digits);
        let mut finding = RULE
            .finding(
                line.in_text(node.span),
                format!("this is one byte, `\\x{byte:02x}`"),
            )
            .with_label("written in octal")
            .with_help(format!(
                "write `\\x00{shown}` for a NUL and `{shown}`, else `\\x{byte:02x}`"
            ));
        finding.edit = Some(Edit {
            span: finding.span,
            replacement: [br"\x00", digits].concat(),
        });
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn octal_escapes_are_marked() {
        check(&RULE, &[r"match a m|^\0\08\0a\x001\\01«\01»«\012»3|"]);
        check_edit(&RULE, r"match a m|^\0178|", r"match a m|^\x00178|");
    }
}
