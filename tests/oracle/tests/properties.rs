//! Unicode properties: every name that PCRE2 knows, and every byte.

use oracle::compare::{Both, Neither};
use oracle::random::Random;
use sflens::matcher::Limits;
use sflens::pattern::PatternFlags;
use sflens::pattern::tree::property_names;

/// How a name is asked for: alone, negated, as a value, and inside of a class.
const FORMS: [&str; 9] = [
    r"\A\p{NAME}",
    r"\A\P{NAME}",
    r"\A\p{ ^NAME }",
    r"\A[\p{NAME}]",
    r"\A[^\p{NAME}\P{^Lu}x]",
    r"\A\p{sc:NAME}",
    r"\A\p{script_extensions=NAME}",
    r"\A\p{bc=NAME}",
    r"(?i)\A[\P{NAME}\d]",
];

/// Every byte in both engines; both may refuse the name.
fn compare(text: &str, flags: PatternFlags) -> usize {
    let mut both = match Both::new(text.as_bytes(), flags, &Limits::default()) {
        Ok(both) => both,
        Err(Neither::BothRefuse) => return 0,
        Err(neither) => panic!("{text}: {neither:?}"),
    };
    assert_eq!(both.fact_difference(), None, "{text}");
    for byte in 0..=255 {
        assert_eq!(both.difference(&[byte]), None, "{text}");
    }
    1
}

#[test]
fn every_name_means_the_same_bytes() {
    let names: Vec<&str> = property_names().collect();
    assert_eq!(names.len(), 510, "as many as PCRE2 10.46 knows");
    let mut n_taken = 0;
    for name in &names {
        for form in FORMS {
            for caseless in [false, true] {
                let flags = PatternFlags {
                    caseless,
                    dotall: false,
                };
                n_taken += compare(&form.replace("NAME", name), flags);
            }
        }
    }
    println!("{n_taken} patterns on 256 bytes each");
    assert!(n_taken > 5 * 2 * names.len());
}

#[test]
fn a_name_that_pcre2_does_not_know_is_refused_at_the_same_place() {
    let mut random = Random::new(1);
    let names: Vec<&str> = property_names().collect();
    for _ in 0..20_000 {
        let mut name = random.pick(&names).to_string().into_bytes();
        let at = random.below(name.len());
        match random.below(4) {
            0 => name.truncate(at),
            1 => name.insert(at, *random.pick(b"_- ^:=&}{\n\\z0~\0")),
            2 => name[at] = *random.pick(b"abcdefgilmnoprstu"),
            _ => name = [&name[..], b"_", random.pick(&names).as_bytes()].concat(),
        }
        let text = [b"\\p{", &name[..], random.pick::<&[u8]>(&[b"}", b""])].concat();
        match Both::new(&text, PatternFlags::default(), &Limits::default()) {
            Ok(_) | Err(Neither::BothRefuse) => {}
            Err(neither) => panic!("{}: {neither:?}", text.escape_ascii()),
        }
    }
}
