//! The list of many fingerprints: filter, table, pages, and files to save.

use std::rc::Rc;

use yew::prelude::*;

use super::table::Table;
use crate::hooks::files::{Exporting, save_text, use_export};
use crate::hooks::{chosen_index, input_value, use_document};
use crate::model::Action;
use crate::model::files::{
    Entry, FilesAction, Kept, PAGE_ROWS, Row, Show, Survey, View, csv, rows,
};
use crate::widgets::{group_thousands, render_switch};

/// What [`ListCard`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ListCardProps {
    /// The fingerprints.
    pub entries: Rc<Vec<Rc<Entry>>>,
    /// What they come to.
    pub survey: Survey,
    /// The user stopped the telling.
    pub is_stopped: bool,
    /// Whether the list outlives a reload.
    pub kept: Kept,
    /// What the user does with the list.
    pub onact: Callback<FilesAction>,
}

/// See the head of this file.
#[component]
pub(super) fn ListCard(props: &ListCardProps) -> Html {
    let document = use_document();
    let view = use_state(View::default);
    let export = use_export();
    let all = rows(&props.entries, &props.survey, &view);
    let change = {
        let view = view.setter();
        Callback::from(move |next: View| view.set(next))
    };
    let onopen = document.on(|entry: Rc<Entry>| Action::ShowListed(entry.text.clone()));
    let page = view.page.min(all.len().saturating_sub(1) / PAGE_ROWS);
    let shown = all.iter().skip(page * PAGE_ROWS).take(PAGE_ROWS);
    html! {
        <section class="card list" aria-labelledby="list-title">
            <div class="card__head">
                <h2 class="card__title" id="list-title">{ "Fingerprints in files" }</h2>
                <p class="card__note">{ count(&props.entries) }</p>
                <div class="card__actions">
                    { render_saving(&props.entries, &all, &props.survey, &export.begin) }
                    <button
                        type="button"
                        class="button button--quiet button--small"
                        onclick={props.onact.reform(|_: MouseEvent| FilesAction::Empty)}
                    >
                        { "Empty the list" }
                    </button>
                </div>
            </div>
            { render_export(export.now, &export.cancel) }
            { render_survey(props) }
            { render_kept(&props.kept) }
            { render_filter(&view, &change) }
            <Table
                rows={shown.cloned().collect::<Rc<[Row]>>()}
                entries={props.entries.clone()}
                view={(*view).clone()}
                opened={document.texts.paste.clone()}
                onview={change.clone()}
                {onopen}
            />
            { render_pager(&view, page, all.len(), &change) }
        </section>
    }
}

/// `1,204 in 2 files`.
fn count(entries: &[Rc<Entry>]) -> String {
    let mut files: Vec<&str> = entries
        .iter()
        .map(|entry| entry.record.source.file.as_str())
        .collect();
    files.dedup();
    files.sort_unstable();
    files.dedup();
    let n_all = group_thousands(entries.len());
    match files[..] {
        [file] => format!("{n_all} in {file}"),
        _ => format!("{n_all} in {} files", group_thousands(files.len())),
    }
}

fn render_saving(
    entries: &Rc<Vec<Rc<Entry>>>,
    rows: &[Row],
    survey: &Survey,
    onexport: &Callback<Vec<Rc<Entry>>>,
) -> Html {
    let listed: Rc<[Rc<Entry>]> = rows
        .iter()
        .flat_map(|row| &row.entries)
        .filter_map(|idx| entries.get(*idx).cloned())
        .collect();
    let save_csv = {
        let (listed, survey) = (listed.clone(), survey.clone());
        move |_| save_text("fingerprints.csv", &csv(&listed, &survey))
    };
    let save_json = {
        let (listed, onexport) = (listed.clone(), onexport.clone());
        move |_| onexport.emit(listed.to_vec())
    };
    let save_report = move |_| {
        let text: String = listed.iter().map(|entry| &*entry.text).collect();
        save_text("fingerprints.txt", &text);
    };
    let button = |label: &'static str, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="button button--small" {onclick}>{ label }</button>
        }
    };
    html! {
        <>
            { button("Save CSV", Callback::from(save_csv)) }
            { button("Save JSON", Callback::from(save_json)) }
            { button("Save text", Callback::from(save_report)) }
        </>
    }
}

