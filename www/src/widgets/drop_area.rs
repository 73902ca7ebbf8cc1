//! An area on which files, folders and pieces of text can be dropped.

use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, Element, Node};
use yew::prelude::*;

/// What [`DropArea`] holds.
#[derive(Clone, PartialEq, Properties)]
pub struct DropAreaProps {
    /// Class names.
    #[prop_or_default]
    pub class: Classes,
    /// What it says while something is held over it.
    pub hint: AttrValue,
    /// Called with what was dropped, which can be read until the callback returns.
    pub ondrop: Callback<DataTransfer>,
    /// What is in it.
    pub children: Html,
}

/// See the head of this file. Text that is dropped on a field goes into the field.
#[component]
pub fn DropArea(props: &DropAreaProps) -> Html {
    let is_over = use_state_eq(|| false);
    let ondragover = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            let is_ours = !is_for_others(&event);
            is_over.set(is_ours);
            if is_ours {
                event.prevent_default();
            }
        })
    };
    let ondragleave = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| is_over.set(!left(&event)))
    };
    let ondrop = {
        let (is_over, ondrop) = (is_over.clone(), props.ondrop.clone());
        Callback::from(move |event: DragEvent| {
            is_over.set(false);
            if let Some(data) = event.data_transfer().filter(|_| !is_for_others(&event)) {
                event.prevent_default();
                ondrop.emit(data);
            }
        })
    };
    html! {
        <div class={classes!("drop", props.class.clone())} {ondragover} {ondragleave} {ondrop}>
            { props.children.clone() }
            if *is_over {
                <div class="drop__hint" aria-hidden="true">{ &props.hint }</div>
            }
        </div>
    }
}

/// True when the pointer left the area and not only one of its children.
fn left(event: &DragEvent) -> bool {
    let area = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let towards = event
        .related_target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    area.is_none_or(|area| !area.contains(towards.as_ref()))
}

/// True for text on a field, and where something inside of the area takes what is brought.
fn is_for_others(event: &DragEvent) -> bool {
    let brings_files = event.data_transfer().is_some_and(|data| has_files(&data));
    event.default_prevented() || (!brings_files && field_under(event).is_some())
}

/// True when files or folders are brought.
pub fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&"Files".into(), 0)
}

/// The text field in which an event happened.
pub fn field_under(event: &web_sys::Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("input, textarea, [contenteditable]").ok()?
}
