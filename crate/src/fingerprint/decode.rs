//! The way from a paste to its fingerprints: one pass over the paste, one block after another.

use super::Fingerprint;
use super::absence::explain_absence;
use super::block::Block;
use super::encoding::{Encoding, detect_encoding};
use super::extent::{block_extent, next_header};
use super::find::{find, find_header, fragment_start};
use super::header::RECORD;
use super::host::HostReader;
use super::reading::read_block;
use super::remark::remark;
use super::text::Text;
use super::unwrap::line_prefix;
use crate::diagnostic::{Diagnostic, Parsed};

/// Bytes of a paste that one fingerprint can take. Nmap's longest has about 16,000 characters,
/// a few times more when each character is quoted twice.
pub const MAX_BLOCK: usize = 256 * 1024;

/// All fingerprints in `paste`, in order, with what is worth saying about them.
///
/// `paste` is any text or bytes of less than 4 GiB: a fingerprint, a report in normal or XML form,
/// a mail, source code. All spans are byte offsets into it, from 0. The result is empty, with one
/// diagnostic that says why, when there is nothing to find. Time and memory grow linearly with
/// the paste. One fingerprint is at most [`MAX_BLOCK`] bytes of the paste long.
///
/// ```
/// use sflens::fingerprint::decode_paste;
/// let paste = br#"SF-Port7070-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu%r(NUL
/// SF:L,8,"ACME\x203\r\n");"#;
/// let found = decode_paste(paste).value;
/// assert_eq!(found[0].header.port, Some(7070));
/// assert_eq!(found[0].records[0].bytes, b"ACME 3\r\n");
/// ```
pub fn decode_paste(paste: &[u8]) -> Parsed<Vec<Fingerprint>> {
    match detect_encoding(paste) {
        Encoding::Bytes => decode_bytes(paste),
        Encoding::Utf16(text) => {
            let mut decoded = decode_bytes(&text.bytes);
            text.restore_places(&mut decoded);
            decoded
        }
    }
}

fn decode_bytes(paste: &[u8]) -> Parsed<Vec<Fingerprint>> {
    let mut decoder = Decoder {
        paste,
        hosts: HostReader::new(paste),
        found: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut from = 0;
    let mut header = find_header(paste, 0);
    while let Some(start) = header {
        decoder.decode_fragments(from, start);
        let next = next_header(paste, start);
        from = decoder.decode_headed(start, next);
        header = match next {
            next if next >= paste.len() => None,
            next if next >= from => Some(next),
            _ => find_header(paste, from),
        };
    }
    decoder.decode_fragments(from, paste.len());
    decoder.finish()
}

struct Decoder<'a> {
    paste: &'a [u8],
    hosts: HostReader<'a>,
    found: Vec<Fingerprint>,
    diagnostics: Vec<Diagnostic>,
}

impl Decoder<'_> {
    /// Decodes the block whose header is at `start`; the next header is at `next`. Gives its end.
    fn decode_headed(&mut self, start: usize, next: usize) -> usize {
        let block = self.read_to(start, next);
        if block.is_cut() && next < self.paste.len() {
            // The header that ends it may be data of its last response, unescaped by damage.
            let further = next_header(self.paste, next);
            let longer = self.read_to(start, further);
            if longer.is_sound() {
                return self.keep(longer, start, further);
            }
        }
        self.keep(block, start, next)
    }

    /// Keeps the block that begins at `start` and ends before `end`; gives its own end.
    fn keep(&mut self, mut block: Block, start: usize, end: usize) -> usize {
        remark(&mut block);
        self.diagnostics.extend(block.faults.diagnostics());
        let host = self.hosts.host_at(start);
        let end = if block.ended {
            block.span.end
        } else {
            block_extent(self.paste, start, end).end
        };
        self.found.push(fingerprint(block, host));
        end as usize
    }

    fn read_to(&self, start: usize, end: usize) -> Block {
        let extent = block_extent(self.paste, start, end);
        let prefix = line_prefix(self.paste, start);
        read_block(&Text::new(self.paste, extent), prefix)
    }

    /// Decodes what is there of fingerprints without a head, between two with one.
    fn decode_fragments(&mut self, mut from: usize, to: usize) {
        let paste = self.paste.get(..to).unwrap_or_default();
        while let Some(record_at) = find(paste, RECORD, from) {
            let start = fragment_start(paste, from, record_at);
            let reaches = |start: &usize| block_extent(paste, *start, to).end as usize > record_at;
            from = match start.filter(reaches) {
                Some(start) => {
                    let block = self.read_to(start, to);
                    self.keep(block, start, to).max(record_at + RECORD.len())
                }
                None => record_at + RECORD.len(),
            };
        }
    }

    fn finish(mut self) -> Parsed<Vec<Fingerprint>> {
        if self.found.is_empty() {
            self.diagnostics.push(explain_absence(self.paste));
        }
        Parsed {
            value: self.found,
            diagnostics: self.diagnostics,
        }
    }
}

fn fingerprint(block: Block, host: Option<String>) -> Fingerprint {
    let complete = block.is_sound();
    Fingerprint {
        span: block.span,
        host,
        header: block.header,
        records: block.records,
        complete,
    }
}
