//! One product in two capitalisations.

use std::collections::BTreeMap;

use crate::bytes::print_readable;
use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::line::is_literal;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::{Template, TemplateKind};

pub(super) const RULE: Rule = Rule {
    id: "template-product-case",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A product that other lines of the text write with other capital letters.",
        why: "One name for one product can be searched for and counted.",
        nmap: "Every release prints what is written.",
        bad: "match acme m|^ACME 1| p/Acme DB/\nmatch acme m|^ACME 2| p/Acme DB/\n\
              match acme m|^ACME 3| p/ACME db/",
        good: "match acme m|^ACME 1| p/Acme DB/\nmatch acme m|^ACME 2| p/Acme DB/\n\
               match acme m|^ACME 3| p/Acme DB/",
        source: "nmap commits 12b762517 and 9e38d2271",
    },
    check: Check::File(check),
};

type Spellings<'a> = BTreeMap<&'a [u8], Vec<&'a Template>>;

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    let mut products: BTreeMap<Vec<u8>, Spellings<'_>> = BTreeMap::new();
    let templates = file
        .lines()
        .filter_map(|line| line.template(TemplateKind::Product));
    for template in templates.filter(|template| is_literal(template)) {
        let spellings = products
            .entry(template.text.to_ascii_lowercase())
            .or_default();
        spellings.entry(&template.text).or_default().push(template);
    }
    for spellings in products.values().filter(|spellings| spellings.len() > 1) {
        let usual = spellings
            .iter()
            .max_by_key(|(_, templates)| templates.len());
        let Some((usual, most)) = usual else { continue };
        let rarer = spellings
            .values()
            .filter(|templates| templates.len() < most.len());
        for template in rarer.flatten() {
            let title = format!("most lines write `{}`", print_readable(usual));
            let finding = RULE.finding(template.text_span, title);
            findings.push(finding.with_help("write it as they do, if it is the same product"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn the_rarer_capitalisation_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^a| p/Acme/\nmatch a m|^b| p/«ACME»/\nmatch a m|^c| p/Acme/\n",
                "match a m|^a| p/Acme/\nmatch a m|^b| p/ACME/\n",
                "match a m|^(a)| p/$1/\nmatch a m|^b| p/Acme/\nmatch a m|^c| p/Acme x/\n",
            ],
        );
    }
}
