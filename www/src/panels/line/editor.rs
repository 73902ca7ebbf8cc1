//! The editor of the match lines: a plain text area, and in its place the module of
//! `www/js/editor` as soon as that has come.

use std::rc::Rc;

use yew::prelude::*;

use super::plain_editor::PlainEditor;
use crate::hooks::{
    CodeAttributes, CodeEditor, CodeEvents, CodeHandle, EditorFinding, use_code_editor,
};
use crate::model::{LineText, LineVerdict};
use crate::persist::LINES;

/// The name of the field.
pub(super) const LABEL: &str = "Match lines";

/// Shown while nothing is written.
pub(super) const HINT: &str = "match ftp m|^220 ([\\w.]+) FTP| p/Acme ftpd/ h/$1/";

/// What [`Editor`] shows and tells.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct EditorProps {
    /// The text.
    pub text: Rc<str>,
    /// What follows is about this text, and not about one of a moment ago.
    pub is_current: bool,
    /// The text in pieces, for the plain text area.
    pub lines: Rc<[LineText]>,
    /// What became of the lines.
    pub verdicts: Rc<[LineVerdict]>,
    /// The list that shows the verdicts, each in an element with `data-line`.
    pub summary: NodeRef,
    /// What is wrong.
    pub findings: Rc<[EditorFinding]>,
    /// `[from, to]*` of what belongs to what is pointed at, in UTF-16 units.
    pub lit: Rc<[u32]>,
    /// The line that is looked at, from 1.
    pub current: u32,
    /// Whether the module has come.
    pub code: CodeHandle,
    /// Called with what was typed: the whole text.
    pub onchange: Callback<String>,
    /// Called with the line to which the caret went.
    pub onlook: Callback<u32>,
    /// Called with the byte of the text to which the caret went.
    pub oncaret: Callback<usize>,
    /// Called with the line and the group that the mouse is over.
    pub onhover: Callback<Option<(u32, u8)>>,
    /// Called with what is to be read out.
    pub onsay: Callback<String>,
}

/// See the head of this file.
#[component]
pub(super) fn Editor(props: &EditorProps) -> Html {
    props.code.has(&props.text);
    let code = props.code.clone();
    let oncompose = Callback::from(move |is_composing| code.typed(is_composing));
    let code = props.code.clone();
    let ondraw = Callback::from(move |text| code.drew(text));
    html! {
        <>
            if props.code.is_loaded() {
                <CodeArea ..props.clone() />
            }
            if !props.code.has_come() {
                <PlainEditor
                    text={props.text.clone()}
                    lines={props.lines.clone()}
                    verdicts={props.verdicts.clone()}
                    current={props.current}
                    {oncompose}
                    {ondraw}
                    onchange={props.onchange.clone()}
                    onlook={props.onlook.clone()}
                    oncaret={props.oncaret.clone()}
                    onhover={props.onhover.clone()}
                />
            }
        </>
    }
}

const ATTRIBUTES: CodeAttributes = CodeAttributes {
    label: LABEL,
    described_by: "lines-findings",
    hint: HINT,
    keep: LINES,
};

/// Where the module makes its editor.
#[component]
fn CodeArea(props: &EditorProps) -> Html {
    let host = use_node_ref();
    let events = CodeEvents {
        onchange: props.onchange.clone(),
        oncaret: tell_caret(props),
        onhover: props.onhover.clone(),
        onsay: props.onsay.clone(),
    };
    let editor = use_code_editor(&props.code, &host, &props.text, events, ATTRIBUTES);
    use_shown(&editor, props, &props.findings, |editor, findings, _| {
        editor.show_findings(findings);
    });
    use_shown(&editor, props, &props.lit, |editor, lit, _| {
        editor.light(lit)
    });
    use_shown(&editor, props, &props.verdicts, |editor, _, summary| {
        show_verdicts(editor, summary);
    });
    use_effect_with((editor, props.current), |(editor, current)| {
        if let Some(editor) = editor {
            editor.show_current(*current);
        }
    });
    html! { <div class="code" ref={host} /> }
}

/// Shows `what` whenever it or the text changes; not while it is about another text: the editor
/// carries what it shows through the change until then.
#[hook]
fn use_shown<T: Clone + PartialEq + 'static>(
    editor: &Option<CodeEditor>,
    props: &EditorProps,
    what: &T,
    show: fn(&CodeEditor, &T, &NodeRef),
) {
    let shown = editor.clone().filter(|_| props.is_current);
    let deps = (shown, props.text.clone(), what.clone());
    let summary = props.summary.clone();
    use_effect_with(deps, move |(editor, _, what)| {
        if let Some(editor) = editor {
            show(editor, what, &summary);
        }
    });
}

fn show_verdicts(editor: &CodeEditor, summary: &NodeRef) {
    let list = summary.cast::<web_sys::Element>();
    if let Some(elements) = list.and_then(|list| list.query_selector_all("[data-line]").ok()) {
        editor.show_verdicts(&elements);
    }
}

/// Says the byte of the caret, and its line where that is another one.
fn tell_caret(props: &EditorProps) -> Callback<(u32, usize)> {
    let (current, onlook, oncaret) = (props.current, props.onlook.clone(), props.oncaret.clone());
    Callback::from(move |(line, at)| {
        if line != current {
            onlook.emit(line);
        }
        oncaret.emit(at);
    })
}
