//! Lines of one service stand together, in the order of the alphabet.

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::lint::file::FileFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "probes-service-order",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A line of a service whose other lines of this probe stand further up, with lines of \
               other services between.",
        why: "In Nmap's file the lines of one service mostly stand together, roughly in the order of \
              the alphabet, so that a contributor sees what is there already. Some have to stand \
              elsewhere, since the first line that matches wins.",
        nmap: "Every release tries the lines in the order of the file.",
        bad: "match acme m|^ACME 1| p/Acme DB/\nmatch zeta m|^ZETA| p/Zeta/\n\
              match acme m|^ACME 2| p/Acme Mail/",
        good: "match acme m|^ACME 1| p/Acme DB/\nmatch acme m|^ACME 2| p/Acme Mail/\n\
               match zeta m|^ZETA| p/Zeta/",
        source: "the habit of Nmap's own file",
    },
    check: Check::File(check),
};

fn check(file: &FileFacts<'_>, findings: &mut Findings) {
    for list in &file.lists {
        let mut left = HashSet::new();
        let mut current: &[u8] = b"";
        for line in &list.lines {
            let service = &line.line.service[..];
            if service == current {
                continue;
            }
            left.insert(std::mem::replace(&mut current, service));
            if left.contains(service) {
                let finding = RULE
                    .finding(line.line.service_span, "this service has lines further up")
                    .with_help("put it beside them, unless the order matters");
                findings.push(finding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_service_that_comes_again_is_marked_in_each_probe() {
        check(
            &RULE,
            &[
                "match a m|^1|\nmatch a m|^2|\nmatch b m|^3|\n",
                "match a m|^1|\nmatch b m|^2|\nsoftmatch «a» m|^3|\nmatch a m|^4|\n",
                "Probe TCP NULL q||\nmatch a m|^1|\nmatch b m|^2|\n\
                 Probe TCP A q|a|\nmatch a m|^1|\n",
            ],
        );
    }
}
