//! What is looked for: one pattern for each form, the first that fits wins.

use crate::matcher::{Program, compile_pattern};
use crate::pattern::{PatternFlags, parse_pattern};

/// What a confidential value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The value of a cookie, a session, a token or a nonce.
    Token,
    /// A date, a time, or both.
    Date,
    /// The Unix time in the header of a fingerprint.
    HeaderTime,
    /// A hardware address.
    Mac,
    /// An IPv6 address.
    Ipv6,
    /// An IPv4 address.
    Ipv4,
    /// The part of a mail address before its `@`.
    User,
    /// The name that the host itself has, by the report or by its own greeting.
    OwnName,
    /// The name of some host.
    HostName,
}

impl Kind {
    /// What it is in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Token => "cookie or token",
            Self::Date | Self::HeaderTime => "date",
            Self::Mac => "hardware address",
            Self::Ipv6 | Self::Ipv4 => "address",
            Self::User => "mail user",
            Self::OwnName | Self::HostName => "host name",
        }
    }
}

const DAYS: &str = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*";
const MONTHS: &str = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const CLOCK: &str = r"\d{1,2}:\d{2}(?::\d{2})?";
const ZONE: &str = r"(?: ?(?:[A-Z]{3,5}\b|[+-]\d{4}\b))?";
const OCTET: &str = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)";

/// What does not stand before an address, but before a version of four numbers.
const NO_VERSION: &str = r"(?<!\w/)(?<!version |version: |version=|release |firmware |build |revision )(?<!\bver\.|\bver\. |\bver |\brev |\brev\. )";

/// What stands behind the `@` in names of SSH's algorithms.
const SSH_NAMES: &str = r"openssh\.com|libssh\.org|ssh\.com|matt\.ucc\.asn\.au|lysator\.liu\.se";

/// Each form with the pattern whose first group, or else whole match, is the value. Letters match
/// in either case.
fn forms() -> [(Kind, String); 16] {
    [
        (Kind::Token, r"\b(?:Set-)?Cookie2?: *[^=;\r\n]*=([^;\r\n ]{2,})".into()),
        (
            Kind::Token,
            r#"(?:sess(?:ion)?|sid|token|nonce|csrf)\w*["']?[=:] ?["']?([\w.+/=-]{8,})"#.into(),
        ),
        (Kind::HeaderTime, "%Time=([0-9A-F]{8})(?![0-9A-F])".into()),
        (Kind::Date, r"%D=(\d{1,2}/\d{1,2})%".into()),
        (
            Kind::Date,
            format!(r"\b(?:{DAYS},? +)?\d{{1,2}}[ /-]{MONTHS}[ /-]\d{{2,4}}(?:[ :]{CLOCK}{ZONE})?"),
        ),
        (
            Kind::Date,
            format!(r"\b(?:{DAYS},? +)?{MONTHS} +\d{{1,2}},?(?: +{CLOCK}{ZONE})?(?: +\d{{4}})\b"),
        ),
        (
            Kind::Date,
            format!(r"\b\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]{CLOCK}(?:\.\d+)?(?:Z|{ZONE}))?(?!\d)"),
        ),
        (
            Kind::Date,
            format!(r"\b(?:\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d{{2}}|\d{{4}}/\d\d/\d\d)\b(?:[ ,-]+{CLOCK})?"),
        ),
        (Kind::Date, r"(?<![\w:])\d{1,2}:\d{2}:\d{2}(?![\w:])".into()),
        (
            Kind::Mac,
            r"(?<![\w:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])".into(),
        ),
        (
            Kind::Ipv6,
            r"(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6})(?![\w:])".into(),
        ),
        (
            Kind::Ipv4,
            format!(r"(?<![\w.]){NO_VERSION}(?!127\.|0\.0\.0\.0|255\.255\.)(?:{OCTET}\.){{3}}{OCTET}(?!\w|\.\w)"),
        ),
        (
            Kind::User,
            format!(r"(?<![\w.+-])([\w.+-]+)@(?=[\w-]+\.)(?!{SSH_NAMES})"),
        ),
        (Kind::OwnName, r"Nmap scan report for ([a-z][\w-]*(?:\.[\w-]+)*)".into()),
        (
            Kind::OwnName,
            r"^220[ -]([a-z][\w-]*(?:\.[\w-]+)*) (?:E?SMTP|FTP)\b".into(),
        ),
        (
            Kind::HostName,
            r"(?<![\w.-])(?:[a-z0-9_](?:[\w-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w-]|\.\w)".into(),
        ),
    ]
}

