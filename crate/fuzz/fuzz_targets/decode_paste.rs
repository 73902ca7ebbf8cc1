//! Any bytes as a paste: every place that is told lies in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sflens::fingerprint::decode_paste;

fuzz_target!(|paste: &[u8]| {
    let decoded = decode_paste(paste);
    for diagnostic in &decoded.diagnostics {
        assert!(diagnostic.span.start <= diagnostic.span.end);
        assert!(diagnostic.span.end as usize <= paste.len());
    }
});
