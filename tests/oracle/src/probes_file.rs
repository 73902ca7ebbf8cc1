//! The patterns of the probes file that Nmap installed.

use sflens::pattern::PatternFlags;

/// Where packages put the file; the variable `NMAP_SERVICE_PROBES` names another.
const INSTALLED: &str = "/usr/share/nmap/nmap-service-probes";

/// The pattern of one match line.
#[derive(Clone, Debug)]
pub struct RealPattern {
    /// Line number from 1.
    pub line: usize,
    /// The bytes between the delimiters.
    pub text: Vec<u8>,
    /// The flags behind them.
    pub flags: PatternFlags,
}

/// The whole file.
///
/// # Panics
///
/// When the file is not installed.
pub fn installed_text() -> Vec<u8> {
    let path = std::env::var("NMAP_SERVICE_PROBES").unwrap_or_else(|_| INSTALLED.to_owned());
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}; Nmap has to be installed"))
}

/// The patterns of all `match` and `softmatch` lines.
///
/// # Panics
///
/// When the file is not installed, or has fewer than 1000 match lines: then it is not Nmap's.
pub fn installed_patterns() -> Vec<RealPattern> {
    let file = installed_text();
    let lines = file.split(|byte| *byte == b'\n').enumerate();
    let patterns: Vec<_> = lines
        .filter_map(|(idx, line)| pattern_of(idx + 1, line))
        .collect();
    assert!(patterns.len() > 1000, "not Nmap's probes file");
    patterns
}

fn pattern_of(line: usize, text: &[u8]) -> Option<RealPattern> {
    let rest = text
        .strip_prefix(b"match ")
        .or_else(|| text.strip_prefix(b"softmatch "))?;
    let service_end = rest.iter().position(|byte| *byte == b' ')?;
    let rest = rest[service_end..].trim_ascii_start().strip_prefix(b"m")?;
    let (delimiter, rest) = rest.split_first()?;
    let end = rest.iter().position(|byte| byte == delimiter)?;
    let flags = rest[end + 1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic());
    let flags: Vec<u8> = flags.copied().collect();
    Some(RealPattern {
        line,
        text: rest[..end].to_vec(),
        flags: PatternFlags {
            caseless: flags.contains(&b'i'),
            dotall: flags.contains(&b's'),
        },
    })
}
