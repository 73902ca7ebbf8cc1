//! Records as bytes and back, for two instances of the same build that cannot share memory: the
//! page and its worker. Not a file format: there is no version and no field name in it.
//!
//! ```text
//! SpanRecord { start: 4, end: 9 }    04 00 00 00  09 00 00 00
//! Some("ok")                         01  02 00 00 00  6f 6b
//! ```
//!
//! Numbers are little-endian with all their bytes, a list or a text has its length before it, an
//! option a 0 or a 1, an enum the index of its variant, a record its fields in the order of the
//! tables below. The compiler refuses a record with a field, and an enum with a variant, that its
//! table does not name. Much smaller in WebAssembly than the same through serde.
//!
//! Reading never fails half-way: what is missing is read as zero, and [`Reader::is_whole`] says
//! afterwards whether anything was.

use super::records::*;
use super::{
    AppliedRecord, CaptureChangeRecord, CompletionRecord, ConfidentialRecord, ExportReport,
    ExportedLineRecord, FileRecord, FoundLineRecord, LintRecord, LintReport, LintedFileRecord,
    MissRecord, PortsRecord, ProbeRecord, ProbeRefRecord, ProposalRecord, RedactionRecord,
    ResponseBytes, RuleRecord, RuledOutByRecord, RuledOutRecord, SearchReport, StepKindRecord,
    StepRecord, StepRoleRecord, SurveyRecord, TakenLine, TextLineRecord, TraceRecord,
};

/// A value that has such a form.
pub trait Wire: Sized {
    /// Appends the value.
    fn put(&self, out: &mut Vec<u8>);

    /// Reads what [`Wire::put`] wrote.
    fn take(from: &mut Reader<'_>) -> Self;
}

/// Bytes that are read from their front.
pub struct Reader<'a> {
    rest: &'a [u8],
    is_broken: bool,
}

impl<'a> Reader<'a> {
    /// At the front of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        let is_broken = false;
        let rest = bytes;
        Self { rest, is_broken }
    }

    /// True when all bytes were read, each had a meaning, and none was missing.
    pub fn is_whole(&self) -> bool {
        self.rest.is_empty() && !self.is_broken
    }

    /// The index of a variant, below `n_variants`; 0 when there is none such.
    pub fn take_variant(&mut self, n_variants: usize) -> u8 {
        let idx = u8::take(self);
        if usize::from(idx) < n_variants {
            return idx;
        }
        self.is_broken = true;
        0
    }

    fn take_bytes(&mut self, length: usize) -> &'a [u8] {
        let Some((bytes, rest)) = self.rest.split_at_checked(length) else {
            self.is_broken = true;
            self.rest = &[];
            return &[];
        };
        self.rest = rest;
        bytes
    }

    /// A length that is written before what it counts; each of that takes at least a byte.
    fn take_length(&mut self) -> usize {
        let length = u32::take(self) as usize;
        if length <= self.rest.len() {
            return length;
        }
        self.is_broken = true;
        0
    }
}

/// Lengths are `u32` as all offsets are: no input of 4 GiB is read.
fn put_length(length: usize, out: &mut Vec<u8>) {
    u32::try_from(length).unwrap_or(u32::MAX).put(out);
}

fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    put_length(bytes.len(), out);
    out.extend_from_slice(bytes);
}

fn take_bytes<'a>(from: &mut Reader<'a>) -> &'a [u8] {
    let length = from.take_length();
    from.take_bytes(length)
}

macro_rules! numbers {
    ($($number:ident)*) => { $(
        impl Wire for $number {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn take(from: &mut Reader<'_>) -> Self {
                let bytes = from.take_bytes(size_of::<Self>());
                bytes.try_into().map_or(0, Self::from_le_bytes)
            }
        }
    )* };
}

numbers! { u8 u16 u32 u64 }

impl Wire for bool {
    fn put(&self, out: &mut Vec<u8>) {
        u8::from(*self).put(out);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        from.take_variant(2) == 1
    }
}

impl Wire for String {
    fn put(&self, out: &mut Vec<u8>) {
        put_bytes(self.as_bytes(), out);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        match std::str::from_utf8(take_bytes(from)) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                from.is_broken = true;
                Self::new()
            }
        }
    }
}

impl Wire for ResponseBytes {
    fn put(&self, out: &mut Vec<u8>) {
        put_bytes(&self.0, out);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self(take_bytes(from).to_vec())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        bool::take(from).then(|| T::take(from))
    }
}

