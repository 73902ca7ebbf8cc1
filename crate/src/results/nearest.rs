//! The lines that came closest to a response that none matches, to records.

use super::load::LoadedLines;
use super::records::{NearestRecord, ProgressRecord};
use crate::bytes::{latin1_bytes, latin1_text};
use crate::fingerprint::{Fingerprint, Record};
use crate::nearest::{List, Nearest, find_nearest};
use crate::replay::{Database, LineId, LineList};

/// How many lines are told.
const N_NEAREST: usize = 5;

/// The nearest lines of the probes file for one response, of those that see it.
pub(super) fn nearest_records(
    lines: &LoadedLines,
    fingerprint: &Fingerprint,
    response: &Record,
) -> Vec<NearestRecord> {
    let database = &lines.database;
    let name = latin1_bytes(&response.probe).unwrap_or_default();
    let chain = database.chain(fingerprint.header.protocol, &name);
    let probes = chain.lists.iter().filter_map(|list| match list {
        LineList::Bare => None,
        LineList::Probe(probe) => Some(*probe),
    });
    let probes: Vec<usize> = probes.collect();
    let lists = probes.iter().filter_map(|probe| {
        let (lines, index) = database.indexed_lines(*probe)?;
        Some(List { lines, index })
    });
    let lists: Vec<List<'_>> = lists.collect();
    let limits = database.release().limits();
    let nearest = find_nearest(&lists, &response.bytes, &limits, N_NEAREST, |_, _| true);
    let records = nearest.iter();
    let record =
        |nearest: &Nearest| nearest_record(lines, id(database, &probes, nearest)?, nearest);
    records.filter_map(record).collect()
}

fn id(database: &Database, probes: &[usize], nearest: &Nearest) -> Option<LineId> {
    let probe = *probes.get(nearest.list)?;
    let line = database.n_user_lines(probe) + nearest.line;
    Some(LineId::InProbe { probe, line })
}

fn nearest_record(lines: &LoadedLines, id: LineId, nearest: &Nearest) -> Option<NearestRecord> {
    let at = lines.line_ref(id);
    let (line, probe) = (lines.database.line(id)?, lines.database.probe_of(id)?);
    let span = nearest
        .progress
        .item
        .shift(line.pattern_span.start as usize);
    Some(NearestRecord {
        file: at.file,
        line: at.line,
        probe: latin1_text(&probe.name),
        soft: line.soft,
        service: latin1_text(&line.service),
        progress: ProgressRecord {
            span: span.into(),
            offset: nearest.progress.offset,
        },
        passed: nearest.n_passed as u32,
        literals: nearest.n_literals as u32,
    })
}
