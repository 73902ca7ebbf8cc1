//! When a scan would have sent the probes, with the probes file in force.
//!
//! ```text
//! NULL            first, over TCP
//! listed          the probes that list the port (`sslports` inside TLS), in file order
//! common          the others of a rarity up to the scan's intensity, in file order
//! ```
//!
//! A fingerprint keeps the order in which its scan had the responses. The replay follows it; where
//! the file in force would have had another, a note says so.

use super::{Database, Finding};
use crate::bytes::print_readable;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fingerprint::{Protocol, Tunnel};
use crate::probes::Probe;
use crate::source::Span;

/// What decides about the order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) port: u16,
    pub(super) protocol: Protocol,
    pub(super) tunnel: Option<Tunnel>,
    pub(super) intensity: u8,
}

/// When a probe is sent; earlier is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Null,
    /// It lists the port; its index in the file.
    Listed(usize),
    /// It is common enough; its index in the file.
    Common(usize),
    /// Only a soft match brings it in.
    Never(usize),
}

/// The probes of one port as they come, held against the order of the file.
pub(super) struct OrderCheck<'a> {
    db: &'a Database,
    target: Target,
    /// The latest turn so far, and the probe that had it.
    latest: Option<(Turn, Vec<u8>)>,
    /// One note for a port is enough.
    is_told: bool,
}

impl<'a> OrderCheck<'a> {
    pub(super) fn new(db: &'a Database, target: Target) -> Self {
        Self {
            db,
            target,
            latest: None,
            is_told: false,
        }
    }

    /// What is odd about a response to the probe called `name` at this place. After a soft match
    /// the rarity of a probe does not matter.
    pub(super) fn check(&mut self, name: &[u8], has_soft_match: bool) -> Option<Finding> {
        let idx = self.db.index().find(self.target.protocol, name)?;
        let probe = self.db.probes().get(idx)?;
        let turn = self.turn(idx, probe);
        if let Turn::Never(_) = turn {
            return (!has_soft_match).then(|| not_sent(probe, self.target));
        }
        match &self.latest {
            Some((latest, before)) if turn < *latest => {
                let is_first = !std::mem::replace(&mut self.is_told, true);
                is_first.then(|| other_order(name, before))
            }
            _ => {
                self.latest = Some((turn, name.to_vec()));
                None
            }
        }
    }

    fn turn(&self, idx: usize, probe: &Probe) -> Turn {
        let target = self.target;
        let ports = match target.tunnel {
            Some(_) => &probe.ssl_ports,
            None => &probe.ports,
        };
        if probe.is_null() && target.protocol == Protocol::Tcp {
            Turn::Null
        } else if ports.iter().any(|range| range.contains(target.port)) {
            Turn::Listed(idx)
        } else if probe.effective_rarity() <= target.intensity {
            Turn::Common(idx)
        } else {
            Turn::Never(idx)
        }
    }
}

fn other_order(name: &[u8], before: &[u8]) -> Finding {
    let title = format!(
        "with this probes file `{}` would have been sent before `{}`",
        print_readable(name),
        print_readable(before)
    );
    note("replay-other-order", title)
        .with_label("the responses are taken in the order of the fingerprint")
        .into()
}

fn not_sent(probe: &Probe, target: Target) -> Finding {
    let Target {
        port, intensity, ..
    } = target;
    let title = format!(
        "with this probes file `{}` would not have been sent",
        print_readable(&probe.name)
    );
    let label = format!(
        "its rarity is {}, the intensity {intensity}, and it does not list port {port}",
        probe.effective_rarity()
    );
    note("replay-rare-probe", title).with_label(label).into()
}

fn note(rule: &'static str, title: String) -> Diagnostic {
    Diagnostic::new(rule, Severity::Note, Span::default(), title)
        .with_help("load the probes file of the release that made the fingerprint")
}

/// A finding about the response.
impl From<Diagnostic> for Finding {
    fn from(diagnostic: Diagnostic) -> Self {
        let file_id = None;
        Self {
            file_id,
            diagnostic,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probes::{LinesFile, ReadOptions, parse_probes_file};
    use crate::template::Release;

    const FILE: &[u8] = b"Probe TCP Rare q|r|\nrarity 8\nports 9\n\
        Probe TCP NULL q||\n\
        Probe TCP One q|1|\nrarity 1\n\
        Probe TCP Two q|2|\nrarity 7\nports 80\nsslports 443\n";

    /// The rules for the responses of one port, in their order.
    #[track_caller]
    fn check(port: u16, tunnel: Option<Tunnel>, names: &[&str], expected: &[&str]) {
        let file = parse_probes_file(FILE, &ReadOptions::default()).value;
        let db = Database::open(file, LinesFile::default(), Release::default()).value;
        let target = Target {
            port,
            protocol: Protocol::Tcp,
            tunnel,
            intensity: 7,
        };
        let mut order = OrderCheck::new(&db, target);
        let rules = names.iter().map(|name| {
            let finding = order.check(name.as_bytes(), false);
            finding.map_or("", |finding| match &*finding.diagnostic.rule {
                "replay-other-order" => "order",
                _ => "rare",
            })
        });
        assert_eq!(rules.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn listed_probes_come_before_common_ones() {
        check(80, None, &["NULL", "Two", "One"], &["", "", ""]);
        check(80, None, &["NULL", "One", "Two"], &["", "", "order"]);
        check(81, None, &["NULL", "One", "Two"], &["", "", ""]);
        check(81, None, &["Two", "NULL", "One"], &["", "order", ""]);
        check(81, None, &["One", "Gone", "One"], &["", "", ""]);
    }

    #[test]
    fn inside_tls_the_other_list_counts() {
        check(443, None, &["Two", "One"], &["", "order"]);
        check(443, Some(Tunnel::Ssl), &["Two", "One"], &["", ""]);
    }

    #[test]
    fn a_rare_probe_is_sent_to_its_ports_only() {
        check(9, None, &["NULL", "Rare", "One"], &["", "", ""]);
        check(80, None, &["NULL", "Rare", "One"], &["", "rare", ""]);
    }
}
