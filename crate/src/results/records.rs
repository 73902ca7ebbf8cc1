//! The records themselves; `docs/results.md` describes them for people who write scripts.

use serde::{Deserialize, Serialize};

use super::bytes_record::ResponseBytes;
use super::probe::ProbeRefRecord;

/// What `sflens decode` and `sflens match` print, what the JavaScript API returns and what the
/// page shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The probes and lines that were in force; absent when only decoding was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probes_file: Option<ProbesFileRecord>,
    /// The fingerprints in the order of the files and of their places in them.
    pub fingerprints: Vec<FingerprintRecord>,
    /// Where the user's lines belong in the loaded probes file; asked for together with `all`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placements: Option<Vec<PlacementRecord>>,
    /// The services of which there are several fingerprints.
    #[serde(default)]
    pub services: Vec<ServiceRecord>,
    /// Fingerprints with the same responses, by their indices; only where there are several.
    #[serde(default)]
    pub alike: Vec<Vec<u32>>,
    /// What Nmap noted of its matches, in a report made with `--version-trace` or `-d2`.
    #[serde(default)]
    pub match_notes: Vec<MatchNoteRecord>,
    /// Findings about the files themselves.
    pub diagnostics: Vec<DiagnosticRecord>,
}

/// One service with several fingerprints, as of a scan with `-d` and one without: they are of the
/// same host, port, protocol and tunnel. Those of one file whose host is not named are taken for
/// scans of one host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRecord {
    /// The host; absent when it is not named.
    pub host: Option<String>,
    /// The port.
    pub port: Option<u16>,
    /// `TCP` or `UDP`.
    pub protocol: String,
    /// `ssl` when the probes were sent inside TLS.
    pub tunnel: Option<String>,
    /// Indices of the fingerprints.
    pub fingerprints: Vec<u32>,
    /// For each probe its responses.
    pub responses: Vec<ServiceResponseRecord>,
    /// Those of the user's lines that match one of the responses.
    pub lines: Vec<ServiceLineRecord>,
}

/// The responses of one service to one probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceResponseRecord {
    /// The probe.
    pub probe: String,
    /// The response of which most bytes are certain.
    pub longest: ResponseRefRecord,
    /// All others.
    pub others: Vec<ResponseRefRecord>,
    /// Bytes of the longest that another has otherwise: a pattern has to leave them open. An empty
    /// span is a place where only another has something.
    pub varying: Vec<SpanRecord>,
}

/// What one of the user's lines does on the responses of one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceLineRecord {
    /// The line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// The responses that it matches.
    pub matches: Vec<ResponseRefRecord>,
    /// The responses to the same probes that it does not match.
    pub misses: Vec<ResponseRefRecord>,
}

/// Which response is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseRefRecord {
    /// Index of its fingerprint in the report.
    pub fingerprint: u32,
    /// Index of the response in that.
    pub response: u32,
}

/// One match that Nmap noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchNoteRecord {
    /// Where the note stands.
    pub source: SourceRecord,
    /// The address that was scanned.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// True for a soft match.
    pub soft: bool,
    /// The probe that was answered.
    pub probe: String,
    /// The probe in whose list the line stands.
    pub list: String,
    /// The number of the line in the probes file of that scan; old releases do not tell it.
    pub line: Option<u32>,
    /// The service, with `ssl/` before it when it is inside TLS.
    pub service: String,
    /// The product.
    pub product: Option<String>,
    /// The version.
    pub version: Option<String>,
    /// The info.
    pub info: Option<String>,
    /// What stands there in the probes file that is loaded.
    pub in_file: Option<NotedLineRecord>,
}

/// The line of the loaded probes file that has the number that Nmap noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotedLineRecord {
    /// The file.
    pub file: String,
    /// The number.
    pub line: u32,
    /// The line itself.
    pub text: String,
    /// True when it is of the kind, the probe and the service that are noted; else the scan was
    /// made with another file.
    pub fits: bool,
}

/// The probes file that answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbesFileRecord {
    /// The name it was loaded under.
    pub file: String,
    /// The names of the files that were laid over it, the first first.
    pub over: Vec<String>,
    /// Number of its probes.
    pub probes: u32,
    /// Number of its match and softmatch lines that count for this report.
    pub match_lines: u32,
    /// The release of Nmap whose rules count: `7.93`, `7.95` or `7.991`.
    pub nmap: String,
}

/// A range of byte offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanRecord {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

/// Where a fingerprint stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// The name of the file.
    pub file: String,
    /// Bytes of the file.
    pub span: SpanRecord,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
}

