//! The search for one HTTP header that runs into the page.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::{as_dot_repeat, literal_run};
use crate::pattern::tree::{Node, NodeKind};

pub(super) const RULE: Rule = Rule {
    id: "pattern-header-search",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "`.*` under the flag `s` in front of an HTTP header.",
        why: "It also finds the header's name in the page itself, and where the header is missing the \
              whole page is searched.",
        nmap: "The search takes more of the steps that Nmap allows in every release.",
        bad: r"match http m|^HTTP/1\.[01] .*\r\nServer: Acme\r\n|s p/Acme httpd/",
        good: r"match http m|^HTTP/1\.[01] \d\d\d[^\r\n]*\r\n(?:[^\r\n]+\r\n)*?Server: Acme\r\n| p/Acme httpd/",
        source: "nmap commit 087b445f1; issue 1196 of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    if !line.line.pattern_text.starts_with(b"^HTTP/") {
        return;
    }
    for sequence in line.sequences() {
        let mut items = sequence.iter().enumerate();
        let found = items.find(|(idx, node)| is_search(sequence, *idx, node));
        if let Some((_, node)) = found {
            let finding = RULE
                .finding(
                    line.in_text(node.span),
                    "this search for a header runs into the page",
                )
                .with_help("go over whole lines: `(?:[^\\r\\n]+\\r\\n)*?`");
            findings.push(finding);
        }
    }
}

/// A dot that matches anything, repeated, then a line break and a header's name.
fn is_search(sequence: &[Node], idx: usize, node: &Node) -> bool {
    let goes_on = as_dot_repeat(node)
        .is_some_and(|repeat| repeat.item.kind == NodeKind::Dot { dotall: true });
    let run = literal_run(sequence, idx + 1);
    let name = run.strip_prefix(b"\r\n").map(|rest| {
        let letters = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'-');
        let n_letters = letters.count();
        (n_letters, rest.get(n_letters))
    });
    goes_on && matches!(name, Some((2.., Some(b':'))))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_search_over_everything_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^HTTP/1\.0 «.*»\r\nServer: a|s",
                r"match a m|^HTTP/1\.0 .*\r\nServer: a|",
                r"match a m|^HTTP/1\.0 .*\r\n\r\n<p>|s",
                r"match a m|^RTSP/1\.0 .*\r\nServer: a|s",
            ],
        );
    }
}
