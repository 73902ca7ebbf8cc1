//! Looks for every form in every response, and in the report around the records.
//!
//! A name that the report gives its host, or that a server gives itself, is looked for once more
//! as a whole word: `stage` in `500 stage: command not understood`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::patterns::{Form, Kind, is_public_name, ready_forms};
use super::stand_in::StandIns;
use super::wide::{reads_like_a_name, wide_texts};
use super::{Confidential, MAX_OCCURRENCES, Occurrence};
use crate::fingerprint::{Fingerprint, decode_paste};
use crate::matcher::{Limits, MatchOutcome};
use crate::source::Span;

/// A word shorter than this is not looked for again on its own.
const SHORTEST_NAME: usize = 4;

/// So many names are looked for again.
pub(super) const MAX_NAMES: usize = 64;

/// Of one search, which is within one line; a line that needs more is taken to hold nothing more.
const LIMITS: Limits = Limits {
    match_limit: 50_000,
    depth_limit: 50_000,
    heap_limit: 20_000,
    work_limit: Limits::DEFAULT_WORK,
};

/// Every value in `paste` that may be confidential, each with its stand-in, in the order of kinds
/// and then of first places.
pub fn find_confidential(paste: &[u8]) -> Vec<Confidential> {
    let fingerprints = decode_paste(paste).value;
    let runs = runs(paste, &fingerprints);
    let forms = ready_forms();
    let mut hits: Vec<Hit> = Vec::new();
    for (idx, run) in runs.iter().enumerate() {
        find_in(run, idx, &forms, &mut hits);
        find_wide_name(run, idx, &mut hits);
    }
    let names = own_names(&hits, &runs);
    for (idx, run) in runs.iter().enumerate() {
        find_names(run, idx, &names, &mut hits);
    }
    hits.truncate(MAX_OCCURRENCES);
    gather(&hits, &runs)
}

/// One line of a response or of the report, or a text in UTF-16 in a response, with its places in
/// the paste.
struct Run<'a> {
    bytes: Cow<'a, [u8]>,
    places: Places<'a>,
    record: Option<(usize, usize)>,
}

enum Places<'a> {
    /// The bytes stand in the paste as they are, from here on.
    From(u32),
    /// Each byte begins here.
    Each(&'a [u32]),
    /// Each byte begins here, with a NUL behind it that has a place of its own.
    Wide(&'a [u32]),
}

impl Run<'_> {
    fn place(&self, at: usize) -> Option<u32> {
        match self.places {
            Places::From(start) => Some(start + u32::try_from(at).ok()?),
            Places::Each(places) => places.get(at).copied(),
            Places::Wide(places) => places.get(at.checked_mul(2)?).copied(),
        }
    }
}

/// The lines of the responses, and of what stands before, between and behind the records.
fn runs<'a>(paste: &'a [u8], fingerprints: &'a [Fingerprint]) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    let mut around = 0;
    for (fingerprint_idx, fingerprint) in fingerprints.iter().enumerate() {
        for (record_idx, record) in fingerprint.records.iter().enumerate() {
            let own = record.span.range();
            runs.extend(runs_around(paste, around..own.start));
            around = own.end.max(around);
            runs.extend(line_ranges(&record.bytes).filter_map(|range| {
                Some(Run {
                    bytes: record.bytes.get(range.clone())?.into(),
                    places: Places::Each(record.places.get(range)?),
                    record: Some((fingerprint_idx, record_idx)),
                })
            }));
            runs.extend(wide_texts(&record.bytes).filter_map(|(start, text)| {
                Some(Run {
                    places: Places::Wide(record.places.get(start..start + 2 * text.len())?),
                    bytes: text.into(),
                    record: Some((fingerprint_idx, record_idx)),
                })
            }));
        }
    }
    runs.extend(runs_around(paste, around..paste.len()));
    runs
}

fn runs_around(paste: &[u8], range: Range<usize>) -> impl Iterator<Item = Run<'_>> {
    let text = paste.get(range.clone()).unwrap_or_default();
    line_ranges(text).filter_map(move |line| {
        Some(Run {
            bytes: text.get(line.clone())?.into(),
            places: Places::From(u32::try_from(range.start + line.start).ok()?),
            record: None,
        })
    })
}

/// The lines of `text`, each with its line feed.
fn line_ranges(text: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(|byte| *byte == b'\n')
        .map(move |line| {
            let range = start..start + line.len();
            start = range.end;
            range
        })
}

/// One value in one run.
struct Hit {
    kind: Kind,
    run_idx: usize,
    start: usize,
    end: usize,
}

/// Adds what the forms find, each only where no earlier form found something.
fn find_in(run: &Run<'_>, run_idx: usize, forms: &[Form], hits: &mut Vec<Hit>) {
    let first = hits.len();
    for form in forms {
        for (start, end) in each_match(form, &run.bytes) {
            let own = hits.get(first..).unwrap_or_default();
            let is_free = own.iter().all(|hit| end <= hit.start || hit.end <= start);
            let value = run.bytes.get(start..end).unwrap_or_default();
            let is_name = matches!(form.kind, Kind::OwnName | Kind::HostName);
            let is_known = is_name && is_public_name(value);
            if is_free && !is_known && hits.len() < MAX_OCCURRENCES {
                let kind = form.kind;
                hits.push(Hit {
                    kind,
                    run_idx,
                    start,
                    end,
                });
            }
        }
    }
}

