//! What the user gives to the page as files, or as text too long for the field; the panel for files
//! takes it from here.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DataTransfer, FileList};
use yew::prelude::*;

/// Bytes of a text that go into the field as they are.
const MAX_TYPED: usize = 64 * 1024;
/// Fingerprints among which one chooses in a short list; more make a table.
pub const MAX_CHOSEN: usize = 8;

/// Something that was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Given {
    /// Nothing since the page was opened.
    #[default]
    Nothing,
    /// Files, and folders as the browser's entries of its file system.
    Things(Rc<[JsValue]>),
    /// A text too long for the field.
    Text(Rc<str>),
    /// A text whose fingerprints are to be listed, however short it is.
    Listed(Rc<str>),
    /// A text that may be a response without a fingerprint; blank when the user has none yet.
    Raw(Rc<str>),
}

/// What was given last, and how to give more.
#[derive(Clone, PartialEq)]
pub struct GivenHandle {
    store: UseStateHandle<(u32, Given)>,
}

impl GivenHandle {
    /// The last with its number, by which the same given twice is told apart.
    pub fn last(&self) -> (u32, Given) {
        (*self.store).clone()
    }

    /// Gives something.
    pub fn give(&self, given: Given) {
        let (number, _) = &*self.store;
        self.store.set((number + 1, given));
    }

    /// Takes files and folders, and text too long for the field; gives a shorter text back.
    pub fn take(&self, data: &DataTransfer) -> Option<Rc<str>> {
        let things = things(data);
        if !things.is_empty() {
            self.give(Given::Things(things.into()));
            return None;
        }
        let text: Rc<str> = data.get_data("text").ok()?.into();
        if !is_for_table(&text) {
            return Some(text).filter(|text| !text.is_empty());
        }
        self.give(Given::Text(text));
        None
    }
}

/// True for a text too long for the field, and for one with more fingerprints than one chooses
/// among.
pub fn is_for_table(text: &str) -> bool {
    text.len() > MAX_TYPED || text.matches("SF-Port").nth(MAX_CHOSEN).is_some()
}

/// The files and folders. They have to be taken while the event that brought them is handled.
fn things(data: &DataTransfer) -> Vec<JsValue> {
    let items = data.items();
    let items = (0..items.length()).filter_map(|idx| items.get(idx));
    let things = items
        .filter(|item| item.kind() == "file")
        .filter_map(|item| {
            let entry = item.webkit_get_as_entry().ok().flatten();
            let file = || item.get_as_file().ok().flatten().map(JsValue::from);
            entry.map(JsValue::from).or_else(file)
        });
    things.collect()
}

/// The files of a file field.
pub fn files_of(list: &FileList) -> Given {
    let files = (0..list.length()).filter_map(|idx| list.get(idx));
    Given::Things(files.map(|file| file.unchecked_into()).collect())
}

/// What [`GivenProvider`] holds.
#[derive(Clone, PartialEq, Properties)]
pub struct GivenProviderProps {
    /// Who gives and takes.
    pub children: Html,
}

/// Holds what is given.
#[component]
pub fn GivenProvider(props: &GivenProviderProps) -> Html {
    let store = use_state(Default::default);
    html! {
        <ContextProvider<GivenHandle> context={GivenHandle { store }}>
            { props.children.clone() }
        </ContextProvider<GivenHandle>>
    }
}

/// What is given to the page.
///
/// # Panics
///
/// Outside a [`GivenProvider`], which is around the whole page.
#[hook]
pub fn use_given() -> GivenHandle {
    use_context().expect("the page is inside a GivenProvider")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_and_many_fingerprints_make_a_table() {
        assert!(!is_for_table(&"SF-Port1-TCP:%r(NULL,1,\"a\");\n".repeat(8)));
        assert!(is_for_table(&"SF-Port1-TCP:%r(NULL,1,\"a\");\n".repeat(9)));
        assert!(!is_for_table(&"x".repeat(64 * 1024)));
        assert!(is_for_table(&"x".repeat(64 * 1024 + 1)));
    }
}
