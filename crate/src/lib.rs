//! Decodes Nmap service fingerprints and evaluates `match` lines on them as Nmap would.
//!
//! Everything here is a pure function of its input: bytes in, values out. The crate reads no
//! file, no clock and no network, has no `unsafe` code and does not panic on any input.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::print_stdout
    )
)]

pub mod bytes;
pub mod diagnostic;
pub mod explain;
pub mod fingerprint;
pub mod index;
#[cfg(feature = "element")]
pub mod js;
#[cfg(feature = "link")]
pub mod link;
pub mod lint;
pub mod matcher;
pub mod nearest;
pub mod pattern;
pub mod probes;
pub mod redact;
pub mod replay;
#[cfg(feature = "serde")]
pub mod results;
#[cfg(feature = "second-opinion")]
pub mod second_opinion;
pub mod source;
pub mod template;
