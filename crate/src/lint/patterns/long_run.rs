//! The same byte written many times.

use crate::bytes::print_readable;
use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};

pub(super) const RULE: Rule = Rule {
    id: "pattern-long-run",
    severity: Severity::Note,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "The same byte ten times or more in a row.",
        why: "`\\0{16}` is shorter than sixteen times `\\0`, and nobody has to count.",
        nmap: "Every release takes both, and up to 7.99 only lines of 2,046 bytes.",
        bad: r"match acme m|^ACME\0\0\0\0\0\0\0\0\0\0\0\0ready| p/Acme DB/",
        good: r"match acme m|^ACME\0{12}ready| p/Acme DB/",
        source: "the habit of Nmap's own file",
    },
    check: Check::Line(check),
};

/// Copies from which on the count is the better form.
const LONG: usize = 10;

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for sequence in line.sequences() {
        let is_byte =
            |node: &crate::pattern::tree::Node| crate::lint::tree::literal(node).is_some();
        for run in sequence.chunk_by(|a, b| is_byte(a) && a == b) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            if run.len() < LONG {
                continue;
            }
            let span = line.in_text(first.span.cover(last.span));
            let item = line.spelling(first.span);
            let form = format!("{}{{{}}}", print_readable(item), run.len());
            let mut finding = RULE
                .finding(span, format!("the same byte {} times", run.len()))
                .with_help(format!("write `{form}`"));
            finding.edit = Some(Edit {
                span,
                replacement: [item, format!("{{{}}}", run.len()).as_bytes()].concat(),
            });
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn ten_copies_are_marked() {
        check(
            &RULE,
            &[
                r"match a m|^aaaaaaaaa.........................|",
                r"match a m|^b«aaaaaaaaaa»b(?:«\0\0\0\0\0\0\0\0\0\0\0»)|",
            ],
        );
        check_edit(
            &RULE,
            r"match a m|^\x00\0\0\0\0\0\0\0\0\0b|",
            r"match a m|^\x00{10}b|",
        );
    }
}
