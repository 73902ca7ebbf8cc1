//! The editor of the match lines, made by `www/js/editor`: an element that writes, draws and
//! proposes, and asks the program for all that it says.
//!
//! ```text
//! text, findings, verdicts, what is lit  ──► editor
//! what was typed, caret, mouse           ◄── editor
//! tokens, brackets                       ◄─► the part `grammar`, on the page, at once
//! help, proposals                        ◄─► the worker
//! ```
//!
//! It is loaded when the page is first used, and takes the place of the plain text area with its
//! text, its selection and the focus. The text area is there until the editor has them: a slow
//! browser is given time between two steps of drawing, in which keys would go nowhere.

mod binding;
mod grammar;
mod page;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use sflens::template::Release;
use wasm_bindgen::JsValue;
use yew::platform::spawn_local;
use yew::prelude::*;

pub use binding::{CodeEditor, EditFix, EditorFinding};
use binding::{EditorModule, editor, used};
use grammar::{Grammar, load_grammar};
use page::make_page;

use super::document::use_document;
use super::evaluation::use_evaluation;
use super::field::{LINES_FIELD, PlainField};
use crate::worker::Client;

/// What the editor tells and asks.
#[derive(Clone, PartialEq)]
pub struct CodeEvents {
    /// The user wrote: the whole text.
    pub onchange: Callback<String>,
    /// The caret went to this line, from 1, and this byte of the text.
    pub oncaret: Callback<(u32, usize)>,
    /// The mouse went over a group of a line, or off.
    pub onhover: Callback<Option<(u32, u8)>>,
    /// Something is to be read out.
    pub onsay: Callback<String>,
}

/// Whether the editor has come, and whoever waits for it.
#[derive(Clone, PartialEq)]
pub struct CodeHandle {
    module: UseStateHandle<Option<Rc<EditorModule>>>,
    is_made: UseStateHandle<bool>,
    waiting: Rc<RefCell<Option<Rc<EditorModule>>>>,
    is_composing: Rc<Cell<bool>>,
    /// The text before anything was typed.
    first: Rc<str>,
    /// The text as the page has it.
    newest: Rc<RefCell<Rc<str>>>,
    /// What the plain text area was last drawn with; it may be older.
    drawn: Rc<RefCell<Rc<str>>>,
}

impl CodeHandle {
    /// True once there is a module that can make an editor.
    pub fn is_loaded(&self) -> bool {
        self.module.is_some()
    }

    /// True once the editor has taken the place of the plain text area.
    pub fn has_come(&self) -> bool {
        *self.is_made
    }

    /// The plain text area heard of a key or of text: `is_composing` while an input method holds
    /// what is not yet text, which must not be taken from it.
    pub fn typed(&self, is_composing: bool) {
        self.is_composing.set(is_composing);
        if !is_composing && let Some(module) = self.waiting.take() {
            self.module.set(Some(module));
        }
    }

    /// The page has this text now.
    pub fn has(&self, text: &Rc<str>) {
        *self.newest.borrow_mut() = text.clone();
    }

    /// The plain text area was drawn with this text.
    pub fn drew(&self, text: Rc<str>) {
        *self.drawn.borrow_mut() = text;
    }

    /// True for a text of the plain text area that was typed, and that the page has not heard of.
    fn is_unheard(&self, text: &str) -> bool {
        text != &**self.newest.borrow() && text != &**self.drawn.borrow()
    }

    fn take(&self, module: Rc<EditorModule>) {
        match self.is_composing.get() {
            true => *self.waiting.borrow_mut() = Some(module),
            false => self.module.set(Some(module)),
        }
    }
}

/// Loads the editor when the page is first used.
#[hook]
pub fn use_code(text: &Rc<str>) -> CodeHandle {
    let first = use_memo((), |()| text.clone());
    let handle = CodeHandle {
        module: use_state(|| None),
        is_made: use_state(|| false),
        waiting: use_mut_ref(|| None),
        is_composing: use_memo((), |()| Cell::new(false)),
        first: (*first).clone(),
        newest: use_mut_ref(Rc::default),
        drawn: use_mut_ref(Rc::default),
    };
    {
        let handle = handle.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                // Where it does not come, the plain text area does the same work.
                if let Ok(module) = editor().await {
                    handle.take(Rc::new(module.into()));
                }
            });
        });
    }
    handle
}

