//! Why a paste holds no fingerprint, and where to get one.

use super::find::find;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// What a paste is when it has no fingerprint.
struct Kind {
    rule: &'static str,
    /// Text that only this kind has.
    mark: &'static [u8],
    title: &'static str,
    help: &'static str,
}

/// Looked for in this order.
const KINDS: [Kind; 10] = [
    Kind {
        rule: "fingerprint-missing",
        mark: b"end_of_record",
        title: "this is a coverage report: its lines `SF:` name source files",
        help: "a fingerprint begins with `SF-Port`; `nmap -sV` prints one for a service that it cannot identify",
    },
    Kind {
        rule: "fingerprint-no-records",
        mark: b"SF-Port",
        title: "a fingerprint begins here, but the rest of it is missing",
        help: "copy the block up to the `;`, or take it from the XML report (`-oX`), where it is one string",
    },
    Kind {
        rule: "fingerprint-lost-head",
        mark: b"SF:",
        title: "these are lines of a fingerprint, but its head is missing",
        help: "copy the block from the line that begins with `SF-Port` up to the `;`",
    },
    Kind {
        rule: "fingerprint-of-os",
        mark: b"OS:SCAN(",
        title: "this is an OS fingerprint; only service fingerprints have responses to match",
        help: "scan with `-sV` and copy the block that begins with `SF-Port`",
    },
    Kind {
        rule: "fingerprint-of-os",
        mark: b"SCAN(V=",
        title: "this is an OS fingerprint; only service fingerprints have responses to match",
        help: "scan with `-sV` and copy the block that begins with `SF-Port`",
    },
    Kind {
        rule: "fingerprint-in-xml-missing",
        mark: b"<nmaprun",
        title: "this XML report has no attribute `servicefp`: each service was identified, or did not answer",
        help: "scan with `-sV`; Nmap writes a fingerprint only for a service that answers and is not identified",
    },
    Kind {
        rule: "fingerprint-in-grepable-missing",
        mark: b"\tPorts: ",
        title: "grepable output carries no fingerprint",
        help: "use normal output (`-oN`) or XML (`-oX`)",
    },
    Kind {
        rule: "fingerprint-in-report-missing",
        mark: b"Nmap scan report for ",
        title: "this report has no fingerprint: each service was identified, or did not answer",
        help: "scan with `-sV`; Nmap prints a fingerprint only for a service that answers and is not identified",
    },
    Kind {
        rule: "fingerprint-in-probes-missing",
        mark: b"Probe TCP ",
        title: "this is a probes file: it has match lines and no fingerprint",
        help: "open it as a probes file, and give here what Nmap printed for a port",
    },
    Kind {
        rule: "fingerprint-in-lines-missing",
        mark: b" m|",
        title: "these are match lines, and no fingerprint",
        help: "write them under the match lines, and give here what Nmap printed for a port",
    },
];

/// What is known of a text in which no fingerprint was found so far.
#[derive(Debug, Default)]
pub(super) struct Absence {
    /// Offset up to which it was read.
    read_to: usize,
    /// Where each kind has its mark first.
    marks: [Option<usize>; KINDS.len()],
    /// Something stands there that is no white space.
    has_text: bool,
    has_nul: bool,
}

impl Absence {
    /// Reads what is new in the window, which begins at `base` of the text.
    pub(super) fn read(&mut self, window: &[u8], base: usize) {
        const LONGEST: usize = 32;
        let from = self.read_to.saturating_sub(base);
        self.read_to = base + window.len();
        let new = window.get(from..).unwrap_or_default();
        self.has_text = self.has_text || !new.trim_ascii().is_empty();
        self.has_nul = self.has_nul || new.contains(&0);
        for (kind, mark) in KINDS.iter().zip(&mut self.marks) {
            // A mark can lie across the end of the window before.
            let find_mark = || find(window, kind.mark, from.saturating_sub(LONGEST));
            *mark = mark.or_else(|| find_mark().map(|at| base + at));
        }
    }

    /// Where the mark of the kind stands that is told of.
    pub(super) fn place(&self) -> Option<usize> {
        self.marks.iter().find_map(|at| *at)
    }

    /// The one diagnostic about a text without any fingerprint.
    pub(super) fn explain(&self) -> Diagnostic {
        if !self.has_text {
            return no_fingerprint(
                "fingerprint-empty-paste",
                Span::at(0),
                "there is nothing to decode",
            )
            .with_help("paste a block that begins with `SF-Port`, or a whole report of Nmap");
        }
        let mut known = KINDS.iter().zip(self.marks);
        if let Some((kind, at)) = known.find_map(|(kind, at)| Some((kind, at?))) {
            let span = Span::new(at, at + kind.mark.len());
            return no_fingerprint(kind.rule, span, kind.title).with_help(kind.help);
        }
        let title = if self.has_nul {
            "this is a binary file without any fingerprint in it"
        } else {
            "no fingerprint found in this text"
        };
        no_fingerprint("fingerprint-missing", Span::at(0), title)
            .with_help("a fingerprint begins with `SF-Port`; `nmap -sV` prints one for a service that it cannot identify")
    }
}

fn no_fingerprint(rule: &'static str, span: Span, title: &str) -> Diagnostic {
    Diagnostic::new(rule, Severity::Error, span, title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paste: &[u8], rule: &str) {
        let mut absence = Absence::default();
        absence.read(paste, 0);
        assert_eq!(absence.explain().rule, rule);
    }

    #[test]
    fn each_kind_of_paste_gets_its_own_advice() {
        check(b" \r\n", "fingerprint-empty-paste");
        check(b"hello", "fingerprint-missing");
        check(b"\0\0", "fingerprint-missing");
        check(b"SF:a.rs\nDA:1,1\nend_of_record\n", "fingerprint-missing");
        check(b"SF-Port80-TCP:", "fingerprint-no-records");
        check(b"> SF:abc\\x20", "fingerprint-lost-head");
        check(b"OS:SCAN(V=7.95%", "fingerprint-of-os");
        check(b"SCAN(V=7.95%", "fingerprint-of-os");
        check(b"<?xml?><nmaprun a=\"b\">", "fingerprint-in-xml-missing");
        check(
            b"Host: 192.0.2.1 ()\tPorts: 1/open/tcp//",
            "fingerprint-in-grepable-missing",
        );
        check(
            b"Nmap scan report for 192.0.2.1\n",
            "fingerprint-in-report-missing",
        );
        check(
            b"# mine\nProbe TCP NULL q||\nmatch a m|^b|\n",
            "fingerprint-in-probes-missing",
        );
        check(b"match a m|^b|\n", "fingerprint-in-lines-missing");
    }
}
