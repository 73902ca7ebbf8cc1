//! A probes file written again in one form: comments, order and every byte that means something
//! stay.
//!
//! ```text
//! Probe TCP A q/\x61\r\n/   words      becomes    Probe TCP A q|a\r\n| words
//! ports 1 , 3 -4                                  ports 1,3-4
//! match a   m=^a=ss   p/x/  v|1|                  match a m=^a=s p/x/ v|1|
//! # a comment, and an empty line               both as they are
//! ```
//!
//! One space stands between the parts of a line, flags come once, port lists and names of
//! fallbacks are separated by commas, a payload has the fewest escapes. Patterns, templates and
//! comments are copied byte for byte, and so is each line's end. A line with which something is
//! wrong is left as it is: it is for a person to mend.

use std::collections::HashMap;

use super::cursor::Cursor;
use super::directive::{Directive, PayloadRule, read_probe};
use super::file::parse_probes_file;
use super::ports::{ListKind, parse_ports};
use super::split::{Lines, RawLine};
use super::{MatchLine, PortRange, Probe, ReadOptions};
use crate::diagnostic::{Diagnostic, Parsed, Severity};
use crate::fingerprint::Protocol;
use crate::source::Span;
use crate::template::{Template, is_white};

/// Delimiters of a payload, the first that does not occur in it.
const DELIMITERS: &[u8] = b"|/=%@#";

/// The probes file `text` in the form described above, and what is wrong with it.
pub fn print_probes_file(text: &[u8], options: &ReadOptions) -> Parsed<Vec<u8>> {
    let Parsed { value, diagnostics } = parse_probes_file(text, options);
    let lines = value.probes.iter().flat_map(|probe| &probe.lines);
    let printer = Printer {
        text,
        options,
        lines: lines.map(|line| (line.span.start, line)).collect(),
        faults: fault_places(&diagnostics),
    };
    Parsed {
        value: printer.print(),
        diagnostics,
    }
}

/// Where something is wrong, in rising order.
fn fault_places(diagnostics: &[Diagnostic]) -> Vec<u32> {
    let faults = diagnostics
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning);
    let mut places: Vec<u32> = faults.map(|finding| finding.span.start).collect();
    places.sort_unstable();
    places
}

struct Printer<'a> {
    text: &'a [u8],
    options: &'a ReadOptions,
    /// The match lines by their first byte.
    lines: HashMap<u32, &'a MatchLine>,
    faults: Vec<u32>,
}

impl Printer<'_> {
    fn print(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.text.len());
        let mut at = 0;
        let mut lines = Lines::new(self.text, self.options);
        while let Some(line) = lines.next(&mut Vec::new()) {
            let Some(line) = line else { continue };
            let (start, end) = (line.span.range().start, line.span.range().end);
            out.extend_from_slice(Span::new(at, start).slice(self.text));
            match self.print_line(line) {
                Some(printed) => out.extend(printed),
                None => out.extend_from_slice(line.span.slice(self.text)),
            }
            at = end;
        }
        out.extend_from_slice(Span::new(at, self.text.len()).slice(self.text));
        out
    }

    /// The line anew; `None` when it has to stay as it is.
    fn print_line(&self, line: RawLine) -> Option<Vec<u8>> {
        if self.has_fault(line.span) || !self.has_newline(line.span) {
            return None;
        }
        if let Some(line) = self.lines.get(&line.span.start) {
            return Some(print_match_line(line, self.text));
        }
        let mut cursor = Cursor::new(self.text, line.span);
        if let Some((directive, keyword)) = Directive::try_keyword(&mut cursor) {
            return self.print_directive(directive, keyword, cursor);
        }
        if cursor.try_prefix(b"Probe ").is_some() {
            return self.print_probe(line, cursor);
        }
        cursor.try_prefix(b"Exclude ")?;
        let (ranges, fault) = parse_ports(&mut cursor, ListKind::WithProtocols);
        let printed = [b"Exclude ", &print_ports(&ranges)[..]].concat();
        fault.is_none().then_some(printed)
    }

    fn has_fault(&self, line: Span) -> bool {
        let first = self.faults.partition_point(|place| *place < line.start);
        self.faults
            .get(first)
            .is_some_and(|place| *place <= line.end)
    }

    /// The end of the last line may count without a newline: white space before it does.
    fn has_newline(&self, line: Span) -> bool {
        line.range().end < self.text.len()
    }

    fn print_directive(
        &self,
        directive: Directive,
        keyword: Span,
        mut cursor: Cursor<'_>,
    ) -> Option<Vec<u8>> {
        let mut probe = empty_probe();
        if directive.read(&mut cursor, keyword, &mut probe).is_some() {
            return None;
        }
        let number = |number: Option<u32>| number.map(|number| number.to_string().into_bytes());
        let value = match directive {
            Directive::Ports => Some(print_ports(&probe.ports)),
            Directive::SslPorts => Some(print_ports(&probe.ssl_ports)),
            Directive::TotalWaitMs => number(probe.total_wait_ms),
            Directive::TcpWrappedMs => number(probe.tcp_wrapped_ms),
            Directive::Rarity => number(probe.rarity.map(u32::from)),
            Directive::Fallback => {
                let names = probe.fallback.into_iter().map(|fallback| fallback.name);
                Some(names.collect::<Vec<_>>().join(&b','))
            }
        };
        Some([directive.keyword().as_bytes(), b" ", &value?[..]].concat())
    }

    fn print_probe(&self, line: RawLine, mut cursor: Cursor<'_>) -> Option<Vec<u8>> {
        let (probe, faults) = read_probe(&mut cursor, line, PayloadRule::Required, self.options);
        let probe = probe.filter(|_| faults.is_empty())?;
        let payload = probe.payload.as_ref()?;
        let delimiter = payload_delimiter(payload)?;
        let mut out = format!("Probe {} ", probe.protocol.name()).into_bytes();
        out.extend_from_slice(&probe.name);
        out.extend_from_slice(&[b' ', b'q', delimiter]);
        out.extend(escape_payload(payload));
        out.push(delimiter);
        let words = cursor.bytes(cursor.rest()).split(|byte| is_white(*byte));
        for word in words.filter(|word| !word.is_empty()) {
            out.push(b' ');
            out.extend_from_slice(word);
        }
        Some(out)
    }
}

