//! A probe as facts with a name: what it sends, when, and which lines see what.
//!
//! ```text
//! Ports 80, 8080-8090 · Waits 5000 ms · Lines tried GetRequest, NULL · Its lines see GetRequest
//! ```

use sflens::bytes::print_readable;
use sflens::results::{PortsRecord, ProbeRecord, ProbeRefRecord};

use super::facts::{Fact, fact};

/// What to know of a probe when one wonders about a response to it.
pub fn probe_facts(probe: &ProbeRecord) -> Vec<Fact> {
    let sends = probe
        .payload
        .as_ref()
        .filter(|payload| !payload.0.is_empty());
    let is_listed = |ports: &&Vec<PortsRecord>| !ports.is_empty();
    let facts = [
        sends.map(|payload| fact("Sends", print_readable(&payload.0))),
        Some(&probe.ports)
            .filter(is_listed)
            .map(|ports| fact("Ports", port_list(ports))),
        Some(&probe.ssl_ports)
            .filter(is_listed)
            .map(|ports| fact("TLS ports", port_list(ports))),
        sends.map(|_| fact("Rarity", rarity(probe.rarity))),
        Some(fact("Waits", format!("{} ms", probe.total_wait_ms))),
        Some(fact("Lines tried", probe_list(probe, &probe.tries))),
        Some(fact("Its lines see", probe_list(probe, &probe.sees))),
    ];
    facts.into_iter().flatten().collect()
}

fn rarity(rarity: u8) -> String {
    format!("{rarity}: sent to other ports at intensity {rarity} or more")
}

fn port_list(ports: &[PortsRecord]) -> String {
    let runs = ports.iter().map(|run| match run.first == run.last {
        true => run.first.to_string(),
        false => format!("{}-{}", run.first, run.last),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// Names; the protocol only where it is another.
fn probe_list(probe: &ProbeRecord, others: &[ProbeRefRecord]) -> String {
    let names = others
        .iter()
        .map(|other| match other.protocol == probe.protocol {
            true => other.name.clone(),
            false => format!("{} ({})", other.name, other.protocol),
        });
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use sflens::results::{LineRefRecord, ResponseBytes};

    fn probe() -> ProbeRecord {
        let named = |protocol: &str, name: &str| ProbeRefRecord {
            protocol: protocol.to_owned(),
            name: name.to_owned(),
        };
        let run = |first, last| PortsRecord { first, last };
        ProbeRecord {
            at: LineRefRecord {
                file: "starter lines".to_owned(),
                line: 9,
            },
            protocol: "TCP".to_owned(),
            name: "GetRequest".to_owned(),
            payload: Some(ResponseBytes(b"GET / HTTP/1.0\r\n\r\n".to_vec())),
            no_payload: false,
            ports: vec![run(80, 80), run(8080, 8090)],
            ssl_ports: vec![],
            rarity: 1,
            total_wait_ms: 5000,
            tcp_wrapped_ms: Some(2000),
            fallback: vec![],
            match_lines: 1,
            softmatch_lines: 0,
            tries: vec![named("TCP", "GetRequest"), named("UDP", "Other")],
            sees: vec![named("TCP", "GetRequest")],
        }
    }

    #[test]
    fn a_probe_is_told_as_facts() {
        let told: Vec<_> = (probe_facts(&probe()).into_iter())
            .map(|fact| format!("{}: {}", fact.name, fact.value))
            .collect();
        assert_eq!(
            told,
            [
                r"Sends: GET / HTTP/1.0\r\n\r\n",
                "Ports: 80, 8080-8090",
                "Rarity: 1: sent to other ports at intensity 1 or more",
                "Waits: 5000 ms",
                "Lines tried: GetRequest, Other (UDP)",
                "Its lines see: GetRequest",
            ]
        );
    }

    #[test]
    fn a_probe_that_sends_nothing_has_no_rarity() {
        let mut null = probe();
        null.payload = Some(ResponseBytes(vec![]));
        null.ports = vec![];
        let names: Vec<_> = probe_facts(&null).iter().map(|fact| fact.name).collect();
        assert_eq!(names, ["Waits", "Lines tried", "Its lines see"]);
    }
}