/// One form, ready to run.
pub(super) struct Form {
    pub(super) kind: Kind,
    pub(super) program: Program,
}

/// All forms in the order in which they win.
pub(super) fn ready_forms() -> Vec<Form> {
    let flags = PatternFlags {
        caseless: true,
        dotall: false,
    };
    let ready = |(kind, text): (Kind, String)| {
        let pattern = parse_pattern(text.as_bytes(), flags).ok()?;
        let program = compile_pattern(&pattern);
        Some(Form { kind, program })
    };
    forms().into_iter().filter_map(ready).collect()
}

/// Last labels of what reads like a host name and is a file or a product, such as `index.html`.
const NO_HOSTS: &[&str] = &[
    "asp", "aspx", "bat", "cfg", "cfm", "cgi", "class", "com_", "conf", "css", "dat", "dll", "do",
    "dtd", "el", "exe", "gif", "gnmap", "gz", "htm", "html", "ico", "ini", "jar", "jpg", "js",
    "json", "jsp", "log", "nmap", "pdf", "php", "pl", "png", "py", "rb", "so", "svg", "tar", "txt",
    "xhtml", "xml", "xsl", "zip",
];

/// Names that are the same everywhere.
const PUBLIC_NAMES: &[&str] = &[
    "nmap.org",
    "w3.org",
    "asp.net",
    "schemas.microsoft.com",
    "openssh.com",
    "libssh.org",
    "ssh.com",
    "matt.ucc.asn.au",
    "lysator.liu.se",
    "apache.org",
    "debian.org",
    "eclipse.org",
    "github.com",
    "gnu.org",
    "ietf.org",
    "jquery.com",
    "mariadb.org",
    "mozilla.org",
    "mysql.com",
    "nginx.org",
    "php.net",
    "postgresql.org",
    "samba.org",
    "xmlsoap.org",
];

/// First labels of the names of packages and classes, such as `java.io.IOException`.
const NAMESPACES: &[&str] = &[
    "com",
    "edu",
    "java",
    "javax",
    "jakarta",
    "microsoft",
    "net",
    "org",
    "sun",
    "system",
];

/// True for what is no secret although it has the form of a host name.
pub(super) fn is_public_name(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    let last = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    let first = name.split(|byte| *byte == b'.').next().unwrap_or_default();
    let n_labels = name.split(|byte| *byte == b'.').count();
    let is_of_code = n_labels > 2 && NAMESPACES.iter().any(|label| label.as_bytes() == first);
    let is_within = |public: &&str| {
        let rest = name.strip_suffix(public.as_bytes());
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(b"."))
    };
    let is_file = NO_HOSTS.iter().any(|label| label.as_bytes() == last);
    is_of_code || is_file || PUBLIC_NAMES.iter().any(is_within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_can_be_read() {
        assert_eq!(ready_forms().len(), forms().len());
    }

    #[test]
    fn files_products_and_public_names_are_no_secret() {
        for name in ["index.html", "nmap.org", "www.W3.org", "ASP.NET", "libc.so"] {
            assert!(is_public_name(name.as_bytes()), "{name}");
        }
        for name in ["mail.corp", "notnmap.org", "acme.example"] {
            assert!(!is_public_name(name.as_bytes()), "{name}");
        }
    }
}
