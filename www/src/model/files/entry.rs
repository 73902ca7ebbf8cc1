//! One fingerprint of the table, and what it comes to in words.

use std::cmp::Ordering;
use std::rc::Rc;

use sflens::results::{FingerprintRecord, NearestRecord, SurveyRecord};

use crate::model::{Sign, line_name, port_name, scan_time};

/// One fingerprint that was found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The same number has what Nmap would report the same for.
    pub same: u64,
    /// The text that decodes to it.
    pub text: Rc<str>,
    /// What it is, without the bytes of its responses.
    pub record: Rc<FingerprintRecord>,
    /// The names of its probes: `NULL, GenericLines`.
    pub probes: Rc<str>,
}

/// By it a list is known to be the same without a look at each entry.
impl Eq for Entry {}

/// What an entry comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryVerdict {
    /// The sign beside it.
    pub sign: Sign,
    /// `hard`, `soft`, `TLS`, `no match`.
    pub state: &'static str,
    /// The service with product and version: `ftp WU-FTPD 2.1`.
    pub service: String,
    /// The line that decided: `line 1`.
    pub line: Option<String>,
    /// The nearest line, where none matches: `ssh, starter-probes:140`.
    pub nearest: Option<String>,
}

impl Entry {
    /// An entry for what a worker found.
    pub fn new(same: u64, text: String, record: FingerprintRecord) -> Self {
        let probes: Vec<&str> = (record.responses.iter())
            .map(|response| response.probe.as_str())
            .collect();
        Self {
            same,
            text: text.into(),
            probes: probes.join(", ").into(),
            record: Rc::new(record),
        }
    }

    /// The host; empty when the report does not name it.
    pub fn host(&self) -> &str {
        self.record.host.as_deref().unwrap_or_default()
    }

    /// `443/tcp`, and `TLS` behind it where the probes went through it.
    pub fn port(&self) -> String {
        let port = port_name(&self.record);
        match self.record.tunnel {
            Some(_) => format!("{port} TLS"),
            None => port,
        }
    }

    /// When it was scanned: `7 Sep 2003, 02:21 UTC`; empty when it does not say.
    pub fn date(&self) -> String {
        let time = self.record.time.map(|time| scan_time(time, None).utc);
        time.or_else(|| self.record.date.clone())
            .unwrap_or_default()
    }
}

/// What a survey's record says, in words.
pub fn entry_verdict(record: &SurveyRecord) -> EntryVerdict {
    let verdict = &record.verdict;
    let (sign, state) = match verdict.state.as_str() {
        "hard" => (Sign::Hard, "hard"),
        "soft" => (Sign::Soft, "soft"),
        "tls" => (Sign::Hard, "TLS"),
        _ => (Sign::NoMatch, "no match"),
    };
    let words = [&verdict.service, &verdict.product, &verdict.version];
    let words: Vec<&str> = words.into_iter().filter_map(Option::as_deref).collect();
    let decided = verdict.decided_by.as_ref();
    EntryVerdict {
        sign,
        state,
        service: words.join(" "),
        line: decided.map(|decided| line_name(&decided.at.file, decided.at.line)),
        nearest: record.nearest.as_ref().map(nearest_words),
    }
}

fn nearest_words(nearest: &NearestRecord) -> String {
    let line = line_name(&nearest.file, nearest.line);
    format!("{}, {line}", nearest.service)
}

/// Names in the order in which people read them: numbers in them by their value, so that
/// `10.0.0.9` is before `10.0.0.10`.
pub(super) fn compare_names(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (pieces(one), pieces(other));
    loop {
        let ordering = match (one.next(), other.next()) {
            (None, None) => return Ordering::Equal,
            (one, other) => one.cmp(&other),
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
}

/// A run of digits without leading zeros by its length, then its digits; or one character.
type Piece<'a> = (usize, &'a str);

fn pieces(name: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (piece, further) = rest.split_at(n_digits.max(first.len_utf8()));
        rest = further;
        let digits = piece.trim_start_matches('0');
        Some(match n_digits {
            0 => (usize::MAX, piece),
            _ => (digits.len(), digits),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, response};

    #[test]
    fn an_entry_tells_what_the_table_shows() {
        let mut record = fingerprint(vec![response("NULL", b"a"), response("Help", b"b")]);
        record.tunnel = Some("ssl".into());
        let entry = Entry::new(1, "SF".into(), record);
        assert_eq!(&*entry.probes, "NULL, Help");
        assert_eq!(entry.port(), "21/tcp TLS");
        assert_eq!(entry.date(), "7 Sep 2003, 02:21 UTC");
        assert_eq!(entry.host(), "");
    }

    #[test]
    fn addresses_stand_in_the_order_of_their_numbers() {
        let mut names = ["10.0.0.10", "b9", "10.0.0.9", "10.0.0.09a", "b10", "", "a"];
        names.sort_by(|one, other| compare_names(one, other));
        assert_eq!(
            names,
            ["", "10.0.0.9", "10.0.0.09a", "10.0.0.10", "a", "b9", "b10"]
        );
    }
}
