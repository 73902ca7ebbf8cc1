//! Finds and decodes fingerprints in a window that moves over a text, one after the other.
//!
//! What is decided never depends on where the window ends: a place is looked at when
//! [`LOOKAHEAD`] bytes behind it are there, or the end of the text.

use super::absence::Absence;
use super::block::Block;
use super::decode::MAX_BLOCK;
use super::extent::{block_extent, next_header};
use super::find::{MAX_HEADER, find, find_header, fragment_start, torn_header};
use super::header::RECORD;
use super::host::HostReader;
use super::nine::OfHost;
use super::note::{MatchNote, NoteReader};
use super::port_row::{MAX_PORT, RowReader, element_row};
use super::reading::read_block;
use super::remark::remark;
use super::text::Text;
use super::unwrap::line_prefix;
use super::{Fingerprint, Header, PortRow};
use crate::diagnostic::{Diagnostic, Parsed};
use crate::source::Span;

/// Bytes behind a place that decide what is there: a whole block, and the next header.
pub(super) const LOOKAHEAD: usize = MAX_BLOCK + 2 * MAX_HEADER;
/// Bytes before a place that do: lines of a fingerprint without a head, and the start of a line.
const LOOKBACK: usize = MAX_BLOCK + MAX_HEADER;

/// What is known between two windows. Offsets are those of the text.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// Behind the last fingerprint.
    from: usize,
    /// No header begins between `from` and here.
    no_header_to: usize,
    /// No record that is not looked at yet does.
    no_record_to: usize,
    hosts: HostReader,
    rows: RowReader,
    of_host: OfHost,
    notes: NoteReader,
    absence: Absence,
    n_found: usize,
}

/// A place where a fingerprint may begin, in the window.
enum Event {
    Header(usize),
    Record { at: usize, to: usize },
}

impl Scanner {
    /// Decodes what the window decides. It begins at `base` of the text.
    pub(super) fn scan(&mut self, window: &[u8], base: usize) -> Parsed<Vec<Fingerprint>> {
        let limit = window.len().saturating_sub(LOOKAHEAD);
        self.run(window, base, limit)
    }

    /// Decodes the rest of the text, of which the window is the end.
    pub(super) fn finish(&mut self, window: &[u8], base: usize) -> Parsed<Vec<Fingerprint>> {
        let mut decoded = self.run(window, base, window.len() + 1);
        if self.n_found == 0 {
            decoded.diagnostics.push(self.absence.explain());
        }
        decoded
    }

    /// The notes of matches that were read since the last call; places are those of the text.
    pub(super) fn take_notes(&mut self) -> Vec<MatchNote> {
        self.notes.take()
    }

    /// Where a finding about a text without any fingerprint would stand, as known by now.
    pub(super) fn absence_place(&self) -> Option<usize> {
        self.absence.place().filter(|_| self.n_found == 0)
    }

    /// The first byte of the text that later windows still need.
    pub(super) fn keep_from(&self) -> usize {
        let scanned = self.no_header_to.min(self.no_record_to);
        let needed = self.from.max(scanned.saturating_sub(LOOKBACK));
        needed.saturating_sub(MAX_HEADER)
    }

    fn run(&mut self, window: &[u8], base: usize, limit: usize) -> Parsed<Vec<Fingerprint>> {
        let mut pass = Pass {
            scanner: self,
            window,
            base,
            decoded: Parsed::default(),
            header: None,
        };
        while let Some(event) = pass.next_event() {
            let at = match event {
                Event::Header(at) | Event::Record { at, .. } => at,
            };
            if at >= limit {
                break;
            }
            pass.decode(event);
        }
        let mut decoded = pass.decoded;
        let keep = self.keep_from().saturating_sub(base).min(window.len());
        self.hosts.read_to(window, base, keep);
        let announced_at = self.hosts.announced_at();
        // The next window may begin behind the port of a row.
        let rows_to = window.len().min(keep + MAX_PORT);
        self.rows.read_to(window, base, rows_to, announced_at);
        self.notes
            .read_to(window, base, limit.max(keep).min(window.len()));
        if self.n_found == 0 {
            self.absence.read(window, base);
        }
        if base > 0 {
            shift_places(&mut decoded, base);
        }
        decoded
    }
}

/// One run over one window.
struct Pass<'a> {
    scanner: &'a mut Scanner,
    window: &'a [u8],
    base: usize,
    decoded: Parsed<Vec<Fingerprint>>,
    /// The next header in the window; `Some(None)` when there is none.
    header: Option<Option<usize>>,
}

