//! Any text as the fragment of a link: what is read stays within its bound, and its own link
//! brings it back. Any bytes as what a link unfolds to, so that the fuzzer gets behind the checksum.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sflens::link::{MAX_SAVED, Saved, decode_link, encode_link};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for read in [decode_link(&text).ok(), Saved::parse(&text)] {
        let Some(saved) = read else { continue };
        assert!(saved.texts.paste.len() + saved.texts.lines.len() <= MAX_SAVED);
        assert_eq!(Saved::parse(&saved.print()).as_ref(), Some(&saved));
        assert_eq!(decode_link(&encode_link(&saved)), Ok(saved));
    }
});
