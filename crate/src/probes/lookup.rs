//! Probe names looked up: first among the probes of the protocol, then among all.

use std::borrow::Borrow;
use std::collections::HashMap;

use super::fault::ProbesFault;
use super::{FallbackName, Probe};
use crate::fingerprint::Protocol;
use crate::source::Span;

/// Finds probes by name without a look at each.
#[derive(Clone, Debug, Default)]
pub struct ProbeIndex {
    by_protocol: HashMap<(Protocol, Vec<u8>), usize>,
    by_name: HashMap<Vec<u8>, usize>,
}

impl ProbeIndex {
    /// Reads the names of `probes` once.
    pub fn new(probes: &[impl Borrow<Probe>]) -> Self {
        let mut index = Self::default();
        for (idx, probe) in probes.iter().map(Borrow::borrow).enumerate() {
            let key = (probe.protocol, probe.name.clone());
            index.by_protocol.entry(key).or_insert(idx);
            index.by_name.entry(probe.name.clone()).or_insert(idx);
        }
        index
    }

    /// Index of the first probe called `name` for exactly `protocol`.
    pub fn find_exact(&self, protocol: Protocol, name: &[u8]) -> Option<usize> {
        self.by_protocol.get(&(protocol, name.to_vec())).copied()
    }

    /// Index of the first probe called `name` for `protocol`; failing that, of the first called
    /// so at all.
    pub fn find(&self, protocol: Protocol, name: &[u8]) -> Option<usize> {
        let exact = self.find_exact(protocol, name);
        exact.or_else(|| self.by_name.get(name).copied())
    }
}

/// What is wrong with the fallbacks of `probes` among `known`.
pub(super) fn check_fallbacks<'a>(
    probes: &'a [impl Borrow<Probe>],
    known: &'a [impl Borrow<Probe>],
    index: &'a ProbeIndex,
) -> impl Iterator<Item = (Span, ProbesFault)> + 'a {
    let names = probes
        .iter()
        .map(Borrow::borrow)
        .flat_map(|probe| probe.fallback.iter().map(move |name| (probe, name)));
    names.filter_map(|(probe, name)| {
        let fault = check_fallback(probe, name, known, index)?;
        Some((name.span, fault))
    })
}

fn check_fallback(
    probe: &Probe,
    name: &FallbackName,
    known: &[impl Borrow<Probe>],
    index: &ProbeIndex,
) -> Option<ProbesFault> {
    let found = index.find(probe.protocol, &name.name);
    match found.and_then(|idx| known.get(idx)).map(Borrow::borrow) {
        Some(found) if probe.protocol == Protocol::Udp && found.is_null() => {
            Some(ProbesFault::UdpFallbackToNull)
        }
        Some(_) => None,
        None => Some(ProbesFault::UnknownFallback {
            name: name.name.clone(),
            nearest: nearest_name(known, &name.name),
        }),
    }
}

/// The most probes among which a misspelt name is looked for.
const MAX_COMPARED: usize = 1_000;

/// The name of a probe that differs from `name` in letter case only, or in one or two bytes.
pub fn nearest_name(known: &[impl Borrow<Probe>], name: &[u8]) -> Option<Vec<u8>> {
    let compared = known.get(..MAX_COMPARED).unwrap_or(known);
    let names = compared.iter().map(|probe| probe.borrow().name.as_slice());
    nearest_word(names, name).map(<[u8]>::to_vec)
}

/// The word of `words` closest to `wanted`: at most two insertions, deletions or replacements
/// away, letter case not counted.
pub fn nearest_word<'a>(words: impl Iterator<Item = &'a [u8]>, wanted: &[u8]) -> Option<&'a [u8]> {
    let with_distance = words.map(|word| (edit_distance(word, wanted), word));
    let closest = with_distance.min_by_key(|(distance, _)| *distance)?;
    (closest.0 <= 2 && closest.0 < wanted.len()).then_some(closest.1)
}

/// Levenshtein's distance of two words, letter case not counted; long words are never close.
fn edit_distance(left: &[u8], right: &[u8]) -> usize {
    const LONGEST: usize = 40;
    if left.len().max(right.len()) > LONGEST {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (left_idx, left_byte) in left.iter().enumerate() {
        let mut diagonal = left_idx;
        let mut last = left_idx + 1;
        for (right_byte, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let cost = usize::from(!left_byte.eq_ignore_ascii_case(right_byte));
            last = (diagonal + cost).min(last + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, last);
        }
        if let Some(first) = row.first_mut() {
            *first = left_idx + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_edits() {
        for (left, right, distance) in [
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("GetRequest", "getrequest", 0),
            ("rarity", "rariti", 1),
            ("a", "a", 0),
        ] {
            assert_eq!(edit_distance(left.as_bytes(), right.as_bytes()), distance);
        }
    }
}
