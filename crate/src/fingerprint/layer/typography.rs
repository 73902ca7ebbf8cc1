//! Typeset quotes, dashes and ligatures, as the plain characters they were made of.
//!
//! In UTF-8, in Windows-1252, and in UTF-8 that somebody read as Windows-1252.

use super::super::find::find;
use super::super::text::Text;
use super::{Unquoted, peel_next, unquoted};

/// What a dash was made of: typesetters join two hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dashes {
    /// Each dash was one hyphen.
    Single,
    /// A long dash was two, a short one was one.
    LongDouble,
    /// Each dash was two.
    Double,
}

/// What typesetters and chats join into one character. Of faces only those that one text alone
/// becomes: `:P` may have been `:p`.
const LIGATURES: [(&[u8], &[u8]); 12] = [
    (b"\xef\xac\x80", b"ff"),
    (b"\xef\xac\x81", b"fi"),
    (b"\xef\xac\x82", b"fl"),
    (b"\xef\xac\x83", b"ffi"),
    (b"\xef\xac\x84", b"ffl"),
    (b"\xe2\x98\xb9", b":("),
    (b"\xf0\x9f\x99\x81", b":("),
    (b"\xf0\x9f\x98\x9e", b":("),
    (b"\xf0\x9f\x98\x80", b":D"),
    (b"\xf0\x9f\x98\x83", b":D"),
    (b"\xf0\x9f\x98\x84", b":D"),
    (b"\xf0\x9f\x98\x95", b":/"),
];

/// UTF-8 on the left; the dashes are below.
const CHARACTERS: [(&[u8], u8); 27] = [
    (b"\xe2\x80\x9c", b'"'),
    (b"\xe2\x80\x9d", b'"'),
    (b"\xe2\x80\x9e", b'"'),
    (b"\xe2\x80\x9f", b'"'),
    (b"\xe2\x80\xb3", b'"'),
    (b"\xe2\x80\xb6", b'"'),
    (b"\xe3\x80\x9d", b'"'),
    (b"\xe3\x80\x9e", b'"'),
    (b"\xef\xbc\x82", b'"'),
    (b"\xc2\xab", b'"'),
    (b"\xc2\xbb", b'"'),
    (b"\xe2\x80\x98", b'\''),
    (b"\xe2\x80\x99", b'\''),
    (b"\xe2\x80\x9a", b'\''),
    (b"\xe2\x80\x9b", b'\''),
    (b"\xe2\x80\xb2", b'\''),
    (b"\xc2\xb4", b'\''),
    (b"\xef\xbc\x8c", b','),
    (b"\xef\xbc\x9b", b';'),
    (b"\xef\xbc\x88", b'('),
    (b"\xef\xbc\x89", b')'),
    (b"\xef\xbc\x9a", b':'),
    // Read as Windows-1252 and written as UTF-8; the longer ones first.
    (b"\xc3\xa2\xe2\x82\xac\xc5\x93", b'"'),
    (b"\xc3\xa2\xe2\x82\xac\xc2\x9d", b'"'),
    (b"\xc3\xa2\xe2\x82\xac\xe2\x84\xa2", b'\''),
    (b"\xc3\xa2\xe2\x82\xac\xcb\x9c", b'\''),
    (b"\xc3\xa2\xe2\x82\xac", b'"'),
];
const HYPHENS: [&[u8]; 4] = [
    b"\xe2\x80\x90",
    b"\xe2\x80\x91",
    b"\xe2\x80\x92",
    b"\xe2\x88\x92",
];
/// Ends of the entities for dashes, whatever their `&` became.
const DASH_ENTITIES: [&[u8]; 6] = [
    b"#8211;", b"#8212;", b"#x2013;", b"#x2014;", b"ndash;", b"mdash;",
];
const HYPHEN_PAIR: &[u8] = b"--";
const SHORT_DASHES: [&[u8]; 2] = [b"\xe2\x80\x93", b"\xc3\xa2\xe2\x82\xac\xe2\x80\x9c"];
const LONG_DASHES: [&[u8]; 3] = [
    b"\xe2\x80\x94",
    b"\xe2\x80\x95",
    b"\xc3\xa2\xe2\x82\xac\xe2\x80\x9d",
];

