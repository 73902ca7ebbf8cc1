//! A version that was captured belongs into the CPE too.

use crate::diagnostic::Severity;
use crate::lint::line::{LineFacts, calls};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::{CpePart, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "cpe-without-version",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A version from a group, and CPEs of an application of which none has a substitution.",
        why: "Who looks for known weaknesses by the CPE does not get the version, although the server \
              tells it.",
        nmap: "Every release prints the CPE as it is written.",
        bad: r"match acme m|^ACME (\d+)| p/Acme DB/ v/$1/ cpe:/a:acme:db/",
        good: r"match acme m|^ACME (\d+)| p/Acme DB/ v/$1/ cpe:/a:acme:db:$1/",
        source: "nmap commit 4d0c36b88",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let version = line.template(TemplateKind::Version);
    let is_captured = version.is_some_and(|template| calls(template).next().is_some());
    let cpes: Vec<_> = line
        .cpes()
        .filter(|cpe| CpePart::of(cpe) == Some(CpePart::Application))
        .collect();
    let has_version = cpes.iter().any(|cpe| calls(cpe).next().is_some());
    let first = cpes.first();
    let first = first.filter(|_| is_captured && !has_version && line.has_all_templates());
    if let Some(cpe) = first {
        let finding = RULE
            .finding(cpe.span, "the version is captured, and no CPE has it")
            .with_help("write the group behind the product: `cpe:/a:vendor:product:$1/`");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_cpe_without_the_captured_version_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| v/$1/ cpe:/a:x:y:$1/ cpe:/a:z:y/",
                "match a m|^(a)| v/1/ cpe:/a:x:y/",
                "match a m|^(a)| v/$1/ cpe:/o:x:y/",
                "match a m|^(a)| v/$1/ cpe:/a:x:y/ i/z cpe:/a:x:z:$1/",
                "match a m|^(a)| v/$1/ «cpe:/a:x:y/a» cpe:/o:x:$1/",
            ],
        );
    }
}
