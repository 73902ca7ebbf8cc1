//! An operating system without its CPE.

use crate::diagnostic::Severity;
use crate::lint::line::{LineFacts, is_literal};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::{CpePart, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "cpe-no-os",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "An operating system by name, without a CPE of the part o. `Unix` has none.",
        why: "Programs read the CPE rather than the name.",
        nmap: "Every release prints both in the `Service Info` line.",
        bad: "match acme m|^ACME | p/Acme DB/ o/Linux/",
        good: "match acme m|^ACME | p/Acme DB/ o/Linux/ cpe:/o:linux:linux_kernel/a",
        source: "issues 28 and 508 of Nmap; nmap commit 79a277440",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(os) = line.template(TemplateKind::Os) else {
        return;
    };
    let has_cpe = line
        .cpes()
        .any(|cpe| CpePart::of(cpe) == Some(CpePart::OperatingSystem));
    let is_named = is_literal(os) && os.text != b"Unix" && !os.text.is_empty();
    if is_named && !has_cpe && line.has_all_templates() {
        let finding = RULE
            .finding(os.span, "an operating system without its CPE")
            .with_help("add `cpe:/o:vendor:product/`, with `a` behind it where it only follows");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn an_operating_system_without_cpe_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| «o/Linux/» cpe:/a:x:y/",
                "match a m|^a| o/Linux/ cpe:/o:x:y/",
                "match a m|^(a)| o/$1/\nmatch a m|^b| o/Unix/\n",
                "match a m|^a| o/Linux/ i/y cpe:/o:x:y/",
            ],
        );
    }
}
