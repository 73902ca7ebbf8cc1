//! What the report around a fingerprint says of its port: the row of the table, or the element.
//!
//! ```text
//! PORT   STATE SERVICE REASON         VERSION
//! 21/tcp open  ftp?    syn-ack ttl 64
//!
//! <port protocol="tcp" portid="21"><state state="open" reason="syn-ack" reason_ttl="64"/>
//! <service name="ftp" servicefp="SF-Port21-TCP:…" method="table" conf="3"/></port>
//! ```
//!
//! A `?` and `method="table"` say that the name is only that of the port in Nmap's list of ports.

use std::collections::BTreeMap;

use memchr::memmem;

use super::{PortRow, Protocol};

/// Bytes of a row behind the port that are read.
const MAX_ROW: usize = 200;
/// Bytes before a fingerprint within which the element of its port begins. The windows of
/// `scanner` have so many.
const MAX_BEFORE: usize = 900;
/// Bytes behind a fingerprint in which its element ends.
const MAX_BEHIND: usize = 300;
/// Bytes of a port and what stands before it at most.
pub(super) const MAX_PORT: usize = 8;
/// What stands behind a number in the first column.
const PORTS: [(&[u8], Protocol); 2] = [(b"/tcp ", Protocol::Tcp), (b"/udp ", Protocol::Udp)];
/// The head of the column that scans with `--reason` have.
const REASON: &[u8] = b" REASON";

/// The rows of the host that was announced last, read forward, once.
#[derive(Debug, Default)]
pub(super) struct RowReader {
    /// Offset in the text up to which rows were looked for.
    read_to: usize,
    announced_at: Option<usize>,
    has_reason: bool,
    rows: BTreeMap<(u16, Protocol), PortRow>,
}

impl RowReader {
    /// Reads the rows before `at` of the window, which begins at `base` of the text, of the host
    /// announced at `announced_at`.
    pub(super) fn read_to(
        &mut self,
        window: &[u8],
        base: usize,
        at: usize,
        announced_at: Option<usize>,
    ) {
        if self.announced_at != announced_at {
            *self = Self {
                announced_at,
                read_to: self.read_to.max(announced_at.unwrap_or(0)),
                ..Self::default()
            };
        }
        let part = Part {
            window,
            from: self.read_to.saturating_sub(base),
            to: at,
        };
        self.read_to = self.read_to.max(base + at);
        let reason_at = part.places(REASON).next();
        for (sign, protocol) in PORTS {
            for at in part.places(sign) {
                let has_reason = self.has_reason || reason_at.is_some_and(|reason| reason < at);
                if let Some((port, row)) = part.row_at(at, sign, has_reason) {
                    self.rows.insert((port, protocol), row);
                }
            }
        }
        self.has_reason |= reason_at.is_some();
    }

    /// The row of a port of the host.
    pub(super) fn row(&self, port: u16, protocol: Protocol) -> Option<PortRow> {
        self.rows.get(&(port, protocol)).cloned()
    }
}

/// What is read at once; a row can go on behind it.
struct Part<'a> {
    window: &'a [u8],
    from: usize,
    to: usize,
}

impl Part<'_> {
    /// Where `sign` begins.
    fn places(&self, sign: &[u8]) -> impl Iterator<Item = usize> {
        let end = self.to.saturating_add(sign.len() - 1);
        let text = self.window.get(self.from..self.window.len().min(end));
        let places: Vec<usize> = memmem::find_iter(text.unwrap_or_default(), sign).collect();
        let from = self.from;
        places.into_iter().map(move |at| from + at)
    }

    /// The port before the `sign` at `at`, and its row.
    fn row_at(&self, at: usize, sign: &[u8], has_reason: bool) -> Option<(u16, PortRow)> {
        let port = number_at_end(self.window.get(..at)?)?;
        let row = self.window.get(at + sign.len()..)?;
        let row = row.get(..MAX_ROW).unwrap_or(row);
        let mut lines = row.split(|byte| matches!(byte, b'\n' | b'\r' | b'<'));
        Some((port, row_of(lines.next()?, has_reason)?))
    }
}

/// The number that `text` ends with, if nothing but a number.
fn number_at_end(text: &[u8]) -> Option<u16> {
    const MAX_DIGITS: usize = 5;
    let digits = text.iter().rev().take(MAX_DIGITS + 1);
    let n_digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let (before, digits) = text.split_at_checked(text.len() - n_digits)?;
    let is_number = before
        .last()
        .is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let port = std::str::from_utf8(digits).ok()?.parse().ok();
    port.filter(|_| is_number)
}

