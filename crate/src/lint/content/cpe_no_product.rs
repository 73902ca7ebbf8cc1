//! CPEs that name no product.

use super::components;
use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "cpe-no-product",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A CPE without a vendor or without a product.",
        why: "A vendor alone names nothing that could be looked up.",
        nmap: "Every release prints the CPE as it is written.",
        bad: "match acme m|^ACME | p/Acme DB/ cpe:/a:acme/",
        good: "match acme m|^ACME | p/Acme DB/ cpe:/a:acme:db/",
        source: "the CPE 2.2 specification; issue 1442 of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    for cpe in line.cpes() {
        let Some(components) = components(cpe) else {
            continue;
        };
        let is_missing = |idx: usize| components.get(idx).is_none_or(|text| text.is_empty());
        if is_missing(0) || is_missing(1) {
            let finding = RULE
                .finding(cpe.span, "a CPE without vendor and product")
                .with_help("write `cpe:/a:vendor:product/`");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_cpe_without_product_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| cpe:/a:x:y/ cpe:/o:$1:$1:1/",
                "match a m|^a| «cpe:/a:x/» «cpe:/o:x::1/» «cpe:/h/»",
                "match a m|^a| cpe:/x:y/",
            ],
        );
    }
}
