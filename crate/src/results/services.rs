//! Fingerprints that belong together: those of one service, and equal ones of many.

use std::collections::BTreeMap;

use super::differences::{differences, merge};
use super::records::{
    FingerprintRecord, LineOutcome, Report, ResponseRecord, ResponseRefRecord, ServiceLineRecord,
    ServiceRecord, ServiceResponseRecord, SpanRecord,
};

impl Report {
    /// Fills in which fingerprints belong together. To be called again when some were added.
    pub fn group(&mut self) {
        self.services = services(&self.fingerprints);
        self.alike = alike(&self.fingerprints);
    }
}

/// The services that have several fingerprints, in the order of their first ones. Fingerprints
/// whose host is not named count as of one host within a file, for want of anything better; those
/// whose port is hidden belong to none.
fn services(fingerprints: &[FingerprintRecord]) -> Vec<ServiceRecord> {
    let members = grouped(fingerprints.iter().map(service_key));
    let known = members.into_iter().filter(|(key, _)| key.port.is_some());
    known
        .filter_map(|(_, members)| service(fingerprints, members))
        .collect()
}

/// What the fingerprints of one service have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct ServiceKey<'a> {
    host: Option<&'a str>,
    /// The file, where the host is not named.
    file: Option<&'a str>,
    port: Option<u16>,
    protocol: &'a str,
    tunnel: Option<&'a str>,
}

fn service_key(fingerprint: &FingerprintRecord) -> ServiceKey<'_> {
    let host = fingerprint.host.as_deref();
    let file = fingerprint.source.file.as_str();
    ServiceKey {
        host,
        file: Some(file).filter(|_| host.is_none()),
        port: fingerprint.port,
        protocol: &fingerprint.protocol,
        tunnel: fingerprint.tunnel.as_deref(),
    }
}

/// Indices of equal keys together, where there are several, in the order of the first ones.
fn grouped<K: Ord>(keys: impl Iterator<Item = K>) -> Vec<(K, Vec<u32>)> {
    let mut groups: BTreeMap<K, Vec<u32>> = BTreeMap::new();
    for (idx, key) in (0..).zip(keys) {
        groups.entry(key).or_default().push(idx);
    }
    let mut groups: Vec<_> = groups
        .into_iter()
        .filter(|(_, members)| members.len() > 1)
        .collect();
    groups.sort_by_key(|(_, members)| members.first().copied());
    groups
}

/// Fingerprints of which each response to each probe is the same, and there is one.
fn alike(fingerprints: &[FingerprintRecord]) -> Vec<Vec<u32>> {
    fn key(fingerprint: &FingerprintRecord) -> Vec<(&str, u32, &[u8])> {
        let responses = fingerprint.responses.iter();
        responses
            .map(|r| (r.probe.as_str(), r.declared_length, &*r.bytes))
            .collect()
    }
    let keys = fingerprints.iter().map(|f| (f.protocol.as_str(), key(f)));
    let groups = grouped(keys).into_iter();
    groups
        .filter(|((_, responses), _)| !responses.is_empty())
        .map(|(_, members)| members)
        .collect()
}

fn service(fingerprints: &[FingerprintRecord], members: Vec<u32>) -> Option<ServiceRecord> {
    let first = fingerprints.get(*members.first()? as usize)?;
    let mut probes: Vec<&str> = Vec::new();
    for (_, response) in responses_of(fingerprints, &members) {
        if !probes.contains(&response.probe.as_str()) {
            probes.push(&response.probe);
        }
    }
    let responses = probes
        .iter()
        .filter_map(|probe| service_response(fingerprints, &members, probe));
    Some(ServiceRecord {
        host: first.host.clone(),
        port: first.port,
        protocol: first.protocol.clone(),
        tunnel: first.tunnel.clone(),
        responses: responses.collect(),
        lines: service_lines(fingerprints, &members),
        fingerprints: members,
    })
}

/// Every response of the members with its place.
fn responses_of<'a>(
    fingerprints: &'a [FingerprintRecord],
    members: &'a [u32],
) -> impl Iterator<Item = (ResponseRefRecord, &'a ResponseRecord)> {
    members.iter().flat_map(move |fingerprint| {
        let responses = fingerprints
            .get(*fingerprint as usize)
            .map(|f| &f.responses);
        let responses = (0..).zip(responses.into_iter().flatten());
        responses.map(move |(response, record)| {
            let fingerprint = *fingerprint;
            (
                ResponseRefRecord {
                    fingerprint,
                    response,
                },
                record,
            )
        })
    })
}

/// The responses to one probe: the longest of the sound ones first.
fn service_response(
    fingerprints: &[FingerprintRecord],
    members: &[u32],
    probe: &str,
) -> Option<ServiceResponseRecord> {
    let all = responses_of(fingerprints, members).filter(|(_, response)| response.probe == probe);
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(_, response)| std::cmp::Reverse((response.sound_length, !response.damaged)));
    let (longest, best) = all.first().copied()?;
    let mut varying = Vec::new();
    for (_, other) in all.iter().skip(1) {
        let is_cut = other.truncated || other.damaged;
        varying.extend(differences(sound(best), sound(other), is_cut));
    }
    merge(&mut varying);
    let spans = varying.iter().map(|(start, end)| SpanRecord {
        start: *start as u32,
        end: *end as u32,
    });
    Some(ServiceResponseRecord {
        probe: probe.to_owned(),
        longest,
        others: all.iter().skip(1).map(|(at, _)| *at).collect(),
        varying: spans.collect(),
    })
}

