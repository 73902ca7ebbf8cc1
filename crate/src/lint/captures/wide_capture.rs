//! Groups that can take far more than their field holds.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::byte_set;
use crate::pattern::tree::{GroupKind, Node, NodeKind};
use crate::template::Action;

pub(super) const RULE: Rule = Rule {
    id: "template-wide-capture",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A field from a group that can take any number of nearly any bytes, as `(.*)`.",
        why: "What the server sends there decides whether the field fits; where it does not, nothing \
              of it is shown.",
        nmap: "Every release leaves out a field that does not fit, with a warning. It cuts nothing.",
        bad: r"match acme m|^ACME (.*) ready| p/Acme DB/ v/$1/",
        good: r"match acme m|^ACME ([\w._-]+) ready| p/Acme DB/ v/$1/",
        source: "nmap commits 8939e8658, df9940965, 715d8829e and 12c30c9fb",
    },
    check: Check::Line(check),
};

/// A class with this many bytes or more is nearly any.
const WIDE: usize = 128;

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let nodes = line.nodes().iter();
    let wide: Vec<u16> = nodes.filter_map(|node| wide_group(node)).collect();
    for (template, call) in line.calls() {
        let is_wide = wide.contains(&u16::from(call.group));
        if is_wide && !matches!(call.action, Action::Integer(_)) {
            let title = format!(
                "group {} can take more than the {} bytes that the {} holds",
                call.group,
                template.kind.size() - 1,
                template.kind.field_name()
            );
            let finding = RULE
                .finding(call.span, title)
                .with_help("say which bytes are meant, as in `([\\w._-]+)`");
            findings.push(finding);
        }
    }
}

/// The number of a group with an unbounded repeat of nearly any byte.
fn wide_group(node: &Node) -> Option<u16> {
    let NodeKind::Group(group) = &node.kind else {
        return None;
    };
    let GroupKind::Capture { number, .. } = group.kind else {
        return None;
    };
    let is_wide = |kind: &NodeKind| byte_set(kind).is_some_and(|set| set.len() >= WIDE);
    let mut items = group.branches.iter().flatten();
    let has_wide = items.any(|item| match &item.kind {
        NodeKind::Repeat(repeat) => repeat.max.is_none() && is_wide(&repeat.item.kind),
        _ => false,
    });
    has_wide.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_field_from_any_bytes_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^([\w.]+)(.{1,20})(..)| p/$1$2$3/",
                r"match a m|^(.*)x([^\r\n]+)| p/«$1»/ v/«$P(2)»/",
                r#"match a m|^(.+)| v/$I(1,">")/"#,
            ],
        );
    }
}
