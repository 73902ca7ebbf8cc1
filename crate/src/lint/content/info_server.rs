//! The name of a server in the info instead of the product.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-info-server",
    severity: Severity::Note,
    fix: None,
    docs: Docs {
        what: "The name of a known server program in the info, while the product is something else.",
        why: "The product is the program that answers, and the info the device or the page it serves: \
              who looks for a weakness of the program looks at the product.",
        nmap: "Every release prints what is written.",
        bad: "match http m|^HTTP/1\\.0 200 OK\\r\\nServer: thttpd Acme| p/Acme camera http config/ i/thttpd/",
        good: "match http m|^HTTP/1\\.0 200 OK\\r\\nServer: thttpd Acme| p/thttpd/ i/Acme camera http config/",
        source: "nmap commits 9002e84ff, 6e24b934f and 85d6b3a7b",
    },
    check: Check::Line(check),
};

/// Programs that serve pages for many devices.
const SERVERS: [&str; 12] = [
    "thttpd",
    "mini_httpd",
    "micro_httpd",
    "lighttpd",
    "nginx",
    "Apache httpd",
    "Boa httpd",
    "GoAhead",
    "RomPager",
    "uhttpd",
    "Jetty",
    "Microsoft IIS",
];

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let (product, info) = (
        line.template(TemplateKind::Product),
        line.template(TemplateKind::Info),
    );
    let (Some(product), Some(info)) = (product, info) else {
        return;
    };
    let has =
        |text: &[u8], name: &str| text.windows(name.len()).any(|part| part == name.as_bytes());
    let named = SERVERS.iter().find(|name| has(&info.text, name));
    if let Some(name) = named.filter(|name| !has(&product.text, name)) {
        let finding = RULE
            .finding(
                info.text_span,
                format!("`{name}` is the program that answers"),
            )
            .with_help("name it in p/…/, and the device in i/…/");
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_server_in_the_info_is_marked() {
        check(
            &RULE,
            &[
                "match http m|^a| p/Acme/ i/«on nginx»/",
                "match http m|^a| p/nginx/ i/behind nginx/\nmatch http m|^b| i/nginx/\n",
            ],
        );
    }
}
