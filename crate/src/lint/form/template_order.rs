//! Templates stand in one order.

use crate::diagnostic::{Edit, Severity};
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::source::Span;
use crate::template::{CpePart, Template, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "template-order",
    severity: Severity::Style,
    fix: Some(Safety::Safe),
    docs: Docs {
        what: "Templates in another order than p v i d o h, then the CPEs of the parts a, h, o.",
        why: "No line of Nmap's newest file is written otherwise; the maintainers put new lines into this \
              order before they take them.",
        nmap: "Every release takes any order.",
        bad: r"match acme m|^ACME (\d+)| v/$1/ p/Acme DB/ cpe:/o:acme:os/ cpe:/a:acme:db/",
        good: r"match acme m|^ACME (\d+)| p/Acme DB/ v/$1/ cpe:/a:acme:db/ cpe:/o:acme:os/",
        source: "Nmap's change log, 5.61TEST4; nmap commits 6e24b934f and 6976fde2e",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let templates = &line.line.templates;
    let pairs = templates.iter().zip(templates.iter().skip(1));
    let mut misplaced = pairs.filter(|(before, after)| rank(before) > rank(after));
    let Some((_, after)) = misplaced.next() else {
        return;
    };
    let mut finding = RULE
        .finding(after.span, "templates are not in their usual order")
        .with_label("belongs further left")
        .with_help("write p v i d o h, then cpe:/a, cpe:/h, cpe:/o");
    finding.edit = reorder(line);
    findings.push(finding);
}

fn rank(template: &Template) -> (usize, Option<CpePart>) {
    use TemplateKind::{Cpe, DeviceType, Hostname, Info, Os, Product, Version};
    let order = [Product, Version, Info, DeviceType, Os, Hostname, Cpe];
    let rank = order.iter().position(|kind| *kind == template.kind);
    (rank.unwrap_or(order.len()), CpePart::of(template))
}

/// The templates anew, with the space between them where it was. Nothing when a word among them
/// is no template.
fn reorder(line: &LineFacts<'_>) -> Option<Edit> {
    let templates = &line.line.templates;
    let mut sorted: Vec<&Template> = templates.iter().collect();
    sorted.sort_by_key(|template| rank(template));
    let (first, last) = (templates.first()?, templates.last()?);
    let mut replacement = Vec::new();
    let mut at = first.span.range().start;
    for (place, template) in templates.iter().zip(sorted) {
        let between = Span::new(at, place.span.range().start).slice(line.text);
        replacement.extend_from_slice(between);
        replacement.extend_from_slice(template.span.slice(line.text));
        at = place.span.range().end;
    }
    Some(Edit {
        span: first.span.cover(last.span),
        replacement,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn the_first_template_too_far_right_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| p/x/ v/1/ i/y/ d/z/ o/o/ h/h/ cpe:/a:x:y/ cpe:/h:x:y/ cpe:/o:x:y/",
                "match a m|^a| v/1/ «p/x/» i/y/",
                "match a m|^a| p/x/ o/o/ «d/hub/»",
                "match a m|^a| p/x/ cpe:/o:x:y/ «cpe:/a:x:y/a»",
                "match a m|^a| cpe:/a:x:y/ «p/x/»",
            ],
        );
    }

    #[test]
    fn templates_of_one_kind_keep_their_order() {
        check_edit(
            &RULE,
            "match a m|^a| cpe:/a:x:y/ v/1/  v/2/ cpe:/a:z:y/a p/x/",
            "match a m|^a| p/x/ v/1/  v/2/ cpe:/a:x:y/ cpe:/a:z:y/a",
        );
    }
}
