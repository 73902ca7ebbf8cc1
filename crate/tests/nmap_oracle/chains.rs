//! Which lines see which response, and what several responses come to.

use crate::case::Case;

type Lines = &'static [(&'static str, &'static str)];
type Answers = &'static [(&'static str, &'static [u8])];

/// The lines by probe, the banner, the answers by probe.
const CASES: &[(Lines, &[u8], Answers)] = &[
    // A probe's own lines, in file order.
    (
        &[("Alpha", "match a@ m|^@ x| p/own/")],
        b"",
        &[("Alpha", b"@ x")],
    ),
    (
        &[
            ("Alpha", "match a@ m|^@| p/first/"),
            ("Alpha", "match b@ m|^@ x| p/second/"),
        ],
        b"",
        &[("Alpha", b"@ x")],
    ),
    // NULL's lines see every response, and come last.
    (
        &[("NULL", "match a@ m|^@ x| p/null/")],
        b"",
        &[("Alpha", b"@ x")],
    ),
    (
        &[
            ("NULL", "match a@ m|^@ x| p/null/"),
            ("Alpha", "match b@ m|^@| p/own/"),
        ],
        b"",
        &[("Alpha", b"@ x")],
    ),
    // Fallbacks, in order, not their fallbacks, before NULL.
    (
        &[("Alpha", "match a@ m|^@ x| p/fallback/")],
        b"",
        &[("Beta", b"@ x")],
    ),
    (
        &[
            ("NULL", "match n@ m|^@ x|"),
            ("Alpha", "match a@ m|^@ x|"),
            ("Beta", "match b@ m|^@ y|"),
        ],
        b"",
        &[("Beta", b"@ x")],
    ),
    (
        &[("Alpha", "match a@ m|^@ x| p/two steps/")],
        b"",
        &[("Gamma", b"@ x")],
    ),
    (
        &[("Lone", "match l@ m|^@ x|"), ("Beta", "match b@ m|^@ x|")],
        b"",
        &[("Gamma", b"@ x")],
    ),
    (&[("Lone", "match l@ m|^@ x|")], b"", &[("Gamma", b"@ x")]),
    (&[("Gamma", "match g@ m|^@ x|")], b"", &[("Lone", b"@ x")]),
    // A soft line hides a hard one, in one list and in a fallback.
    (
        &[
            ("NULL", "softmatch s@ m|^@| p/soft/"),
            ("NULL", "match s@ m|^@ x| p/hard/"),
        ],
        b"@ x",
        &[],
    ),
    (
        &[
            ("Beta", "softmatch s@ m|^@|"),
            ("Alpha", "match s@ m|^@ x| p/hard/"),
        ],
        b"",
        &[("Beta", b"@ x")],
    ),
    // Soft, then hard: fields are merged, empty ones keep the soft value.
    (
        &[
            (
                "NULL",
                "softmatch s@ m|^@ b| p/P/ v/V/ i/I/ h/H/ o/O/ d/D/ cpe:/a:soft/ cpe:/o:soft/",
            ),
            (
                "Alpha",
                "match s@ m|^@ b.*X| p/hard/ cpe:/a:hard/ cpe:/h:hard/",
            ),
        ],
        b"@ b",
        &[("Alpha", b"X")],
    ),
    (
        &[
            ("NULL", "softmatch s@ m|^@ b| p/P/ v/V/"),
            ("Alpha", "match s@ m|^@ b.*X| p/$9/ v//"),
        ],
        b"@ b",
        &[("Alpha", b"X")],
    ),
    // A hard match may change the service.
    (
        &[
            ("NULL", "softmatch s@ m|^@ b| p/soft/"),
            ("Alpha", "match s@ m|^nothing|"),
            ("Alpha", "match t@ m|^@ b.*X| v/2/"),
        ],
        b"@ b",
        &[("Alpha", b"X")],
    ),
    // After a soft match a probe without a line for the service is not sent.
    (
        &[
            ("NULL", "softmatch s@ m|^@ b| p/soft/"),
            ("Alpha", "match t@ m|^@ b.*X| v/2/"),
        ],
        b"@ b",
        &[("Alpha", b"X")],
    ),
    (
        &[
            ("NULL", "softmatch s@ m|^@ b| p/soft/"),
            ("Alpha", "match t@ m|^@ b.*X| v/2/"),
            ("Beta", "match s@ m|^@ b.*Y| v/3/"),
        ],
        b"@ b",
        &[("Alpha", b"X"), ("Beta", b"Y")],
    ),
    (
        &[
            ("NULL", "softmatch s@ m|^@ b| p/soft/"),
            ("Alpha", "match s@x m|^@ b.*X| v/2/"),
        ],
        b"@ b",
        &[("Alpha", b"X")],
    ),
    // A line of a fallback does not make a probe eligible; its own soft line does.
    (
        &[
            ("NULL", "softmatch s@ m|^@ b| p/soft/"),
            ("Alpha", "match s@ m|^@ b.*never|"),
            ("Beta", "softmatch s@ m|^never|"),
            ("Alpha", "match s@ m|^@ b.*Y| v/4/"),
        ],
        b"@ b",
        &[("Alpha", b"X"), ("Beta", b"Y")],
    ),
    (
        &[
            ("NULL", "softmatch s@ m|^@ b| p/soft/"),
            ("Lone", "match s@ m|^@ b.*Y| v/5/"),
        ],
        b"@ b",
        &[("Gamma", b"Y")],
    ),
    // Two soft matches: the second is ignored, fields and all.
    (
        &[
            ("Alpha", "softmatch s@ m|^@ x| p/one/"),
            ("Beta", "softmatch s@ m|^@ y| v/two/"),
        ],
        b"",
        &[("Alpha", b"@ x"), ("Beta", b"@ y")],
    ),
    (
        &[
            ("Alpha", "softmatch s@ m|^@ x| p/one/"),
            ("Beta", "softmatch t@ m|^@ y| v/two/"),
            ("Beta", "match s@ m|^never|"),
        ],
        b"",
        &[("Alpha", b"@ x"), ("Beta", b"@ y")],
    ),
    // TLS in names.
    (
        &[("NULL", "match ssl/s@ m|^@| p/inside/ cpe:/a:x/")],
        b"@",
        &[],
    ),
    (&[("NULL", "softmatch ssl/s@ m|^@| p/inside/")], b"@", &[]),
    (&[("NULL", "softmatch ssl m|^@| p/soft ssl/")], b"@", &[]),
    (&[("NULL", "match sslx@ m|^@| p/no tls/")], b"@", &[]),
    (&[("NULL", "match a@/b m|^@| p/slash/")], b"@", &[]),
    // Flags, delimiters, white space, an empty service.
    (&[("NULL", "match s@ m=^@ A=i p/either case/")], b"@ a", &[]),
    (&[("NULL", "match s@ m1^@.b1s p/dot/")], b"@\nb", &[]),
    (&[("NULL", "match s@ m|^@.b| p/no dot/")], b"@\nb", &[]),
    (&[("NULL", "match s@   m|^@|   p/spaces/")], b"@", &[]),
    (&[("NULL", "match s@ m|^@|is p/both/")], b"@", &[]),
    (&[("NULL", "match  m|^@| p/empty service/")], b"@", &[]),
    (&[("NULL", "match s-@_. m|^@| p/odd service/")], b"@", &[]),
    (&[("NULL", "match <s&@> m|^@| p/odd service/")], b"@", &[]),
    // The end of the response.
    (&[("NULL", "match s@ m|^@$| p/dollar/")], b"@\n", &[]),
    (&[("NULL", "match s@ m|^@$| p/dollar/")], b"@\r\n", &[]),
    // Nothing matches.
    (&[("NULL", "match s@ m|^no @|")], b"@", &[("Alpha", b"x")]),
];

pub(crate) fn cases() -> Vec<Case> {
    let owned = |pairs: Lines| {
        let pairs = pairs.iter();
        pairs
            .map(|(probe, line)| (probe.to_string(), line.to_string()))
            .collect()
    };
    let case = |(lines, banner, answers): &(Lines, &[u8], Answers)| Case {
        lines: owned(lines),
        banner: banner.to_vec(),
        answers: answers
            .iter()
            .map(|(probe, bytes)| (probe.to_string(), bytes.to_vec()))
            .collect(),
    };
    CASES.iter().map(case).collect()
}
