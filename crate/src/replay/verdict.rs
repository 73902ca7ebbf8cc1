//! All responses of a port, in the order in which they came, as a scan goes through them.
//!
//! A soft match is remembered with its fields; from then on only probes count that have a line of
//! their own for that service. The first hard match ends the scan: it sets the service, and its
//! fields go over the remembered ones. A hard match for `ssl` outside of TLS starts everything
//! again inside TLS, of which a fingerprint without `T=SSL` knows nothing.
//!
//! ```text
//! NULL          softmatch ftp                        remembered: ftp
//! GetRequest    has no line for ftp                  not sent
//! Help          match ftp … p/Acme FTP/              hard: ftp, Acme FTP
//! ```

use super::order::{OrderCheck, Target};
use super::{
    Database, EvaluateOptions, FieldValue, Fields, Finding, LineId, LineList, LineMatch,
    ResponseOutcome,
};
use crate::bytes::print_readable;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::{Fingerprint, Protocol, Record, Tunnel};
use crate::probes::MatchLine;
use crate::source::Span;
use crate::template::Release;

/// The intensity of a scan that does not say otherwise.
const DEFAULT_INTENSITY: u8 = 7;

/// The intensity at which a soft match restricts nothing.
const ALL_PROBES: u8 = 9;

/// What a fingerprint comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// What the lines made of each record of the fingerprint, in its order.
    pub responses: Vec<ResponseOutcome>,
    /// Whether each record counts for the verdict.
    pub uses: Vec<ResponseUse>,
    /// The result for the port.
    pub verdict: Verdict,
    /// What is odd about the port as a whole.
    pub findings: Vec<Finding>,
}

/// Whether a response counts for the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseUse {
    /// Nmap would have had it.
    Counts,
    /// After the soft match Nmap would not have sent this probe: it has no line of its own for
    /// the service.
    NotSent,
    /// Nmap was done before.
    AfterEnd,
}

/// How sure the result is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerdictState {
    /// No line matches: the service is unrecognized.
    #[default]
    None,
    /// A softmatch line gave the service.
    Soft,
    /// A match line gave the service.
    Hard,
    /// A match line said that the port speaks TLS: the scan starts again inside it.
    Tls,
}

/// What Nmap reports for the port.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// How sure it is.
    pub state: VerdictState,
    /// The service without `ssl/`; `None` when unrecognized.
    pub service: Option<Vec<u8>>,
    /// TLS around the service.
    pub tunnel: Option<Tunnel>,
    /// The fields, each with the line that gave it.
    pub fields: Fields,
    /// Where the soft match came from that was remembered.
    pub soft: Option<VerdictSource>,
    /// Where the hard match came from.
    pub hard: Option<VerdictSource>,
}

/// The response and the line of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerdictSource {
    /// Index of the record.
    pub response: usize,
    /// The line.
    pub line: LineId,
}

impl Verdict {
    /// The match that gave a field of this verdict.
    pub fn source_of(&self, field: &FieldValue) -> Option<VerdictSource> {
        let sources = [self.hard, self.soft];
        let mut known = sources.into_iter().flatten();
        known.find(|source| source.line == field.line)
    }
}

/// Goes through the records of `fingerprint` in their order.
pub fn replay(db: &Database, fingerprint: &Fingerprint, options: EvaluateOptions) -> Replay {
    let header = &fingerprint.header;
    let mut scan = Scan {
        db,
        protocol: header.protocol,
        tunnel: header.tunnel,
        intensity: header.intensity.unwrap_or(DEFAULT_INTENSITY),
        is_done: false,
        replay: Replay::default(),
    };
    let target = header.port.filter(|_| options.order).map(|port| Target {
        port,
        protocol: scan.protocol,
        tunnel: scan.tunnel,
        intensity: scan.intensity,
    });
    let mut order = target.map(|target| OrderCheck::new(db, target));
    for record in &fingerprint.records {
        scan.add(record, options, order.as_mut());
    }
    scan.note_repeated_null(&fingerprint.records);
    scan.replay
}

/// The name of a record's probe as bytes.
fn probe_name(record: &Record) -> Vec<u8> {
    crate::bytes::latin1_bytes(&record.probe).unwrap_or_else(|| record.probe.as_bytes().to_vec())
}

/// A scan of one port while its responses come in.
struct Scan<'a> {
    db: &'a Database,
    protocol: Protocol,
    tunnel: Option<Tunnel>,
    intensity: u8,
    is_done: bool,
    replay: Replay,
}

