//! What the user points at, shared by every panel that shows a side of it.

use std::rc::Rc;

use yew::prelude::*;

use super::document::use_document;
use super::evaluation::use_evaluation;
use crate::model::{Linked, Pointed, link};

/// What is pointed at, and the verbs that change it.
#[derive(Clone, PartialEq)]
pub struct Pointing {
    /// Everything that belongs to it.
    pub linked: Rc<Linked>,
    /// Everything that belongs to what stays pointed at.
    pub fixed_linked: Rc<Linked>,
    hovered: UseStateHandle<Option<Pointed>>,
    fixed: UseStateHandle<Option<Pointed>>,
    // The same ones always, so that who has them need not be drawn again.
    onhover: Callback<Option<Pointed>>,
    onfix: Callback<Option<Pointed>>,
}

impl Pointing {
    /// What stays pointed at when the mouse moves on: the caret's group, selected bytes.
    pub fn fixed(&self) -> Option<&Pointed> {
        self.fixed.as_ref()
    }

    /// What is pointed at now.
    pub fn now(&self) -> Option<&Pointed> {
        self.hovered.as_ref().or(self.fixed.as_ref())
    }

    /// Points until something else is.
    pub fn fix(&self, pointed: Option<Pointed>) {
        self.onfix.emit(pointed);
    }

    /// A callback that points until the mouse or the focus moves on.
    pub fn onhover(&self) -> Callback<Option<Pointed>> {
        self.onhover.clone()
    }

    /// [`Self::fix`] as a callback.
    pub fn onfix(&self) -> Callback<Option<Pointed>> {
        self.onfix.clone()
    }
}

/// What [`PointingProvider`] holds.
#[derive(Clone, PartialEq, Properties)]
pub struct PointingProviderProps {
    /// Who shares it.
    pub children: Html,
}

/// Tells what belongs to what is pointed at.
#[component]
pub fn PointingProvider(props: &PointingProviderProps) -> Html {
    let idx = use_document().fingerprint_idx;
    let last = use_evaluation().last;
    let hovered = use_state_eq(|| None::<Pointed>);
    let fixed = use_state_eq(|| None::<Pointed>);
    let onhover = {
        let hovered = hovered.setter();
        use_memo((), |()| Callback::from(move |pointed| hovered.set(pointed)))
    };
    let onfix = {
        let (hovered, fixed) = (hovered.setter(), fixed.setter());
        use_memo((), |()| {
            Callback::from(move |pointed| {
                hovered.set(None);
                fixed.set(pointed);
            })
        })
    };
    let linked = |pointed: Option<&Pointed>| {
        let linked = pointed.map(|pointed| link(&last, idx, pointed));
        Rc::new(linked.unwrap_or_default())
    };
    let fixed_linked = linked(fixed.as_ref());
    let pointing = Pointing {
        linked: match hovered.as_ref() {
            None => fixed_linked.clone(),
            hovered => linked(hovered),
        },
        fixed_linked,
        hovered,
        fixed,
        onhover: (*onhover).clone(),
        onfix: (*onfix).clone(),
    };
    html! {
        <ContextProvider<Pointing> context={pointing}>
            { props.children.clone() }
        </ContextProvider<Pointing>>
    }
}

/// What is pointed at.
///
/// # Panics
///
/// Outside a [`PointingProvider`], which is around the whole workbench.
#[hook]
pub fn use_pointing() -> Pointing {
    use_context().expect("the workbench is inside a PointingProvider")
}
