//! The list as comma-separated values (RFC 4180), one line for each fingerprint.
//!
//! What a server sent can stand in a cell, and a spreadsheet would run a cell that begins like a
//! formula: such a cell gets an apostrophe in front.

use std::borrow::Cow;
use std::rc::Rc;

use super::entry::Entry;
use super::survey::Survey;

const HEAD: [&str; 20] = [
    "host",
    "port",
    "protocol",
    "tunnel",
    "probes",
    "state",
    "service",
    "product",
    "version",
    "info",
    "hostname",
    "os",
    "device_type",
    "cpe",
    "decided_by",
    "nearest",
    "time_utc",
    "nmap",
    "file",
    "line",
];

/// The whole list in the order in which it was found.
pub fn csv(entries: &[Rc<Entry>], survey: &Survey) -> String {
    let mut text = line(HEAD.map(Cow::Borrowed));
    for entry in entries {
        text += &line(cells(entry, survey));
    }
    text
}

fn cells<'a>(entry: &'a Entry, survey: &Survey) -> [Cow<'a, str>; 20] {
    let record = &entry.record;
    let surveyed = survey.record(entry.same);
    let verdict = surveyed.as_ref().map(|surveyed| &surveyed.verdict);
    let field =
        |field: Option<&Option<String>>| Cow::Owned(field.cloned().flatten().unwrap_or_default());
    let shown = survey.verdict(entry.same);
    let shown = |of: fn(&super::EntryVerdict) -> Option<String>| {
        Cow::Owned(shown.as_deref().and_then(of).unwrap_or_default())
    };
    let text = |text: &'a Option<String>| Cow::Borrowed(text.as_deref().unwrap_or_default());
    [
        text(&record.host),
        Cow::Owned(record.port.map(|port| port.to_string()).unwrap_or_default()),
        Cow::Borrowed(&record.protocol),
        text(&record.tunnel),
        Cow::Borrowed(&entry.probes),
        Cow::Owned(verdict.map(|v| v.state.clone()).unwrap_or_default()),
        field(verdict.map(|v| &v.service)),
        field(verdict.map(|v| &v.product)),
        field(verdict.map(|v| &v.version)),
        field(verdict.map(|v| &v.info)),
        field(verdict.map(|v| &v.hostname)),
        field(verdict.map(|v| &v.os)),
        field(verdict.map(|v| &v.device_type)),
        Cow::Owned(verdict.map(|v| v.cpe.join(" ")).unwrap_or_default()),
        shown(|verdict| verdict.line.clone()),
        shown(|verdict| verdict.nearest.clone()),
        text(&record.time_utc),
        text(&record.version),
        Cow::Borrowed(&record.source.file),
        Cow::Owned(record.source.line.to_string()),
    ]
}

fn line(cells: [Cow<'_, str>; 20]) -> String {
    cells.map(|text| cell(&text)).join(",") + "\r\n"
}

fn cell(text: &str) -> String {
    let guard = match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => "'",
        false => "",
    };
    match text.contains([',', '"', '\r', '\n']) {
        true => format!("\"{guard}{}\"", text.replace('"', "\"\"")),
        false => format!("{guard}{text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::{fingerprint, response, surveyed};

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        assert_eq!(cell("a b"), "a b");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("@a,b"), "\"'@a,b\"");
        assert_eq!(cell(""), "");
    }

    #[test]
    fn each_fingerprint_is_a_line_with_all_cells() {
        let mut record = fingerprint(vec![response("NULL", b"a"), response("Help", b"b")]);
        record.host = Some("192.0.2.7".into());
        let entries = [Rc::new(Entry::new(1, String::new(), record))];
        let mut survey = Survey::default();
        let text = csv(&entries, &survey);
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 2);
        assert!(
            lines[1].starts_with("192.0.2.7,21,TCP,,\"NULL, Help\",,"),
            "{text}"
        );
        survey.take(&[1], [surveyed("hard", "ftp")]);
        let text = csv(&entries, &survey);
        assert!(text.contains(",hard,ftp,"), "{text}");
        assert!(text.ends_with(",paste,1\r\n"), "{text}");
    }
}