impl Scan<'_> {
    fn add(
        &mut self,
        record: &Record,
        options: EvaluateOptions,
        order: Option<&mut OrderCheck<'_>>,
    ) {
        let name = probe_name(record);
        let mut outcome = self
            .db
            .evaluate(self.protocol, &name, &record.bytes, options);
        let response_use = self.judge_use(&name);
        if let (ResponseUse::Counts, Some(order)) = (response_use, order) {
            let has_soft_match = self.replay.verdict.soft.is_some();
            outcome.findings.extend(order.check(&name, has_soft_match));
        }
        if let (ResponseUse::Counts, Some(taken)) = (response_use, &outcome.taken) {
            self.take(taken);
        }
        self.replay.uses.push(response_use);
        self.replay.responses.push(outcome);
    }

    fn judge_use(&self, name: &[u8]) -> ResponseUse {
        if self.is_done {
            return ResponseUse::AfterEnd;
        }
        let verdict = &self.replay.verdict;
        let service = verdict.service.as_ref().filter(|_| verdict.soft.is_some());
        match service {
            Some(service) if !self.is_sent_for(name, service) => ResponseUse::NotSent,
            _ => ResponseUse::Counts,
        }
    }

    /// True when the probe is sent although `service` is known: it has a line for it.
    fn is_sent_for(&self, name: &[u8], service: &[u8]) -> bool {
        let is_for_service = |line: &MatchLine| line.service == service;
        let own = self.db.index().find(self.protocol, name);
        self.intensity >= ALL_PROBES
            || self.db.bare_lines().any(is_for_service)
            || own.is_some_and(|idx| self.db.lines_under(idx).any(is_for_service))
    }

    fn take(&mut self, taken: &LineMatch) {
        let Some(line) = self.db.line(taken.line) else {
            return;
        };
        let source = VerdictSource {
            response: self.replay.responses.len(),
            line: taken.line,
        };
        match line.soft {
            true => self.take_soft(line, taken, source),
            false => self.take_hard(line, taken, source),
        }
    }

    /// Remembers the first soft match; a later one for another service is worth a word.
    fn take_soft(&mut self, line: &MatchLine, taken: &LineMatch, source: VerdictSource) {
        let verdict = &mut self.replay.verdict;
        if verdict.soft.is_none() {
            verdict.state = VerdictState::Soft;
            verdict.service = Some(line.service.clone());
            verdict.tunnel = self.tunnel;
            verdict.fields = taken.fields.clone();
            verdict.soft = Some(source);
        } else if verdict.service.as_ref() != Some(&line.service) {
            let first = verdict.service.clone().unwrap_or_default();
            self.replay.findings.push(second_soft(line, &first));
        }
    }

    fn take_hard(&mut self, line: &MatchLine, taken: &LineMatch, source: VerdictSource) {
        self.is_done = true;
        if self.tunnel.is_none() && self.starts_tls(&line.service) {
            self.replay.verdict = Verdict {
                state: VerdictState::Tls,
                service: Some(line.service.clone()),
                hard: Some(source),
                ..Verdict::default()
            };
            return;
        }
        let inner = line.service.strip_prefix(b"ssl/");
        let verdict = &mut self.replay.verdict;
        verdict.state = VerdictState::Hard;
        verdict.tunnel = inner.map(|_| Tunnel::Ssl).or(self.tunnel);
        verdict.service = Some(inner.unwrap_or(&line.service).to_vec());
        verdict.hard = Some(source);
        let soft_fields = std::mem::take(&mut verdict.fields);
        verdict.fields = soft_fields.overwritten_by(taken.fields.clone());
    }

    /// True when a hard match for `service` outside of TLS starts the scan again inside it.
    fn starts_tls(&self, service: &[u8]) -> bool {
        match self.db.release() {
            Release::V7_93 => service == b"ssl" && self.protocol == Protocol::Tcp,
            Release::V7_95 | Release::V7_991 => service == b"ssl" || service == b"dtls",
        }
    }

    /// A second record that repeats the first one's banner may be what Nmap kept of it: then no
    /// line was ever tried on it.
    fn note_repeated_null(&mut self, records: &[Record]) {
        let [null, second, ..] = records else { return };
        let null_list = self.db.null_probe();
        let is_null = self.db.index().find(self.protocol, &probe_name(null)) == null_list;
        if null_list.is_none() || !is_null || null.bytes != second.bytes {
            return;
        }
        let Some(outcome) = self.replay.responses.get_mut(1) else {
            return;
        };
        let list = outcome.taken.as_ref().map(|taken| list_of(taken.line));
        let is_new =
            |list: LineList| list != LineList::Bare && Some(list) != null_list.map(LineList::Probe);
        if list.is_some_and(is_new) {
            outcome.findings.push(repeated_null());
        }
    }
}

fn list_of(line: LineId) -> LineList {
    match line {
        LineId::Bare(_) => LineList::Bare,
        LineId::InProbe { probe, .. } => LineList::Probe(probe),
    }
}

fn second_soft(line: &MatchLine, first: &[u8]) -> Finding {
    let title = format!(
        "a second soft match, for `{}`, is ignored: the service is `{}` already",
        print_readable(&line.service),
        print_readable(first)
    );
    Finding {
        file_id: Some(line.file_id),
        diagnostic: Diagnostic::new(
            "verdict-second-soft-match",
            Severity::Warning,
            line.service_span,
            title,
        )
        .with_label("not reported")
        .with_help("let one of the two lines match less"),
    }
}

fn repeated_null() -> Finding {
    let title = "this response repeats the banner, so Nmap may never have tried this line on it";
    Finding {
        file_id: None,
        diagnostic: Diagnostic::new(
            "response-repeats-null",
            Severity::Note,
            Span::default(),
            title,
        )
        .with_label("nothing new arrived on the connection that the NULL probe had kept open")
        .with_help("put the line under the NULL probe, where the banner is read first"),
    }
}