/// One service fingerprint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FingerprintRecord {
    /// Where it stands.
    pub source: SourceRecord,
    /// The host that the report around it names.
    pub host: Option<String>,
    /// Port number; absent when the paste hides it, as in `SF-Portxxxx-TCP`.
    pub port: Option<u16>,
    /// `TCP` or `UDP`.
    pub protocol: String,
    /// Nmap's version, such as `7.94SVN`.
    pub version: Option<String>,
    /// `ssl` when the probes were sent inside TLS.
    pub tunnel: Option<String>,
    /// The scan's version intensity.
    pub intensity: Option<u8>,
    /// Month and day on the scanning host, such as `9/6`.
    pub date: Option<String>,
    /// Unix seconds.
    pub time: Option<u64>,
    /// The same as a date and time in UTC, such as `2003-09-07T02:21:00Z`.
    pub time_utc: Option<String>,
    /// The platform Nmap was built for.
    pub platform: Option<String>,
    /// What the report around it says of the port.
    pub reported: Option<ReportedRecord>,
    /// Header whole, every record closed, final `;` there.
    pub complete: bool,
    /// The probe responses in the order of the records.
    pub responses: Vec<ResponseRecord>,
    /// What Nmap would report for the port; absent when only decoding was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<VerdictRecord>,
}

/// What a report says of the port of a fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedRecord {
    /// Such as `open`.
    pub state: String,
    /// The service; may be empty.
    pub service: String,
    /// True when that is only the name of the port in Nmap's list (`ftp?`).
    pub guessed: bool,
    /// Why Nmap says that state, where the report tells it.
    pub reason: Option<String>,
}

/// One probe response, and what the lines said to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResponseRecord {
    /// Name of the probe that was answered.
    pub probe: String,
    /// The length that the record declares.
    pub declared_length: u32,
    /// The bytes that were stored: hexadecimal in JSON, `Uint8Array` in JavaScript.
    pub bytes: ResponseBytes,
    /// Nmap stored fewer bytes than came.
    pub truncated: bool,
    /// The paste lost or changed something here.
    pub damaged: bool,
    /// Number of leading bytes that are certain; all of them in an undamaged record.
    pub sound_length: u32,
    /// The record in the file.
    pub span: SpanRecord,
    /// What the probe sends, nothing for the NULL probe; absent when the probes in force lack it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<ResponseBytes>,
    /// The line that Nmap would take.
    #[serde(
        default,
        rename = "match",
        skip_serializing_if = "TakenLine::is_not_asked"
    )]
    pub taken: TakenLine,
    /// Every matching line in the order in which Nmap would try them, when asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<MatchRecord>>,
    /// The lines of the probes file that came closest, the closest first; asked for together with
    /// `all`, and absent when a line matches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Vec<NearestRecord>>,
    /// What each of the user's lines did on this response, in their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_lines: Option<Vec<LineOutcomeRecord>>,
    /// Lines whose search ended at a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_hits: Option<Vec<LimitHitRecord>>,
    /// What Nmap would have taken, had it got only the beginning of the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefixes: Option<PrefixesRecord>,
    /// Whether the response counts for the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replay: Option<ReplayUse>,
    /// Findings about this response and its match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnostics: Option<Vec<DiagnosticRecord>>,
}

/// What Nmap would have taken on the beginnings of a response: it tries the lines after each read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrefixesRecord {
    /// Runs of lengths at which one line is taken, shortest first; the whole response counts.
    pub runs: Vec<PrefixRunRecord>,
    /// False when the search was ended, so that other lengths may have a line too.
    pub complete: bool,
}

/// Lengths of a beginning at which the same line is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrefixRunRecord {
    /// The shortest, in bytes from 1.
    pub first: u32,
    /// The longest.
    pub last: u32,
    /// The match on the shortest.
    #[serde(rename = "match")]
    pub taken: MatchRecord,
}

/// Whether a response counts for the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ReplayUse {
    /// Nmap would have had it.
    Counts,
    /// After a soft match Nmap would not have sent this probe.
    NotSent,
    /// Nmap was done before.
    AfterEnd,
}

/// The line that Nmap would take for a response: `null` when there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum TakenLine {
    /// Only decoding was asked for; the field is left out.
    #[default]
    NotAsked,
    /// No line matches.
    NoLine,
    /// This line.
    Line(Box<MatchRecord>),
}

impl TakenLine {
    fn is_not_asked(&self) -> bool {
        *self == Self::NotAsked
    }

    /// The match, if there is one.
    pub fn line(&self) -> Option<&MatchRecord> {
        match self {
            Self::Line(record) => Some(record),
            Self::NotAsked | Self::NoLine => None,
        }
    }
}