impl Pass<'_> {
    fn in_window(&self, offset: usize) -> usize {
        offset.saturating_sub(self.base)
    }

    /// The first place behind the last fingerprint where one may begin.
    fn next_event(&mut self) -> Option<Event> {
        let header = self.next_header();
        let to = header.unwrap_or(self.window.len());
        let from = self.scanner.from.max(self.scanner.no_record_to);
        let rest = self.window.get(..to).unwrap_or_default();
        if let Some(at) = find(rest, RECORD, self.in_window(from)) {
            self.scanner.no_record_to = self.base + at;
            return Some(Event::Record { at, to });
        }
        let searched = to.saturating_sub(RECORD.len() - 1) + self.base;
        self.scanner.no_record_to = searched.max(from);
        header.map(Event::Header)
    }

    fn next_header(&mut self) -> Option<usize> {
        let from = self.in_window(self.scanner.from);
        if let Some(known) = self.header
            && known.is_none_or(|at| at >= from)
        {
            return known;
        }
        let searched = self.in_window(self.scanner.no_header_to).max(from);
        let header = find_header(self.window, searched);
        self.header = Some(header);
        let to = header.unwrap_or(self.window.len().saturating_sub(MAX_HEADER));
        self.scanner.no_header_to = self.scanner.no_header_to.max(self.base + to);
        header
    }

    fn decode(&mut self, event: Event) {
        let end = match event {
            Event::Header(start) => self.decode_headed(start),
            Event::Record { at, to } => self.decode_fragment(at, to),
        };
        self.scanner.from = self.base + end;
    }

    /// Decodes the block whose header is at `start`; gives its end.
    fn decode_headed(&mut self, start: usize) -> usize {
        let next = next_header(self.window, start);
        let block = self.read(start, next);
        if block.is_cut() && next < self.window.len() {
            // The header that ends it may be data of its last response, unescaped by damage.
            let further = next_header(self.window, next);
            let longer = self.read(start, further);
            if longer.is_sound() {
                return self.keep(longer, start, further);
            }
        }
        self.keep(block, start, next)
    }

    /// Decodes the fingerprint without a head that the record at `at` belongs to, if there is one;
    /// it ends before `to`. Gives where to look on.
    fn decode_fragment(&mut self, at: usize, to: usize) -> usize {
        let from = self.in_window(self.scanner.from);
        self.scanner.no_record_to = self.base + at + RECORD.len();
        let paste = self.window.get(..to).unwrap_or_default();
        let start = torn_header(paste, from, at)
            .or_else(|| fragment_start(paste, from.max(at.saturating_sub(MAX_BLOCK)), at));
        let reaches = |start: &usize| block_extent(paste, *start, to).end as usize > at;
        match start.filter(reaches) {
            Some(start) => {
                let block = self.read(start, to);
                self.keep(block, start, to).max(at + RECORD.len())
            }
            None => at + RECORD.len(),
        }
    }

    fn read(&self, start: usize, end: usize) -> Block {
        let extent = block_extent(self.window, start, end);
        read_block(
            &Text::new(self.window, extent),
            line_prefix(self.window, start),
        )
    }

    /// Keeps the block that begins at `start` and ends before `end`; gives its own end.
    fn keep(&mut self, mut block: Block, start: usize, end: usize) -> usize {
        let extent = block_extent(self.window, start, end);
        if !block.ended && extent.len() == MAX_BLOCK {
            block.faults.end_at_limit(Span::at(extent.end as usize));
        }
        remark(&mut block);
        self.scanner.n_found += 1;
        let host = self.scanner.hosts.host_at(self.window, self.base, start);
        let announced_at = self.scanner.hosts.announced_at();
        let of_host = &mut self.scanner.of_host;
        of_host.count(self.window, start, announced_at, &mut block.faults);
        let row = self.row(&block, start, announced_at);
        self.decoded.diagnostics.extend(block.faults.diagnostics());
        let end = if block.ended {
            block.span.end
        } else {
            extent.end
        };
        self.decoded.value.push(fingerprint(block, host, row));
        end as usize
    }

    /// What the report says of the port of the block at `start`.
    fn row(&mut self, block: &Block, start: usize, announced_at: Option<usize>) -> Option<PortRow> {
        let rows = &mut self.scanner.rows;
        rows.read_to(self.window, self.base, start, announced_at);
        let Header { port, protocol, .. } = block.header;
        let end = block.span.end as usize;
        element_row(self.window, start, end, port?).or_else(|| rows.row(port?, protocol))
    }
}

fn fingerprint(block: Block, host: Option<String>, row: Option<PortRow>) -> Fingerprint {
    let complete = block.is_sound();
    Fingerprint {
        span: block.span,
        host,
        row,
        header: block.header,
        records: block.records,
        complete,
    }
}

/// Makes places in a window that begins at `base` places in the text.
fn shift_places(decoded: &mut Parsed<Vec<Fingerprint>>, base: usize) {
    map_places(decoded, |place| {
        u32::try_from(place as usize + base).unwrap_or(u32::MAX)
    });
}

/// Puts every place through `map`.
pub(super) fn map_places(decoded: &mut Parsed<Vec<Fingerprint>>, map: impl Fn(u32) -> u32) {
    let map_span = |span: &mut Span| {
        span.start = map(span.start);
        span.end = map(span.end);
    };
    for fingerprint in &mut decoded.value {
        map_span(&mut fingerprint.span);
        for record in &mut fingerprint.records {
            map_span(&mut record.span);
            record
                .places
                .iter_mut()
                .for_each(|place| *place = map(*place));
        }
    }
    for Diagnostic { span, .. } in &mut decoded.diagnostics {
        map_span(span);
    }
}