fn render_export(now: Option<Exporting>, oncancel: &Callback<MouseEvent>) -> Html {
    let Some(Exporting { n_done, n_all }) = now else {
        return Html::default();
    };
    let words = format!("Making records: {n_done} of {n_all}");
    render_progress("Records made", n_done, n_all, words, "Cancel", oncancel)
}

/// How far the survey is; nothing when it is through.
fn render_survey(props: &ListCardProps) -> Html {
    let n_all = props.entries.len();
    let n_done = props.survey.n_answered(&props.entries);
    if n_done == n_all {
        return Html::default();
    }
    let (done, all) = (group_thousands(n_done), group_thousands(n_all));
    let words = format!("Held against the match lines: {done} of {all}");
    let is_stopped = props.is_stopped;
    let label = if is_stopped { "Go on" } else { "Stop" };
    let onclick = props
        .onact
        .reform(move |_: MouseEvent| FilesAction::StopSurvey(!is_stopped));
    let name = "Fingerprints held against the match lines";
    render_progress(name, n_done, n_all, words, label, &onclick)
}

fn render_progress(
    name: &'static str,
    n_done: usize,
    n_all: usize,
    words: String,
    label: &'static str,
    onclick: &Callback<MouseEvent>,
) -> Html {
    html! {
        <div class="card__part files__line">
            <progress
                class="files__bar files__bar--short"
                aria-label={name}
                max={n_all.to_string()}
                value={n_done.to_string()}
            />
            <p class="files__progress">{ words }</p>
            <button type="button" class="button button--small" {onclick}>{ label }</button>
        </div>
    }
}

fn render_kept(kept: &Kept) -> Html {
    let Kept::Refused(said) = kept else {
        return Html::default();
    };
    html! {
        <p class="card__part files__warning" role="status">
            { format!("This list is here only until the page is closed: the browser did not keep \
                it ({said}). Save it as text to have it again.") }
        </p>
    }
}

fn render_filter(view: &View, onview: &Callback<View>) -> Html {
    let (filtered, shown, grouped) = (view.clone(), view.clone(), view.clone());
    let page = 0;
    let oninput = onview.reform(move |event: InputEvent| View {
        filter: input_value(&event).to_lowercase().into(),
        page,
        ..filtered.clone()
    });
    let onchange = onview.reform(move |event: Event| View {
        show: Show::ALL
            .get(chosen_index(&event))
            .map_or(Show::All, |(show, _)| *show),
        page,
        ..shown.clone()
    });
    let onswitch = onview.reform(move |on: bool| View {
        grouped: on,
        page,
        ..grouped.clone()
    });
    html! {
        <div class="card__part list__filter" role="search">
            <label class="list__label">
                { "Filter " }
                <input
                    type="search"
                    class="chooser__field list__field"
                    placeholder="host, port, probe, service"
                    autocomplete="off"
                    spellcheck="false"
                    {oninput}
                />
            </label>
            <label class="list__label">
                { "Show " }
                <select class="chooser__field" {onchange}>
                    { for Show::ALL.iter().map(|(show, name)| html! {
                        <option selected={*show == view.show}>{ *name }</option>
                    }) }
                </select>
            </label>
            { render_switch("Group identical", view.grouped, &onswitch) }
        </div>
    }
}

fn render_pager(view: &View, page: usize, n_rows: usize, onview: &Callback<View>) -> Html {
    let (first, last) = (page * PAGE_ROWS, ((page + 1) * PAGE_ROWS).min(n_rows));
    let go = |label: &'static str, to: Option<usize>| {
        let view = view.clone();
        let onclick = onview.reform(move |_: MouseEvent| View {
            page: to.unwrap_or(page),
            ..view.clone()
        });
        html! {
            <button
                type="button"
                class="button button--small"
                disabled={to.is_none()}
                {onclick}
            >
                { label }
            </button>
        }
    };
    let words = match n_rows {
        0 => "nothing like this".to_owned(),
        n => {
            let (first, last, n) = (first + 1, last, group_thousands(n));
            format!(
                "{} to {} of {n}",
                group_thousands(first),
                group_thousands(last)
            )
        }
    };
    html! {
        <nav class="card__foot files__line" aria-label="Pages of the list">
            { go("Previous", page.checked_sub(1)) }
            <p role="status">{ words }</p>
            { go("Next", (last < n_rows).then_some(page + 1)) }
        </nav>
    }
}
