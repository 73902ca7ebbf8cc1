//! The byte around a pattern.

use super::best_delimiter;
use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "line-delimiter",
    severity: Severity::Style,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "A pattern around which stands another byte than the first of `|`, `=`, `%`, `@`, `#` \
               that the pattern lacks.",
        why: "In Nmap's file `=` and `%` stand only where the pattern has a `|`; who reads a line \
              expects the pattern to end at the next `|`.",
        nmap: "Every release takes any byte that is neither a letter nor white space; 7.93 no colon.",
        bad: r"match acme m/^ACME (\d+)/ p/Acme DB/ v/$1/",
        good: r"match acme m|^ACME (\d+)| p/Acme DB/ v/$1/",
        source: "nmap commit a93781df6",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let line = line.line;
    let Some(best) = best_delimiter(b"|=%@#", &line.pattern_text) else {
        return;
    };
    if best == line.delimiter {
        return;
    }
    let open = line.pattern_span.range().start.saturating_sub(1);
    let place = Span::new(open, line.pattern_span.range().end + 1);
    let letter = char::from(best);
    let mut finding = RULE
        .finding(
            Span::new(open, open + 1),
            "not the usual delimiter of a pattern",
        )
        .with_help(format!("write `m{letter}…{letter}`"));
    finding.edit = Some(Edit {
        span: place,
        replacement: [&[best], &line.pattern_text[..], &[best]].concat(),
    });
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn the_first_delimiter_that_the_pattern_lacks_is_the_usual_one() {
        check(
            &RULE,
            &[
                "match a m|^a|",
                "match a m=^a|b=",
                "match a m%^a|b=%",
                "match a m«=»^a=",
                "match a m«%»^a|b%i p/x/",
                "match a m!^a|b=%@#!",
            ],
        );
    }

    #[test]
    fn both_delimiters_are_replaced() {
        check_edit(&RULE, "match a m/^a/s p/x/", "match a m|^a|s p/x/");
    }
}
