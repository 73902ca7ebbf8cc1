//! Probes files that are read once and asked often.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::arguments::{MatchOptions, NamedText, ReleaseName, Text, source};
use super::{read, to_js};
use crate::probes::{LineQuery, Origin};
use crate::results::{
    ExportReport, LoadedLines, LoadedProbes, ProbesSources, SearchReport, SourceFile,
    export_probes, load_probes, match_all, match_files, search_lines,
};

/// Probes files, read and ready, for as many questions as there are.
///
/// ```js
/// const probes = sflens.loadProbes([{ name: "nmap-service-probes", text: bytes }]);
/// const report = probes.match(scan, { lines: "match acme m|^ACME|" });
/// probes.free(); // or: using probes = …
/// ```
#[wasm_bindgen]
#[derive(Debug)]
pub struct Probes(LoadedProbes);

/// The second argument of `loadProbes`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LoadOptions {
    nmap: Option<ReleaseName>,
}

/// Reads probes files: a list of `{ name, text }`, of which the last is a whole file and those
/// before it are laid over it. `options.nmap` is the release whose answers are given.
#[wasm_bindgen(js_name = loadProbes)]
pub fn load_probes_files(files: JsValue, options: JsValue) -> Result<Probes, JsError> {
    let files: Vec<NamedText> = read(files, "files")?;
    let options: LoadOptions = read(options, "options")?;
    if files.is_empty() {
        return Err(JsError::new("files: a list of at least one { name, text }"));
    }
    let files: Vec<SourceFile<'_>> = files.iter().map(NamedText::source).collect();
    Ok(Probes(load_probes(&ProbesSources {
        files: &files,
        without_lines: false,
        release: options.nmap.unwrap_or_default().0,
    })))
}

#[wasm_bindgen]
impl Probes {
    /// What is in each file.
    pub fn files(&self) -> Result<JsValue, JsError> {
        to_js(&self.0.files())
    }

    /// What is wrong with the files; every pattern is read for it.
    pub fn check(&self) -> Result<JsValue, JsError> {
        let patterns = self.0.check_patterns();
        let found: Vec<_> = self.0.diagnostics.iter().cloned().chain(patterns).collect();
        to_js(&found)
    }

    /// As the function `match`, with `name`, `lines` and `all` of its options.
    #[wasm_bindgen(js_name = match)]
    pub fn match_text(&self, text: JsValue, options: JsValue) -> Result<JsValue, JsError> {
        let text: Text = read(text, "text")?;
        let options: MatchOptions = read(options, "options")?;
        let lines = self.with_lines(&options);
        let source = source(&options.name, &text);
        to_js(&match_files(&lines, &[source], options.all))
    }

    /// The whole file with `options.lines` in it, each where the responses in `text` ask for it.
    pub fn export(&self, text: JsValue, options: JsValue) -> Result<JsValue, JsError> {
        let text: Text = read(text, "text")?;
        let options: MatchOptions = read(options, "options")?;
        let lines = self.with_lines(&options);
        to_js(&export_lines(&lines, source(&options.name, &text)))
    }

    /// The lines that have all words of `query`; `options.most` of them, 100 unless told.
    pub fn search(&self, query: JsValue, options: JsValue) -> Result<JsValue, JsError> {
        let query: Text = read(query, "query")?;
        let options: MatchOptions = read(options, "options")?;
        to_js(&find_lines(&self.with_lines(&options), &query, &options))
    }

    fn with_lines(&self, options: &MatchOptions) -> LoadedLines {
        self.0.lay_lines(&options.user_lines(), Origin::Typed)
    }
}

/// The lines that have all words of `query`.
pub(super) fn find_lines(
    lines: &LoadedLines,
    query: &Text,
    options: &MatchOptions,
) -> SearchReport {
    let query = LineQuery::parse(&String::from_utf8_lossy(&query.0));
    search_lines(lines, &query, options.n_wanted())
}

/// The probes file with the user's lines where the responses in `scan` ask for them.
pub(super) fn export_lines(lines: &LoadedLines, scan: SourceFile<'_>) -> Option<ExportReport> {
    let placements = match_all(lines, &[scan]).placements;
    export_probes(lines, &placements.unwrap_or_default())
}
