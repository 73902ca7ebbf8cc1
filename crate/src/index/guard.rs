//! What a response has to contain for a line to be tried.
//!
//! Of all grams of the needed literals a few are kept: those that few responses have, spread
//! evenly over the pattern. HTTP lines start and end alike, and what tells them apart stands
//! somewhere between.

use super::ResponseFacts;
use super::grams::{Gram, GramSet, grams};
use crate::matcher::{Limits, ResponseSize, needed_literals};
use crate::probes::MatchLine;

/// The most grams that are kept.
const MAX_GRAMS: usize = 8;

/// What most responses of a web server contain, and with it thousands of lines.
const USUAL: &[u8] = b"HTTP/1.0 200 OK\r\nHTTP/1.1 200 OK\r\nServer: \r\nDate: \r\nContent-Type: \
    text/html; charset=utf-8\r\nContent-Length: \r\nConnection: close\r\n\r\n<!DOCTYPE html>\r\n\
    <html><head>\n<title>\r\n<html>\r\n<head>\r\n<title></title></head><body></body></html>\r\n";

/// Some grams that every match contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Guard {
    grams: [Gram; MAX_GRAMS],
    n_grams: u8,
}

/// Makes the guards of lines.
#[derive(Debug)]
pub(super) struct GuardMaker {
    limits: Limits,
    usual: GramSet,
}

impl GuardMaker {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            usual: GramSet::of(USUAL),
        }
    }

    /// The guard of `line` for responses up to `size`; one that lets every response pass when its
    /// pattern is faulty or nothing is needed.
    pub(super) fn make(&self, line: &MatchLine, size: ResponseSize) -> Guard {
        let Ok(pattern) = line.parse_pattern() else {
            return Guard::default();
        };
        let literals = needed_literals(&pattern, size, &self.limits);
        let all = literals.iter().flat_map(|literal| grams(literal));
        let (usual, rare): (Vec<Gram>, Vec<Gram>) =
            all.partition(|gram| self.usual.contains(*gram));
        Guard::spread(if rare.is_empty() { &usual } else { &rare })
    }
}

impl Guard {
    fn spread(all: &[Gram]) -> Self {
        let mut guard = Self::default();
        let n_kept = all.len().min(MAX_GRAMS);
        for (nth, place) in guard.grams.iter_mut().take(n_kept).enumerate() {
            let at = (2 * nth + 1) * all.len() / (2 * n_kept);
            *place = all.get(at).copied().unwrap_or_default();
        }
        guard.n_grams = n_kept as u8;
        guard
    }

    /// How many of its grams the response has.
    pub(super) fn n_in(&self, facts: &ResponseFacts) -> u32 {
        let kept = self.grams.iter().take(usize::from(self.n_grams));
        kept.filter(|gram| facts.grams.contains(**gram)).count() as u32
    }

    /// False when the line does not match, and no limit ends its search.
    #[inline]
    pub(super) fn lets_pass(&self, facts: &ResponseFacts) -> bool {
        let mut kept = self.grams.iter().take(usize::from(self.n_grams));
        kept.all(|gram| facts.grams.contains(*gram))
    }
}