/// The bytes that are certain.
fn sound(response: &ResponseRecord) -> &[u8] {
    let n_sound = response.sound_length as usize;
    response.bytes.get(..n_sound).unwrap_or_default()
}

/// The user's lines that match a response of the service, with what they miss.
fn service_lines(fingerprints: &[FingerprintRecord], members: &[u32]) -> Vec<ServiceLineRecord> {
    let all = || responses_of(fingerprints, members);
    let outcomes = all().filter_map(|(_, response)| response.user_lines.as_ref());
    let n_lines = outcomes.map(Vec::len).max().unwrap_or(0);
    (0..n_lines)
        .filter_map(|idx| service_line(all(), idx))
        .collect()
}

/// What the user's line of that index does on the responses; `None` when it matches none.
fn service_line<'a>(
    all: impl Iterator<Item = (ResponseRefRecord, &'a ResponseRecord)>,
    idx: usize,
) -> Option<ServiceLineRecord> {
    let outcome = |response: &'a ResponseRecord| response.user_lines.as_ref()?.get(idx);
    let all: Vec<_> = all
        .filter_map(|(at, r)| Some((at, r, outcome(r)?)))
        .collect();
    let is_match = |outcome| matches!(outcome, LineOutcome::Taken | LineOutcome::Hidden);
    let (matched, missed): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(_, _, line)| is_match(line.outcome));
    let (_, _, line) = matched.first()?;
    // It is not meant for the other probes.
    let is_meant = |probe: &str| {
        matched
            .iter()
            .any(|(_, response, _)| response.probe == probe)
    };
    let misses = missed
        .iter()
        .filter(|(_, response, _)| is_meant(&response.probe));
    Some(ServiceLineRecord {
        at: line.at.clone(),
        misses: misses.map(|(at, _, _)| *at).collect(),
        matches: matched.iter().map(|(at, _, _)| *at).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{
        LineSources, SourceFile, StarterLines, decode_files, load_lines, match_files,
    };

    const TWO_SCANS: &[u8] = b"Nmap scan report for 192.0.2.7\n\
        SF-Port21-TCP:V=7.95%I=7%r(NULL,8,\"220\\x20id=1\")%r(Help,2,\"no\");\n\
        Nmap scan report for 192.0.2.7\n\
        SF-Port21-TCP:V=7.95%I=7%r(NULL,9,\"220\\x20id=23\")%r(Help,2,\"no\");\n\
        SF-Port22-TCP:V=7.95%I=7%r(NULL,2,\"hi\");\n\
        Nmap scan report for 192.0.2.8\n\
        SF-Port22-TCP:V=7.95%I=7%r(NULL,2,\"hi\");\n";

    fn source(text: &[u8]) -> [SourceFile<'_>; 1] {
        [SourceFile { name: "f", text }]
    }

    fn at(fingerprint: u32, response: u32) -> ResponseRefRecord {
        ResponseRefRecord {
            fingerprint,
            response,
        }
    }

    #[test]
    fn scans_of_one_port_are_one_service() {
        let report = decode_files(&source(TWO_SCANS));
        let [service] = &report.services[..] else {
            panic!("{:?}", report.services);
        };
        assert_eq!(
            (service.host.as_deref(), service.port),
            (Some("192.0.2.7"), Some(21))
        );
        assert_eq!(service.fingerprints, [0, 1]);
        let [banner, help] = &service.responses[..] else {
            panic!("{service:?}");
        };
        assert_eq!(
            (banner.longest, &banner.others[..]),
            (at(1, 0), &[at(0, 0)][..])
        );
        assert_eq!(banner.varying, [SpanRecord { start: 7, end: 9 }]);
        assert_eq!((&*help.probe, help.varying.len()), ("Help", 0));
    }

    #[test]
    fn a_host_that_is_not_named_is_one_within_a_file_only() {
        let text =
            b"SF-Port21-TCP:V=7.95%r(NULL,2,\"hi\");\nSF-Portxx-TCP:V=7.95%r(NULL,2,\"hi\");\n";
        let file = |name| SourceFile { name, text };
        let n_services = |files: &[_]| decode_files(files).services.len();
        assert_eq!(n_services(&[file("a"), file("b")]), 0);
        let twice = [&text[..], &text[..]].concat();
        assert_eq!(n_services(&source(&twice)), 1);
    }

    #[test]
    fn equal_fingerprints_of_many_hosts_are_alike() {
        assert_eq!(decode_files(&source(TWO_SCANS)).alike, [[2, 3]]);
    }

    #[test]
    fn a_line_is_judged_against_all_scans() {
        let lines = load_lines(&LineSources {
            lines: &[SourceFile {
                name: "lines",
                text: b"match a m|^220 id=\\d$|\nmatch b m|^220 id=\\d+$|\nmatch c m|^x|\n",
            }],
            starter_lines: StarterLines::IfAlone,
            ..LineSources::default()
        });
        let report = match_files(&lines, &source(TWO_SCANS), false);
        let lines = &report.services[0].lines;
        assert_eq!(lines.len(), 2);
        assert_eq!(
            (&lines[0].matches[..], &lines[0].misses[..]),
            (&[at(0, 0)][..], &[at(1, 0)][..])
        );
        assert_eq!((lines[1].matches.len(), lines[1].misses.len()), (2, 0));
    }
}
