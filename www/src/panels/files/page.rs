//! Everything about files, above the two columns of the workbench.

use yew::prelude::*;

use super::ended::render_ended;
use super::list::ListCard;
use super::raw::RawCard;
use super::reading::render_reading;
use crate::hooks::files::{FilesHandle, use_files};
use crate::hooks::{Given, use_given};
use crate::model::files::FilesAction;
use crate::widgets::{group_thousands, render_live_region};

/// See the head of this file. Nothing where nothing was given.
#[component]
pub(super) fn Files() -> Html {
    let files = use_files();
    let given = use_given();
    let close_raw = {
        let given = given.clone();
        Callback::from(move |()| given.give(Given::Nothing))
    };
    html! {
        <div class="files">
            { render_live_region(&said(&files)) }
            if let Some(reading) = &files.reading {
                { render_reading(reading, &cancel(&files)) }
            }
            { render_ended(&files.ended, &files.on(|_: MouseEvent| FilesAction::Dismiss)) }
            if files.emptied.is_some() {
                { render_emptied(&files) }
            }
            if let (number, Given::Raw(text)) = given.last() {
                <RawCard key={number} {text} onclose={close_raw} />
            }
            if !files.entries.is_empty() {
                <ListCard
                    entries={files.entries.clone()}
                    survey={files.survey.clone()}
                    is_stopped={files.is_survey_stopped}
                    kept={files.kept.clone()}
                    onact={files.on(|action| action)}
                />
            }
        </div>
    }
}

fn cancel(files: &FilesHandle) -> Callback<MouseEvent> {
    let files = files.clone();
    Callback::from(move |_| files.cancel())
}

fn render_emptied(files: &FilesHandle) -> Html {
    html! {
        <div class="card card__part files__line" role="status">
            <p>{ "The list is empty." }</p>
            <button
                type="button"
                class="button button--small"
                onclick={files.on(|_: MouseEvent| FilesAction::TakeBack)}
            >
                { "Undo" }
            </button>
        </div>
    }
}

/// What a screen reader is told when reading ends.
fn said(files: &crate::model::files::Files) -> String {
    match (&files.reading, files.entries.len()) {
        (Some(_), _) | (None, 0) => String::new(),
        (None, n) => format!("{} fingerprints in the list", group_thousands(n)),
    }
}
