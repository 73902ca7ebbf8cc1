//! What the worker said, together with the texts it was said of.

use sflens::source::sort_by_place;
use std::rc::Rc;

use sflens::results::{DiagnosticRecord, FingerprintRecord, ProbeRecord, Report};

use super::tokens::Token;
use sflens::link::Texts;

/// How a job stands. The last result stays on the screen in every phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was asked.
    #[default]
    Idle,
    /// Asked a moment ago; nothing is shown of it.
    Running,
    /// Asked long enough ago that it is worth a word.
    Slow,
    /// The result belongs to the texts on the screen.
    Ready,
    /// There is no result for these texts, for this reason.
    Failed(Rc<str>),
}

/// The result for one state of the texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// The texts it is about.
    pub texts: Texts,
    /// True when the starter file's lines counted.
    pub starter_lines: bool,
    /// The records.
    pub report: Rc<Report>,
    /// The parts of the match lines, for their colors.
    pub tokens: Rc<[Token]>,
    /// The probes that the responses name, as far as they are known.
    pub probes: Rc<[Rc<ProbeRecord>]>,
    /// The second opinion was asked for and did not come.
    pub opinion_failed: bool,
}

/// The name of the paste in diagnostics.
pub const PASTE: &str = "paste";
/// The name of the match lines in diagnostics.
pub const LINES: &str = "lines";
/// The rule of a finding about a response to a probe that no file has.
const UNKNOWN_PROBE: &str = "response-unknown-probe";

impl Evaluation {
    /// The fingerprint at `idx`, or the last one before it.
    pub fn fingerprint(&self, idx: usize) -> Option<&FingerprintRecord> {
        let last = self.report.fingerprints.len().checked_sub(1)?;
        self.report.fingerprints.get(idx.min(last))
    }

    /// The probe that a response names: the one of its protocol, else any of its name.
    pub fn probe(&self, protocol: &str, name: &str) -> Option<Rc<ProbeRecord>> {
        let named = || self.probes.iter().filter(|probe| probe.name == name);
        let same = named().find(|probe| probe.protocol == protocol);
        same.or_else(|| named().next()).cloned()
    }

    /// True when a line hit a limit and nobody has been asked yet what it would do without.
    pub fn wants_opinion(&self) -> bool {
        let responses = (self.report.fingerprints.iter()).flat_map(|found| &found.responses);
        let mut hits = responses.flat_map(|response| response.limit_hits.iter().flatten());
        !self.opinion_failed && hits.any(|hit| hit.without_limit.is_none())
    }

    /// Findings about the paste, in the order of their places. A probe that is not known is told at
    /// the first response to it, with how many there are.
    pub fn paste_findings(&self) -> Vec<DiagnosticRecord> {
        let mut told: Vec<(DiagnosticRecord, u32)> = Vec::new();
        for finding in self.findings(PASTE) {
            let first = match finding.rule == UNKNOWN_PROBE {
                true => (told.iter()).position(|(first, _)| first.title == finding.title),
                false => None,
            };
            match first {
                Some(idx) => told[idx].1 += 1,
                None => told.push((finding, 1)),
            }
        }
        let with_number = |(mut finding, n_places): (DiagnosticRecord, u32)| {
            if n_places > 1 {
                finding.title = format!("{}, which {n_places} responses name", finding.title);
            }
            finding
        };
        told.into_iter().map(with_number).collect()
    }

    /// Findings about the match lines, in the order of their places.
    pub fn line_findings(&self) -> Vec<DiagnosticRecord> {
        self.findings(LINES)
    }

    /// The numbers of the lines with an error, which Nmap refuses together with their file.
    pub fn refused_lines(&self) -> Vec<u32> {
        let errors = (self.told_of(LINES)).filter(|finding| finding.severity == "error");
        let mut lines: Vec<u32> = errors.map(|finding| finding.line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// A finding about a template comes once for each response that it spoils: one is enough.
    fn findings(&self, file: &str) -> Vec<DiagnosticRecord> {
        let mut findings: Vec<_> = self.told_of(file).cloned().collect();
        sort_by_place(&mut findings, |finding| {
            (finding.span.start, finding.span.end)
        });
        findings.dedup();
        findings
    }

    /// Every finding about a file, as often as the report has it.
    fn told_of(&self, file: &str) -> impl Iterator<Item = &DiagnosticRecord> {
        let of_responses = (self.report.fingerprints.iter())
            .flat_map(|fingerprint| &fingerprint.responses)
            .flat_map(|response| response.diagnostics.iter().flatten());
        let all = self.report.diagnostics.iter().chain(of_responses);
        all.filter(move |finding| finding.file == file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{finding, fingerprint, response};

    #[test]
    fn a_finding_that_two_responses_share_is_told_once() {
        let mut first = response("NULL", b"a");
        first.diagnostics = Some(vec![finding(LINES, 9, "template-missing-group")]);
        let mut second = response("Help", b"b");
        second.diagnostics = first.diagnostics.clone();
        let report = Report {
            fingerprints: vec![fingerprint(vec![first, second])],
            diagnostics: vec![finding(LINES, 2, "line-unclosed"), finding(PASTE, 0, "cut")],
            ..Report::default()
        };
        let evaluation = Evaluation {
            report: Rc::new(report),
            ..Evaluation::default()
        };
        let starts: Vec<_> = evaluation
            .line_findings()
            .iter()
            .map(|f| f.span.start)
            .collect();
        assert_eq!(starts, [2, 9]);
        assert_eq!(evaluation.paste_findings().len(), 1);
    }

    #[test]
    fn an_unknown_probe_is_told_once_with_its_responses() {
        let unknown = |start, name: &str| DiagnosticRecord {
            title: format!("no probe `{name}`"),
            ..finding(PASTE, start, UNKNOWN_PROBE)
        };
        let diagnostics = [unknown(2, "A"), unknown(9, "B"), unknown(20, "A")];
        let report = Report {
            diagnostics: diagnostics.into(),
            ..Report::default()
        };
        let evaluation = Evaluation {
            report: Rc::new(report),
            ..Evaluation::default()
        };
        let found = evaluation.paste_findings();
        let titles: Vec<_> = found.iter().map(|f| f.title.as_str()).collect();
        let expected = ["no probe `A`, which 2 responses name", "no probe `B`"];
        assert_eq!(titles, expected);
    }

    #[test]
    fn a_choice_behind_the_last_fingerprint_is_the_last() {
        let report = Report {
            fingerprints: vec![fingerprint(vec![])],
            ..Report::default()
        };
        let evaluation = Evaluation {
            report: Rc::new(report),
            ..Evaluation::default()
        };
        assert!(evaluation.fingerprint(7).is_some());
        assert!(Evaluation::default().fingerprint(0).is_none());
    }
}