/// `open  ftp?    syn-ack ttl 64`: what follows the port.
fn row_of(line: &[u8], has_reason: bool) -> Option<PortRow> {
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split_whitespace();
    let state = words.next().filter(|state| state.starts_with("open"))?;
    let service = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.take(3).collect();
    let reason = match rest[..] {
        [reason, "ttl", n] => Some(format!("{reason} ttl {n}")),
        [reason, ..] => Some(reason.to_owned()),
        [] => None,
    };
    Some(PortRow {
        state: state.to_owned(),
        service: service.trim_end_matches('?').to_owned(),
        guessed: service.ends_with('?') || service == "unknown",
        reason: reason.filter(|_| has_reason),
    })
}

/// The element of `port` around the fingerprint from `start` to `end` of the window.
pub(super) fn element_row(window: &[u8], start: usize, end: usize, port: u16) -> Option<PortRow> {
    let before = window.get(start.saturating_sub(MAX_BEFORE)..start)?;
    let element = before.get(memmem::rfind(before, b"<port ")?..)?;
    let element = std::str::from_utf8(element).ok()?;
    let is_of_port = attribute(element, "portid")? == port.to_string();
    let (of_port, of_service) = element.split_once("<service")?;
    let behind = window.get(end..).unwrap_or_default();
    let behind = behind.get(..MAX_BEHIND).unwrap_or(behind);
    let behind = behind.split(|byte| *byte == b'>').next()?;
    let behind = String::from_utf8_lossy(behind);
    let row = PortRow {
        state: attribute(of_port, "state")?.to_owned(),
        service: attribute(of_service, "name").unwrap_or_default().to_owned(),
        guessed: attribute(&behind, "method") == Some("table"),
        reason: attribute(of_port, "reason").map(str::to_owned),
    };
    is_of_port.then_some(row)
}

/// The value of the last attribute of this name; the element `<state` has one that is called alike.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = element.rsplit_once(&format!(" {name}="))?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = value.get(1..)?.split_once(quote)?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(report: &str, expected: Option<(&str, &str, bool, Option<&str>)>) {
        let mut rows = RowReader::default();
        rows.read_to(report.as_bytes(), 0, report.len(), None);
        let row = rows.row(21, Protocol::Tcp);
        let found = row.as_ref().map(|row| {
            (
                &*row.state,
                &*row.service,
                row.guessed,
                row.reason.as_deref(),
            )
        });
        assert_eq!(found, expected, "{report}");
    }

    #[test]
    fn the_row_of_the_port_is_read() {
        check("21/tcp open  ftp?\n", Some(("open", "ftp", true, None)));
        check(
            "> 21/tcp  open|filtered ssl/x Acme 1\r\n",
            Some(("open|filtered", "ssl/x", false, None)),
        );
        check(
            "21/tcp open unknown\n",
            Some(("open", "unknown", true, None)),
        );
        check("21/tcp open\n", Some(("open", "", false, None)));
        check(
            "121/tcp open a\n21/udp open b\n21/tcp closed c\n21/tcp",
            None,
        );
    }

    #[test]
    fn the_reason_is_read_where_the_table_has_one() {
        let row = "21/tcp open ftp? syn-ack ttl 64\n";
        check(row, Some(("open", "ftp", true, None)));
        let table = format!("PORT   STATE SERVICE REASON\n{row}");
        check(&table, Some(("open", "ftp", true, Some("syn-ack ttl 64"))));
        check(
            &table.replace(" ttl 64", ""),
            Some(("open", "ftp", true, Some("syn-ack"))),
        );
    }

    #[test]
    fn a_host_has_only_its_own_rows() {
        let report = b"21/tcp open ftp?\nnext\n22/tcp open ssh\n";
        let mut rows = RowReader::default();
        rows.read_to(report, 0, 17, None);
        rows.read_to(report, 0, report.len(), Some(17));
        assert_eq!(rows.row(21, Protocol::Tcp), None);
        assert_eq!(
            rows.row(22, Protocol::Tcp).map(|row| row.guessed),
            Some(false)
        );
    }

    #[track_caller]
    fn check_element(before: &str, behind: &str, expected: Option<(&str, bool, Option<&str>)>) {
        let window = format!("{before}SF{behind}");
        let (start, end) = (before.len(), before.len() + 2);
        let row = element_row(window.as_bytes(), start, end, 21);
        let found = row.as_ref();
        let found = found.map(|row| (&*row.service, row.guessed, row.reason.as_deref()));
        assert_eq!(found, expected, "{window}");
    }

    #[test]
    fn the_element_of_the_port_is_read() {
        let element = "<port protocol=\"tcp\" portid=\"21\"><state state=\"open\" reason=\"syn-ack\" \
                       reason_ttl=\"64\"/><service name=\"ftp\" servicefp=\"";
        check_element(
            element,
            "\" method=\"table\"/>",
            Some(("ftp", true, Some("syn-ack"))),
        );
        check_element(
            element,
            "\" method=\"probed\"/>",
            Some(("ftp", false, Some("syn-ack"))),
        );
        check_element(&element.replace("21", "22"), "\" method=\"table\"/>", None);
        check_element(&element[..40], "", None);
    }
}
