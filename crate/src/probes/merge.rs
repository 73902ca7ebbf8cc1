//! The user's lines put before those of a probes file.
//!
//! Bare lines belong to every probe and come before everything else. A section adds its lines
//! before those of the loaded probe of its protocol and name; it may repeat the payload and the
//! directives, but not change them. A section for a probe that the file lacks becomes a probe.

use std::collections::HashMap;

use super::fault::ProbesFault;
use super::lookup::{ProbeIndex, check_fallbacks};
use super::{LinesFile, MatchLine, Origin, Probe, ProbesFile};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Protocol;
use crate::source::{Span, sort_by_place};

/// A probes file and the user's own lines as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// Lines that every response sees first.
    pub bare: Vec<MatchLine>,
    /// The probes; the user's lines stand first in each.
    pub file: ProbesFile,
    /// For each probe the number of the user's lines in it.
    pub n_user_lines: Vec<usize>,
}

/// Puts `user` before `base`. Each finding comes with the id of the user's text it is about.
pub fn merge_lines(base: ProbesFile, user: LinesFile) -> (Merged, Vec<(u32, Diagnostic)>) {
    let mut merger = Merger::new(base);
    for section in user.sections {
        merger.add(section);
    }
    let (file, n_user_lines, faults) = merger.finish();
    let findings = faults
        .into_iter()
        .map(|(file_id, span, fault)| (file_id, fault.to_diagnostic(span, Origin::File)))
        .collect();
    let merged = Merged {
        bare: user.bare,
        file,
        n_user_lines,
    };
    (merged, findings)
}

/// A flaw, its place, and the id of the text.
type MergeFault = (u32, Span, ProbesFault);

/// A probes file while sections are added to it.
struct Merger {
    file: ProbesFile,
    index: ProbeIndex,
    /// For each loaded probe the user's lines.
    own: Vec<Vec<MatchLine>>,
    added: Vec<Probe>,
    added_at: HashMap<(Protocol, Vec<u8>), usize>,
    faults: Vec<MergeFault>,
}

impl Merger {
    fn new(file: ProbesFile) -> Self {
        Self {
            index: ProbeIndex::new(&file.probes),
            own: vec![Vec::new(); file.probes.len()],
            added: Vec::new(),
            added_at: HashMap::new(),
            faults: Vec::new(),
            file,
        }
    }

    fn add(&mut self, section: Probe) {
        let found = self.index.find_exact(section.protocol, &section.name);
        let loaded = found.and_then(|idx| self.file.probes.get(idx).zip(self.own.get_mut(idx)));
        match loaded {
            Some((probe, own)) => {
                self.faults.extend(differences(probe, &section));
                own.extend(section.lines);
            }
            None => self.add_new(section),
        }
    }

    /// A probe that the file lacks; several sections for one name become one.
    fn add_new(&mut self, section: Probe) {
        let key = (section.protocol, section.name.clone());
        let known = self.added_at.get(&key).copied();
        if let Some(probe) = known.and_then(|idx| self.added.get_mut(idx)) {
            probe.lines.extend(section.lines);
            return;
        }
        let fault = (section.file_id, section.name_span, ProbesFault::NewSection);
        self.faults.push(fault);
        self.added_at.insert(key, self.added.len());
        self.added.push(section);
    }

    fn finish(mut self) -> (ProbesFile, Vec<usize>, Vec<MergeFault>) {
        let of_loaded = self.own.iter().map(Vec::len);
        let of_added = self.added.iter().map(|probe| probe.lines.len());
        let n_user_lines = of_loaded.chain(of_added).collect();
        for (probe, mut own) in self.file.probes.iter_mut().zip(self.own) {
            own.append(&mut probe.lines);
            probe.lines = own;
        }
        let n_loaded = self.file.probes.len();
        self.file.probes.extend(self.added);
        let probes = &self.file.probes;
        let new = probes.get(n_loaded..).unwrap_or_default();
        let index = ProbeIndex::new(probes);
        for probe in new {
            let faults = check_fallbacks(std::slice::from_ref(probe), probes, &index);
            self.faults
                .extend(faults.map(|(span, fault)| (probe.file_id, span, fault)));
        }
        sort_by_place(&mut self.faults, |(file_id, span, _)| {
            (*file_id, span.start)
        });
        (self.file, n_user_lines, self.faults)
    }
}

/// What a section says otherwise than the loaded probe.
fn differences(probe: &Probe, section: &Probe) -> Vec<MergeFault> {
    let names = |probe: &Probe| -> Vec<Vec<u8>> {
        probe
            .fallback
            .iter()
            .map(|name| name.name.clone())
            .collect()
    };
    let is_other = |given: bool, equal: bool| given && !equal;
    let all = [
        (
            "payload",
            is_other(section.payload.is_some(), section.payload == probe.payload),
        ),
        (
            "list of ports",
            is_other(!section.ports.is_empty(), section.ports == probe.ports),
        ),
        (
            "list of TLS ports",
            is_other(
                !section.ssl_ports.is_empty(),
                section.ssl_ports == probe.ssl_ports,
            ),
        ),
        (
            "waiting time",
            is_other(
                section.total_wait_ms.is_some(),
                section.total_wait_ms == probe.total_wait_ms,
            ),
        ),
        (
            "wrapping time",
            is_other(
                section.tcp_wrapped_ms.is_some(),
                section.tcp_wrapped_ms == probe.tcp_wrapped_ms,
            ),
        ),
        (
            "rarity",
            is_other(
                section.rarity.is_some(),
                section.effective_rarity() == probe.effective_rarity(),
            ),
        ),
        (
            "list of fallbacks",
            is_other(!section.fallback.is_empty(), names(section) == names(probe)),
        ),
    ];
    all.into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(what, _)| {
            (
                section.file_id,
                section.span,
                ProbesFault::SectionDiffers { what },
            )
        })
        .collect()
}
