//! A button that points at something while the mouse is over it or the focus is on it.

use yew::prelude::*;

use crate::model::Pointed;

/// The handlers of such a button.
pub(super) struct PointAt {
    pub(super) onmouseenter: Callback<MouseEvent>,
    pub(super) onmouseleave: Callback<MouseEvent>,
    pub(super) onfocus: Callback<FocusEvent>,
    pub(super) onblur: Callback<FocusEvent>,
}

impl PointAt {
    /// Handlers that tell `onpoint` of `pointed`, and of nothing when mouse or focus have gone.
    pub(super) fn new(onpoint: &Callback<Option<Pointed>>, pointed: Pointed) -> Self {
        let again = pointed.clone();
        Self {
            onmouseenter: onpoint.reform(move |_| Some(pointed.clone())),
            onmouseleave: onpoint.reform(|_| None),
            onfocus: onpoint.reform(move |_| Some(again.clone())),
            onblur: onpoint.reform(|_| None),
        }
    }
}
