//! Any bytes as a paste: every place that is told lies in it, no two fingerprints overlap, and
//! pieces give what the whole gives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sflens::fingerprint::{PasteStream, decode_paste};

fuzz_target!(|paste: &[u8]| {
    let decoded = decode_paste(paste);
    let mut end = 0;
    for fingerprint in &decoded.value {
        assert!(fingerprint.span.start >= end);
        end = fingerprint.span.end;
    }
    assert!(end as usize <= paste.len());
    let mut stream = PasteStream::new();
    let mut found = Vec::new();
    // The size of the pieces is any, but always the same for one paste.
    let n_piece = 1 + paste.len() % 13;
    for piece in paste.chunks(n_piece) {
        found.extend(stream.push(piece).value);
    }
    found.extend(stream.finish().value);
    assert_eq!(found, decoded.value);
    for diagnostic in &decoded.diagnostics {
        assert!(diagnostic.span.start <= diagnostic.span.end);
        assert!(diagnostic.span.end as usize <= paste.len());
    }
});
