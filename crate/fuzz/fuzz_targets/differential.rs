//! Any pattern and response in both engines: what one takes the other takes, and they answer
//! alike, limits included.
#![no_main]

mod case;

use libfuzzer_sys::fuzz_target;
use oracle::compare::{Both, Neither};
use sflens::matcher::Limits;

/// Patterns above this are left out: PCRE2 needs long for some of them.
const MAX_PATTERN: usize = 200;

fuzz_target!(|data: &[u8]| {
    let Some((text, flags, response)) = case::read_case(data) else {
        return;
    };
    if text.len() > MAX_PATTERN {
        return;
    }
    match Both::new(text, flags, &Limits::default()) {
        Ok(mut both) => {
            let difference = both.difference(response);
            assert!(difference.is_none(), "{}", difference.unwrap_or_default());
        }
        Err(Neither::BothRefuse | Neither::Unsupported) => {}
        Err(Neither::OnlyWeRefuse(error)) => panic!("only we refuse it: {error:?}"),
        Err(Neither::OnlyPcre2Refuses(refusal)) => panic!("only PCRE2 refuses it: {refusal:?}"),
        Err(Neither::OtherPlace(error, refusal)) => panic!("refused at {error:?}, {refusal:?}"),
    }
});
