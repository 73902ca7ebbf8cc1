//! The messages of the faults that people make most, as they read them.

use crate::diagnostic::{Style, render_caret};
use crate::pattern::{PatternFlags, parse_pattern};
use crate::source::LineIndex;

#[track_caller]
fn check(pattern: &str, message: &str) {
    let error = parse_pattern(pattern.as_bytes(), PatternFlags::default()).unwrap_err();
    let index = LineIndex::new(pattern.as_bytes());
    let rendered = render_caret(&error.to_diagnostic(), "pattern", &index, Style::Plain);
    assert_eq!(rendered.trim_end(), message.trim(), "{rendered}");
}

#[test]
fn an_unclosed_group() {
    check(
        r"^ACME (\d+",
        r"
error[pattern-unclosed-group]: group is opened but never closed
 --> pattern:1:7
  |
1 | ^ACME (\d+
  |       ^ no `)` follows before the delimiter
  |
help: close the group, or write `\(` for a parenthesis",
    );
}

#[test]
fn a_parenthesis_too_many() {
    check(
        r"^ACME \d+)",
        r"
error[pattern-unmatched-close]: `)` closes no group
 --> pattern:1:10
  |
1 | ^ACME \d+)
  |          ^ no group is open here
  |
help: write `\)` for a parenthesis",
    );
}

#[test]
fn an_unclosed_class() {
    check(
        r"^ACME [\d.]+ [a-z",
        r"
error[pattern-unclosed-class]: class is opened but never closed
 --> pattern:1:14
  |
1 | ^ACME [\d.]+ [a-z
  |              ^ no `]` follows before the delimiter
  |
help: close the class, or write `\[` for a bracket",
    );
}

#[test]
fn a_quantifier_with_nothing_before_it() {
    check(
        r"^ACME|+",
        r"
error[pattern-nothing-to-repeat]: a quantifier has nothing to repeat
 --> pattern:1:7
  |
1 | ^ACME|+
  |       ^ nothing before it can be repeated
  |
help: escape it if the character itself is meant",
    );
}

#[test]
fn a_range_that_runs_backwards() {
    check(
        r"^[9-0]",
        r"
error[pattern-range-out-of-order]: the range from `9` to `0` runs backwards
 --> pattern:1:5
  |
1 | ^[9-0]
  |     ^ this byte is lower than the first
  |
help: swap the two, or write `\-` for a hyphen",
    );
}

#[test]
fn a_range_from_a_set() {
    check(
        r"^[\w-.]+",
        r"
error[pattern-range-with-class]: a range cannot start or end with a set of bytes
 --> pattern:1:5
  |
1 | ^[\w-.]+
  |     ^ this hyphen
  |
help: write `\-`, or put the hyphen last in the class",
    );
}

#[test]
fn an_escape_that_means_nothing() {
    check(
        r"^ACME\y",
        r"
error[pattern-unknown-escape]: `\y` means nothing
 --> pattern:1:6
  |
1 | ^ACME\y
  |      ^^ a backslash before a letter or digit must form a known escape
  |
help: remove the backslash if the character itself is meant",
    );
}

#[test]
fn a_reference_to_no_group() {
    check(
        r"^(a)\2",
        r"
error[pattern-no-such-group]: a reference to a group that does not exist
 --> pattern:1:5
  |
1 | ^(a)\2
  |     ^^ the pattern has no such group",
    );
}

#[test]
fn a_character_that_is_no_byte() {
    check(
        r"^\x{20ac}",
        r"
error[pattern-byte-too-big]: an escape stands for a number above 255
 --> pattern:1:2
  |
1 | ^\x{20ac}
  |  ^^^^^^^^ patterns match bytes
  |
help: write each byte of the character, for example `\xe2\x82\xac`",
    );
}

#[test]
fn a_construct_that_only_pcre2_takes() {
    check(
        r"(*CRLF)(*UCP)(*UTF)^a",
        r"
error[pattern-unsupported]: UTF-8 matching is not supported here
 --> pattern:1:14
  |
1 | (*CRLF)(*UCP)(*UTF)^a
  |              ^^^^^^ PCRE2 takes it, this engine does not
  |
help: leave it out and write the bytes of a character, for example `\xc3\xa9`: under it Nmap finds nothing in a response that is not UTF-8 throughout",
    );
    check(
        r"(*TURKISH_CASING)^a",
        r"
error[pattern-turkish-without-utf]: `(*TURKISH_CASING)` stands without `(*UTF)`
 --> pattern:1:1
  |
1 | (*TURKISH_CASING)^a
  | ^^^^^^^^^^^^^^^^^ PCRE2 takes it in UTF-8 only
  |
help: leave it out: patterns match bytes, and name both cases of a letter in a class",
    );
}

#[test]
fn a_scan_without_its_list() {
    check(
        r"^(a)(*scs:b)",
        r"
error[pattern-scan-list-expected]: a scan does not say what to search
 --> pattern:1:11
  |
1 | ^(a)(*scs:b)
  |           ^ numbers or names of groups are expected here, in parentheses
  |
help: write `(*scs:(1)…)` or `(*scs:(<name>)…)`",
    );
    check(
        r"^(a)(*scs:(1;2)b)",
        r"
error[pattern-unclosed-scan-list]: the list of groups of a scan is not ended by `)`
 --> pattern:1:13
  |
1 | ^(a)(*scs:(1;2)b)
  |             ^ `,` or `)` is expected here",
    );
}

#[test]
fn a_backslash_at_the_end() {
    check(
        r"^ACME\",
        r"
error[pattern-trailing-backslash]: the pattern ends with a backslash
 --> pattern:1:6
  |
1 | ^ACME\
  |      ^ nothing follows that it could escape
  |
help: write `\\` for a backslash",
    );
}

#[test]
fn a_reference_to_a_group_by_a_wrong_name() {
    check(
        r"^(?<version>\d+) (?&verson)",
        r"
error[pattern-no-such-group]: a reference to a group that does not exist
 --> pattern:1:20
  |
1 | ^(?<version>\d+) (?&verson)
  |                    ^^^^^^^^ the pattern has no such group",
    );
}

#[test]
fn a_conditional_group_of_three_branches() {
    check(
        r"^(a)?(?(1)b|c|d)",
        r"
error[pattern-too-many-branches]: a conditional group has too many branches
 --> pattern:1:6
  |
1 | ^(a)?(?(1)b|c|d)
  |      ^^^^^^^^^^^ two at most, and one with `(?(DEFINE)…)`
  |
help: put the alternatives into a group: `(?(1)(?:a|b)|c)`",
    );
}
