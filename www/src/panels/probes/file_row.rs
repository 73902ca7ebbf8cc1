//! One of the user's probes files, with what can be done to it.

use sflens::results::FileRecord;
use web_sys::File;
use yew::prelude::*;

use super::card::given_file;
use super::words::file_words;
use crate::persist::{Change, KeptFile};

/// What [`FileRow`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FileRowProps {
    /// The file.
    pub file: KeptFile,
    /// What is in it, once that is known.
    pub record: Option<FileRecord>,
    /// There is none before it.
    pub is_first: bool,
    /// Makes a change.
    pub change: Callback<Change>,
    /// Opens a file in the place of the one with this id.
    pub onopen: Callback<(File, Option<u32>)>,
}

/// See the head of this file.
#[component]
pub(super) fn FileRow(props: &FileRowProps) -> Html {
    let KeptFile { id, name, .. } = props.file.clone();
    let on = |change: Change| props.change.reform(move |_: MouseEvent| change.clone());
    let onchange = props.change.reform(move |_: Event| Change::Toggle(id));
    html! {
        <li class="probes__file">
            <div class="probes__about">
                <label class="probes__name">
                    <input type="checkbox" checked={props.file.is_used} {onchange} />
                    <span>{ &name }</span>
                </label>
                <p class="card__note">{ file_words(&props.file, props.record.as_ref()) }</p>
            </div>
            <div class="probes__actions">
                if !props.is_first {
                    { render_action("Up", &name, on(Change::Raise(id))) }
                }
                <FileField
                    label="Replace"
                    aside={name.clone()}
                    onopen={props.onopen.reform(move |file| (file, Some(id)))}
                />
                { render_action("Remove", &name, on(Change::Remove(id))) }
            </div>
        </li>
    }
}

fn render_action(label: &str, name: &str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="button button--small" {onclick}>
            { label }<span class="aside">{ format!(" {name}") }</span>
        </button>
    }
}

/// What [`FileField`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FileFieldProps {
    /// What it says.
    pub label: AttrValue,
    /// What it says to screen readers besides.
    #[prop_or_default]
    pub aside: AttrValue,
    /// Called with the file.
    pub onopen: Callback<File>,
}

/// The browser's own file field, drawn as a button.
#[component]
pub(super) fn FileField(props: &FileFieldProps) -> Html {
    let onopen = props.onopen.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(file) = given_file(&event) {
            onopen.emit(file);
        }
    });
    let small = (!props.aside.is_empty()).then_some("button--small");
    html! {
        <label class={classes!("button", "open-file", small)}>
            { &props.label }<span class="aside">{ format!(" {}", props.aside) }</span>
            <input type="file" class="open-file__field" {onchange} />
        </label>
    }
}