/// Something that directives can be read into.
fn empty_probe() -> Probe {
    Probe {
        span: Span::default(),
        number: 0,
        file_id: 0,
        protocol: Protocol::Tcp,
        name: Vec::new(),
        name_span: Span::default(),
        payload: None,
        no_payload: false,
        ports: Vec::new(),
        ssl_ports: Vec::new(),
        total_wait_ms: None,
        tcp_wrapped_ms: None,
        rarity: None,
        fallback: Vec::new(),
        lines: Vec::new(),
    }
}

/// A match line with one space between its parts; `text` is what it was read from.
pub fn print_match_line(line: &MatchLine, text: &[u8]) -> Vec<u8> {
    let keyword: &[u8] = if line.soft { b"softmatch" } else { b"match" };
    let mut out = [keyword, b" ", &line.service, b" m"].concat();
    out.push(line.delimiter);
    out.extend_from_slice(&line.pattern_text);
    out.push(line.delimiter);
    out.extend(line.flags.caseless.then_some(b'i'));
    out.extend(line.flags.dotall.then_some(b's'));
    for template in &line.templates {
        out.push(b' ');
        out.extend(print_template(template, text));
    }
    out
}

fn print_template(template: &Template, text: &[u8]) -> Vec<u8> {
    let delimiter = [template.delimiter];
    [
        template.keyword.slice(text),
        &delimiter,
        &template.text,
        &delimiter,
        template.letters.slice(text),
    ]
    .concat()
}

fn print_ports(ranges: &[PortRange]) -> Vec<u8> {
    let mut protocol = None;
    let runs = ranges.iter().map(|range| {
        let named = range.protocol.filter(|_| range.protocol != protocol);
        protocol = range.protocol;
        let prefix = match named {
            Some(Protocol::Tcp) => "T:",
            Some(Protocol::Udp) => "U:",
            None => "",
        };
        match range.first == range.last {
            true => format!("{prefix}{}", range.first),
            false => format!("{prefix}{}-{}", range.first, range.last),
        }
    });
    runs.collect::<Vec<_>>().join(",").into_bytes()
}

/// `None` when the payload holds all of them, and then it stays as it is written.
fn payload_delimiter(payload: &[u8]) -> Option<u8> {
    let mut delimiters = DELIMITERS.iter().copied();
    delimiters.find(|delimiter| !payload.contains(delimiter))
}

/// The payload with the escapes that every release knows.
fn escape_payload(payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload.len());
    for byte in payload {
        match byte {
            b'\\' => out.extend_from_slice(b"\\\\"),
            0 => out.extend_from_slice(b"\\0"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x20..=0x7e => out.push(*byte),
            byte => out.extend(format!("\\x{byte:02x}").into_bytes()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let printed = print_probes_file(text.as_bytes(), &ReadOptions::default());
        let again = print_probes_file(&printed.value, &ReadOptions::default());
        let shown = |text: &[u8]| text.escape_ascii().to_string();
        assert_eq!(shown(&printed.value), shown(expected.as_bytes()));
        assert_eq!(again.value, printed.value);
    }

    #[test]
    fn every_line_has_one_form() {
        check(
            "# c\n\nExclude T:1 , 2-2,U:3\nProbe TCP A q/\\x61\\r\\n|/  no-payload  x\n\
             ports 1 , 3 -4\nrarity  07x\ntotalwaitms 200 ms\nfallback A A,  A\n\
             match a   m=^a=ss \tp/x/  v|1| cpe:/a:x/a \nsoftmatch  m1b1\n# end",
            "# c\n\nExclude T:1,2,U:3\nProbe TCP A q/a\\r\\n|/ no-payload x\n\
             ports 1,3-4\nrarity 7\ntotalwaitms 200\nfallback A,A,A\n\
             match a m=^a=s p/x/ v|1| cpe:/a:x/a\nsoftmatch  m1b1\n# end",
        );
    }

    #[test]
    fn what_is_wrong_stays_as_it_is() {
        let text = "bogus  line\nProbe  TCP A q|a|\nProbe TCP A q|\\q|\nports 1 ,\n\
                    match a   m|(|  x/y/\nmatch a m|b|  cpe:/x:y/\n \nmatch a m|^a|  ";
        check(text, text);
    }

    #[test]
    fn line_ends_stay() {
        check(
            "Probe TCP A  q|a|\r\nmatch a  m|a|\r\n",
            "Probe TCP A  q|a|\r\nmatch a m|a|\r\n",
        );
    }

    #[test]
    fn a_payload_keeps_every_byte() {
        let all: Vec<u8> = (0..=255).filter(|byte| *byte != b'@').collect();
        let escaped = escape_payload(&all);
        let options = ReadOptions::default();
        let decoded = crate::template::decode_escapes(&escaped, options.release);
        assert_eq!(decoded, Ok(all.clone()));
        assert_eq!(payload_delimiter(&all), Some(b'@'));
        assert_eq!(payload_delimiter(DELIMITERS), None);
    }
}
