//! Hard matches that name no product.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "line-no-product",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A `match` line without `p/…/`.",
        why: "A hard match ends the scan of the port. Where only the protocol is known, a softmatch lets \
              Nmap go on, and asks the user to send in the fingerprint.",
        nmap: "Every release stops at a hard match, whatever fields it has.",
        bad: r"match acme m|^ACME ready|",
        good: r"match acme m|^ACME ready| p/Acme DB/",
        source: "nmap commit d6ff72d9a; ninety-nine of a hundred hard lines of Nmap's file",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let names_tunnel = matches!(&line.line.service[..], b"ssl" | b"dtls" | b"tcpwrapped");
    let has_product = line.template(TemplateKind::Product).is_some();
    if line.line.soft || names_tunnel || has_product || !line.has_all_templates() {
        return;
    }
    let help = match line.template(TemplateKind::Version) {
        Some(_) => "write `p/…/`",
        None => "write `p/…/`, or make it a softmatch where only the protocol is known",
    };
    let finding = RULE.finding(line.line.keyword_span, "a hard match that names no product");
    findings.push(finding.with_help(help));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_hard_match_without_product_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| p/x/",
                "softmatch a m|^a|",
                "match ssl m|^a|",
                "match a m|^a| v/1 p/x/",
                "«match» a m|^a| v/1/",
            ],
        );
    }
}
