//! `$10` is group 1 and a zero.

use crate::diagnostic::Severity;
use crate::lint::line::{LineFacts, calls};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::source::Span;
use crate::template::Action;

pub(super) const RULE: Rule = Rule {
    id: "template-two-digits",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A digit behind `$1` to `$9`.",
        why: "It looks like a group above 9. Only nine groups can be used.",
        nmap: "Every release reads one digit: `$10` is what group 1 took, and then `0`.",
        bad: r"match acme m|^ACME (\d)| v/$10/",
        good: r"match acme m|^ACME (\d)| v/$1/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for template in &line.line.templates {
        for call in calls(template).filter(|call| call.action == Action::Copy) {
            let behind = Span::new(call.span.range().end, template.text_span.range().end);
            let next = behind.slice(line.text).first();
            let Some(digit) = next.filter(|byte| byte.is_ascii_digit()) else {
                continue;
            };
            let span = Span::new(call.span.range().start, call.span.range().end + 1);
            let (group, digit) = (call.group, char::from(*digit));
            let title = format!("`${group}{digit}` is group {group} and then `{digit}`");
            let help = "only `$1` to `$9` exist: use one of them, or put something between";
            findings.push(RULE.finding(span, title).with_help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_second_digit_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)(b)| v/$1.0/ i/$P(1)0/",
                "match a m|^(a)(b)| v/x«$10»1/ i/«$20»«$10»/",
            ],
        );
    }
}
