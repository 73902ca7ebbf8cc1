//! Counts the fingerprints that normal output prints for one host: nine at most, whatever the number
//! of services. XML carries all of them.

use super::fault::{Fault::NineOfHost, Faults};
use super::find::find;
use crate::source::Span;

/// Fingerprints that normal output prints for one host at most.
pub(super) const MAX_OF_HOST: usize = 9;
/// What stands before each of several fingerprints.
const BANNER: &[u8] = b"NEXT SERVICE FINGERPRINT";
/// Bytes before a fingerprint in which its banner stands.
const MAX_BANNER: usize = 200;

/// How many were printed for the host so far.
#[derive(Debug, Default)]
pub(super) struct OfHost {
    announced_at: Option<usize>,
    n_printed: usize,
}

impl OfHost {
    /// Counts the fingerprint at `start` of `window`, of the host that was announced at
    /// `announced_at`; remarks on the last one that can be printed.
    pub(super) fn count(
        &mut self,
        window: &[u8],
        start: usize,
        announced_at: Option<usize>,
        faults: &mut Faults,
    ) {
        if self.announced_at != announced_at {
            *self = Self {
                announced_at,
                n_printed: 0,
            };
        }
        let before = window.get(start.saturating_sub(MAX_BANNER)..start);
        if before.is_none_or(|before| find(before, BANNER, 0).is_none()) {
            return;
        }
        self.n_printed += 1;
        if self.n_printed == MAX_OF_HOST {
            faults.add(NineOfHost, Span::at(start));
        }
    }
}
