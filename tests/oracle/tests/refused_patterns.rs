//! For every fault that a pattern can have, one pattern: our parser names that fault, and PCRE2
//! refuses the pattern too.
//!
//! Nmap up to 7.93 has PCRE1. It was asked by hand, with each pattern in a probes file of its own:
//! Debian's 7.93 refuses all but those in [`PCRE1_TAKES`].

use std::path::Path;

use oracle::pcre2::Reference;
use sflens::matcher::Limits;
use sflens::pattern::{PatternFlags, parse_pattern};

const PATTERNS: &[(&str, &str)] = &[
    ("pattern-malformed-property", r"a\p"),
    ("pattern-unknown-property", r"a\p{Nope}"),
    ("pattern-trailing-backslash", r"a\"),
    ("pattern-unknown-escape", r"a\y"),
    ("pattern-escape-in-class", r"a[\B]"),
    ("pattern-keep-out-in-look", r"a(?=\K)"),
    ("pattern-named-character", r"a\N{U+41}"),
    ("pattern-bad-control", "a\\c\x01"),
    ("pattern-octal-without-brace", r"a\o12"),
    ("pattern-no-digits", r"a\x{}"),
    ("pattern-unclosed-digits", r"a\x{4"),
    ("pattern-byte-too-big", r"a\x{100}"),
    ("pattern-unclosed-class", "a[b"),
    ("pattern-range-out-of-order", "a[z-a]"),
    ("pattern-range-with-class", r"a[\w-.]"),
    ("pattern-posix-outside-class", "a[:alpha:]"),
    ("pattern-unknown-posix", "a[[:nope:]]"),
    ("pattern-collating-element", "a[.b.]"),
    ("pattern-name-expected", "a(?<>b)"),
    ("pattern-name-starts-with-digit", "a(?<1>b)"),
    ("pattern-unclosed-name", "a(?<n-m>b)"),
    ("pattern-duplicate-name", "a(?<n>b)(?<n>c)"),
    ("pattern-two-names", "(?|(?<n>a)|(?<m>b))"),
    ("pattern-reference-expected", r"a\g"),
    ("pattern-number-too-big", "a(?99999999)"),
    ("pattern-no-such-group", r"a\2"),
    ("pattern-unclosed-group", "a(b"),
    ("pattern-unmatched-close", "a)"),
    ("pattern-unclosed-comment", "a(?#b"),
    ("pattern-unknown-group", "a(?+b)"),
    ("pattern-unknown-option", "a(?q:b)"),
    ("pattern-option-hyphen", "a(?i--s)"),
    ("pattern-nothing-to-repeat", "a|*"),
    ("pattern-counts-out-of-order", "a{2,1}"),
    ("pattern-count-too-big", "a{65536}"),
    ("pattern-lookbehind-unbounded", "a(?<=b+)"),
    ("pattern-lookbehind-too-long", "a(?<=b{1,256})"),
    (
        "pattern-too-large",
        "(?:abcdefghijklmnopqrstuvwxyz0123456789){1000}",
    ),
    ("pattern-bad-call", "a(?Rb)"),
    ("pattern-unclosed-condition", "(a)(?(1b)"),
    ("pattern-bad-version", "a(?(VERSION>=)b)"),
    ("pattern-look-expected", "a(?(?:a)b)"),
    ("pattern-too-many-branches", "(a)(?(1)b|c|d)"),
    ("pattern-literal-in-set", "a(?[ b ])"),
    ("pattern-operator-expected", "a(?[ [b] [c] ])"),
    ("pattern-member-expected", "a(?[ ])"),
    ("pattern-set-beside-lookbehind", "a(?<=a)(?[ [b] + [c] ])"),
    ("pattern-unclosed-set", "a(?[ [b] "),
    ("pattern-bad-callout", "a(?C256)"),
    ("pattern-unknown-verb", "a(*NOPE)"),
    ("pattern-mark-without-name", "a(*MARK)"),
    ("pattern-unknown-assertion", "a(*nope:b)"),
    ("pattern-scan-list-expected", "(a)(*scs:b)"),
    ("pattern-unclosed-scan-list", "(a)(*scs:(1b)"),
    ("pattern-turkish-without-utf", "(*TURKISH_CASING)a"),
];

/// Faults with no pattern here: those of great length, and what only we do not take.
const LEFT_OUT: &[&str] = &[
    "pattern-too-many-groups",
    "pattern-too-many-names",
    "pattern-lookbehind-too-complex",
    "pattern-unsupported",
];

/// Faults in which PCRE1 sees none.
const PCRE1_TAKES: &[&str] = &[
    "pattern-unknown-escape",
    "pattern-escape-in-class",
    "pattern-keep-out-in-look",
    "pattern-bad-control",
    "pattern-range-with-class",
    "pattern-option-hyphen",
];

/// The patterns, and those that are too long to write out.
fn patterns() -> Vec<(&'static str, String)> {
    let (open, close) = ("(".repeat(251), ")".repeat(251));
    let (set_open, set_close) = ("(".repeat(16), ")".repeat(16));
    let long = [
        (
            "pattern-name-too-long",
            format!("a(?<{}>b)", "n".repeat(129)),
        ),
        ("pattern-nested-too-deep", format!("{open}a{close}")),
        (
            "pattern-set-too-deep",
            format!("a(?[{set_open}[b]{set_close}])"),
        ),
        (
            "pattern-verb-name-too-long",
            format!("a(*MARK:{})", "n".repeat(256)),
        ),
    ];
    let written = PATTERNS.iter();
    let written = written.map(|(rule, pattern)| (*rule, (*pattern).to_owned()));
    written.chain(long).collect()
}

#[test]
fn every_fault_of_a_pattern_is_one_for_pcre2() {
    let flags = PatternFlags::default();
    for (rule, pattern) in patterns() {
        let fault = parse_pattern(pattern.as_bytes(), flags).expect_err(rule);
        assert_eq!(fault.to_diagnostic().rule, rule, "{pattern}");
        let taken = Reference::new(pattern.as_bytes(), flags, &Limits::default());
        assert!(taken.is_err(), "{rule}: PCRE2 takes {pattern}");
    }
}

/// The names of the faults are read from where their words stand.
#[test]
fn no_fault_is_without_a_pattern() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crate/src/pattern/error");
    let (patterns, mut n_faults) = (patterns(), 0);
    for name in ["words.rs", "control_words.rs"] {
        let text = std::fs::read_to_string(folder.join(name)).expect("the words");
        for rule in text.split('"').filter(|word| word.starts_with("pattern-")) {
            let is_told = patterns.iter().any(|(known, _)| *known == rule);
            assert!(is_told || LEFT_OUT.contains(&rule), "{rule}");
            n_faults += 1;
        }
    }
    assert_eq!(n_faults, patterns.len() + LEFT_OUT.len());
    let is_known = |rule: &&str| patterns.iter().any(|(known, _)| known == rule);
    assert!(PCRE1_TAKES.iter().all(is_known));
}
