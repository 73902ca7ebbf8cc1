//! Device types of Nmap's list.

use crate::bytes::print_readable;
use crate::diagnostic::Severity;
use crate::lint::line::{LineFacts, is_literal};
use crate::lint::rule::{Check, Docs, Findings, Rule, Safety};
use crate::probes::nearest_word;
use crate::template::TemplateKind;

pub(super) const RULE: Rule = Rule {
    id: "template-device-type",
    severity: Severity::Warning,
    fix: Some(Safety::Suggested),
    docs: Docs {
        what: "A device type that is none of Nmap's 28, letter case counted.",
        why: "Programs that read Nmap's output sort hosts by these words. `general purpose` is said by \
              leaving the device type out.",
        nmap: "Every release prints what is written.",
        bad: "match acme m|^ACME | p/Acme panel/ d/Router/",
        good: "match acme m|^ACME | p/Acme panel/ d/router/",
        source: "docs/device-types of Nmap; nmap commits 1ca5e5b63 and 6b75d40ae",
    },
    check: Check::Line(check),
};

/// The device types in use.
const KNOWN: [&str; 28] = [
    "PBX",
    "PDA",
    "VoIP adapter",
    "VoIP phone",
    "WAP",
    "bridge",
    "broadband router",
    "firewall",
    "game console",
    "hub",
    "load balancer",
    "media device",
    "phone",
    "power-device",
    "power-misc",
    "print server",
    "printer",
    "proxy server",
    "remote management",
    "router",
    "security-misc",
    "specialized",
    "storage-misc",
    "switch",
    "telecom-misc",
    "terminal",
    "terminal server",
    "webcam",
];

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let template = line.template(TemplateKind::DeviceType);
    let Some(template) = template.filter(|template| is_literal(template)) else {
        return;
    };
    let text = template.text.trim_ascii();
    if text.is_empty() || KNOWN.iter().any(|known| known.as_bytes() == text) {
        return;
    }
    let near = nearest_word(KNOWN.iter().map(|known| known.as_bytes()), text);
    let help = match near.map(print_readable) {
        Some(near) => format!("write `{near}`"),
        None => "leave it out, or use the nearest type, such as `specialized`".to_owned(),
    };
    let title = format!("`{}` is no device type of Nmap's", print_readable(text));
    let finding = RULE.finding(template.text_span, title).with_help(help);
    findings.push(finding.with_replacement(near.map(<[u8]>::to_vec)));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_edit};

    #[test]
    fn a_type_that_is_not_known_is_marked() {
        check(
            &RULE,
            &[
                "match a m|^(a)| d/media device/\nmatch a m|^(b)| d/$1/\nmatch a m|^b| d/hub/\n",
                "match a m|^a| d/«toaster»/\nmatch a m|^b| d/«webcams»/\n",
            ],
        );
        check_edit(
            &RULE,
            "match a m|^a| d/Voip Phone/",
            "match a m|^a| d/VoIP phone/",
        );
    }
}
