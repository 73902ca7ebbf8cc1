//! The host that a fingerprint belongs to, from the report around it.
//!
//! ```text
//! Nmap scan report for db.example (192.0.2.7)     normal output: the address in parentheses,
//! Interesting ports on 192.0.2.7:                 else what stands there
//! <address addr="192.0.2.7" addrtype="ipv4"/>     XML, where hardware addresses do not count
//! ```

use memchr::memmem;

use super::header::START;

/// Bytes of a line behind the announcement that are read.
const MAX_LINE: usize = 512;

/// Reads the report forward, once, as far as the fingerprints go.
#[derive(Debug, Default)]
pub(super) struct HostReader {
    /// Offset in the text up to which announcements were looked for.
    read_to: usize,
    host: Option<String>,
    announced_at: Option<usize>,
}

/// What announces a host, and how its name is read.
type Announcement = (&'static [u8], fn(&[u8]) -> Option<String>);
const ANNOUNCEMENTS: [Announcement; 3] = [
    (b"Nmap scan report for ", host_of_line),
    (b"nteresting ports on ", host_of_line),
    (b"<address addr=", host_of_element),
];

impl HostReader {
    /// The host announced last before `at` of the window, which begins at `base` of the text; `at`
    /// never falls from call to call.
    pub(super) fn host_at(&mut self, window: &[u8], base: usize, at: usize) -> Option<String> {
        self.read_to(window, base, at);
        self.host.clone()
    }

    /// Where the host was announced that is known by now.
    pub(super) fn announced_at(&self) -> Option<usize> {
        self.announced_at
    }

    /// Reads what is announced before `at` of the window. What stands behind it can be the rest of
    /// an announcement.
    pub(super) fn read_to(&mut self, window: &[u8], base: usize, at: usize) {
        let from = self.read_to.saturating_sub(base);
        self.read_to = self.read_to.max(base + at);
        let last = ANNOUNCEMENTS
            .iter()
            .filter_map(|announcement| last_host(window, from, at, announcement));
        if let Some((at, host)) = last.max_by_key(|(at, _)| *at) {
            self.host = Some(host);
            self.announced_at = Some(base + at);
        }
    }
}

/// The last host that is announced so between `from` and `to`, and where.
fn last_host(
    window: &[u8],
    from: usize,
    to: usize,
    (words, read): &Announcement,
) -> Option<(usize, String)> {
    let report = window.get(from..window.len().min(to + words.len() - 1))?;
    let host_at = |at: usize| {
        let line = window.get(at + words.len()..)?;
        let line = line.get(..MAX_LINE).unwrap_or(line);
        let line = line.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
        let end = memmem::find(line, START).unwrap_or(line.len());
        read(line.get(..end)?).map(|host| (at, host))
    };
    let places = memmem::find_iter(report, words).map(|at| from + at);
    places.filter(|at| *at < to).filter_map(host_at).last()
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
        let found = HostReader::default().host_at(report.as_bytes(), 0, report.len());
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
        let mut hosts = HostReader::default();
        let mut host_at = |at: usize| hosts.host_at(report, 0, at);
        assert_eq!(host_at(32).as_deref(), Some("192.0.2.1"));
        assert_eq!(host_at(34).as_deref(), Some("192.0.2.1"));
        assert_eq!(host_at(report.len()).as_deref(), Some("192.0.2.2"));
    }
}