impl<T: Wire> Wire for Box<T> {
    fn put(&self, out: &mut Vec<u8>) {
        T::put(self, out);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        Self::new(T::take(from))
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(from: &mut Reader<'_>) -> Self {
        (A::take(from), B::take(from))
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
        for value in self {
            value.put(out);
        }
    }

    fn take(from: &mut Reader<'_>) -> Self {
        (0..from.take_length()).map(|_| T::take(from)).collect()
    }
}

/// Makes each enum a [`Wire`] by the table of its variants and what they hold: the index of the
/// variant, then that.
#[macro_export]
macro_rules! wire_enums {
    ($($name:ident {
        $first:ident $( ( $($first_item:ident),* ) )? $( { $($first_field:ident),* } )?
        $( , $variant:ident $( ( $($item:ident),* ) )? $( { $($field:ident),* } )? )*
    })*) => { $( const _: () = {
        #[repr(u8)]
        enum Index { $first $( , $variant )* }

        impl $crate::results::Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                match self {
                    Self::$first $( ( $($first_item),* ) )? $( { $($first_field),* } )? => {
                        out.push(Index::$first as u8);
                        $( $( $crate::results::Wire::put($first_item, out); )* )?
                        $( $( $crate::results::Wire::put($first_field, out); )* )?
                    }
                    $( Self::$variant $( ( $($item),* ) )? $( { $($field),* } )? => {
                        out.push(Index::$variant as u8);
                        $( $( $crate::results::Wire::put($item, out); )* )?
                        $( $( $crate::results::Wire::put($field, out); )* )?
                    } )*
                }
            }

            fn take(from: &mut $crate::results::Reader<'_>) -> Self {
                let n_variants = [Index::$first as u8 $( , Index::$variant as u8 )*].len();
                let idx = from.take_variant(n_variants);
                $( if idx == Index::$variant as u8 {
                    $( $( let $item = $crate::results::Wire::take(from); )* )?
                    $( $( let $field = $crate::results::Wire::take(from); )* )?
                    return Self::$variant $( ( $($item),* ) )? $( { $($field),* } )?;
                } )*
                $( $( let $first_item = $crate::results::Wire::take(from); )* )?
                $( $( let $first_field = $crate::results::Wire::take(from); )* )?
                Self::$first $( ( $($first_item),* ) )? $( { $($first_field),* } )?
            }
        }
    }; )* };
}

wire_enums! {
    TakenLine { NotAsked, NoLine, Line(record) }
    LineOutcome { Taken, Hidden, NoMatch, LimitHit, NotSeen, Refused }
    ReplayUse { Counts, NotSent, AfterEnd }
    WithoutLimit { Match, NoMatch, NotRegular, TooLarge }
    StepKindRecord { Started, Advanced, Failed, Backtracked, Captured, Returned, Matched }
    StepRoleRecord {
        Bytes, Place, KeepOut, Verb, StepBack, LookbehindEnd, LookMatched, LookUnmatched,
        ConditionMatched, Scan, ScanMatched, Entry, End, Fewer, More
    }
    RuledOutByRecord { TooShort, FirstByte, NoStart, RequiredByte }
}

/// Makes each record a [`Wire`] by the table of its fields.
#[macro_export]
macro_rules! wire_records {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl $crate::results::Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $( $crate::results::Wire::put($field, out); )*
            }

            fn take(from: &mut $crate::results::Reader<'_>) -> Self {
                Self { $($field: $crate::results::Wire::take(from)),* }
            }
        }
    )* };
}

