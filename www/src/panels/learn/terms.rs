//! The terms of the field, from A to Z.

use yew::prelude::*;

use crate::widgets::render_prose;

/// Each term with its meaning, sorted.
const TERMS: [(&str, &str); 21] = [
    (
        "Capture",
        "The bytes that a group of the pattern took in one match. It has a number and a color, the same in line, response and report.",
    ),
    (
        "CPE",
        "Common Platform Enumeration: a standard name for a product, by which databases of vulnerabilities find it.",
    ),
    (
        "Declared length",
        "How long the whole response was. The fingerprint may hold less of it.",
    ),
    (
        "Delimiter",
        "The character around a pattern or a template. The next same character ends it, escaped or not.",
    ),
    (
        "Device type",
        "What kind of device answered, when the response tells.",
    ),
    (
        "Fallback",
        "The list of probes whose lines are tried next on a response.",
    ),
    (
        "Field",
        "A template after its substitutions: product, version, information, host name, operating system, device type, CPE.",
    ),
    (
        "Hard match",
        "A `match` line fits. The service is known, and Nmap stops asking.",
    ),
    ("Hidden", "The line fits, but Nmap took another before it."),
    (
        "Intensity",
        "How many probes the scan may try: 0 to 9, 7 unless told otherwise. A probe is sent when its rarity is not above it, or when the port is one it is meant for.",
    ),
    (
        "Match line",
        "One line of Nmap's file: keyword, service, pattern, templates.",
    ),
    (
        "NULL probe",
        "The probe that sends nothing and waits for a greeting. TCP only, and always first.",
    ),
    ("Payload", "The bytes that a probe sends."),
    (
        "Platform",
        "The system for which the scanning Nmap was built, not the scanned one.",
    ),
    ("Probe", "A named question to a port, such as `GetRequest`."),
    (
        "Rarity",
        "1 to 9: how seldom a probe brings an answer that others do not.",
    ),
    ("Response", "What a probe brought back, byte by byte."),
    (
        "Service fingerprint",
        "The block from `SF-Port` to the last semicolon: header and responses for one port.",
    ),
    (
        "Soft match",
        "A `softmatch` line fits. The service is known, its product not yet, and Nmap goes on with the probes for that service.",
    ),
    (
        "Truncated",
        "Nmap stored fewer bytes than came. A `$` in a pattern may then fit the wrong place.",
    ),
    (
        "Tunnel",
        "Encryption around the service. `ssl` in the report means that the probes were sent inside TLS.",
    ),
];

/// See the head of this file.
pub(super) fn render_terms() -> Html {
    html! {
        <dl class="learn__terms">
            { for TERMS.iter().map(|(term, meaning)| html! {
                <div class="learn__term">
                    <dt>{ *term }</dt>
                    <dd>{ render_prose(meaning) }</dd>
                </div>
            }) }
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_in_order_and_their_code_is_closed() {
        let order = |term: &str| term.to_lowercase();
        assert!(TERMS.is_sorted_by_key(|(term, _)| order(term)));
        for (term, meaning) in TERMS {
            assert_eq!(meaning.matches('`').count() % 2, 0, "{term}");
        }
    }
}
