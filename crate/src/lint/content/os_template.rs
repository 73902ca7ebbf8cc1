//! The CPE of an operating system without its name.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::{CpePart, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "template-no-os",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A CPE of the part o, without `o/…/`.",
        why: "People read the name rather than the CPE.",
        nmap: "Every release prints both in the `Service Info` line.",
        bad: "match acme m|^ACME | p/Acme DB/ cpe:/o:linux:linux_kernel/a",
        good: "match acme m|^ACME | p/Acme DB/ o/Linux/ cpe:/o:linux:linux_kernel/a",
        source: "nmap commit e5161352f",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let mut cpes = line.cpes();
    let cpe = cpes.find(|cpe| CpePart::of(cpe) == Some(CpePart::OperatingSystem));
    let has_name = line.template(TemplateKind::Os).is_some();
    if let Some(cpe) = cpe.filter(|_| !has_name && line.has_all_templates()) {
        let finding = RULE
            .finding(cpe.span, "the CPE of an operating system without its name")
            .with_help("add `o/…/`");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_cpe_without_name_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| cpe:/a:x:y/ «cpe:/o:x:y/a»",
                "match a m|^a| o/Y/ cpe:/o:x:y/",
                "match a m|^a| cpe:/o:x:y/ i/z o/Y/",
            ],
        );
    }
}
