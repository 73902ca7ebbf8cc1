//! Which lines see a response, and in what order.
//!
//! For a response to probe X: the user's bare lines; X's own lines; those of X's fallbacks, in
//! their order, but not of *their* fallbacks; for TCP those of the NULL probe. The NULL probe
//! itself has only its own.

use std::sync::Arc;

use super::{Database, LineId};
use crate::fingerprint::Protocol;
use crate::probes::Probe;

/// A list of lines that are tried one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineList {
    /// The bare lines.
    Bare,
    /// The lines of the probe with this index.
    Probe(usize),
}

/// The lists of lines that see a response, each once, in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Index of the probe; `None` when the probes file has none of that name.
    pub probe: Option<usize>,
    /// The lists, bare lines first.
    pub lists: Vec<LineList>,
}

impl Database {
    /// The chain of a response to the probe called `name`, which was sent over `protocol`.
    pub fn chain(&self, protocol: Protocol, name: &[u8]) -> Chain {
        let found = self.index().find(protocol, name);
        let mut lists = vec![LineList::Bare];
        let probe = found
            .and_then(|idx| self.probes().get(idx))
            .map(Arc::as_ref);
        lists.extend(found.map(LineList::Probe));
        lists.extend(
            probe
                .into_iter()
                .flat_map(|probe| self.fallback_lists(probe)),
        );
        if protocol == Protocol::Tcp && !probe.is_some_and(Probe::is_null) {
            lists.extend(self.null_probe().map(LineList::Probe));
        }
        Chain {
            probe: found,
            lists: without_repeats(lists),
        }
    }

    fn fallback_lists<'a>(&'a self, probe: &'a Probe) -> impl Iterator<Item = LineList> + 'a {
        let names = probe.fallback.iter();
        let found = names.filter_map(|name| self.index().find(probe.protocol, &name.name));
        found.map(LineList::Probe)
    }

    /// The lines of one list.
    pub fn lines_of(&self, list: LineList) -> impl Iterator<Item = LineId> + use<> {
        let n_lines = self.n_lines(list);
        (0..n_lines).map(move |line| match list {
            LineList::Bare => LineId::Bare(line),
            LineList::Probe(probe) => LineId::InProbe { probe, line },
        })
    }

    /// The probes whose responses a line sees, as indices in file order; bare lines see all.
    pub fn probes_seen_by(&self, line: LineId) -> Vec<usize> {
        let list = match line {
            LineId::Bare(_) => LineList::Bare,
            LineId::InProbe { probe, .. } => LineList::Probe(probe),
        };
        let probes = self.probes().iter().enumerate();
        let sees = probes.filter(|(_, probe)| {
            let chain = self.chain(probe.protocol, &probe.name);
            chain.lists.contains(&list)
        });
        sees.map(|(idx, _)| idx).collect()
    }
}

fn without_repeats(lists: Vec<LineList>) -> Vec<LineList> {
    let mut kept = Vec::new();
    for list in lists {
        if !kept.contains(&list) {
            kept.push(list);
        }
    }
    kept
}
