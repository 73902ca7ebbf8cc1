//! Any bytes as a pattern: it is refused, or its printed text reads as the same pattern.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sflens::bytes::latin1_bytes;
use sflens::pattern::{PatternFlags, parse_pattern};

fuzz_target!(|text: &[u8]| {
    let flags = PatternFlags::default();
    let Ok(pattern) = parse_pattern(text, flags) else {
        return;
    };
    let printed = pattern.to_string();
    let text = latin1_bytes(&printed).expect("printed as code points up to 0xff");
    let again = parse_pattern(&text, flags).expect("what is printed can be read");
    assert_eq!(again, pattern, "{printed}");
    for item in pattern.irregular_items() {
        assert!(item.span.end as usize <= text.len());
    }
    assert!(pattern.groups().len() == pattern.n_groups());
    pattern.references();
    pattern.required_literals();
});
