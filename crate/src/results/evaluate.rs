//! Files with fingerprints, held against loaded lines, to records.

use super::ResponseBytes;
use super::decode::{SourceFile, decode_source};
use super::line_match::line_match_record;
use super::line_progress::LineProgress;
use super::line_why::LineWhy;
use super::load::LoadedLines;
use super::records::{
    DiagnosticRecord, FingerprintRecord, LimitHitRecord, LineOutcome, LineOutcomeRecord,
    PrefixRunRecord, PrefixesRecord, ReplayUse, Report, ResponseRecord, SpanRecord, TakenLine,
};
use super::verdict::verdict_record;
use crate::bytes::latin1_bytes;
use crate::fingerprint::{Fingerprint, Protocol, Record, paste_lines};
use crate::matcher::{Captures, Limit};
use crate::replay::{
    self, EvaluateOptions, Finding, Prefixes, ResponseOutcome, ResponseUse, UserLine, replay,
};
use crate::source::LineIndex;

/// Decodes every fingerprint in `sources` and evaluates the lines on every response, up to the one
/// that Nmap would take. Of a search that hit a limit nobody says what it would do without.
pub fn match_taken(lines: &LoadedLines, sources: &[SourceFile<'_>]) -> Report {
    evaluate_files(lines, sources, false, &mut |_| {})
}

/// One response as it is evaluated, for what is told beyond the line that Nmap would take.
pub(super) struct Evaluated<'a> {
    pub(super) fingerprint: &'a Fingerprint,
    pub(super) decoded: &'a Record,
    pub(super) outcome: &'a ResponseOutcome,
    pub(super) record: &'a mut ResponseRecord,
}

/// Evaluates the lines on every response: with `all` also behind the line that Nmap would take, in
/// the outcomes that `on_response` gets.
pub(super) fn evaluate_files(
    lines: &LoadedLines,
    sources: &[SourceFile<'_>],
    all: bool,
    on_response: &mut dyn FnMut(Evaluated<'_>),
) -> Report {
    let mut report = Report {
        probes_file: Some(lines.file.clone()),
        ..Report::default()
    };
    report.diagnostics.extend(lines.diagnostics.iter().cloned());
    let mut run = Run {
        lines,
        all,
        on_response,
        known: Known::of(lines.database.user_lines().len()),
    };
    for source in sources {
        let index = paste_lines(source.text);
        let decoded = decode_source(source, &index, &mut report);
        for (fingerprint, mut record) in decoded {
            let place = Place {
                source,
                index: &index,
            };
            let findings = run.evaluate(&fingerprint, &mut record, &place);
            report.diagnostics.extend(findings);
            report.fingerprints.push(record);
        }
    }
    report
}

/// The lines, and how they are evaluated.
struct Run<'a> {
    lines: &'a LoadedLines,
    all: bool,
    on_response: &'a mut dyn FnMut(Evaluated<'_>),
    known: Known,
}

/// What was made ready for the user's lines, once for all responses.
struct Known {
    progress: LineProgress,
    why: LineWhy,
}

impl Known {
    fn of(n_lines: usize) -> Self {
        Self {
            progress: LineProgress::of(n_lines),
            why: LineWhy::of(n_lines),
        }
    }
}

/// The file that a fingerprint stands in.
struct Place<'a> {
    source: &'a SourceFile<'a>,
    index: &'a LineIndex<'a>,
}

impl Run<'_> {
    /// Fills in what the lines say, and gives the findings about the port as a whole.
    fn evaluate(
        &mut self,
        fingerprint: &Fingerprint,
        record: &mut FingerprintRecord,
        place: &Place<'_>,
    ) -> Vec<DiagnosticRecord> {
        let lines = self.lines;
        let options = EvaluateOptions {
            all: self.all,
            // A datagram comes whole.
            prefixes: fingerprint.header.protocol == Protocol::Tcp,
            order: lines.is_file_loaded,
        };
        let replayed = replay(&lines.database, fingerprint, options);
        let outcomes = replayed.responses.iter().zip(&replayed.uses);
        let decoded = fingerprint.records.iter().zip(outcomes);
        for (response, (decoded, (outcome, used))) in record.responses.iter_mut().zip(decoded) {
            fill_response(lines, response, outcome, place, &mut self.known);
            response.replay = Some(replay_use(*used));
            response.payload = payload(lines, fingerprint, &response.probe);
            (self.on_response)(Evaluated {
                fingerprint,
                decoded,
                outcome,
                record: response,
            });
        }
        record.verdict = Some(verdict_record(lines, &replayed.verdict, fingerprint));
        let findings = replayed.findings.iter();
        findings
            .map(|finding| finding_record(lines, finding, record.source.span, place))
            .collect()
    }
}

