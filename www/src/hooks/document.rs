//! The document of the page, shared by every panel.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use crate::model::{Action, Document};
use crate::persist::{keep_release, keep_texts, kept_release, kept_texts};

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
    let store = use_reducer(|| {
        Store(Document {
            release: kept_release(),
            ..Document::restored(kept_texts())
        })
    });
    use_effect_with(store.0.texts.clone(), keep_texts);
    use_effect_with(store.0.release, |release| keep_release(*release));
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
