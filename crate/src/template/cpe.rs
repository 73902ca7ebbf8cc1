//! The special rules of CPE templates: the part, and the form of substituted values.
//!
//! `cpe:/a:acme:db:$1/` with a first group of `2.0 Beta+` gives `cpe:/a:acme:db:2.0_beta%2B`.

use super::Template;
use super::word::is_white;

/// The bytes that are written `%HH` in a substituted value.
const RESERVED: &[u8] = b":/?#[]@!$&'()*+,;=%<>\"";

/// The part of a CPE: what kind of thing it names. Nmap keeps one CPE for each part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CpePart {
    /// `a`
    Application,
    /// `h`
    Hardware,
    /// `o`
    OperatingSystem,
}

impl CpePart {
    /// The part of a CPE template: the byte behind `cpe:/`, as written. `None` when Nmap ignores
    /// the template because that byte is none of `a`, `h` and `o`.
    pub fn of(template: &Template) -> Option<Self> {
        let at = match template.adds_cpe_prefix() {
            true => 0,
            false => b"cpe:/".len(),
        };
        match template.text.get(at)? {
            b'a' => Some(Self::Application),
            b'h' => Some(Self::Hardware),
            b'o' => Some(Self::OperatingSystem),
            _ => None,
        }
    }
}

/// A substituted value as it stands in a CPE: lower case, `_` for each white-space byte, `%HH`
/// for what has a meaning in a CPE.
pub(super) fn encode_value(value: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(value.len());
    for byte in value {
        match byte {
            byte if is_white(*byte) => encoded.push(b'_'),
            byte if RESERVED.contains(byte) => encoded.extend(format!("%{byte:02X}").bytes()),
            byte => encoded.push(byte.to_ascii_lowercase()),
        }
    }
    encoded
}
