//! What strangers put into links, in a table; and links damaged at random.

use super::{LinkFault, MAX_SAVED, Saved, Texts, decode_link, encode_link};

fn with_texts(paste: &str, lines: &str) -> Saved {
    Saved {
        texts: Texts {
            paste: paste.into(),
            lines: lines.into(),
        },
        ..Saved::default()
    }
}

#[test]
fn hostile_texts_come_back_as_the_texts_that_they_are() {
    for text in [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "</textarea></pre></script><!--",
        "javascript:alert(1)//#v1=&amp;%00",
        "\u{0}\u{1}\u{7}\u{8}\u{1b}[31m\u{7f}\r\r\n",
        "\u{202e}txt.exe\u{2066}\u{2069}\u{200f}\u{feff}",
        "é\u{301}\u{10ffff}𝄞\u{fffd}",
        "lines 3\nabc\npaste 99999\n",
        "{\"__proto__\":{\"x\":1}}",
    ] {
        for saved in [
            with_texts(text, ""),
            with_texts("", text),
            with_texts(text, text),
        ] {
            let shown: String = text.chars().take(40).collect();
            assert_eq!(decode_link(&encode_link(&saved)), Ok(saved), "{shown:?}");
        }
    }
}

#[test]
fn a_megabyte_comes_back() {
    let saved = with_texts(&"SF:%r(NULL,1,\"a\");\n".repeat(52_000), "");
    assert_eq!(decode_link(&encode_link(&saved)), Ok(saved));
}

#[test]
fn hostile_fragments_are_refused() {
    let long_run = format!("v1={}", "A".repeat(MAX_SAVED + 1));
    for (fragment, fault) in [
        ("", LinkFault::Newer),
        ("v1", LinkFault::Newer),
        ("v2=eNoDAAAAAAE", LinkFault::Newer),
        ("v18446744073709551616=", LinkFault::Newer),
        ("V1=eNoDAAAAAAE", LinkFault::Newer),
        ("v1=", LinkFault::Damaged),
        ("v1=A", LinkFault::Damaged),
        ("v1=<img src=x onerror=alert(1)>", LinkFault::Damaged),
        ("v1=\u{202e}\u{0}", LinkFault::Damaged),
        ("v1=eNoDAAAAAAE=", LinkFault::Damaged),
        ("v1=eNoDAAAAAAE&v1=eNoDAAAAAAE", LinkFault::Damaged),
        // A preset dictionary, and a method that is not deflate.
        ("v1=eLsAAAAA", LinkFault::Damaged),
        ("v1=d4UDAAAAAAE", LinkFault::Damaged),
        (&long_run, LinkFault::TooLarge),
    ] {
        let shown: String = fragment.chars().take(40).collect();
        assert_eq!(decode_link(fragment), Err(fault), "{shown:?}");
    }
}

#[test]
fn the_empty_document_has_a_link() {
    // zlib of nothing.
    assert_eq!(decode_link("v1=eNoDAAAAAAE"), Ok(Saved::default()));
}

/// The generator of Park and Miller: the same numbers in every run.
fn next(state: &mut u64) -> usize {
    *state = *state * 48_271 % 0x7fff_ffff;
    *state as usize
}

#[test]
fn a_link_damaged_at_random_is_refused_or_unchanged() {
    let saved = with_texts(
        include_str!("../../../docs/examples/scan.txt"),
        "match a m|^a|",
    );
    let link = encode_link(&saved);
    let state = &mut 7;
    for round in 0..5_000 {
        let mut damaged = link.clone().into_bytes();
        for _ in 0..1 + next(state) % 3 {
            let at = 3 + next(state) % (damaged.len() - 3);
            match next(state) % 4 {
                0 => {
                    damaged.remove(at);
                }
                1 => damaged.insert(at, b"Aa0-_"[next(state) % 5]),
                2 => damaged.swap(at, 3 + next(state) % (link.len() - 8)),
                _ => damaged[at] = b'a' + (next(state) % 26) as u8,
            }
        }
        let damaged = String::from_utf8(damaged).expect("one byte is one character");
        let read = decode_link(&damaged);
        assert!(
            read.is_err() || read.as_ref() == Ok(&saved),
            "{round}: {damaged}"
        );
    }
}