/// What SMB, RDP and the like write in UTF-16 is the name of a host or of a domain, where it is one
/// word.
fn find_wide_name(run: &Run<'_>, run_idx: usize, hits: &mut Vec<Hit>) {
    let is_free = hits.last().is_none_or(|hit| hit.run_idx != run_idx);
    let is_wide = matches!(run.places, Places::Wide(_));
    if is_wide && is_free && reads_like_a_name(&run.bytes) && hits.len() < MAX_OCCURRENCES {
        hits.push(Hit {
            kind: Kind::OwnName,
            run_idx,
            start: 0,
            end: run.bytes.len(),
        });
    }
}

/// The first group of each match, or all of it where the form has no group of one value.
fn each_match(form: &Form, bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(rest) = bytes.get(from..).filter(|rest| !rest.is_empty()) {
        let MatchOutcome::Matched(captures) = form.program.match_response(rest, &LIMITS) else {
            break;
        };
        let whole = captures.get(0).unwrap_or_default();
        // The group of a hardware address is its separator.
        let value = captures
            .get(1)
            .filter(|_| form.kind != Kind::Mac)
            .unwrap_or(whole);
        if !value.is_empty() && found.len() < MAX_OCCURRENCES {
            found.push((from + value.range().start, from + value.range().end));
        }
        from += whole.range().end.max(value.range().end).max(1);
    }
    found
}

/// The names that hosts have, up to their first dot, but those that every second server has.
fn own_names(hits: &[Hit], runs: &[Run<'_>]) -> Vec<Vec<u8>> {
    const COMMON: &[&str] = &[
        "host",
        "imap",
        "mail",
        "proxy",
        "server",
        "smtp",
        "localhost",
        "unknown",
    ];
    let hosts = hits.iter().filter(|hit| hit.kind == Kind::OwnName);
    let first_label = |hit: &Hit| {
        let value = runs.get(hit.run_idx)?.bytes.get(hit.start..hit.end)?;
        let label = value
            .split(|byte| *byte == b'.')
            .next()?
            .to_ascii_lowercase();
        let is_common = COMMON.iter().any(|common| common.as_bytes() == label);
        (label.len() >= SHORTEST_NAME && !is_common).then_some(label)
    };
    let mut names: Vec<Vec<u8>> = hosts.filter_map(first_label).collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(MAX_NAMES);
    names
}

fn find_names(run: &Run<'_>, run_idx: usize, names: &[Vec<u8>], hits: &mut Vec<Hit>) {
    let is_letter =
        |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let bytes = run.bytes.to_ascii_lowercase();
    for name in names {
        for start in memchr::memmem::find_iter(&bytes, name) {
            let end = start + name.len();
            let before = start.checked_sub(1).and_then(|at| bytes.get(at));
            let is_word = !is_letter(before) && !is_letter(bytes.get(end));
            let mut own = hits.iter().filter(|hit| hit.run_idx == run_idx);
            let is_free = own.all(|hit| end <= hit.start || hit.end <= start);
            if is_word && is_free && hits.len() < MAX_OCCURRENCES {
                let kind = Kind::OwnName;
                hits.push(Hit {
                    kind,
                    run_idx,
                    start,
                    end,
                });
            }
        }
    }
}

/// Equal values together, with the stand-in of the first.
fn gather(hits: &[Hit], runs: &[Run<'_>]) -> Vec<Confidential> {
    let mut found: Vec<Confidential> = Vec::new();
    let mut known: BTreeMap<(Kind, Vec<u8>), usize> = BTreeMap::new();
    let mut stand_ins = StandIns::default();
    let mut in_order: Vec<&Hit> = hits.iter().collect();
    in_order.sort_by_key(|hit| (hit.kind, hit.run_idx, hit.start));
    for hit in in_order {
        let Some(run) = runs.get(hit.run_idx) else {
            continue;
        };
        let value = run.bytes.get(hit.start..hit.end).unwrap_or_default();
        let idx = *known.entry((hit.kind, value.to_vec())).or_insert_with(|| {
            found.push(Confidential {
                kind: hit.kind,
                value: value.to_vec(),
                stand_in: stand_ins.make(hit.kind, value),
                occurrences: Vec::new(),
            });
            found.len() - 1
        });
        if let Some(own) = found.get_mut(idx)
            && let Some(occurrence) = occurrence(hit, run, &own.stand_in)
        {
            own.occurrences.push(occurrence);
        }
    }
    found
}

fn occurrence(hit: &Hit, run: &Run<'_>, stand_in: &[u8]) -> Option<Occurrence> {
    let value = run.bytes.get(hit.start..hit.end)?;
    let swaps = (value.iter().zip(stand_in).zip(hit.start..))
        .filter(|((old, new), _)| old != new)
        .filter_map(|((old, new), at)| Some((run.place(at)?, *old, *new)))
        .collect();
    let (start, last) = (run.place(hit.start)?, run.place(hit.end.checked_sub(1)?)?);
    Some(Occurrence {
        span: Span::new(start as usize, last as usize + 1),
        record: run.record,
        swaps,
    })
}
