//! The functions of the API, in the order of its documentation.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::arguments::{DecodeOptions, EncodeArguments, LintArguments, MatchOptions, Text, source};
use super::probes::{export_lines, find_lines};
use super::{read, to_js};
use crate::bytes::{ByteForm, read_bytes, recognize_bytes};
use crate::fingerprint::{Detail, encode_fingerprint, encode_servicefp};
use crate::probes::Origin;
use crate::results::{
    self, LineSources, LintSources, ProbesSources, ResponseBytes, StarterLines, decode_files,
    explain_probe, lint_files, load_lines, load_probes, match_files, tidy_file,
};

/// Decodes every fingerprint in `text`. `options.name` is the file's name in the records.
#[wasm_bindgen(js_name = decode)]
pub fn decode(text: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let text: Text = read(text, "text")?;
    let options: DecodeOptions = read(options, "options")?;
    to_js(&decode_files(&[source(&options.name, &text)]))
}

/// Decodes every fingerprint of one file that comes in pieces, in memory that does not grow with it.
///
/// ```js
/// const stream = new sflens.DecodeStream({ name: file.name });
/// for await (const piece of file.stream()) show(stream.push(piece));
/// show(stream.finish());
/// ```
///
/// The pieces can be cut anywhere; together the reports are what `decode` gives for the whole file.
#[wasm_bindgen]
#[derive(Debug)]
pub struct DecodeStream(results::DecodeStream);

#[wasm_bindgen]
impl DecodeStream {
    /// `options.name` is the file's name in the records.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Self, JsError> {
        let options: DecodeOptions = read(options, "options")?;
        Ok(Self(results::DecodeStream::new(&options.name)))
    }

    /// Takes the next piece; gives what is certain by now and was not given before.
    pub fn push(&mut self, piece: JsValue) -> Result<JsValue, JsError> {
        let piece: Text = read(piece, "piece")?;
        to_js(&self.0.push(&piece.0))
    }

    /// What is left when no further piece comes. The stream cannot be used afterwards.
    pub fn finish(self) -> Result<JsValue, JsError> {
        to_js(&self.0.finish())
    }
}

/// Decodes every fingerprint in `text` and evaluates match lines on every response.
///
/// `options`: `name`, `lines` (the user's lines), `probes` (a whole probes file), `all` (every
/// matching line, and where none matches the nearest), `starterLines` (the built-in lines count beside the user's), `nmap` (the
/// release whose answer is given: `"7.93"`, `"7.95"`, or `"7.991"`, which is meant without it).
#[wasm_bindgen(js_name = match)]
pub fn match_text(text: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let text: Text = read(text, "text")?;
    let options: MatchOptions = read(options, "options")?;
    let source = source(&options.name, &text);
    let (probes, user) = (options.probes_file(), options.user_lines());
    let lines = load_lines(&options.line_sources(probes.as_slice(), &user));
    to_js(&match_files(&lines, &[source], options.all))
}

/// What a probe sends, when, and which lines see the responses to it.
///
/// `options`: `probes`, `lines` and `nmap` as for [`match_text`]; `protocol` (`"TCP"` or `"UDP"`)
/// where only that of two probes of one name is meant.
#[wasm_bindgen(js_name = explainProbe)]
pub fn explain_probe_named(name: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let name: Text = read(name, "name")?;
    let options: MatchOptions = read(options, "options")?;
    let (probes, user) = (options.probes_file(), options.user_lines());
    let lines = load_lines(&LineSources {
        starter_lines: StarterLines::Always,
        ..options.line_sources(probes.as_slice(), &user)
    });
    to_js(&explain_probe(&lines, &name.0, options.protocol()))
}

/// Lines of the probes file that have all words of `query`.
///
/// `options`: `probes` and `lines` as for [`match_text`]; `most`, how many lines are told at most,
/// 100 without it.
#[wasm_bindgen(js_name = search)]
pub fn search(query: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let query: Text = read(query, "query")?;
    let options: MatchOptions = read(options, "options")?;
    let (probes, user) = (options.probes_file(), options.user_lines());
    let probes = load_probes(&ProbesSources {
        files: probes.as_slice(),
        release: options.release(),
        ..ProbesSources::default()
    });
    let lines = probes.lay_lines(&user, Origin::Typed);
    to_js(&find_lines(&lines, &query, &options))
}

