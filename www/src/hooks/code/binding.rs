//! The module `www/js/editor` as Rust sees it.

use std::ops::Range;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, NodeList};

use super::CodeAttributes;
use crate::hooks::LINES_FIELD;

#[wasm_bindgen]
extern "C" {
    /// Resolves when the page is first used.
    #[wasm_bindgen(catch, js_namespace = sflensHost)]
    pub(super) async fn used() -> Result<JsValue, JsValue>;

    /// The module, loaded when the page is first used.
    #[wasm_bindgen(catch, js_namespace = sflensHost)]
    pub(super) async fn editor() -> Result<JsValue, JsValue>;

    /// The module.
    #[derive(PartialEq)]
    pub(super) type EditorModule;

    #[wasm_bindgen(method, catch, js_name = makeEditor)]
    pub(super) fn make_editor(
        this: &EditorModule,
        host: &Element,
        start: &JsValue,
        page: &JsValue,
    ) -> Result<CodeEditor, JsValue>;

    /// An editor on the page.
    #[derive(Clone, Debug, PartialEq)]
    pub type CodeEditor;

    /// Gives it the focus, with its selection.
    #[wasm_bindgen(method)]
    pub(super) fn focus(this: &CodeEditor);

    #[wasm_bindgen(method, js_name = setText)]
    pub(super) fn set_text(this: &CodeEditor, text: &str);

    #[wasm_bindgen(method)]
    pub(super) fn redraw(this: &CodeEditor);

    #[wasm_bindgen(method)]
    pub(super) fn destroy(this: &CodeEditor);

    /// Lights `[from, to]*`.
    #[wasm_bindgen(method)]
    pub fn light(this: &CodeEditor, places: &[u32]);

    /// Marks the number of this line.
    #[wasm_bindgen(method, js_name = showCurrent)]
    pub fn show_current(this: &CodeEditor, line: u32);

    /// Draws what each of the elements says of the line in its `data-line`.
    #[wasm_bindgen(method, js_name = showVerdicts)]
    pub fn show_verdicts(this: &CodeEditor, elements: &NodeList);

    #[wasm_bindgen(method, js_name = showFindings)]
    fn show_findings_as_array(this: &CodeEditor, findings: &Array);
}

/// A finding as the editor draws it; places in UTF-16 units.
#[derive(Clone, Debug, PartialEq)]
pub struct EditorFinding {
    /// What it is about.
    pub place: Range<u32>,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is wrong, with code in backticks.
    pub message: String,
    /// The changes that are offered.
    pub fixes: Vec<EditFix>,
}

/// A change that is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct EditFix {
    /// What it does.
    pub name: String,
    /// What it replaces.
    pub place: Range<u32>,
    /// What stands there afterwards.
    pub insert: String,
}

impl CodeEditor {
    /// Underlines what findings are about.
    pub fn show_findings(&self, findings: &[EditorFinding]) {
        self.show_findings_as_array(&findings.iter().map(finding_object).collect());
    }
}

fn finding_object(finding: &EditorFinding) -> JsValue {
    let fixes: Array = finding.fixes.iter().map(fix_object).collect();
    object(&[
        ("from", finding.place.start.into()),
        ("to", finding.place.end.into()),
        ("severity", finding.severity.into()),
        ("message", finding.message.as_str().into()),
        ("edits", fixes.into()),
    ])
}

fn fix_object(fix: &EditFix) -> JsValue {
    object(&[
        ("name", fix.name.as_str().into()),
        ("from", fix.place.start.into()),
        ("to", fix.place.end.into()),
        ("insert", fix.insert.as_str().into()),
    ])
}

/// The object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A plain object refuses nothing.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// With what the editor starts.
pub(super) fn start(
    first: &str,
    text: &str,
    selection: Range<u32>,
    attributes: CodeAttributes,
) -> JsValue {
    let element = object(&[
        ("id", LINES_FIELD.into()),
        ("aria-label", attributes.label.into()),
        ("aria-describedby", attributes.described_by.into()),
        ("spellcheck", "false".into()),
        ("autocorrect", "off".into()),
        ("autocapitalize", "off".into()),
        ("translate", "no".into()),
        // What scrolls has to have something that the keys reach; that text is written here is not
        // enough for each tool.
        ("tabindex", "0".into()),
    ]);
    object(&[
        ("first", first.into()),
        ("text", text.into()),
        ("from", selection.start.into()),
        ("to", selection.end.into()),
        ("attributes", element),
        ("hint", attributes.hint.into()),
        ("keep", attributes.keep.into()),
    ])
}
