//! The user's lines put before those of a probes file.
//!
//! Bare lines belong to every probe and come before everything else. A section adds its lines
//! before those of the loaded probe of its protocol and name; it may repeat the payload and the
//! directives, but not change them. A section for a probe that the file lacks becomes a probe. Nmap
//! itself knows no section without a payload: it is the name of a loaded probe, or an error.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::fault::ProbesFault;
use super::lookup::{ProbeIndex, check_fallbacks, nearest_name};
use super::{LinesFile, MatchLine, PortRange, Probe, ProbesFile};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Protocol;
use crate::source::{Span, sort_by_place};

/// Probes and the user's own lines as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The user's lines that every response sees first.
    pub bare: Vec<MatchLine>,
    /// The probes, as they were; then those of the user's that they lack, without their lines.
    pub probes: Vec<Arc<Probe>>,
    /// For each probe the user's lines, which stand before its own.
    pub own: Vec<Vec<MatchLine>>,
}

impl Merged {
    /// The bare lines, and a file in which the user's lines stand in the lists of the probes.
    pub fn into_file(self, exclude: Vec<PortRange>) -> (Vec<MatchLine>, ProbesFile) {
        let probes = self.probes.into_iter().zip(self.own);
        let probes = probes.map(|(probe, mut own)| {
            let mut probe = Arc::unwrap_or_clone(probe);
            own.append(&mut probe.lines);
            Probe {
                lines: own,
                ..probe
            }
        });
        let probes = probes.collect();
        (self.bare, ProbesFile { exclude, probes })
    }
}

/// Puts `user` before `base`. Each finding comes with the id of the user's text it is about.
pub fn merge_lines(base: &[Arc<Probe>], user: LinesFile) -> (Merged, Vec<(u32, Diagnostic)>) {
    let mut merger = Merger::new(base);
    for section in user.sections {
        merger.add(section);
    }
    let (probes, own, faults) = merger.finish();
    let findings = faults
        .into_iter()
        .map(|(file_id, span, fault)| (file_id, fault.to_diagnostic(span)))
        .collect();
    let merged = Merged {
        bare: user.bare,
        probes,
        own,
    };
    (merged, findings)
}

/// A flaw, its place, and the id of the text.
type MergeFault = (u32, Span, ProbesFault);

/// Probes while sections are added to them.
struct Merger<'a> {
    base: &'a [Arc<Probe>],
    index: ProbeIndex,
    /// For each probe, those of `added` behind those of `base`, the user's lines.
    own: Vec<Vec<MatchLine>>,
    added: Vec<Arc<Probe>>,
    added_at: HashMap<(Protocol, Vec<u8>), usize>,
    /// The texts that were told that they borrow payloads.
    borrowing: HashSet<u32>,
    faults: Vec<MergeFault>,
}

impl<'a> Merger<'a> {
    fn new(base: &'a [Arc<Probe>]) -> Self {
        Self {
            base,
            index: ProbeIndex::new(base),
            own: vec![Vec::new(); base.len()],
            added: Vec::new(),
            added_at: HashMap::new(),
            borrowing: HashSet::new(),
            faults: Vec::new(),
        }
    }

    fn add(&mut self, section: Probe) {
        let found = self.index.find_exact(section.protocol, &section.name);
        let loaded = found.and_then(|idx| self.base.get(idx).zip(self.own.get_mut(idx)));
        match loaded {
            Some((probe, own)) => {
                if section.payload.is_none() && self.borrowing.insert(section.file_id) {
                    let fault = ProbesFault::BorrowedPayload;
                    self.faults
                        .push((section.file_id, section.name_span, fault));
                }
                self.faults.extend(differences(probe, &section));
                own.extend(section.lines);
            }
            None => self.add_new(section),
        }
    }

    /// A probe that the file lacks; several sections for one name become one.
    fn add_new(&mut self, mut section: Probe) {
        let key = (section.protocol, section.name.clone());
        let lines = std::mem::take(&mut section.lines);
        let known = self.added_at.get(&key).copied();
        if let Some(own) = known.and_then(|idx| self.own.get_mut(idx)) {
            own.extend(lines);
            return;
        }
        let fault = new_section(self.base, &section);
        self.faults
            .push((section.file_id, section.name_span, fault));
        self.added_at.insert(key, self.own.len());
        self.own.push(lines);
        self.added.push(Arc::new(section));
    }

    fn finish(mut self) -> (Vec<Arc<Probe>>, Vec<Vec<MatchLine>>, Vec<MergeFault>) {
        let mut probes = self.base.to_vec();
        probes.extend(self.added.iter().cloned());
        let index = ProbeIndex::new(&probes);
        let mut has_null = self.base.iter().any(|probe| probe.is_null());
        for probe in &self.added {
            if probe.is_null() && std::mem::replace(&mut has_null, true) {
                let fault = ProbesFault::SecondNull;
                self.faults.push((probe.file_id, probe.span, fault));
            }
            let clashes = clashes(self.base, probe);
            self.faults.extend(clashes);
            let faults = check_fallbacks(std::slice::from_ref(probe), &probes, &index);
            self.faults
                .extend(faults.map(|(span, fault)| (probe.file_id, span, fault)));
        }
        sort_by_place(&mut self.faults, |(file_id, span, _)| {
            (*file_id, span.start)
        });
        (probes, self.own, self.faults)
    }
}

/// What is to be said of a section for a probe that `base` lacks.
fn new_section(base: &[Arc<Probe>], section: &Probe) -> ProbesFault {
    if section.payload.is_some() {
        return ProbesFault::NewSection;
    }
    // The same name is one of the other protocol.
    let nearest = nearest_name(base, &section.name).filter(|near| *near != section.name);
    let name = section.name.clone();
    ProbesFault::UnknownSection { name, nearest }
}

/// Where a new probe gets in the way of loaded ones: by its payload, and by its ports.
fn clashes(base: &[Arc<Probe>], new: &Probe) -> Vec<MergeFault> {
    let of_protocol = base.iter().filter(|probe| probe.protocol == new.protocol);
    let payload = new.payload.as_ref().filter(|payload| !payload.is_empty());
    let mut of_payload = of_protocol.clone();
    let same = payload.and_then(|_| of_payload.find(|probe| probe.payload == new.payload));
    let same = same.map(|probe| ProbesFault::SamePayload {
        name: probe.name.clone(),
    });
    let mut sharing = of_protocol.filter(|probe| share_a_port(&probe.ports, &new.ports));
    let shared = sharing.next().map(|first| ProbesFault::SharedPorts {
        name: first.name.clone(),
        n_more: sharing.count(),
    });
    let faults = same.into_iter().chain(shared);
    faults
        .map(|fault| (new.file_id, new.name_span, fault))
        .collect()
}

fn share_a_port(left: &[PortRange], right: &[PortRange]) -> bool {
    left.iter().any(|left| {
        let mut right = right.iter();
        right.any(|right| left.first <= right.last && right.first <= left.last)
    })
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
