//! An IPv4 address in a pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-fixed-address",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "An IPv4 address in a pattern. 0.0.0.0 and 127.0.0.1 do not count, nor do four small numbers, \
               which may be a version.",
        why: "It is the address of the one server or client that was seen; no other matches.",
        nmap: "Every release compares it byte by byte.",
        bad: r"match acme m|^ACME at 192\.0\.2\.7 ready| p/Acme DB/",
        good: r"match acme m|^ACME at [\d.]+ ready| p/Acme DB/",
        source: "nmap commits 036714cde, e11ff107d and 7dd0382c6",
    },
    check: Check::Line(check),
};

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let text = &line.line.pattern_text;
    let mut at = 0;
    while let Some(start) = text.iter().skip(at).position(u8::is_ascii_digit) {
        let start = at + start;
        let rest = text.get(start..).unwrap_or_default();
        let (len, is_address) = address_len(rest);
        at = start + len;
        let is_odd = matches!(text.get(..start), Some([.., b'\\' | b'.' | b'{' | b','])); // an escape, a longer number
        let shown = rest.get(..len).unwrap_or_default();
        let is_usual = matches!(shown, br"127\.0\.0\.1" | br"0\.0\.0\.0");
        if is_address && !is_odd && !is_usual {
            let finding = RULE
                .finding(
                    line.in_text(Span::new(start, at)),
                    "an IPv4 address in the pattern",
                )
                .with_help("write `[\\d.]+`");
            findings.push(finding);
        }
    }
}

/// Bytes of a run of digits, points and backslashes, and whether it is an address.
fn address_len(rest: &[u8]) -> (usize, bool) {
    let run = rest
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'\\'));
    let len = run.count();
    let run = rest.get(..len).unwrap_or_default();
    // A backslash at the end belongs to what follows.
    let trimmed = run.strip_suffix(b"\\").unwrap_or(run);
    let text = String::from_utf8_lossy(trimmed);
    let parts: Vec<&str> = text.split(r"\.").collect();
    let bytes: Vec<u8> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    // Numbers that are all small are those of a version or a chapter.
    let is_large = bytes.first() == Some(&10) || bytes.iter().any(|byte| *byte >= 100);
    let is_address = parts.len() == 4 && bytes.len() == 4 && is_large;
    (trimmed.len().max(1), is_address)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn an_address_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^127\.0\.0\.1 0\.0\.0\.0 1\.2\.3 192\.2\.3\.4\.5 192\.2\.3\.256 4\.1\.1\.1|",
                r"match a m|^at «10\.1\.2\.3»\r\n«192\.0\.2\.1»|",
                r"match a m|^\d\.\d\.\d\.\d 192.2.3.4|",
            ],
        );
    }
}
