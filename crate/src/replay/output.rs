//! The verdict as Nmap prints it: normal output, XML and grepable output.
//!
//! ```text
//! PORT   STATE SERVICE VERSION
//! 21/tcp open  ftp     Acme FTP 2.1 (build 7)
//! Service Info: Host: ftp.example; OS: Acme OS; CPE: cpe:/o:acme:os
//! ```
//!
//! Every byte of a field outside 0x20 to 0x7e is printed as `.`. The text under VERSION has at most
//! 159 characters: the info is cut with `...` inside its brackets, or left out. An info that ends
//! exactly there, uncut, loses its closing bracket; Nmap 7.93 does so, and we take it for a slip
//! that later releases share.

use super::{FieldValue, Fields, Verdict, VerdictState};
use crate::fingerprint::Protocol;

/// The most characters of the text under VERSION.
const MAX_VERSION: usize = 159;

/// Room that must be left for an info, its brackets and the space before it counted.
const MIN_ROOM: usize = 8;

/// A field as Nmap prints it.
fn print_field(field: &FieldValue) -> String {
    print_masked(&field.value)
}

fn print_masked(bytes: &[u8]) -> String {
    let printable = |byte: &u8| (0x20..=0x7e).contains(byte);
    let shown = bytes.iter().map(|byte| match printable(byte) {
        true => char::from(*byte),
        false => '.',
    });
    shown.collect()
}

/// The text under VERSION: product, version, and info in brackets. May be empty.
pub fn print_version(fields: &Fields) -> String {
    let heads = [&fields.product, &fields.version];
    let heads: Vec<String> = heads
        .into_iter()
        .filter_map(|field| field.as_ref().map(print_field))
        .collect();
    let mut text = heads.join(" ");
    if let Some(info) = fields.info.as_ref().map(print_field) {
        add_info(&mut text, &info);
    }
    text
}

/// Adds the info in brackets, as much of it as there is room for.
fn add_info(text: &mut String, info: &str) {
    let room = MAX_VERSION.saturating_sub(text.len());
    if room < MIN_ROOM {
        return;
    }
    let before = if text.is_empty() { "(" } else { " (" };
    let room = room - before.len() - 1;
    text.push_str(before);
    match info.get(..room - 3) {
        Some(kept) if info.len() > room => text.push_str(&format!("{kept}...)")),
        _ if info.len() == room => text.push_str(info),
        _ => text.push_str(&format!("{info})")),
    }
}

/// The port table with its head and the one line of this port, without a final line break.
/// `None` when the service is unrecognized, where Nmap shows the name from its own port table.
pub fn print_port_table(port: u16, protocol: Protocol, verdict: &Verdict) -> Option<String> {
    let service = service_name(verdict)?;
    let port = format!("{port}/{}", protocol.name().to_ascii_lowercase());
    let (port_width, service_width) = (port.len().max(4), service.len().max(7));
    let version = print_version(&verdict.fields);
    let head = format!(
        "{:port_width$} STATE {:service_width$} VERSION",
        "PORT", "SERVICE"
    );
    let line = format!("{port:port_width$} open  {service:service_width$} {version}");
    Some(format!("{head}\n{}", line.trim_end()))
}

/// The name under SERVICE, with `ssl/` in front inside a tunnel.
fn service_name(verdict: &Verdict) -> Option<String> {
    if matches!(verdict.state, VerdictState::None | VerdictState::Tls) {
        return None;
    }
    let name = print_masked(verdict.service.as_ref()?);
    Some(match verdict.tunnel {
        Some(_) => format!("ssl/{name}"),
        None => name,
    })
}

/// The `Service Info:` line; `None` when there is nothing to say.
pub fn print_service_info(fields: &Fields) -> Option<String> {
    let named = [
        ("Host", &fields.hostname),
        ("OS", &fields.os),
        ("Device", &fields.device_type),
    ];
    let named = named.into_iter().filter_map(|(name, field)| {
        let value = field.as_ref().map(print_field)?;
        Some(format!("{name}: {value}"))
    });
    let cpes = [&fields.cpe_hardware, &fields.cpe_os];
    let cpes: Vec<String> = cpes
        .into_iter()
        .filter_map(|field| field.as_ref().map(print_field))
        .collect();
    let cpes = (!cpes.is_empty()).then(|| format!("CPE: {}", cpes.join(", ")));
    let parts: Vec<String> = named.chain(cpes).collect();
    (!parts.is_empty()).then(|| format!("Service Info: {}", parts.join("; ")))
}

/// The `<service>` element of XML output, its CPEs inside. `None` when the service is
/// unrecognized. `fingerprint` is the unwrapped text of the attribute `servicefp`, which Nmap
/// prints with a soft match at intensity 7 and up.
pub fn print_service_element(verdict: &Verdict, fingerprint: Option<&str>) -> Option<String> {
    if matches!(verdict.state, VerdictState::None | VerdictState::Tls) {
        return None;
    }
    let name = print_masked(verdict.service.as_ref()?);
    let fields = &verdict.fields;
    let field = |field: &Option<FieldValue>| field.as_ref().map(print_field);
    let attributes = [
        ("name", Some(name)),
        ("product", field(&fields.product)),
        ("version", field(&fields.version)),
        ("extrainfo", field(&fields.info)),
        ("hostname", field(&fields.hostname)),
        ("ostype", field(&fields.os)),
        ("devicetype", field(&fields.device_type)),
        ("servicefp", fingerprint.map(str::to_owned)),
        ("tunnel", verdict.tunnel.map(|_| "ssl".into())),
        ("method", Some("probed".into())),
        ("conf", Some("10".into())),
    ];
    let attributes = attributes.into_iter().filter_map(|(name, value)| {
        let value = escape_xml(&value?);
        Some(format!(" {name}=\"{value}\""))
    });
    let attributes: String = attributes.collect();
    let cpes = fields.cpes().map(|cpe| {
        let text = escape_xml(&print_field(cpe));
        format!("<cpe>{text}</cpe>")
    });
    let cpes: String = cpes.collect();
    Some(match cpes.is_empty() {
        true => format!("<service{attributes}/>"),
        false => format!("<service{attributes}>{cpes}</service>"),
    })
}

/// `text` as Nmap writes it in XML, in attributes and between tags alike: each character stands
/// for the byte of the same number.
///
/// ```
/// use sflens::replay::escape_xml;
/// assert_eq!(escape_xml("a<b> --- \"\n"), "a&lt;b&gt; -&#45;&#45; &quot;&#xa;");
/// ```
pub fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = '\0';
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("&quot;"),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\'' => escaped.push_str("&apos;"),
            '-' if before == '-' => escaped.push_str("&#45;"),
            '\x20'..='\x7f' => escaped.push(character),
            _ => escaped.push_str(&format!("&#x{:x};", u32::from(character))),
        }
        before = character;
    }
    escaped
}

/// The port as it stands in grepable output. `None` when the service is unrecognized.
pub fn print_grepable(port: u16, protocol: Protocol, verdict: &Verdict) -> Option<String> {
    let service = service_name(verdict)?.replace('/', "|");
    let version = print_version(&verdict.fields).replace('/', "|");
    let protocol = protocol.name().to_ascii_lowercase();
    Some(format!("{port}/open/{protocol}//{service}//{version}/"))
}
