//! The byte around a template's text.

use super::best_delimiter;
use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-delimiter",
    severity: Severity::Style,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "A template around which stands another byte than the first of `/`, `|`, `%`, `=`, \
               `@`, `#` that its text lacks.",
        why: "In Nmap's file `|` stands only where the text has a `/`; one form is easier to search \
              for and to compare.",
        nmap: "Every release takes any delimiter (a CPE has always `/`).",
        bad: r"match acme m|^ACME (\d+)| p|Acme DB| v/$1/",
        good: r"match acme m|^ACME (\d+)| p/Acme DB/ v/$1/",
        source: "Nmap's change log, 5.61TEST4",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let templates = line.line.templates.iter();
    for template in templates.filter(|template| template.kind != TemplateKind::Cpe) {
        let Some(best) = best_delimiter(b"/|%=@#", &template.text) else {
            continue;
        };
        if best == template.delimiter {
            continue;
        }
        let text = template.text_span.range();
        let place = Span::new(text.start.saturating_sub(1), text.end + 1);
        let mut finding = RULE
            .finding(template.span, "not the usual delimiter of a template")
            .with_help(format!("put `{}` around the text", char::from(best)));
        finding.edit = Some(Edit {
            span: place,
            replacement: [&[best], &template.text[..], &[best]].concat(),
        });
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn the_first_delimiter_that_the_text_lacks_is_the_usual_one() {
        check(
            &RULE,
            &[
                "match a m|^a| p/x/ i|a/b| v%1/|2%",
                "match a m|^a| p/x/ «i|ab|» cpe:/a:x:y/",
                "match a m|^a| «p%a/b%»",
            ],
        );
    }

    #[test]
    fn the_text_stays() {
        check_edit(
            &RULE,
            "match a m|^(a)| p/x/ i=$P(1) =",
            "match a m|^(a)| p/x/ i/$P(1) /",
        );
    }
}
