//! One space between the parts of a line.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "line-spacing",
    severity: Severity::Style,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "More than one space, or a TAB, between the parts of a line, or white space at its end.",
        why: "No line of Nmap's file has it, and a difference in white space hides in every patch.",
        nmap: "Every release skips any white space there, except that exactly one space follows \
               `match` and `softmatch`.",
        bad: "match acme m|^ACME |  p/Acme DB/",
        good: "match acme m|^ACME | p/Acme DB/",
        source: "Nmap's change log, 5.61TEST4; the file HACKING of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for gap in gaps(line) {
        let bytes = gap.slice(line.text);
        let is_last = gap.end == line.line.span.end;
        let wanted: &[u8] = if is_last { b"" } else { b" " };
        let is_white = bytes.iter().all(|byte| crate::template::is_white(*byte));
        if bytes == wanted || !is_white || (is_last && !has_newline(line)) {
            continue;
        }
        let title = match is_last {
            true => "white space at the end of the line",
            false => "not one space between two parts of the line",
        };
        let mut finding = RULE.finding(gap, title);
        finding.edit = Some(Edit {
            span: gap,
            replacement: wanted.to_vec(),
        });
        findings.push(finding);
    }
}

/// Without a newline behind it, white space at the end of a file is needed.
fn has_newline(line: &LineFacts<'_>) -> bool {
    line.text.len() > line.line.span.range().end
}

/// What stands between the parts, and behind the last one.
fn gaps(line: &LineFacts<'_>) -> Vec<Span> {
    let parts = line.line;
    let marker = parts.pattern_span.range().start.saturating_sub(2);
    let mut gaps = vec![Span::new(parts.service_span.range().end, marker)];
    let mut at = parts.flags_span.range().end;
    let templates = parts.templates.iter();
    let ends = templates.map(|template| template.span);
    for span in ends.chain([Span::at(parts.span.range().end)]) {
        gaps.push(Span::new(at, span.range().start));
        at = span.range().end;
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn every_gap_that_is_not_one_space_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| p/x/\n",
                "match a«  »m|^a|s«\t»p/x/«   »v/1/« »\n",
                "match a m|^a|«  »\n",
                "match a m|^a| ",
            ],
        );
    }

    #[test]
    fn a_gap_becomes_one_space() {
        check_edit(&RULE, "match a m|^a|\t p/x/\n", "match a m|^a| p/x/\n");
        check_edit(&RULE, "match a m|^a| p/x/ \r\n", "match a m|^a| p/x/\r\n");
    }
}
