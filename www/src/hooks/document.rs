//! The document of the page, shared by every panel.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use crate::model::{Action, Document, Saved};
use crate::persist::{keep_before, keep_choices, keep_texts, kept_document};

/// The document, and the verbs that change it.
#[derive(Clone, PartialEq)]
pub struct DocumentHandle {
    store: UseReducerHandle<Store>,
}

/// Lets the reducer of yew hold a document.
#[derive(Clone, PartialEq)]
struct Store(Document);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(self.0.apply(action)))
    }
}

impl Deref for DocumentHandle {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.store.0
    }
}

impl DocumentHandle {
    /// Makes a change of the user's.
    pub fn apply(&self, action: Action) {
        self.store.dispatch(action);
    }

    /// A callback that makes the change that `action` says.
    pub fn on<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let handle = self.clone();
        Callback::from(move |event| handle.apply(action(event)))
    }
}

/// What [`DocumentProvider`] holds.
#[derive(Clone, PartialEq, Properties)]
pub struct DocumentProviderProps {
    /// Who shares the document.
    pub children: Html,
}

/// Starts with the kept texts, and keeps what becomes of them.
#[component]
pub fn DocumentProvider(props: &DocumentProviderProps) -> Html {
    let store = use_reducer(|| Store(kept_document()));
    use_effect_with(store.0.texts.clone(), keep_texts);
    let choices = Saved {
        texts: Default::default(),
        ..store.0.saved()
    };
    use_effect_with(choices, keep_choices);
    use_effect_with(store.0.replaced.clone(), |replaced| {
        if let Some(replaced) = replaced {
            keep_before(&replaced.before);
        }
    });
    let handle = DocumentHandle { store };
    html! {
        <ContextProvider<DocumentHandle> context={handle}>
            { props.children.clone() }
        </ContextProvider<DocumentHandle>>
    }
}

/// The document of the page.
///
/// # Panics
///
/// Outside a [`DocumentProvider`], which is around the whole page.
#[hook]
pub fn use_document() -> DocumentHandle {
    use_context().expect("the page is inside a DocumentProvider")
}
