//! Devices with a model, and no CPE of hardware.

use crate::diagnostic::Severity;
use crate::lint::line::{LineFacts, calls};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::{CpePart, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "cpe-no-hardware",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A line with a device type whose product comes from a group, without a CPE of the part h.",
        why: "The model is known and could be looked up.",
        nmap: "Every release prints one CPE for each of the parts a, h and o.",
        bad: r"match acme m|^ACME (\w+) | p/Acme $1 printer/ d/printer/",
        good: r"match acme m|^ACME (\w+) | p/Acme $1 printer/ d/printer/ cpe:/h:acme:$1/",
        source: "nmap commits 6cfde8a6d and c6511d3fa",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(device) = line.template(TemplateKind::DeviceType) else {
        return;
    };
    let product = line.template(TemplateKind::Product);
    let has_model = product.is_some_and(|product| calls(product).next().is_some());
    let has_cpe = line
        .cpes()
        .any(|cpe| CpePart::of(cpe) == Some(CpePart::Hardware));
    if has_model && !has_cpe && line.has_all_templates() {
        let finding = RULE
            .finding(
                device.span,
                "a device whose model is known, and no CPE of it",
            )
            .with_help("add `cpe:/h:vendor:$1/`");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_model_without_its_cpe_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| p/x $1/ «d/hub/» cpe:/o:x:y/",
                "match a m|^(a)| p/x $1/ d/hub/ cpe:/h:x:$1/",
                "match a m|^(a)| p/x/ i/$1/ d/hub/",
                "match a m|^(a)| p/x $1/",
                "match a m|^(a)| p/x $1/ d/hub/ i/y cpe:/h:x:y/",
            ],
        );
    }
}