/// Makes the editor in `host` once it has come, and holds its text to `text`.
#[hook]
pub fn use_code_editor(
    handle: &CodeHandle,
    host: &NodeRef,
    text: &Rc<str>,
    events: CodeEvents,
    attributes: CodeAttributes,
) -> Option<CodeEditor> {
    let evaluation = use_evaluation();
    let client = evaluation.client;
    let grammar = use_grammar();
    let shared = use_memo((), |()| Shared::default());
    *shared.events.borrow_mut() = Some(events);
    shared.grammar.set(*grammar);
    *shared.client.borrow_mut() = Some(client);
    let document = use_document();
    shared.release.set(document.release);
    let editor = use_state(|| None::<CodeEditor>);
    {
        let (set, host) = (editor.setter(), host.clone());
        let (handle, shared) = (handle.clone(), shared.clone());
        use_effect_with((), move |()| {
            let made = make(&handle, &host, &shared, attributes);
            set.set(made.clone());
            handle.is_made.set(made.is_some());
            move || {
                if let Some(editor) = made {
                    editor.destroy();
                }
            }
        });
    }
    {
        let deps = ((*editor).clone(), text.clone());
        use_effect_with(deps, move |(editor, text)| {
            if let Some(editor) = editor.as_ref().filter(|_| !shared.is_own(text)) {
                *shared.told.borrow_mut() = text.clone();
                // What the editor had before is not drawn any more: coming again, it is the page's.
                shared.undrawn.borrow_mut().clear();
                editor.set_text(text);
            }
        });
    }
    use_effect_with(((*editor).clone(), grammar.is_some()), |(editor, _)| {
        if let Some(editor) = editor {
            editor.redraw();
        }
    });
    (*editor).clone()
}

/// What stays the same about the editor.
#[derive(Clone, Copy, PartialEq)]
pub struct CodeAttributes {
    /// The name of the field.
    pub label: &'static str,
    /// The id of what describes it.
    pub described_by: &'static str,
    /// Shown while nothing is written.
    pub hint: &'static str,
    /// The name under which the text is kept.
    pub keep: &'static str,
}

/// What the functions that the editor calls need, as it is now.
#[derive(Default)]
struct Shared {
    events: RefCell<Option<CodeEvents>>,
    grammar: Cell<Option<Grammar>>,
    client: RefCell<Option<Client>>,
    release: Cell<Release>,
    /// The editor's text, as far as it is known.
    told: RefCell<Rc<str>>,
    /// Texts that the editor had and the page has not yet drawn: a key can be faster than the page.
    undrawn: RefCell<Vec<Rc<str>>>,
}

impl Shared {
    /// True for a text that came from the editor: it may be older than what is there by now.
    fn is_own(&self, text: &Rc<str>) -> bool {
        let mut undrawn = self.undrawn.borrow_mut();
        // The first that is equal: going back and forth makes the same text again, and what comes
        // behind it may still be drawn.
        match undrawn.iter().position(|one| one == text) {
            Some(idx) => {
                undrawn.drain(..=idx);
                true
            }
            None => *self.told.borrow() == *text,
        }
    }

    fn take(&self, text: &str) {
        let text: Rc<str> = text.into();
        *self.told.borrow_mut() = text.clone();
        self.undrawn.borrow_mut().push(text);
    }

    fn tell(&self, event: impl FnOnce(&CodeEvents)) {
        let events = self.events.borrow().clone();
        if let Some(events) = events {
            event(&events);
        }
    }
}

fn make(
    handle: &CodeHandle,
    host: &NodeRef,
    shared: &Rc<Shared>,
    attributes: CodeAttributes,
) -> Option<CodeEditor> {
    let module = handle.module.as_ref()?;
    let host = host.cast::<web_sys::Element>()?;
    let plain = PlainField::find(LINES_FIELD)?;
    let (left, newest) = (plain.text(), handle.newest.borrow().clone());
    shared.take(&newest);
    let is_unheard = handle.is_unheard(&left);
    if is_unheard {
        shared.take(&left);
    }
    let text = if is_unheard { &left } else { &*newest };
    let (selection, has_focus) = (plain.selection(), plain.has_focus());
    let start = binding::start(&handle.first, text, selection, attributes);
    let editor = module.make_editor(&host, &start, &make_page(shared)).ok()?;
    if has_focus {
        editor.focus();
    }
    plain.leave();
    Some(editor)
}

/// The part `grammar`, from when the page is used.
#[hook]
fn use_grammar() -> UseStateHandle<Option<Grammar>> {
    let grammar = use_state(|| None);
    {
        let set = grammar.setter();
        use_effect_with((), move |()| {
            spawn_local(async move {
                let is_used: Result<JsValue, JsValue> = used().await;
                if is_used.is_ok()
                    && let Ok(grammar) = load_grammar().await
                {
                    set.set(Some(grammar));
                }
            });
        });
    }
    grammar
}