/// What the probe sends; `None` when the probes in force lack it.
fn payload(lines: &LoadedLines, fingerprint: &Fingerprint, probe: &str) -> Option<ResponseBytes> {
    let name = latin1_bytes(probe)?;
    let protocol = fingerprint.header.protocol;
    let database = &lines.database;
    let probe = database
        .probes()
        .get(database.index().find(protocol, &name)?)?;
    probe.payload.clone().map(ResponseBytes)
}

fn replay_use(used: ResponseUse) -> ReplayUse {
    match used {
        ResponseUse::Counts => ReplayUse::Counts,
        ResponseUse::NotSent => ReplayUse::NotSent,
        ResponseUse::AfterEnd => ReplayUse::AfterEnd,
    }
}

fn fill_response(
    lines: &LoadedLines,
    record: &mut ResponseRecord,
    outcome: &ResponseOutcome,
    place: &Place<'_>,
    known: &mut Known,
) {
    let taken = outcome.taken.as_ref();
    record.taken = taken.map_or(TakenLine::NoLine, |taken| {
        TakenLine::Line(Box::new(line_match_record(lines, taken)))
    });
    let user_lines = outcome.user_lines.iter();
    record.user_lines = Some(
        user_lines
            .map(|line| user_line_record(lines, line, record, known))
            .collect(),
    );
    let limit_hits = outcome.limit_hits.iter();
    record.limit_hits = Some(limit_hits.map(|hit| limit_hit_record(lines, hit)).collect());
    let prefixes = outcome.prefixes.as_ref();
    record.prefixes = prefixes.map(|prefixes| prefixes_record(lines, prefixes));
    let findings = outcome.findings.iter();
    record.diagnostics = Some(
        findings
            .map(|finding| finding_record(lines, finding, record.span, place))
            .collect(),
    );
}

fn prefixes_record(lines: &LoadedLines, prefixes: &Prefixes) -> PrefixesRecord {
    let runs = prefixes.runs.iter().map(|run| PrefixRunRecord {
        first: run.first,
        last: run.last,
        taken: line_match_record(lines, &run.taken),
    });
    PrefixesRecord {
        runs: runs.collect(),
        complete: prefixes.complete,
    }
}

fn user_line_record(
    lines: &LoadedLines,
    line: &UserLine,
    response: &ResponseRecord,
    known: &mut Known,
) -> LineOutcomeRecord {
    let (outcome, hidden_by) = match line.outcome {
        replay::LineOutcome::Taken => (LineOutcome::Taken, None),
        replay::LineOutcome::HiddenBy(by) => (LineOutcome::Hidden, Some(lines.line_ref(by))),
        replay::LineOutcome::NoMatch => (LineOutcome::NoMatch, None),
        replay::LineOutcome::LimitHit(_) => (LineOutcome::LimitHit, None),
        replay::LineOutcome::NotSeen => (LineOutcome::NotSeen, None),
        replay::LineOutcome::Broken => (LineOutcome::Refused, None),
    };
    let mut record = LineOutcomeRecord {
        at: lines.line_ref(line.line),
        outcome,
        soft: lines.is_soft(line.line),
        hidden_by,
        captures: line.captures.as_ref().map(capture_spans),
        progress: None,
        why: None,
        repairs: Vec::new(),
        parts: None,
    };
    let progress = known.progress.find(lines, line, &response.bytes);
    known.why.fill(&mut record, lines, line, response, progress);
    record
}

fn limit_hit_record(lines: &LoadedLines, hit: &replay::LimitHit) -> LimitHitRecord {
    let line = lines.line_ref(hit.line);
    LimitHitRecord {
        file: line.file,
        line: line.line,
        limit: limit_name(hit.limit).to_owned(),
        without_limit: None,
    }
}

/// The limit as the records name it.
pub(super) fn limit_name(limit: Limit) -> &'static str {
    match limit {
        Limit::Match => "match",
        Limit::Depth => "depth",
        Limit::Heap => "heap",
        Limit::EndlessCall => "endless-call",
        Limit::Work => "work",
    }
}

/// A finding about a text stands in that text; one about the response stands at its record.
fn finding_record(
    lines: &LoadedLines,
    finding: &Finding,
    response: SpanRecord,
    place: &Place<'_>,
) -> DiagnosticRecord {
    let text = finding.file_id.and_then(|id| lines.text(id));
    match text {
        Some(text) => DiagnosticRecord::new(&finding.diagnostic, &text.name, &text.line_index()),
        None => {
            let mut diagnostic = finding.diagnostic.clone();
            diagnostic.span = response.into();
            DiagnosticRecord::new(&diagnostic, place.source.name, place.index)
        }
    }
}

/// Group 0 first; `None` for a group that took no part.
pub(super) fn capture_spans(captures: &Captures) -> Vec<Option<SpanRecord>> {
    let groups = captures.groups.iter();
    groups.map(|group| group.map(SpanRecord::from)).collect()
}
