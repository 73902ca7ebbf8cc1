//! What takes a value's place: as long as the value, each byte of the same kind as the one that
//! it replaces, and still of the value's form.
//!
//! ```text
//! ftp.acme.example      aaa.bbbb.example         the last label stays
//! 192.168.1.20          100.100.1.11             octets of as many digits
//! 00:0c:29:ab:cd:ef     00:00:00:00:00:01
//! ```

use std::collections::BTreeMap;

use super::date::stand_in_date;
use super::patterns::Kind;

/// The stand-ins so far, so that different values get different ones as far as there are any.
#[derive(Default)]
pub(super) struct StandIns {
    /// Labels of host names in lower case, numbered as they came.
    labels: BTreeMap<Vec<u8>, usize>,
    /// How many of each kind there were.
    n_of: BTreeMap<Kind, usize>,
}

impl StandIns {
    /// The stand-in of one value.
    pub(super) fn make(&mut self, kind: Kind, value: &[u8]) -> Vec<u8> {
        let n_of_kind = self.n_of.entry(kind).or_default();
        let number = *n_of_kind;
        *n_of_kind += 1;
        match kind {
            Kind::OwnName | Kind::HostName => self.host_name(value),
            Kind::Ipv4 => ipv4(value, number),
            Kind::Ipv6 | Kind::Mac => numbered(value, number),
            Kind::Token | Kind::User => value.iter().map(|byte| blank(*byte, b'x')).collect(),
            Kind::HeaderTime => b"386D4380".to_vec(),
            Kind::Date => stand_in_date(value),
        }
    }

    /// Each label but the last of several by a letter of its own.
    fn host_name(&mut self, name: &[u8]) -> Vec<u8> {
        let labels: Vec<&[u8]> = name.split(|byte| *byte == b'.').collect();
        let n_replaced = labels.len().saturating_sub(1).max(1);
        let shown = labels
            .iter()
            .enumerate()
            .map(|(idx, label)| match idx < n_replaced {
                true => self.label(label),
                false => label.to_vec(),
            });
        shown.collect::<Vec<_>>().join(&b'.')
    }

    fn label(&mut self, label: &[u8]) -> Vec<u8> {
        let n_known = self.labels.len();
        let number = *self
            .labels
            .entry(label.to_ascii_lowercase())
            .or_insert(n_known);
        let letter = b'a' + (number % 26) as u8;
        label.iter().map(|byte| blank(*byte, letter)).collect()
    }
}

/// The letter in the case of `byte`, a zero for a digit, all else as it is.
fn blank(byte: u8, letter: u8) -> u8 {
    match byte {
        b'A'..=b'Z' => letter.to_ascii_uppercase(),
        b'a'..=b'z' => letter,
        b'0'..=b'9' => b'0',
        other => other,
    }
}

/// Octets of as many digits: `100`, `10`, `1`; the last one counts.
fn ipv4(address: &[u8], number: usize) -> Vec<u8> {
    let octets: Vec<&[u8]> = address.split(|byte| *byte == b'.').collect();
    let n_octets = octets.len();
    let octet = |(idx, octet): (usize, &&[u8])| {
        let mut digits = b"100".get(..octet.len()).unwrap_or_default().to_vec();
        if let Some(digit) = digits.last_mut().filter(|_| idx + 1 == n_octets) {
            *digit = b'0' + (number % 10) as u8;
        }
        digits
    };
    octets
        .iter()
        .enumerate()
        .map(octet)
        .collect::<Vec<_>>()
        .join(&b'.')
}

/// Zeros for all hexadecimal digits but the last, which counts.
fn numbered(address: &[u8], number: usize) -> Vec<u8> {
    let zero = |byte: &u8| match byte.is_ascii_hexdigit() {
        true => b'0',
        false => *byte,
    };
    let mut zeros: Vec<u8> = address.iter().map(zero).collect();
    if let Some(last) = zeros.last_mut() {
        *last = b'0' + (number % 10) as u8;
    }
    zeros
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, values: &[(&str, &str)]) {
        let mut stand_ins = StandIns::default();
        for (value, expected) in values {
            let found = stand_ins.make(kind, value.as_bytes());
            assert_eq!(String::from_utf8_lossy(&found), *expected);
            assert_eq!(found.len(), value.len());
        }
    }

    #[test]
    fn labels_of_host_names_keep_their_letters() {
        check(
            Kind::HostName,
            &[
                ("ftp.Acme.example", "aaa.Bbbb.example"),
                ("mx1.acme.example", "cc0.bbbb.example"),
                ("acme", "bbbb"),
            ],
        );
    }

    #[test]
    fn addresses_stay_addresses() {
        check(
            Kind::Ipv4,
            &[("192.168.1.20", "100.100.1.10"), ("10.0.0.7", "10.1.1.1")],
        );
        check(
            Kind::Mac,
            &[("00:0c:29:ab:cd:ef", "00:00:00:00:00:00"), ("A-B", "0-1")],
        );
        check(Kind::Ipv6, &[("fe80::1c", "0000::00")]);
    }

    #[test]
    fn tokens_and_users_are_blanked() {
        check(Kind::Token, &[("aB3-z_9", "xX0-x_0")]);
        check(Kind::User, &[("jo.doe", "xx.xxx")]);
        check(Kind::HeaderTime, &[("6B037C9D", "386D4380")]);
    }
}
