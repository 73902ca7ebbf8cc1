//! What is said about faults of probes files outside of match lines.

use super::{ParserRule, fatal, fatal_since, row};
use crate::diagnostic::Severity;

pub(super) const RULES: &[ParserRule] = &[
    fatal_since(
        "probes-long-line",
        "A line that is longer than Nmap reads.",
        "What is over 8,190 bytes (2,046 up to 7.99, 2,047 in 7.93) is read as a line of its own, for which the \
         whole file is refused.",
        "match acme m|^ACME ⟨8200 x⟩|",
        "match acme m|^ACME|",
    ),
    row(
        "probes-nul",
        Severity::Warning,
        [
            "A NUL byte in a line.",
            "What stands behind it is lost.",
            "In every release the line ends there.",
        ],
        "# comment \0 end\nmatch acme m|^ACME|",
        "# comment\nmatch acme m|^ACME|",
    ),
    fatal(
        "probes-byte-order-mark",
        "A byte order mark at the start of the file.",
        "\u{feff}match acme m|^ACME|",
        "match acme m|^ACME|",
    ),
    fatal(
        "probes-blank-line",
        "A line of white space only; with Windows line ends every empty line is one.",
        "match acme m|^ACME 1|\n \nmatch acme m|^ACME 2|",
        "match acme m|^ACME 1|\n\nmatch acme m|^ACME 2|",
    ),
    fatal(
        "probes-indent",
        "White space in front of a line, a comment's included.",
        "  match acme m|^ACME|",
        "match acme m|^ACME|",
    ),
    fatal(
        "probes-unknown-directive",
        "A line that begins with no word of the format.",
        "matsch acme m|^ACME|",
        "match acme m|^ACME|",
    ),
    fatal(
        "probes-keyword-space",
        "A word of the format without a space behind it; a TAB is none.",
        "match\tacme m|^ACME|",
        "match acme m|^ACME|",
    ),
    fatal(
        "probes-line-before-probe",
        "A match line before the first `Probe` of a probes file.",
        "Exclude 9100\nmatch acme m|^ACME|\nProbe TCP NULL q||",
        "Exclude 9100\nProbe TCP NULL q||\nmatch acme m|^ACME|",
    ),
    fatal(
        "probes-directive-before-probe",
        "A directive other than `Exclude` before the first `Probe`.",
        "rarity 1\nProbe TCP NULL q||",
        "Probe TCP NULL q||\nrarity 1",
    ),
    fatal(
        "probes-late-exclude",
        "A second `Exclude`, or one behind a `Probe`.",
        "Probe TCP NULL q||\nExclude 9100",
        "Exclude 9100\nProbe TCP NULL q||",
    ),
    fatal(
        "probes-no-protocol",
        "`Probe` without `TCP` or `UDP` and one space.",
        "Probe SCTP Hello q|HELLO|",
        "Probe TCP Hello q|HELLO|",
    ),
    fatal(
        "probes-no-name",
        "A probe without a name, or one that starts with neither a letter nor a digit.",
        "Probe TCP _Hello q|HELLO|",
        "Probe TCP Hello q|HELLO|",
    ),
    fatal(
        "probes-no-payload",
        "A probe without one space, `q` and a delimiter behind its name.",
        "Probe TCP NULL q||\nProbe TCP Hello  q|HELLO|",
        "Probe TCP NULL q||\nProbe TCP Hello q|HELLO|",
    ),
    fatal(
        "probes-unclosed-payload",
        "A payload without its second delimiter.",
        "Probe TCP Hello q|HELLO",
        "Probe TCP Hello q|HELLO|",
    ),
    fatal_since(
        "probes-payload-escape",
        "An escape in a payload other than `\\\\`, `\\0`, `\\n`, `\\r`, `\\t` and `\\xHH`.",
        "Every release refuses the whole file; up to 7.99 `\\a`, `\\b`, `\\f`, `\\v` and a backslash in front of \
         punctuation are accepted.",
        "Probe TCP Hello q|HELLO\\q|",
        "Probe TCP Hello q|HELLO\\r\\n|",
    ),
    fatal_since(
        "probes-second-null",
        "A second probe that sends nothing, whatever its name.",
        "Every release aborts.",
        "Probe TCP NULL q||\nProbe UDP Hello q||",
        "Probe TCP NULL q||\nProbe UDP Hello q|HELLO|",
    ),
    row(
        "probes-same-name",
        Severity::Note,
        [
            "A probe of a name that an earlier one of its protocol has.",
            "A fallback and a fingerprint that name it mean the first one.",
            "Every release accepts it.",
        ],
        "Probe TCP Hello q|HELLO|\nProbe TCP Hello q|HI|",
        "Probe TCP Hello q|HELLO|\nProbe TCP Hi q|HI|",
    ),
    fatal(
        "probes-port-list",
        "A list of ports that is empty or has something else than numbers up to 65535 and rising ranges.",
        "Probe TCP Hello q|HELLO|\nports 7070,",
        "Probe TCP Hello q|HELLO|\nports 7070",
    ),
    fatal(
        "probes-number-range",
        "A `rarity` outside 1 to 9, or a time outside 100 to 300000.",
        "Probe TCP Hello q|HELLO|\nrarity 10",
        "Probe TCP Hello q|HELLO|\nrarity 9",
    ),
    row(
        "probes-repeated-directive",
        Severity::Warning,
        [
            "A directive of one value that stands under the probe for the second time.",
            "Nobody expects that the first one does nothing.",
            "Every release takes the last one.",
        ],
        "Probe TCP Hello q|HELLO|\nrarity 1\nrarity 9",
        "Probe TCP Hello q|HELLO|\nrarity 9",
    ),
    fatal(
        "probes-too-many-fallbacks",
        "More than 17 names behind `fallback`.",
        "Probe TCP Hello q|HELLO|\nfallback ⟨18 Hello,⟩Hello",
        "Probe TCP Hello q|HELLO|\nfallback Hello",
    ),
    row(
        "probes-fallback-of-null",
        Severity::Warning,
        [
            "A `fallback` under the probe that sends nothing.",
            "It does nothing.",
            "Every release ignores it.",
        ],
        "Probe TCP NULL q||\nfallback Hello\nProbe TCP Hello q|HELLO|",
        "Probe TCP NULL q||\nProbe TCP Hello q|HELLO|",
    ),
    fatal(
        "probes-unknown-fallback",
        "A `fallback` to a probe that the file lacks.",
        "Probe TCP Hello q|HELLO|\nfallback Helo",
        "Probe TCP Hello q|HELLO|\nfallback Hello",
    ),
    fatal(
        "probes-udp-fallback-to-null",
        "A UDP probe with a `fallback` to the probe that sends nothing.",
        "Probe TCP NULL q||\nProbe UDP Hello q|HELLO|\nfallback NULL",
        "Probe TCP NULL q||\nProbe UDP Hello q|HELLO|",
    ),
];
