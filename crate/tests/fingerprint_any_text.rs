//! Any text at all: no panic, no endless work, and results that stay inside the paste.

mod random;

use random::Random;
use sflens::fingerprint::{MAX_BLOCK, PasteStream, decode_paste};

/// Pieces of fingerprints and of what surrounds them.
const PIECES: [&str; 41] = [
    "SF-Port21-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%P=x86_64-pc-linux-gnu",
    "SF-Port",
    "SF-Portx-UDP:",
    "SF:",
    "\nSF:",
    "%r(",
    "%r(NULL,3,\"abc\")",
    "%r(A,1,&quot;",
    "%r(A,1,\\\"",
    "NULL,",
    "3F,",
    "\"",
    "\")",
    ");",
    ";",
    "\\",
    "\\x",
    "\\x20",
    "&quot;",
    "&amp;quot;",
    "&#xa;",
    "\n",
    "\r\n",
    " ",
    "> ",
    "| ",
    "<br>",
    "[...]",
    "\u{2026}",
    "\u{201c}",
    "\0",
    "\u{ff}",
    "\\\\",
    "Nmap scan report for a (b)\n",
    "<address addr=\"c\"/>",
    "PORT STATE SERVICE REASON\n",
    "21/tcp open ftp? syn-ack ttl 64\n",
    "<port portid=\"21\"><state state=\"open\"/><service name=\"d\" ",
    "\x1b[01;31m\x1b[K",
    " () ",
    "two words\n",
];

#[track_caller]
fn check(paste: &[u8]) {
    let decoded = decode_paste(paste);
    let mut end = 0;
    for fingerprint in &decoded.value {
        assert!(
            fingerprint.span.start >= end,
            "overlap in {:?}",
            String::from_utf8_lossy(paste)
        );
        end = fingerprint.span.end;
        for record in &fingerprint.records {
            assert_eq!(record.places.len(), record.bytes.len());
            assert!(record.n_sound <= record.bytes.len());
            assert!(record.damaged || record.n_sound == record.bytes.len());
            assert!(record.span.start >= fingerprint.span.start && record.span.end <= end);
            let inside = |place: &u32| record.span.range().contains(&(*place as usize));
            assert!(record.places.iter().all(inside));
        }
    }
    assert!(end as usize <= paste.len());
    assert!(
        decoded
            .diagnostics
            .iter()
            .all(|found| found.span.end as usize <= paste.len())
    );
    assert!(!decoded.value.is_empty() || decoded.diagnostics.len() == 1);
}

#[test]
fn random_pieces_never_break_anything() {
    let mut random = Random::new(5);
    for _ in 0..30_000 {
        let n_pieces = random.below(25);
        let pieces = (0..n_pieces).map(|_| PIECES[random.below(PIECES.len())]);
        check(pieces.collect::<String>().as_bytes());
    }
}

#[test]
fn random_bytes_never_break_anything() {
    let mut random = Random::new(6);
    for _ in 0..5_000 {
        let mut paste = b"SF-Port21-TCP:V=7.95%r(NULL,3,\"".to_vec();
        let n_bytes = random.below(60);
        paste.extend(random.bytes(n_bytes));
        check(&paste);
        check(&[b"\xff\xfe", &paste[..]].concat());
        check(&[b"\xfe\xff", &paste[..]].concat());
    }
}

/// Text that repeats is where a search that starts over again and again shows.
#[test]
fn hostile_texts_take_linear_time() {
    const N_BYTES: usize = 1_000_000;
    for piece in PIECES {
        let repeated = piece.repeat(N_BYTES / piece.len());
        check(repeated.as_bytes());
        check(format!("SF-Port1-TCP:V=1%r(A,1,\"{repeated}").as_bytes());
        check(format!("{repeated}%r(A,1,\"").as_bytes());
        check(format!("SF-Port1-TCP:V=1%r(A,1,\"\nSF:{repeated}").as_bytes());
    }
}

#[test]
fn a_fingerprint_is_read_up_to_its_limit() {
    let head = "SF-Port1-TCP:V=1%r(A,FFFF,\"";
    let fill = |n_bytes: usize| format!("{head}{}", "a".repeat(n_bytes - head.len()));
    for (n_bytes, n_read) in [(MAX_BLOCK, MAX_BLOCK), (MAX_BLOCK + 1, MAX_BLOCK)] {
        let decoded = decode_paste(fill(n_bytes).as_bytes());
        assert_eq!(decoded.value[0].records[0].bytes.len(), n_read - head.len());
        let rules: Vec<_> = decoded.diagnostics.iter().map(|d| &*d.rule).collect();
        assert_eq!(rules, ["fingerprint-too-long"]);
    }
}

/// A text with something of everything, longer than what a stream gathers.
fn long_text(random: &mut Random) -> Vec<u8> {
    let fillers = [
        "22/tcp open ssh Acme sshd 1.2\n",
        "<port protocol=\"tcp\" portid=\"22\"/>",
        "SF:a line of none\n",
        "x%r(NULL\n",
    ];
    let mut text = String::new();
    for _ in 0..6 {
        let filler = fillers[random.below(fillers.len())];
        text += &filler.repeat(random.below(1_200_000) / filler.len());
        for _ in 0..random.below(30) {
            text += PIECES[random.below(PIECES.len())];
        }
    }
    text.into_bytes()
}

#[track_caller]
fn check_stream(text: &[u8], random: &mut Random, longest_piece: usize) {
    let whole = decode_paste(text);
    let mut stream = PasteStream::new();
    let (mut found, mut diagnostics) = (Vec::new(), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.len().min(1 + random.below(longest_piece)));
        let decoded = stream.push(piece);
        found.extend(decoded.value);
        diagnostics.extend(decoded.diagnostics);
        rest = behind;
    }
    let last = stream.finish();
    found.extend(last.value);
    diagnostics.extend(last.diagnostics);
    assert_eq!(found.len(), whole.value.len());
    assert!(found == whole.value, "{found:#?}\n{:#?}", whole.value);
    assert_eq!(diagnostics, whole.diagnostics);
}

#[test]
fn a_text_in_pieces_gives_what_the_whole_gives() {
    let mut random = Random::new(7);
    for _ in 0..4 {
        let text = long_text(&mut random);
        check_stream(&text, &mut random, 300_000);
        check_stream(&text, &mut random, 3_000_000);
    }
    for _ in 0..300 {
        let n_pieces = random.below(25);
        let pieces = (0..n_pieces).map(|_| PIECES[random.below(PIECES.len())]);
        let text = pieces.collect::<String>();
        check_stream(text.as_bytes(), &mut random, 9);
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        let wide: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        check_stream(&wide, &mut random, 9);
    }
}
