//! Looks at what stands where the first quote of a block must be: it shows how the text was quoted.
//!
//! ```text
//! %r(NULL,3,"…       not at all
//! %r(NULL,3,&quot;…  XML
//! %r(NULL,3,\"…      a literal
//! ```

use super::find::find;
use super::header::RECORD;
use super::layer::junction_len;

/// What stands where the first record's string begins; empty without a record. A header has no
/// quotes, so it is the first one.
pub(super) fn first_quote(text: &[u8]) -> &[u8] {
    let record = if text.starts_with(b"SF") {
        Some(0)
    } else {
        find(text, RECORD, 0)
    };
    let mut rest = record.and_then(|at| text.get(at..)).unwrap_or_default();
    loop {
        let quote = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'&' | b'\\'));
        rest = quote.and_then(|at| rest.get(at..)).unwrap_or_default();
        match noise_len(rest) {
            0 => return rest,
            len => rest = rest.get(len..).unwrap_or_default(),
        }
    }
}

/// True for punctuation of a header, which some writers put a backslash before.
fn is_bare(punctuation: u8) -> bool {
    punctuation.is_ascii_punctuation() && !b"\\\"'&".contains(&punctuation)
}

/// Length of what `rest` begins with if some layer put it into a header: line breaks and hyphens
/// as escapes or entities, `\_`, and the end of one literal with the beginning of the next.
fn noise_len(rest: &[u8]) -> usize {
    const NOISE: [&[u8]; 12] = [
        b"\\n", b"\\r", b"\\t", b"&#xa;", b"&#10;", b"&#xd;", b"&#13;", b"&#45;", b"&#x2d;",
        b"&lt;", b"&gt;", b"&nbsp;",
    ];
    match rest {
        [b'"', ..] => return junction_len(rest).filter(|len| *len > 2).unwrap_or(0),
        [b'\\', punctuation, ..] if is_bare(*punctuation) => return 2,
        [b'\\', space, ..] if space.is_ascii_whitespace() => return 1,
        _ => {}
    }
    // Quoted twice, `&` is `&amp;` and a backslash is doubled.
    let (head, tail) = match rest.strip_prefix(b"&amp;") {
        Some(tail) => (b"&", tail),
        None => {
            let n_doubled = rest.iter().take_while(|byte| **byte == b'\\').count();
            (b"\\", rest.get(n_doubled..).unwrap_or_default())
        }
    };
    let quoted_twice = NOISE.iter().find(|noise| {
        noise
            .strip_prefix(head)
            .is_some_and(|noise| tail.starts_with(noise))
    });
    let noise = quoted_twice.map(|noise| rest.len() - tail.len() + noise.len() - 1);
    let plain = NOISE
        .iter()
        .find(|noise| rest.starts_with(noise))
        .map(|noise| noise.len());
    noise.or(plain).unwrap_or(0)
}
