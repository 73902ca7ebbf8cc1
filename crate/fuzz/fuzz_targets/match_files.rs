//! Any match lines on any paste, up to the records: the lines stand before the first NUL byte, the
//! paste behind it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sflens::results::{LineSources, SourceFile, load_lines, match_files};

fuzz_target!(|data: &[u8]| {
    let end = data.iter().position(|byte| *byte == 0);
    let (lines, paste) = data.split_at(end.unwrap_or(data.len()));
    let source = |name, text| SourceFile { name, text };
    let own = [source("lines", lines)];
    let lines = load_lines(&LineSources {
        lines: &own,
        ..LineSources::default()
    });
    let report = match_files(&lines, &[source("paste", paste)], true);
    for response in report
        .fingerprints
        .iter()
        .flat_map(|found| &found.responses)
    {
        assert!(response.sound_length as usize <= response.bytes.len());
    }
});
