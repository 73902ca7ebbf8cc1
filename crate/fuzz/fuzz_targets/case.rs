//! A pattern with its flags and a response, out of one run of bytes.
//!
//! `3^a.b\nA-b` under both flags: a byte whose lowest bits are the flags, the pattern up to the
//! first line feed, the response behind it. A pattern cannot hold a line feed in a match line.

use sflens::pattern::PatternFlags;

/// One case; `None` for no bytes at all.
pub fn read_case(data: &[u8]) -> Option<(&[u8], PatternFlags, &[u8])> {
    let (flags, rest) = data.split_first()?;
    let flags = PatternFlags {
        caseless: flags & 1 != 0,
        dotall: flags & 2 != 0,
    };
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (pattern, response) = match end {
        Some(end) => (&rest[..end], &rest[end + 1..]),
        None => (rest, &[][..]),
    };
    Some((pattern, flags, response))
}
