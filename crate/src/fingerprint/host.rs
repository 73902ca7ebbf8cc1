//! The host that a fingerprint belongs to, from the report around it.
//!
//! ```text
//! Nmap scan report for db.example (192.0.2.7)     normal output: the address in parentheses,
//! Interesting ports on 192.0.2.7:                 else what stands there
//! <address addr="192.0.2.7" addrtype="ipv4"/>     XML, where hardware addresses do not count
//! ```

use memchr::memmem;

use crate::source::Span;

/// Bytes of a line behind the announcement that are read.
const MAX_LINE: usize = 512;

/// Reads the report forward, once, as far as the fingerprints go.
pub(super) struct HostReader<'a> {
    paste: &'a [u8],
    read_to: usize,
    host: Option<String>,
}

/// What announces a host, and how its name is read.
type Announcement = (&'static [u8], fn(&[u8]) -> Option<String>);
const ANNOUNCEMENTS: [Announcement; 3] = [
    (b"Nmap scan report for ", host_of_line),
    (b"nteresting ports on ", host_of_line),
    (b"<address addr=", host_of_element),
];

impl<'a> HostReader<'a> {
    pub(super) fn new(paste: &'a [u8]) -> Self {
        Self {
            paste,
            read_to: 0,
            host: None,
        }
    }

    /// The host announced last before `at`; `at` never falls from call to call.
    pub(super) fn host_at(&mut self, at: usize) -> Option<String> {
        let report = Span::new(self.read_to, at).slice(self.paste);
        self.read_to = at;
        let last = ANNOUNCEMENTS
            .iter()
            .filter_map(|announcement| last_host(report, announcement));
        if let Some((_, host)) = last.max_by_key(|(at, _)| *at) {
            self.host = Some(host);
        }
        self.host.clone()
    }
}

/// The last host in `report` that is announced so, and where.
fn last_host(report: &[u8], (words, read): &Announcement) -> Option<(usize, String)> {
    let host_at = |at: usize| {
        let line = report.get(at + words.len()..)?;
        let line = line.get(..MAX_LINE).unwrap_or(line);
        let line = line.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
        read(line).map(|host| (at, host))
    };
    memmem::find_iter(report, words).filter_map(host_at).last()
}

/// `db.example (192.0.2.7)`, `192.0.2.7:`.
fn host_of_line(line: &[u8]) -> Option<String> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    let address = line
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    let host = match address {
        Some((address, _)) => address,
        None => line.split_whitespace().next()?.trim_end_matches(':'),
    };
    Some(host.to_owned()).filter(|host| !host.is_empty())
}

/// `"192.0.2.7" addrtype="ipv4"/>`.
fn host_of_element(line: &[u8]) -> Option<String> {
    let element = line.split(|byte| *byte == b'>').next()?;
    let element = std::str::from_utf8(element).ok()?;
    let quoted = element.strip_prefix(['"', '\''])?;
    let (host, attributes) = quoted.split_once(['"', '\''])?;
    (!attributes.contains("mac") && !host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(report: &str, host: Option<&str>) {
        let found = HostReader::new(report.as_bytes()).host_at(report.len());
        assert_eq!(found.as_deref(), host, "{report}");
    }

    #[test]
    fn the_address_of_the_last_host_counts() {
        check(
            "Nmap scan report for a.example\nNmap scan report for b (192.0.2.9)\r\nPORT\n",
            Some("192.0.2.9"),
        );
        check("Nmap scan report for a.example\n", Some("a.example"));
        check(
            "Interesting ports on gate.example (192.0.2.1):\n",
            Some("192.0.2.1"),
        );
        check("Interesting ports on 192.0.2.1:\n", Some("192.0.2.1"));
        check("no host at all", None);
    }

    #[test]
    fn hardware_addresses_do_not_count() {
        let xml = r#"<address addr="fe80::1" addrtype="ipv6"/><address addr="00:00:5E:00:53:01" addrtype="mac"/>"#;
        check(xml, Some("fe80::1"));
    }

    #[test]
    fn a_host_lasts_until_the_next_one() {
        let report = b"Nmap scan report for 192.0.2.1\n....Nmap scan report for 192.0.2.2\n..";
        let mut hosts = HostReader::new(report);
        assert_eq!(hosts.host_at(32).as_deref(), Some("192.0.2.1"));
        assert_eq!(hosts.host_at(34).as_deref(), Some("192.0.2.1"));
        assert_eq!(hosts.host_at(report.len()).as_deref(), Some("192.0.2.2"));
    }
}
