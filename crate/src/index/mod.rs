//! Which lines of a probes file can match a response at all.
//!
//! ```
//! use sflens::index::{ListIndex, ResponseFacts};
//! use sflens::matcher::Limits;
//! use sflens::probes::{ReadOptions, parse_probes_file};
//!
//! let text = b"Probe TCP NULL q||\nmatch a m|^ACME .*hub|\nmatch b m|^ACME|\nmatch c m|^x|\n";
//! let file = parse_probes_file(text, &ReadOptions::default()).value;
//! let lines = &file.probes[0].lines;
//! let index = ListIndex::new(lines, &Limits::default());
//! let facts = ResponseFacts::of(b"ACME 3\r\n");
//! assert_eq!(index.candidates(lines, &facts).collect::<Vec<_>>(), [1]);
//! ```
//!
//! Two sieves, both without parsing more than they must:
//!
//! 1. `list`: the literal bytes behind `^`, read from the text of each pattern when the index is
//!    made; lines with the first byte of the response, and lines without such bytes, are looked at.
//! 2. `guard`: literals that every match contains. A pattern that passes the first sieve is parsed
//!    once for them; a response is asked for three bytes at a time in a table of all that occur in
//!    it (`grams`).
//!
//! **The index never changes an outcome.** A line is left out only when its search ends in plain
//! "no match": a line whose search could run into a limit before it misses its literal stays a
//! candidate, because the limit would be told. That depends on the size of the response, so there
//! are guards for each of the `SIZES`; a response above the last of them is sieved by prefix
//! only. A line whose pattern is refused is left out or not; it has no outcome to hide.

mod grams;
mod guard;
mod list;

use grams::GramSet;
pub use list::ListIndex;

use crate::matcher::ResponseSize;

/// The sizes of responses that guards are made for, the smallest first: what a fingerprint holds,
/// what it holds of a scan with `-d`, what a packet or a few hold, what a fast server sends at
/// once.
const SIZES: [ResponseSize; 4] = [
    size(900, 40),
    size(1_400, 100),
    size(8_192, 250),
    size(49_000, 900),
];

const fn size(bytes: usize, line_feeds: usize) -> ResponseSize {
    ResponseSize { bytes, line_feeds }
}

/// What the sieves ask about one response, found out once.
#[derive(Clone, Debug)]
pub struct ResponseFacts {
    head: list::Head,
    grams: GramSet,
    /// Index of the first of `SIZES` that covers the response.
    size: Option<usize>,
}

impl ResponseFacts {
    /// The facts about `response`.
    pub fn of(response: &[u8]) -> Self {
        let size = ResponseSize::of(response);
        Self {
            head: list::Head::of(response),
            grams: GramSet::of(response),
            size: SIZES.iter().position(|known| known.covers(size)),
        }
    }
}
