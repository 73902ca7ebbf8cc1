//! Services called `ssl/…`.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "line-ssl-name",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "A service whose name begins with `ssl/`.",
        why: "Such a line ends the scan of the port. It is right only where the plain answer proves TLS and \
              tells all there is to tell; else a line of the service `ssl` lets Nmap look inside.",
        nmap: "Every release reports a hard match of `ssl/x` as `x` inside TLS, and looks no further.",
        bad: "match ssl/acme m|^ACME needs TLS| p/Acme DB/",
        good: "match ssl m|^ACME needs TLS| p/Acme DB/",
        source: "the behavior of Nmap 7.93",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    if line.line.service.starts_with(b"ssl/") {
        let title = match line.line.soft {
            true => "a softmatch is reported under the name `ssl/…` as it stands",
            false => "this ends the scan without a look inside TLS",
        };
        let finding = RULE
            .finding(line.line.service_span, title)
            .with_help("name it `ssl`, unless the answer tells all there is to tell");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn names_inside_tls_are_marked() {
        check(
            &RULE,
            &["match ssl m|^a|\nmatch «ssl/a» m|^b|\nsoftmatch «ssl/a» m|^c|\n"],
        );
    }
}