impl Serialize for TakenLine {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.line().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for TakenLine {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let line = Option::<MatchRecord>::deserialize(deserializer)?;
        Ok(line.map_or(Self::NoLine, |record| Self::Line(Box::new(record))))
    }
}

/// Which line is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRefRecord {
    /// The file, or `<line>` for a line given on the command line.
    pub file: String,
    /// Line number from 1.
    pub line: u32,
}

/// The place that one of the user's lines needs under one probe, by the responses to that probe
/// which it matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacementRecord {
    /// The line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// `TCP` or `UDP`: what the probe is sent over.
    pub protocol: String,
    /// The probe.
    pub probe: String,
    /// The first line of the probe's own that matches one of these responses too, and would be
    /// taken if the user's line stood behind it; absent when any place will do.
    pub before: Option<LineRefRecord>,
    /// All lines of the file that match one of these responses: the user's line hides them there.
    pub hides: Vec<LineRefRecord>,
    /// The probes on whose responses a line under this probe is tried, in file order.
    pub sees: Vec<ProbeRefRecord>,
}

/// One line that matched one response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchRecord {
    /// The file, or `<line>` for a line given on the command line.
    pub file: String,
    /// Line number from 1.
    pub line: u32,
    /// The probe whose list the line stands in; `null` for a bare line.
    pub probe: Option<String>,
    /// True for `softmatch`.
    pub soft: bool,
    /// The service it names.
    pub service: String,
    /// Field `p`.
    pub product: Option<String>,
    /// Field `v`.
    pub version: Option<String>,
    /// Field `i`.
    pub info: Option<String>,
    /// Field `h`.
    pub hostname: Option<String>,
    /// Field `o`.
    pub os: Option<String>,
    /// Field `d`.
    pub device_type: Option<String>,
    /// The CPEs in the order a, h, o.
    pub cpe: Vec<String>,
    /// What each group took: group 0 first, offsets into the response.
    pub captures: Vec<Option<SpanRecord>>,
    /// Which parts of the fields came from which group.
    pub substitutions: Vec<SubstitutionRecord>,
}

/// A part of a field that a substitution put there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubstitutionRecord {
    /// Name of the field in the record around, such as `version`.
    pub field: String,
    /// Index into the list of CPEs when the field is `cpe`.
    pub cpe_idx: Option<u32>,
    /// First character of the field that came from the group, counted from 0.
    pub start: u32,
    /// The character behind the last one.
    pub end: u32,
    /// The group's number.
    pub group: u8,
}

/// What one of the user's lines did on one response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineOutcomeRecord {
    /// The line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// The outcome.
    pub outcome: LineOutcome,
    /// True for `softmatch`.
    pub soft: bool,
    /// The line before it that Nmap would take, when the outcome is `hidden`.
    pub hidden_by: Option<LineRefRecord>,
    /// What each group took, when it matches.
    pub captures: Option<Vec<Option<SpanRecord>>>,
    /// How far it came, when it does not match.
    pub progress: Option<ProgressRecord>,
    /// Why, in a sentence with code in backticks; absent when it is taken or refused.
    pub why: Option<String>,
    /// Small changes with each of which it would match, when it does not.
    pub repairs: Vec<RepairRecord>,
    /// What each item of its pattern took, when it matches.
    pub parts: Option<Vec<PartRecord>>,
}

/// A small change to a line, tried before it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairRecord {
    /// What to do and what it means, with code in backticks.
    pub words: String,
    /// The change, in bytes of the lines file.
    pub edit: EditRecord,
}

/// An item of a pattern with what it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRecord {
    /// Bytes of the lines file.
    pub span: SpanRecord,
    /// Bytes of the response; none where the item only looks at a place.
    pub took: SpanRecord,
    /// Its number, when it is a capture group.
    pub group: Option<u16>,
    /// True where the parts of the item follow.
    pub divided: bool,
    /// What it matches, in words with code in backticks.
    pub words: String,
}

/// What became of a line on a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LineOutcome {
    /// It matches, and Nmap would take it.
    Taken,
    /// It matches, but a line before it does too.
    Hidden,
    /// It does not match.
    NoMatch,
    /// The search ended at a limit, which Nmap treats as no match.
    LimitHit,
    /// Nmap never tries it on this probe's responses.
    NotSeen,
    /// Its pattern does not compile.
    Refused,
}

/// How far a pattern came that did not match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressRecord {
    /// The pattern item that could not be passed, in bytes of the lines file.
    pub span: SpanRecord,
    /// Offset in the response at which it was tried.
    pub offset: u32,
}

