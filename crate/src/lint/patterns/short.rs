//! Hard matches that ask for next to nothing.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::literal;

pub(super) const RULE: Rule = Rule {
    id: "pattern-short",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A `match` line whose pattern asks for two literal bytes or fewer.",
        why: "Other services answer so too, and a hard match ends the scan of the port: they are all \
              called by this name.",
        nmap: "Every release stops at the first hard match.",
        bad: r"match acme m|^.{128}$|s p/Acme DB/",
        good: r"match acme m|^ACME.{124}$|s p/Acme DB/",
        source: "issues 3257 and 3258 of Nmap; nmap commits 4f3f8cd4f and 2318ff2e7",
    },
    check: Check::Line(check),
};

/// Literal bytes that say too little.
const FEW: usize = 2;

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    if line.line.soft || line.branches().len() != 1 {
        return;
    }
    let nodes = line.nodes();
    let n_literal = nodes.iter().filter_map(|node| literal(node)).count();
    if n_literal <= FEW {
        let title = match n_literal {
            0 => "the pattern asks for no literal byte".to_owned(),
            1 => "the pattern asks for one literal byte".to_owned(),
            n => format!("the pattern asks for {n} literal bytes"),
        };
        let finding = RULE
            .finding(line.line.pattern_span, title)
            .with_help("ask for more of the response, or write a softmatch");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn hard_matches_with_few_bytes_are_marked() {
        check(
            &RULE,
            &[
                "match a m|^abc|",
                "match a m|«^ab\\d+»|",
                "match a m|«^\\w{20}$»|",
                "softmatch a m|^ab|",
                "match a m=^abc|^abd=",
            ],
        );
    }
}