wire_records! {
    Report { probes_file, fingerprints, placements, services, alike, match_notes, diagnostics }
    ServiceRecord { host, port, protocol, tunnel, fingerprints, responses, lines }
    ServiceResponseRecord { probe, longest, others, varying }
    ServiceLineRecord { at, matches, misses }
    ResponseRefRecord { fingerprint, response }
    MatchNoteRecord {
        source, host, port, soft, probe, list, line, service, product, version, info, in_file
    }
    NotedLineRecord { file, line, text, fits }
    PlacementRecord { at, protocol, probe, before, hides, sees }
    ProbesFileRecord { file, over, probes, match_lines, nmap }
    SpanRecord { start, end }
    SourceRecord { file, span, line, column }
    FingerprintRecord {
        source, host, port, protocol, version, tunnel, intensity, date, time, time_utc, platform,
        reported, complete, responses, verdict
    }
    ReportedRecord { state, service, guessed, reason }
    ResponseRecord {
        probe, declared_length, bytes, truncated, damaged, sound_length, span, payload, taken, all,
        nearest, user_lines, limit_hits, prefixes, replay, diagnostics
    }
    NearestRecord { file, line, probe, soft, service, progress, passed, literals }
    PrefixesRecord { runs, complete }
    PrefixRunRecord { first, last, taken }
    LineRefRecord { file, line }
    MatchRecord {
        file, line, probe, soft, service, product, version, info, hostname, os, device_type, cpe,
        captures, substitutions
    }
    SubstitutionRecord { field, cpe_idx, start, end, group }
    LineOutcomeRecord {
        at, outcome, soft, hidden_by, captures, progress, why, repairs, parts
    }
    RepairRecord { words, edit }
    PartRecord { span, took, group, divided, words }
    ProgressRecord { span, offset }
    LimitHitRecord { file, line, limit, without_limit }
    WithoutLimitRecord { outcome, start, captures, irregular, because_of, span }
    VerdictRecord {
        state, service, tunnel, product, version, info, hostname, os, device_type, cpe,
        substitutions, decided_by, refined, printed
    }
    DecisionRecord { at, response_idx }
    PrintedRecord { port_line, service_info, xml, grepable }
    DiagnosticRecord {
        rule, severity, title, label, second, help, file, span, line, column, edit
    }
    SecondPlaceRecord { span, label }
    ProbeRecord {
        at, protocol, name, payload, no_payload, ports, ssl_ports, rarity, total_wait_ms,
        tcp_wrapped_ms, fallback, match_lines, softmatch_lines, tries, sees
    }
    SearchReport { probes_file, found, lines }
    FoundLineRecord { at, probe, soft, service, text, span }
    TextLineRecord { number, text }
    ExportReport { file, text, diff, lines, left_out }
    ExportedLineRecord { at, protocol, probe, number }
    FileRecord { file, probes, match_lines, ended }
    PortsRecord { first, last }
    ProbeRefRecord { protocol, name }
    EditRecord { span, replacement }
    SurveyRecord { verdict, nearest }
    TraceRecord {
        pattern, matched, limit, match_limit, most_calls, cut, steps, captures, ruled_out
    }
    RuledOutRecord { by, at, left, least, byte, either_case }
    CaptureChangeRecord { step, group, span }
    StepRecord { span, kind, role, from, to, calls, group, miss }
    MissRecord { offset, wanted, taken, least }
    RedactionRecord { found, text, left }
    ConfidentialRecord { kind, value, stand_in, places }
    CompletionRecord { at, span, proposals }
    ProposalRecord { text, meaning, lines }
    LintReport { files, diagnostics, waiting }
    LintedFileRecord { file, match_lines, left_out }
    LintRecord { diagnostic, fix, allowed }
    AppliedRecord { rule, edits }
    RuleRecord {
        rule, area, severity, fix, what, why, nmap, bad, good, source, by_reader
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{LineSources, SourceFile, StarterLines, load_lines, match_files};

    /// A report with something in most of its fields.
    fn report() -> Report {
        let lines = b"match a m|^A(B)?C (\\d+)| v/$2/\nmatch b m|x\nmatch c m|AC|\n";
        let own = [SourceFile {
            name: "lines",
            text: lines,
        }];
        let sources = LineSources {
            lines: &own,
            starter_lines: StarterLines::Always,
            ..LineSources::default()
        };
        let text =
            br#"SF-Port7070-TCP:V=7.95%T=SSL%Time=67CD8A10%r(NULL,6,"AC\x2012\n")%r(Help,4,"no");"#;
        let name = "paste";
        match_files(&load_lines(&sources), &[SourceFile { name, text }], true)
    }

    fn bytes_of(report: &Report) -> Vec<u8> {
        let mut bytes = Vec::new();
        report.put(&mut bytes);
        bytes
    }

    #[test]
    fn a_report_comes_back_as_it_went() {
        for report in [report(), Report::default()] {
            let bytes = bytes_of(&report);
            let mut reader = Reader::new(&bytes);
            assert_eq!(Report::take(&mut reader), report);
            assert!(reader.is_whole());
        }
    }

    #[test]
    fn each_variant_comes_back_as_it_went() {
        let outcomes = [
            LineOutcome::Taken,
            LineOutcome::Hidden,
            LineOutcome::NoMatch,
            LineOutcome::LimitHit,
            LineOutcome::NotSeen,
            LineOutcome::Refused,
        ];
        for outcome in outcomes {
            let mut bytes = Vec::new();
            outcome.put(&mut bytes);
            assert_eq!(LineOutcome::take(&mut Reader::new(&bytes)), outcome);
        }
    }

    #[test]
    fn every_cut_is_noticed() {
        let bytes = bytes_of(&report());
        for length in 0..bytes.len() {
            let mut reader = Reader::new(&bytes[..length]);
            Report::take(&mut reader);
            assert!(!reader.is_whole(), "{length}");
        }
    }

    #[test]
    fn what_means_nothing_is_noticed() {
        for bytes in [&[2][..], &[1, 9], &[0, 0]] {
            let mut reader = Reader::new(bytes);
            <Option<bool> as Wire>::take(&mut reader);
            assert!(!reader.is_whole(), "{bytes:?}");
        }
        let mut reader = Reader::new(&[1, 0, 0, 0, 0xff]);
        String::take(&mut reader);
        assert!(!reader.is_whole());
    }

    #[test]
    fn a_length_beyond_the_end_reserves_nothing() {
        let mut reader = Reader::new(&[0xff; 4]);
        assert_eq!(Vec::<u8>::take(&mut reader), [0_u8; 0]);
        assert!(!reader.is_whole());
    }
}
