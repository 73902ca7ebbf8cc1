//! The way from a paste to its fingerprints: one pass over the paste, one block after another.

use super::Fingerprint;
use super::absence::explain_absence;
use super::block::Block;
use super::encoding::{Encoding, detect_encoding};
use super::extent::{block_extent, next_header};
use super::find::find_header;
use super::host::HostReader;
use super::reading::read_block;
use super::remark::remark;
use super::text::Text;
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
    let mut decoded = Parsed {
        value: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut hosts = HostReader::new(paste);
    let mut header = find_header(paste, 0);
    while let Some(start) = header {
        let next = next_header(paste, start);
        let extent = block_extent(paste, start, next);
        let block = finish_block(
            read_block(&Text::new(paste, extent)),
            &mut decoded.diagnostics,
        );
        decoded.value.push(fingerprint(block, hosts.host_at(start)));
        header = (next < paste.len()).then_some(next);
    }
    if decoded.value.is_empty() {
        decoded.diagnostics.push(explain_absence(paste));
    }
    decoded
}

/// Adds the remarks, and hands the diagnostics over.
fn finish_block(mut block: Block, diagnostics: &mut Vec<Diagnostic>) -> Block {
    remark(&mut block);
    diagnostics.extend(block.faults.diagnostics());
    block
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