pub(super) fn peel_typography(text: &Text, dashes: Dashes) -> Text {
    let single_bytes = !is_utf8(text);
    let unquote = |rest: &[u8]| unquote_character(rest, single_bytes);
    let mut peeled = Text::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = text.rest(at);
        let hyphens = || {
            dash(rest, dashes, single_bytes)
                .map(|(n, len)| (HYPHEN_PAIR.get(..n).unwrap_or_default(), len))
        };
        let Some((plain, len)) = ligature(rest).or_else(hyphens) else {
            at += peel_next(text, at, unquote, &mut peeled);
            continue;
        };
        for byte in plain {
            peeled.push(*byte, text.place(at, at + len));
        }
        at += len;
    }
    peeled
}

/// The letters that the ligature at the start of `rest` joins, and its length.
fn ligature(rest: &[u8]) -> Option<(&'static [u8], usize)> {
    let found = LIGATURES.iter().find(|(form, _)| rest.starts_with(form));
    found.map(|(form, letters)| (*letters, form.len()))
}

/// Hyphens that the dash at the start of `rest` was made of, and its length.
fn dash(rest: &[u8], dashes: Dashes, single_bytes: bool) -> Option<(usize, usize)> {
    if rest.first()?.is_ascii() {
        return None;
    }
    let n_short = if dashes == Dashes::Double { 2 } else { 1 };
    let n_long = if dashes == Dashes::Single { 1 } else { 2 };
    let kinds: [(&[&[u8]], u8, usize); 3] = [
        (&HYPHENS, 0, 1),
        (&SHORT_DASHES, 0x96, n_short),
        (&LONG_DASHES, 0x97, n_long),
    ];
    kinds.iter().find_map(|(forms, byte, n_hyphens)| {
        let form = forms.iter().find(|form| rest.starts_with(form));
        let single = (single_bytes && rest.first() == Some(byte)).then_some(1);
        let len = form.map(|form| form.len()).or(single)?;
        Some((*n_hyphens, len))
    })
}

fn unquote_character(rest: &[u8], single_bytes: bool) -> Option<Unquoted> {
    if rest.first()?.is_ascii() {
        return None;
    }
    if let Some((written, byte)) = CHARACTERS.iter().find(|(form, _)| rest.starts_with(form)) {
        return unquoted(*byte, written.len());
    }
    match rest {
        [0x84 | 0x93 | 0x94 | 0xab | 0xbb, ..] if single_bytes => unquoted(b'"', 1),
        [0x91 | 0x92 | 0xb4, ..] if single_bytes => unquoted(b'\'', 1),
        _ => None,
    }
}

/// True when the text is UTF-8, but for a character that its end cuts.
fn is_utf8(text: &Text) -> bool {
    std::str::from_utf8(text.rest(0)).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// True when some of it is in `text`. Nmap writes ASCII, so it is never data.
pub(in super::super) fn has_typography(text: &Text) -> bool {
    let bytes = text.rest(0);
    let single_bytes = !bytes.is_ascii() && !is_utf8(text);
    let is_typeset = |at: usize| {
        let rest = text.rest(at);
        ligature(rest).is_some()
            || dash(rest, Dashes::Single, single_bytes).is_some()
            || unquote_character(rest, single_bytes).is_some()
    };
    !bytes.is_ascii() && (0..bytes.len()).any(is_typeset)
}

/// True when a dash is in `text` that may have been two hyphens.
pub(in super::super) fn has_dashes(text: &Text) -> bool {
    let bytes = text.rest(0);
    let single_bytes = !bytes.is_ascii() && !is_utf8(text);
    let is_dash = |at: usize| {
        let hyphens = |dashes| dash(text.rest(at), dashes, single_bytes).map(|(n, _)| n);
        hyphens(Dashes::Double) == Some(2)
    };
    let is_entity = |name: &&[u8]| find(bytes, name, 0).is_some();
    DASH_ENTITIES.iter().any(is_entity) || (!bytes.is_ascii() && (0..bytes.len()).any(is_dash))
}
