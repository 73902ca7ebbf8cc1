//! What is said about faults of match lines and their templates.

use super::{ParserRule, fatal, fatal_since, lost, row};
use crate::diagnostic::Severity;

pub(super) const RULES: &[ParserRule] = &[
    fatal(
        "line-no-pattern",
        "No `m` behind the service; mostly two spaces or a TAB in front of the service.",
        "match  acme m|^ACME|",
        "match acme m|^ACME|",
    ),
    fatal(
        "line-bad-delimiter",
        "A letter or white space behind `m`, where the delimiter belongs.",
        "match acme m ^ACME ",
        "match acme m|^ACME|",
    ),
    fatal(
        "line-unclosed-pattern",
        "A pattern without its second delimiter.",
        "match acme m|^ACME p/Acme DB/",
        "match acme m|^ACME| p/Acme DB/",
    ),
    fatal(
        "line-no-space",
        "Something other than white space behind the pattern and its flags. Mostly the delimiter stands in \
         the pattern: it cannot be escaped there.",
        "match acme m|^ACME|p/Acme DB/",
        "match acme m|^ACME| p/Acme DB/",
    ),
    fatal(
        "line-unknown-flag",
        "A letter behind the pattern that is neither `i` nor `s`.",
        "match acme m|^ACME|x",
        "match acme m|^ACME|",
    ),
    fatal_since(
        "line-too-many-flags",
        "More than three letters behind the pattern.",
        "From 7.94 on the whole file is refused; before, any number is accepted.",
        "match acme m|^ACME|isis",
        "match acme m|^ACME|is",
    ),
    row(
        "line-no-newline",
        Severity::Warning,
        [
            "A match line at the end of the file without a newline.",
            "One missing byte makes the whole file useless, and no editor shows it.",
            "From 7.94 on the whole file is refused; 7.93 accepts it.",
        ],
        "match acme m|^ACME|",
        "match acme m|^ACME|\n",
    ),
    fatal_since(
        "pattern-can-match-empty",
        "A pattern that could match the empty string.",
        "From 7.991 on the whole file is refused. Before, the line matches every response.",
        "match acme m|^(?:ACME)?|",
        "match acme m|^ACME|",
    ),
    fatal(
        "template-unknown-letter",
        "Letters in front of a delimiter that are no template's.",
        "match acme m|^ACME| x/Acme DB/",
        "match acme m|^ACME| p/Acme DB/",
    ),
    fatal(
        "template-upper-case",
        "The letter of a template in upper case.",
        "match acme m|^ACME| P/Acme DB/",
        "match acme m|^ACME| p/Acme DB/",
    ),
    fatal(
        "template-no-letter",
        "A template without its letter.",
        "match acme m|^ACME| /Acme DB/",
        "match acme m|^ACME| p/Acme DB/",
    ),
    fatal(
        "template-bare-word",
        "A word that is no template.",
        "match acme m|^ACME| Acme",
        "match acme m|^ACME| p/Acme/",
    ),
    fatal(
        "template-unclosed",
        "A template without its second delimiter.",
        "match acme m|^ACME| p/Acme DB",
        "match acme m|^ACME| p/Acme DB/",
    ),
    fatal(
        "template-no-space",
        "Two templates without white space between.",
        "match acme m|^ACME| p/Acme/v/1/",
        "match acme m|^ACME| p/Acme/ v/1/",
    ),
    row(
        "template-ignored-letters",
        Severity::Warning,
        [
            "Letters behind a template, other than the `a` of a CPE.",
            "They look as if they did something.",
            "Every release ignores up to three letters.",
        ],
        "match acme m|^ACME| p/Acme DB/i",
        "match acme m|^ACME| p/Acme DB/",
    ),
    row(
        "template-repeated",
        Severity::Warning,
        [
            "A field that is given twice.",
            "Only one of the two is shown, and nothing says so.",
            "Every release takes the last one.",
        ],
        "match acme m|^ACME| p/Acme/ p/Acme DB/",
        "match acme m|^ACME| p/Acme DB/",
    ),
    row(
        "template-empty-find",
        Severity::Error,
        [
            "`$SUBST` with nothing to find.",
            "The scan never ends.",
            "Every release appends the replacement without end, as soon as the group took a byte.",
        ],
        r#"match acme m|^ACME (\d+)| v/$SUBST(1,"",".")/"#,
        r#"match acme m|^ACME (\d+)| v/$SUBST(1,"_",".")/"#,
    ),
    lost(
        "template-missing-group",
        "A substitution of a group that the pattern lacks.",
        r"match acme m|^ACME (\d+)| p/Acme DB/ v/$2/",
        r"match acme m|^ACME (\d+)| p/Acme DB/ v/$1/",
    ),
    lost(
        "template-lone-dollar",
        "A `$` that starts no substitution. There is no way to write a dollar sign.",
        "match acme m|^ACME| i/US$ edition/",
        "match acme m|^ACME| i/USD edition/",
    ),
    lost(
        "template-group-zero",
        "`$0`, or a helper for group 0.",
        r"match acme m|^ACME \d+| v/$0/",
        r"match acme m|^ACME (\d+)| v/$1/",
    ),
    lost(
        "template-unknown-helper",
        "A helper other than `$P`, `$SUBST` and `$I`. Their names are in upper case.",
        r"match acme m|^ACME (\d+)| v/$p(1)/",
        r"match acme m|^ACME (\d+)| v/$P(1)/",
    ),
    lost(
        "template-bad-call",
        "A helper with missing, wrong or too many arguments.",
        r"match acme m|^ACME (..)| v/$I(1)/",
        r#"match acme m|^ACME (..)| v/$I(1,">")/"#,
    ),
    row(
        "cpe-delimiter",
        Severity::Warning,
        [
            "`cpe:` with another delimiter than `/`.",
            "The file works with old releases only.",
            "From 7.94 on the whole file is refused; 7.93 takes any delimiter.",
        ],
        "match acme m|^ACME| cpe:|a:acme:db|",
        "match acme m|^ACME| cpe:/a:acme:db/",
    ),
    row(
        "cpe-part",
        Severity::Warning,
        [
            "A CPE that begins with none of `a`, `h` and `o`.",
            "It is never shown.",
            "Every release ignores it, with a warning at each match.",
        ],
        "match acme m|^ACME| cpe:/x:acme:db/",
        "match acme m|^ACME| cpe:/a:acme:db/",
    ),
    row(
        "cpe-repeated-part",
        Severity::Note,
        [
            "Two CPEs of the same part.",
            "Only one of the two is shown.",
            "Every release shows one CPE for each of the parts a, h and o: the last one.",
        ],
        "match acme m|^ACME| cpe:/a:acme:db/ cpe:/a:acme:mail/",
        "match acme m|^ACME| cpe:/a:acme:mail/",
    ),
];
