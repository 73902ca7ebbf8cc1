//! The whole page takes what is dropped on it, and what is pasted beside its fields.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, Event};
use yew::prelude::{Callback, Html, Properties, component, hook, html, use_effect_with};

use crate::hooks::{is_for_table, use_document, use_given};
use crate::model::Action;
use crate::panels::decode::PASTE_FIELD;
use crate::widgets::{DropArea, field_under, has_files};

/// What [`GivenArea`] holds.
#[derive(Clone, PartialEq, Properties)]
pub struct GivenAreaProps {
    /// The page.
    pub children: Html,
}

/// See the head of this file.
#[component]
pub fn GivenArea(props: &GivenAreaProps) -> Html {
    let (document, given) = (use_document(), use_given());
    let take = Callback::from(move |data: DataTransfer| {
        show_workbench();
        if let Some(text) = given.take(&data) {
            document.apply(Action::OpenPaste(text));
        }
    });
    use_paste(&take);
    html! {
        <DropArea class="drop--page" hint="Drop files, folders or text" ondrop={take}>
            { props.children.clone() }
        </DropArea>
    }
}

/// What is given is shown there.
fn show_workbench() {
    let location = gloo_utils::window().location();
    if location.hash().is_ok_and(|hash| !hash.is_empty()) {
        // In the worst case the user goes there.
        let _ = location.set_hash("");
    }
}

/// Hears of what is pasted anywhere. Text that is pasted into a field stays there, unless it is a
/// fingerprint too long for its field.
#[hook]
fn use_paste(take: &Callback<DataTransfer>) {
    use_effect_with(take.clone(), |take| {
        let take = take.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let hear = move |event: &Event| {
            let event: &ClipboardEvent = event.unchecked_ref();
            if let Some(data) = event
                .clipboard_data()
                .filter(|data| !is_for_field(event, data))
            {
                event.prevent_default();
                take.emit(data);
            }
        };
        let window = gloo_utils::window();
        let listener = EventListener::new_with_options(&window, "paste", options, hear);
        move || drop(listener)
    });
}

fn is_for_field(event: &Event, data: &DataTransfer) -> bool {
    let is_much = || data.get_data("text").is_ok_and(|text| is_for_table(&text));
    match field_under(event) {
        _ if has_files(data) => false,
        Some(field) => field.id() != PASTE_FIELD || !is_much(),
        None => false,
    }
}
