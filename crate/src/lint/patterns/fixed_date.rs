//! A date in a pattern.

use crate::diagnostic::Severity;
use crate::lint::line::LineFacts;
use crate::lint::rule::{Check, Docs, Findings, Rule};
use crate::probes::MatchLine;
use crate::source::Span;

pub(super) const RULE: Rule = Rule {
    id: "pattern-fixed-date",
    severity: Severity::Warning,
    fix: None,
    docs: Docs {
        what: "A day, month and year in a pattern, as in `Mon, 02 Jan 2006`, unless a comment above the line \
               says `TIME`. The date of the header `Expires` does not count.",
        why: "Mostly it is the moment of the scan, and no other response matches. A date at which a \
              program was built may stay.",
        nmap: "Every release compares it byte by byte.",
        bad: r"match acme m|^ACME ready at 02 Jan 2006 15:04| p/Acme DB/",
        good: r"match acme m|^ACME ready at [\w ]+:\d\d| p/Acme DB/",
        source: "nmap commits 036714cde and e11ff107d; docs/DATAFILES of Nmap for `TIME`",
    },
    check: Check::Line(check),
};

const MONTHS: [&[u8]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

fn check(line: &LineFacts<'_>, findings: &mut Findings) {
    let text = &line.line.pattern_text;
    let Some(date) = find_date(text) else { return };
    let before = text.get(..date.range().start).unwrap_or_default();
    let expires = before.len().saturating_sub(b"Expires: Mon, ".len());
    let is_expiry = before
        .get(expires..)
        .unwrap_or_default()
        .starts_with(b"Expires: ");
    if !is_time_declared(line.text, line.line) && !is_expiry {
        let finding = RULE
            .finding(line.in_text(date), "a date in the pattern")
            .with_help("say what a date looks like instead, or write `# TIME` above the line");
        findings.push(finding);
    }
}

/// Two digits, a month and four digits, with one byte between.
fn find_date(text: &[u8]) -> Option<Span> {
    let is_date = |window: &[u8]| {
        let [a, b, sep, m, o, n, other, y @ ..] = window else {
            return false;
        };
        let is_separator = |byte: &u8| matches!(byte, b' ' | b'-' | b'/');
        (a.is_ascii_digit() || *a == b' ')
            && b.is_ascii_digit()
            && is_separator(sep)
            && MONTHS.contains(&&[*m, *o, *n][..])
            && is_separator(other)
            && y.iter().all(u8::is_ascii_digit)
    };
    const LEN: usize = b"02 Jan 2006".len();
    let start = text.windows(LEN).position(is_date)?;
    Some(Span::new(start, start + LEN))
}

/// Whether the comments right above the line have the word `TIME`.
pub(in crate::lint) fn is_time_declared(text: &[u8], line: &MatchLine) -> bool {
    let before = text.get(..line.span.range().start).unwrap_or_default();
    let above = before.split(|byte| *byte == b'\n').rev().skip(1);
    let mut comments = above.take_while(|text| text.starts_with(b"#"));
    comments.any(|text| text.windows(4).any(|word| word == b"TIME"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check;

    #[test]
    fn a_date_without_a_word_about_it_is_marked() {
        check(
            &RULE,
            &[
                r"match a m|^at «02-Jan-2006» 15:04|",
                r"match a m|^Mon, «02 Jan 2006» 15:04|",
                r"match a m|^a\r\nExpires: Mon, 02 Jan 2006|",
                r"match a m|^\d\d Jan 2006 Marc 2007|",
                "# TIME\n# other\nmatch a m|^at 02 Jan 2006|",
                "# TIME\n\nmatch a m|^at «02 Jan 2006»|",
            ],
        );
    }
}
