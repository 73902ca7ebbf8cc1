//! `sflens encode`: response files to the fingerprint that Nmap would have printed.

use std::path::Path;
use std::time::SystemTime;

use sflens::bytes::{ByteForm, read_bytes, recognize_bytes};
use sflens::fingerprint::{Detail, Header, Tunnel, UtcTime, encode_fingerprint, encode_servicefp};

use crate::args::{EncodeArguments, TunnelName};
use crate::files::{self, Trouble};

/// The text of the fingerprint with a final line break.
pub(crate) fn encode(arguments: &EncodeArguments) -> Result<String, Trouble> {
    let responses = arguments
        .responses
        .iter()
        .map(|argument| read_response(argument, arguments.form))
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

/// Splits `PROBE=FILE` and reads the bytes that the file stands for.
fn read_response(argument: &str, form: Option<ByteForm>) -> Result<(String, Vec<u8>), Trouble> {
    let Some((probe, path)) = argument.split_once('=') else {
        return Err(Trouble::Usage(format!(
            "`{argument}` names no file: write the probe, `=` and the file, as in NULL=banner.bin"
        )));
    };
    let input = files::read(Path::new(path))?;
    let (form, bytes) = match form {
        Some(form) => (form, read_bytes(&input.text, form)),
        None => {
            let (form, bytes) = recognize_bytes(&input.text);
            if form != ByteForm::Raw {
                let (name, n_bytes) = (form.name(), bytes.len());
                eprintln!(
                    "sflens: `{path}` read as {name}, {n_bytes} bytes; `--as raw` takes it as it is"
                );
            }
            (form, Some(bytes))
        }
    };
    let not_in_form = || Trouble::Usage(format!("`{path}` is not written as {}", form.name()));
    Ok((probe.to_owned(), bytes.ok_or_else(not_in_form)?))
}

fn header(arguments: &EncodeArguments) -> Header {
    let time = arguments.time.map_or_else(now, u64::from);
    Header {
        port: Some(arguments.port),
        protocol: arguments.protocol.protocol(),
        version: Some(arguments.nmap_version.clone()),
        tunnel: arguments.tunnel.map(|TunnelName::Ssl| Tunnel::Ssl),
        intensity: Some(arguments.intensity),
        date: UtcTime::from_unix(time).map(UtcTime::date),
        time: Some(time),
        platform: Some(arguments.platform.clone()),
    }
}

/// Unix seconds; 0 where the clock stands before 1970.
fn now() -> u64 {
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since_1970.map_or(0, |since| since.as_secs())
}
