//! Where the focus goes when something comes that the user asked for, and when what has it goes
//! away: a browser would leave it nowhere, and the next Tab would start at the head of the page.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};
use yew::prelude::*;

/// The id of the heading of the first card: where one goes on when there is nothing nearer.
pub const FIRST_HEADING: &str = "fingerprint-title";

/// Gives the focus of the button that was pressed to the element with this id, which may be a
/// heading, and scrolls nothing. Where the button does not have it nothing is given: some browsers
/// leave the focus alone when the mouse presses a button.
pub fn pass_focus(event: &MouseEvent, id: &str) {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let pressed = target.and_then(|target| target.closest("button").ok().flatten());
    let focused = gloo_utils::document().active_element();
    if pressed.is_some() && pressed == focused {
        move_focus(id);
    }
}

/// Gives the focus to the element with this id, and scrolls nothing, when what had it is gone.
pub fn catch_focus(id: &str) {
    let body = gloo_utils::document().body();
    if focused().is_none_or(|focused| Some(focused) == body) {
        move_focus(id);
    }
}

fn focused() -> Option<HtmlElement> {
    gloo_utils::document().active_element()?.dyn_into().ok()
}

fn move_focus(id: &str) {
    let element = gloo_utils::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Else a heading takes none.
        if element.tab_index() < 0 {
            element.set_tab_index(-1);
        }
        focus_in_place(&element);
    }
}

fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // What cannot take the focus leaves it where it is.
    let _ = element.focus_with_options(&options);
}

/// Brings what `place` holds into view, and puts the focus there.
pub fn go_to(place: &NodeRef) {
    if let Some(element) = place.cast::<HtmlElement>() {
        // A heading that cannot take the focus is still in view.
        let _ = element.focus();
    }
}

/// The focus of a card that comes because the user asked for it.
#[derive(Clone)]
pub struct CardFocus {
    /// The heading, with a `tabindex`; it gets the focus when the card comes, and is in view then.
    pub heading: NodeRef,
    opener: Rc<Option<HtmlElement>>,
}

impl CardFocus {
    /// Gives the focus back to what had it before the card came, where that is still there.
    pub fn give_back(&self) {
        let opener = (*self.opener).as_ref();
        match opener.filter(|opener| opener.is_connected()) {
            Some(opener) => focus_in_place(opener),
            None => move_focus(FIRST_HEADING),
        }
    }
}

/// See [`CardFocus`].
#[hook]
pub fn use_card_focus() -> CardFocus {
    let heading = use_node_ref();
    let opener = use_memo((), |()| focused());
    {
        let heading = heading.clone();
        use_effect_with((), move |()| go_to(&heading));
    }
    CardFocus { heading, opener }
}
