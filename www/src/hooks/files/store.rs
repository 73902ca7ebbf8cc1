//! The state of files, with the verbs that change it.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use super::list::use_kept_list;
use super::reader::{Reader, use_reader};
use super::surveyor::use_survey;
use crate::model::files::{Files, FilesAction};

/// Lets the reducer of yew hold the state.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Store(pub(super) Files);

impl Reducible for Store {
    type Action = FilesAction;

    fn reduce(self: Rc<Self>, action: FilesAction) -> Rc<Self> {
        Rc::new(Self(self.0.apply(action)))
    }
}

/// How news get into the state.
pub(super) type Dispatch = UseReducerDispatcher<Store>;

/// Everything about files.
#[derive(Clone)]
pub struct FilesHandle {
    store: UseReducerHandle<Store>,
    reader: Reader,
}

impl Deref for FilesHandle {
    type Target = Files;

    fn deref(&self) -> &Files {
        &self.store.0
    }
}

impl FilesHandle {
    /// Makes a change of the user's.
    pub fn apply(&self, action: FilesAction) {
        self.store.dispatch(action);
    }

    /// A callback that makes the change that `action` says.
    pub fn on<E: 'static>(&self, action: impl Fn(E) -> FilesAction + 'static) -> Callback<E> {
        let store = self.store.dispatcher();
        Callback::from(move |event| store.dispatch(action(event)))
    }

    /// Stops reading and keeps what was found.
    pub fn cancel(&self) {
        self.reader.stop();
        self.apply(FilesAction::Stop(None));
    }
}

/// Reads what is given, surveys what was found, and keeps the list.
#[hook]
pub fn use_files() -> FilesHandle {
    let store = use_reducer_eq(Store::default);
    let reader = use_reader(&store);
    use_kept_list(&store, &reader);
    use_survey(&store);
    FilesHandle { store, reader }
}
