//! Host names that are addresses.

use crate::diagnostic::Severity;
use crate::lint::line::{LineFacts, calls};
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::byte_set;
use crate::pattern::ByteSet;
use crate::pattern::tree::{GroupKind, Node, NodeKind};
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-hostname-address",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A host name from a group that takes digits and points only.",
        why: "The field is for the name by which the service calls its host. An address is known anyway, \
              and is often that of an inner network.",
        nmap: "Every release prints it as `Host:` of the `Service Info` line.",
        bad: r"match acme m|^ACME on ([\d.]+) ready| p/Acme DB/ h/$1/",
        good: r"match acme m|^ACME on [\d.]+ ready| p/Acme DB/",
        source: "a comment in Nmap's own file",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let Some(template) = line.template(TemplateKind::Hostname) else {
        return;
    };
    for call in calls(template) {
        let takes_address = |node: &Node| is_address_group(node, u16::from(call.group));
        if line.nodes().iter().copied().any(takes_address) {
            let finding = RULE
                .finding(
                    call.span,
                    format!("group {} takes an address, not a name", call.group),
                )
                .with_help("leave the host name out, or put the address into i/…/");
            findings.push(finding);
        }
    }
}

/// The group of this number has nothing but digits and points in it.
fn is_address_group(node: &Node, wanted: u16) -> bool {
    let NodeKind::Group(group) = &node.kind else {
        return false;
    };
    let is_wanted = matches!(group.kind, GroupKind::Capture { number, .. } if number == wanted);
    let address = ByteSet::of_ranges(&[(b'0', b'9'), (b'.', b'.')]);
    let is_part = |node: &Node| {
        let kind = match &node.kind {
            NodeKind::Repeat(repeat) => &repeat.item.kind,
            kind => kind,
        };
        byte_set(kind).is_some_and(|set| set.union(address) == address)
    };
    let mut branches = group.branches.iter();
    is_wanted && branches.all(|branch| !branch.is_empty() && branch.iter().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn an_address_as_a_name_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^([\w.]+) ([\d.]+)| h/$1/ i/$2/",
                r"match a m|^([\d.]+) | h/«$1»/",
                r"match a m|^(\d+\.\d+\.\d+\.\d{1,3}) ()| h/x«$1»$2/",
            ],
        );
    }
}
