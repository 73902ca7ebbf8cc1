//! An area on which a file or a piece of text can be dropped.

use gloo_file::callbacks::{FileReader, read_as_bytes};
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
    /// Called with the bytes of what was dropped.
    pub ondrop: Callback<Vec<u8>>,
    /// What is in it.
    pub children: Html,
}

/// See the head of this file. Only the first of several files is read.
#[component]
pub fn DropArea(props: &DropAreaProps) -> Html {
    let is_over = use_state(|| false);
    let reader = use_mut_ref(|| None::<FileReader>);
    let ondragover = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(true);
        })
    };
    let ondragleave = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| is_over.set(!left(&event)))
    };
    let ondrop = {
        let (is_over, ondrop) = (is_over.clone(), props.ondrop.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            if let Some(data) = event.data_transfer() {
                *reader.borrow_mut() = read_dropped(&data, &ondrop);
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

/// Gives dropped text at once; a file when the returned reader has read it.
fn read_dropped(data: &DataTransfer, ondrop: &Callback<Vec<u8>>) -> Option<FileReader> {
    let Some(file) = data.files().and_then(|files| files.get(0)) else {
        ondrop.emit(data.get_data("text").unwrap_or_default().into_bytes());
        return None;
    };
    let ondrop = ondrop.clone();
    Some(read_as_bytes(&file.into(), move |bytes| {
        // A file that cannot be read leaves everything as it is.
        if let Ok(bytes) = bytes {
            ondrop.emit(bytes);
        }
    }))
}