/// The probes file with the user's lines and probes in it, where the fingerprints in `text` ask for
/// them; `null` without a probes file.
///
/// `options`: `probes`, `lines` and `nmap` as for [`match_text`].
#[wasm_bindgen(js_name = exportProbes)]
pub fn export_probes_file(text: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let text: Text = read(text, "text")?;
    let options: MatchOptions = read(options, "options")?;
    let (probes, user) = (options.probes_file(), options.user_lines());
    let lines = load_lines(&options.line_sources(probes.as_slice(), &user));
    to_js(&export_lines(&lines, source(&options.name, &text)))
}

/// The bytes that a dump, hexadecimal, base64, a literal or a list of numbers stands for.
///
/// `form`: `"raw"`, `"dump"`, `"hex"`, `"base64"`, `"literal"` or `"numbers"`; without it what the
/// text looks like. Gives `{ form, bytes }`.
#[wasm_bindgen(js_name = readBytes)]
pub fn read_written_bytes(text: JsValue, form: Option<String>) -> Result<JsValue, JsError> {
    let text: Text = read(text, "text")?;
    let (form, bytes) = match form {
        None => recognize_bytes(&text.0),
        Some(name) => {
            let unknown = || JsError::new(&format!("form: there is none called `{name}`"));
            let form = ByteForm::from_name(&name).ok_or_else(unknown)?;
            let other = || JsError::new(&format!("text: it is not written as {name}"));
            (form, read_bytes(&text.0, form).ok_or_else(other)?)
        }
    };
    to_js(&WrittenBytes {
        form: form.name(),
        bytes: ResponseBytes(bytes),
    })
}

#[derive(Serialize)]
struct WrittenBytes {
    form: &'static str,
    bytes: ResponseBytes,
}

/// What the rules find in a probes file or in match lines.
///
/// `options`: `name`, `profile` (`"submit"`, which is meant without it, or `"private"`), `on` and `off`
/// (names of rules), `responses` (a text with fingerprints on which the lines are tried), `probes` (the
/// probes file in which the lines are to stand), `nmap` as for [`match_text`].
#[wasm_bindgen(js_name = lint)]
pub fn lint(text: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let text: Text = read(text, "text")?;
    let options: LintArguments = read(options, "options")?;
    let source = source(&options.name, &text);
    to_js(&lint_files(&LintSources {
        files: &[source],
        probes: options.probes(),
        responses: &options.responses(),
        options: options.lint_options()?,
    }))
}

/// The text after all safe edits. `options` as for [`lint`], and `lines`: the numbers of the first and
/// the last line to be edited.
#[wasm_bindgen(js_name = tidy)]
pub fn tidy(text: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let text: Text = read(text, "text")?;
    let options: LintArguments = read(options, "options")?;
    let source = source(&options.name, &text);
    to_js(&tidy_file(&source, &options.lint_options()?, options.lines))
}

/// The fingerprint that Nmap would have printed.
///
/// `arguments`: `port`, `protocol` (`"TCP"`, `"UDP"`), `responses` (pairs of a probe's name and
/// bytes), and what the header says: `version`, `tunnel`, `intensity`, `time`, `platform`;
/// `debug` stores as much as Nmap does with `-d`, `unwrapped` gives one run of text.
#[wasm_bindgen(js_name = encode)]
pub fn encode(arguments: JsValue) -> Result<String, JsError> {
    let arguments: EncodeArguments = read(arguments, "arguments")?;
    let header = arguments.header()?;
    let responses: Vec<(&str, &[u8])> = arguments
        .responses
        .iter()
        .map(|(probe, bytes)| (probe.as_str(), bytes.0.as_slice()))
        .collect();
    let detail = if arguments.debug {
        Detail::Debug
    } else {
        Detail::Normal
    };
    Ok(if arguments.unwrapped {
        encode_servicefp(&header, &responses, detail)
    } else {
        encode_fingerprint(&header, &responses, detail)
    })
}
