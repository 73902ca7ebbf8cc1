//! A softmatch for every web server.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::lint::tree::literal;
use crate::pattern::tree::NodeKind;

pub(super) const RULE: Rule = Rule {
    id: "line-generic-http",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A softmatch of `http` that asks for nothing but `HTTP/` and a version.",
        why: "Many protocols answer with an error of HTTP. The softmatch keeps Nmap from sending the probes \
              that would find them.",
        nmap: "Every release sends only probes with lines for the service after a soft match.",
        bad: r"softmatch http m|^HTTP/1\.[01] \d\d\d|",
        good: r"softmatch http m|^HTTP/1\.[01] \d\d\d [^\r\n]+\r\nServer: Acme|",
        source: "pull requests 924 and 645 of Nmap",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    if !line.line.soft || line.line.service != b"http" {
        return;
    }
    let nodes = line.nodes();
    let literals: Vec<u8> = nodes.iter().filter_map(|node| literal(node)).collect();
    let behind = literals.strip_prefix(b"HTTP/");
    let asks_more = |byte: &u8| !byte.is_ascii_digit() && !b". \r\n".contains(byte);
    let has_class = |kind: &NodeKind| matches!(kind, NodeKind::Group(_));
    if behind.is_some_and(|rest| !rest.iter().any(asks_more))
        && !nodes.iter().any(|node| has_class(&node.kind))
    {
        let finding = RULE
            .finding(line.line.pattern_span, "this is every web server, and more")
            .with_help("leave it to the lines that know a server, or ask for more");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_bare_status_line_is_marked() {
        check(
            &RULE,
            &[
                r"softmatch http m|«^HTTP/1\.[01] \d\d\d .*\r\n»|",
                r"match http m|^HTTP/1\.[01] \d\d\d|",
                r"softmatch rtsp m|^HTTP/1\.[01] \d\d\d|",
                r"softmatch http m|^HTTP/1\.0 200 OK\r\n|",
            ],
        );
    }
}
