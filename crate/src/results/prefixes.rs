//! What of the beginnings of a response is worth a word: where another line would win than on the
//! whole, or the same one with other fields.

use super::records::{MatchRecord, PrefixRunRecord, ResponseRecord};

/// Beginnings on which Nmap would have taken something else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OtherPrefix<'a> {
    /// The beginnings and the match.
    pub run: &'a PrefixRunRecord,
    /// It is the line of the whole response, but its fields differ on the shortest of them.
    pub same_line: bool,
    /// The longest of them that is not the whole response.
    last: u32,
}

impl ResponseRecord {
    /// The beginnings on which Nmap would have taken something else than on the whole response.
    pub fn other_prefixes(&self) -> impl Iterator<Item = OtherPrefix<'_>> {
        let runs = self.prefixes.iter().flat_map(|prefixes| &prefixes.runs);
        let longest = (self.bytes.len() as u32).saturating_sub(1);
        runs.filter_map(move |run| {
            let whole = self.taken.line();
            let same_line = whole.is_some_and(|whole| at(whole) == at(&run.taken));
            let is_other = !same_line || whole.map(fields) != Some(fields(&run.taken));
            is_other.then_some(OtherPrefix {
                run,
                same_line,
                last: run.last.min(longest),
            })
        })
    }
}

impl OtherPrefix<'_> {
    /// Which beginnings, as `the first 13 to 62 bytes`; of one line only for the shortest is known
    /// that its fields differ.
    pub fn words(&self) -> String {
        let first = self.run.first;
        if first < self.last && !self.same_line {
            return format!("the first {first} to {} bytes", self.last);
        }
        let bytes = match first {
            1 => "byte".to_owned(),
            first => format!("{first} bytes"),
        };
        let more = if first < self.last {
            " or some more"
        } else {
            ""
        };
        format!("the first {bytes}{more}")
    }
}

fn at(line: &MatchRecord) -> (&str, u32) {
    (&line.file, line.line)
}

fn fields(line: &MatchRecord) -> ([&Option<String>; 6], &[String]) {
    let texts = [
        &line.product,
        &line.version,
        &line.info,
        &line.hostname,
        &line.os,
        &line.device_type,
    ];
    (texts, &line.cpe)
}

#[cfg(test)]
mod tests {
    use crate::results::{LineSources, SourceFile, load_lines, match_files};

    #[track_caller]
    fn check(lines: &str, expected: &[(&str, u32)]) {
        let scan = br#"SF-Port7-TCP:V=7.95%Time=67CD8A10%r(NULL,7,"ACME\x2012");"#;
        let source = |name, text| SourceFile { name, text };
        let own = [source("lines", lines.as_bytes())];
        let sources = LineSources {
            lines: &own,
            ..LineSources::default()
        };
        let report = match_files(&load_lines(&sources), &[source("scan", scan)], false);
        let others = report.fingerprints[0].responses[0].other_prefixes();
        let found: Vec<(String, u32)> = others
            .map(|other| (other.words(), other.run.taken.line))
            .collect();
        let expected: Vec<(String, u32)> = expected
            .iter()
            .map(|(words, line)| (words.to_string(), *line))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_datagram_comes_whole() {
        let scan = br#"SF-Port7-UDP:V=7.95%Time=67CD8A10%r(Help,7,"ACME\x2012");"#;
        let source = |name, text| SourceFile { name, text };
        let sources = LineSources {
            lines: &[source("lines", b"match a m|^ACME|\n")],
            ..LineSources::default()
        };
        let report = match_files(&load_lines(&sources), &[source("scan", scan)], false);
        assert_eq!(report.fingerprints[0].responses[0].prefixes, None);
    }

    #[test]
    fn only_what_differs_is_told() {
        check("match a m|^ACME|\n", &[]);
        check(
            "match a m|^ACME 12|\nmatch b m|^A|\n",
            &[("the first 1 to 6 bytes", 2)],
        );
        check(
            "match a m|^ACME 12|\nmatch b m|^A$|\n",
            &[("the first byte", 2)],
        );
        check(
            "match a m|^ACME 12|\nmatch b m|^AC$|\n",
            &[("the first 2 bytes", 2)],
        );
        check(
            "match a m|^ACME (\\d+)| v/$1/\n",
            &[("the first 6 bytes", 1)],
        );
        check(
            "match a m|^AC(\\w*)| v/$1/\n",
            &[("the first 2 bytes or some more", 1)],
        );
        check("match a m|^A| v/$9/\n", &[]);
    }
}