/// A line of the probes file that does not match, and how far it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearestRecord {
    /// The file.
    pub file: String,
    /// The line in it, from 1.
    pub line: u32,
    /// The probe whose list the line stands in.
    pub probe: String,
    /// True for `softmatch`.
    pub soft: bool,
    /// The service it names.
    pub service: String,
    /// Where it stopped.
    pub progress: ProgressRecord,
    /// The literal bytes of its pattern in front of that place.
    pub passed: u32,
    /// All literal bytes of its pattern.
    pub literals: u32,
}

/// A line whose search ended at a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitHitRecord {
    /// The file, or `<line>` for a line given on the command line.
    pub file: String,
    /// Line number from 1.
    pub line: u32,
    /// `match`, `depth`, `heap`, `work` or `endless-call`.
    pub limit: String,
    /// What the line would do without limits; left out by a build without the second engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_limit: Option<WithoutLimitRecord>,
}

/// What a line that hit a limit would do without limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithoutLimitRecord {
    /// The outcome.
    pub outcome: WithoutLimit,
    /// First byte of the match in the response, when it would match.
    pub start: Option<u32>,
    /// What each group would take, group 0 first; `null` where only the verdict is certain.
    pub captures: Option<Vec<Option<SpanRecord>>>,
    /// Why nobody knows, such as `back-reference`, when the pattern is not regular.
    pub irregular: Option<String>,
    /// The same in words, to follow "because of".
    pub because_of: Option<String>,
    /// The item that is meant, in bytes of the lines file.
    pub span: Option<SpanRecord>,
}

/// What a line would do without limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WithoutLimit {
    /// It would match.
    Match,
    /// It would not match.
    NoMatch,
    /// Its pattern is not regular, so nobody knows.
    NotRegular,
    /// Pattern and response are too large to be sure of an answer.
    TooLarge,
}

/// What Nmap would report for the port after all responses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerdictRecord {
    /// `hard`, `soft`, `none` or `tls`.
    pub state: String,
    /// The service, without `ssl/`.
    pub service: Option<String>,
    /// `ssl` when the service is spoken inside TLS.
    pub tunnel: Option<String>,
    /// Field `p`.
    pub product: Option<String>,
    /// Field `v`.
    pub version: Option<String>,
    /// Field `i`.
    pub info: Option<String>,
    /// Field `h`.
    pub hostname: Option<String>,
    /// Field `o`.
    pub os: Option<String>,
    /// Field `d`.
    pub device_type: Option<String>,
    /// The CPEs in the order a, h, o.
    pub cpe: Vec<String>,
    /// Which parts of the fields came from which group.
    pub substitutions: Vec<SubstitutionRecord>,
    /// The hard match, or the soft one when there is none.
    pub decided_by: Option<DecisionRecord>,
    /// The soft match whose fields a hard match went over.
    pub refined: Option<DecisionRecord>,
    /// The verdict as Nmap's own output formats print it.
    pub printed: PrintedRecord,
}

/// Which line decided, on which response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// The line.
    #[serde(rename = "line")]
    pub at: LineRefRecord,
    /// Index of the response, from 0.
    pub response_idx: u32,
}

/// The verdict as Nmap prints it; bytes outside 0x20 to 0x7e are dots here. All are absent when
/// the service is unrecognized: Nmap then shows the name from its own table of ports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedRecord {
    /// The line of the port table.
    pub port_line: Option<String>,
    /// The line `Service Info: …`, when Nmap would print one.
    pub service_info: Option<String>,
    /// The element `<service …>` of XML output.
    pub xml: Option<String>,
    /// The port's field in grepable output.
    pub grepable: Option<String>,
}

/// One finding about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticRecord {
    /// Area and flaw, such as `pattern-unclosed-group`.
    pub rule: String,
    /// `error`, `warning`, `style` or `note`.
    pub severity: String,
    /// What is wrong.
    pub title: String,
    /// The detail at the place.
    pub label: Option<String>,
    /// A second place that belongs to it.
    pub second: Option<SecondPlaceRecord>,
    /// What to do.
    pub help: Option<String>,
    /// The name of the file.
    pub file: String,
    /// Bytes of the file.
    pub span: SpanRecord,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
    /// A change that mends it.
    pub edit: Option<EditRecord>,
}

/// A second place of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondPlaceRecord {
    /// Bytes of the same file.
    pub span: SpanRecord,
    /// What stands there.
    pub label: String,
}

/// A change offered to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditRecord {
    /// What is replaced.
    pub span: SpanRecord,
    /// What stands there afterwards.
    pub replacement: ResponseBytes,
}
