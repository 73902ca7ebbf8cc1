//! Names of services.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};

pub(super) const RULE: Rule = Rule {
    id: "line-service-name",
    severity: Severity::Style,
    fix: None,
    docs: Docs {
        what: "A service with other characters than `a-z`, `0-9` and `-`, or one that names TLS, as `https`.",
        why: "Names are those of the table of ports, in lower case. TLS is told apart: Nmap puts `ssl/` in front.",
        nmap: "Every release takes everything up to the next space as the name.",
        bad: "match Acme_DB m|^ACME | p/Acme DB/",
        good: "match acme-db m|^ACME | p/Acme DB/",
        source: "nmap commits 010c8200e, 2b6adfa8a, 53f5f5652 and 7b311892d",
    },
    check: Check::Line(check),
};

/// Names of a service inside TLS, and the service.
const OVER_TLS: [(&str, &str); 6] = [
    ("https", "http"),
    ("imaps", "imap"),
    ("pop3s", "pop3"),
    ("smtps", "smtp"),
    ("ftps", "ftp"),
    ("ldaps", "ldap"),
];

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let service = &line.line.service[..];
    let name = service.strip_prefix(b"ssl/").unwrap_or(service);
    let is_usual = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    let tls = OVER_TLS.iter().find(|(over, _)| over.as_bytes() == name);
    let (title, help) = match tls {
        Some((_, plain)) => (
            "the name of a service inside TLS",
            format!("write `{plain}`; Nmap puts `ssl/` in front"),
        ),
        None if name.starts_with(b"ssl-") => (
            "the name of a service inside TLS",
            "leave `ssl-` out; Nmap puts `ssl/` in front".to_owned(),
        ),
        None if !name.iter().all(is_usual) => (
            "the name of a service is in lower case, with `-` between words",
            "write it with `a-z`, `0-9` and `-`".to_owned(),
        ),
        None => return,
    };
    findings.push(RULE.finding(line.line.service_span, title).with_help(help));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn unusual_names_are_marked() {
        check(
            &RULE,
            &[
                "match a-1 m|^a|\nmatch ssl/a m|^b|\nmatch ssl m|^c|\nmatch nfs m|^d|\n",
                "match «A» m|^a|\nmatch «a_b» m|^b|\nmatch «https» m|^c|\nmatch «ssl-a» m|^d|\n",
            ],
        );
    }
}
