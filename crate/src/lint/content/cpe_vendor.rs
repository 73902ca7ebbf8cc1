//! One product under two vendors that are written almost the same.

use std::collections::BTreeMap;

use super::components;
use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::probes::nearest_word;
use crate::template::{CpePart, Template};

pub(super) const RULE: Rule = Rule {
    id: "cpe-vendor-spelling",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A vendor that differs in one or two letters from the one that other CPEs of the same product \
               have in this text.",
        why: "One of the two is misspelt, and a search for the other does not find it.",
        nmap: "Every release prints the CPE as it is written.",
        bad: "match acme m|^ACME 1| cpe:/a:acmesoft:db/\nmatch acme m|^ACME 2| cpe:/a:acmesoft:db/\n\
              match acme m|^ACME 3| cpe:/a:acme-soft:db/",
        good: "match acme m|^ACME 1| cpe:/a:acmesoft:db/\nmatch acme m|^ACME 2| cpe:/a:acmesoft:db/\n\
               match acme m|^ACME 3| cpe:/a:acmesoft:db/",
        source: "nmap commits cd90838c2, 14f035a2e and 4da713185",
    },
    check: Check::File(check),
};

type Product<'a> = (CpePart, &'a [u8]);
type Vendors<'a> = BTreeMap<&'a [u8], Vec<&'a Template>>;

/// Shorter names differ by chance.
const LEAST_NAME: usize = 5;

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    let mut products: BTreeMap<Product<'_>, Vendors<'_>> = BTreeMap::new();
    for cpe in file.lines().flat_map(|line| line.cpes()) {
        let components = components(cpe).unwrap_or_default();
        if let (Some(part), [vendor, product, ..]) = (CpePart::of(cpe), &components[..]) {
            let vendors = products.entry((part, product)).or_default();
            vendors.entry(vendor).or_default().push(cpe);
        }
    }
    for vendors in products.values().filter(|vendors| vendors.len() > 1) {
        check_vendors(vendors, findings);
    }
}

fn check_vendors(vendors: &Vendors<'_>, findings: &mut Findings) {
    for (vendor, cpes) in vendors
        .iter()
        .filter(|(vendor, _)| vendor.len() >= LEAST_NAME)
    {
        let more_usual = vendors
            .iter()
            .filter(|(_, others)| others.len() > cpes.len());
        let near = nearest_word(more_usual.map(|(other, _)| *other), vendor);
        let Some(near) = near else { continue };
        let (ours, theirs) = (
            String::from_utf8_lossy(vendor),
            String::from_utf8_lossy(near),
        );
        for cpe in cpes {
            let finding = RULE
                .finding(
                    cpe.span,
                    format!("elsewhere the vendor is `{theirs}`, here `{ours}`"),
                )
                .with_help("look which of the two the official dictionary has");
            findings.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn the_rarer_spelling_is_marked() {
        let usual = "match a m|^a| cpe:/a:embedit:x:1/\nmatch a m|^b| cpe:/a:embedit:x/\n";
        for (line, is_marked) in [
            ("match a m|^c| «cpe:/a:embeddit:x:2/»\n", true),
            ("match a m|^c| cpe:/a:embeddit:y/\n", false),
            ("match a m|^c| cpe:/o:embeddit:x/\n", false),
            ("match a m|^c| cpe:/a:other:x/\n", false),
        ] {
            assert_eq!(line.contains('«'), is_marked);
            check(&RULE, &[&format!("{usual}{line}")]);
        }
        check(
            &RULE,
            &["match a m|^a| cpe:/a:embedit:x/\nmatch a m|^b| cpe:/a:embeddit:x/\n"],
        );
    }
}
