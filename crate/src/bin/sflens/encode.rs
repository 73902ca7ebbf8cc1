//! `sflens encode`: response files to the fingerprint that Nmap would have printed.

use std::path::Path;

use sflens::fingerprint::{Date, Detail, Header, Tunnel, encode_fingerprint, encode_servicefp};
use time::OffsetDateTime;

use crate::args::{EncodeArguments, TunnelName};
use crate::files::{self, Trouble};

/// The text of the fingerprint with a final line break.
pub(crate) fn encode(arguments: &EncodeArguments) -> Result<String, Trouble> {
    let responses = arguments
        .responses
        .iter()
        .map(|argument| read_response(argument))
        .collect::<Result<Vec<_>, _>>()?;
    let responses: Vec<(&str, &[u8])> = responses
        .iter()
        .map(|(probe, bytes)| (probe.as_str(), bytes.as_slice()))
        .collect();
    let detail = if arguments.debug {
        Detail::Debug
    } else {
        Detail::Normal
    };
    let header = header(arguments);
    let mut text = if arguments.unwrapped {
        encode_servicefp(&header, &responses, detail)
    } else {
        encode_fingerprint(&header, &responses, detail)
    };
    text.push('\n');
    Ok(text)
}

/// Splits `PROBE=FILE` and reads the file.
fn read_response(argument: &str) -> Result<(String, Vec<u8>), Trouble> {
    let Some((probe, path)) = argument.split_once('=') else {
        return Err(Trouble::Usage(format!(
            "`{argument}` names no file: write the probe, `=` and the file, as in NULL=banner.bin"
        )));
    };
    let input = files::read(Path::new(path))?;
    Ok((probe.to_owned(), input.text))
}

fn header(arguments: &EncodeArguments) -> Header {
    let seconds = arguments.time.map(i64::from);
    let scanned = seconds.map_or_else(OffsetDateTime::now_utc, from_unix);
    Header {
        port: Some(arguments.port),
        protocol: arguments.protocol.protocol(),
        version: Some(arguments.nmap_version.clone()),
        tunnel: arguments.tunnel.map(|TunnelName::Ssl| Tunnel::Ssl),
        intensity: Some(arguments.intensity),
        date: Some(Date {
            month: scanned.month().into(),
            day: scanned.day(),
        }),
        time: u64::try_from(scanned.unix_timestamp()).ok(),
        platform: Some(arguments.platform.clone()),
    }
}

/// A time of 32 bits is always a date that the library knows.
fn from_unix(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
