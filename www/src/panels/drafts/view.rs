//! Drafts: kept under a name, opened, renamed, saved as a file, deleted and brought back.

use js_sys::{Date, encode_uri_component};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::hooks::{DocumentHandle, pass_focus, use_document, use_evaluation};
use crate::model::{
    Action, Draft, DraftChange, Evaluation, Saved, export_drafts, port_name, scan_time,
};
use crate::panels::tool_card::ToolCard;
use crate::persist::{KeptDrafts, kept_before, listen_to_drafts};
use crate::widgets::group_thousands;

/// The id of the heading.
const HEADING: &str = "drafts-title";

/// See the head of this file.
#[component]
pub(super) fn Drafts() -> Html {
    let document = use_document();
    let last = use_evaluation().last;
    let list = use_kept_drafts();
    let name = use_state(String::new);
    html! {
        <ToolCard id="drafts" title="Drafts">
            <p class="tool__lead">
                { "A draft keeps the fingerprint, the match lines and what you chose, under a \
                   name, in this browser." }
            </p>
            { render_form(&document, &last, &list, &name) }
            { render_list(&document, &list) }
            if let Some((_, draft)) = &list.deleted {
                <p class="tool__row" role="status">
                    { format!("Deleted: {}.", draft.name) }
                    { button("Bring it back", bring_back(&list)) }
                </p>
            }
            if !list.is_stored {
                <p class="tool__fault" role="alert">
                    { "This browser does not store them: they are here as long as the page is open." }
                </p>
            }
            { render_foot(&document, &list.drafts) }
        </ToolCard>
    }
}

/// The drafts, and what other tabs make of them while they are shown.
#[hook]
fn use_kept_drafts() -> UseStateHandle<KeptDrafts> {
    let list = use_state(KeptDrafts::read);
    let set = list.setter();
    use_effect_with(list.deleted.clone(), move |deleted| {
        let deleted = deleted.clone();
        let listener = listen_to_drafts(move || {
            set.set(KeptDrafts {
                deleted: deleted.clone(),
                ..KeptDrafts::read()
            });
        });
        move || drop(listener)
    });
    list
}

fn button(label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="button button--small" {onclick}>{ label }</button> }
}

fn now() -> u64 {
    (Date::now() / 1_000.0) as u64
}

/// `21/tcp ftp`: what a draft is called when nobody names it.
fn suggested_name(last: &Evaluation, fingerprint_idx: usize) -> String {
    let Some(fingerprint) = last.fingerprint(fingerprint_idx) else {
        return "Match lines".to_owned();
    };
    let verdict = fingerprint.verdict.as_ref();
    let service = verdict.and_then(|verdict| verdict.service.as_deref());
    format!(
        "{} {}",
        port_name(fingerprint),
        service.unwrap_or("unknown")
    )
}

fn render_form(
    document: &DocumentHandle,
    last: &Evaluation,
    list: &UseStateHandle<KeptDrafts>,
    name: &UseStateHandle<String>,
) -> Html {
    let suggested = suggested_name(last, document.fingerprint_idx);
    let (typed, set_name) = (name.setter(), name.setter());
    let oninput = Callback::from(move |event: InputEvent| typed.set(value_of(&event)));
    let onsubmit = {
        let (list, name, suggested) = (list.setter(), name.clone(), suggested.clone());
        let saved = document.saved();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let draft = Draft {
                name: match name.trim() {
                    "" => suggested.clone(),
                    name => name.to_owned(),
                },
                when: now(),
                saved: saved.clone(),
            };
            list.set(KeptDrafts::change(DraftChange::Keep(draft)));
            set_name.set(String::new());
        })
    };
    html! {
        <form class="tool__row" {onsubmit}>
            <label class="tool__label" for="draft-name">{ "Name" }</label>
            <input
                id="draft-name"
                class="tool__field"
                value={(**name).clone()}
                placeholder={suggested}
                autocomplete="off"
                {oninput}
            />
            <button type="submit" class="button button--small" disabled={document.texts.are_blank()}>
                { "Keep as a draft" }
            </button>
        </form>
    }
}

fn value_of(event: &InputEvent) -> String {
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    field.map_or_else(String::new, |field| field.value())
}

fn render_list(document: &DocumentHandle, list: &UseStateHandle<KeptDrafts>) -> Html {
    if list.drafts.is_empty() {
        return html! { <p class="tool__lead">{ "There is no draft yet." }</p> };
    }
    html! {
        <ul class="tool__list" aria-label="Drafts">
            { for list.drafts.iter().enumerate().map(|(idx, draft)| {
                render_draft(idx, draft, document, list)
            }) }
        </ul>
    }
}

fn render_draft(
    idx: usize,
    draft: &Draft,
    document: &DocumentHandle,
    list: &UseStateHandle<KeptDrafts>,
) -> Html {
    let saved = std::rc::Rc::new(draft.saved.clone());
    let onopen =
        document.on(move |_: MouseEvent| Action::OpenSaved("Opened a draft.", saved.clone()));
    let (deleting, renaming, when) = (list.setter(), list.setter(), draft.when);
    let ondelete = Callback::from(move |event: MouseEvent| {
        pass_focus(&event, HEADING);
        deleting.set(KeptDrafts::change(DraftChange::Delete(when)));
    });
    let onrename = Callback::from(move |event: InputEvent| {
        let change = DraftChange::Rename(when, value_of(&event));
        renaming.set(KeptDrafts::change(change));
    });
    html! {
        <li class="tool__row" key={when}>
            <input
                class="tool__field"
                aria-label={format!("Name of draft {}", idx + 1)}
                value={draft.name.clone()}
                oninput={onrename}
            />
            <span class="tool__note">{ note(draft) }</span>
            { button("Open", onopen) }
            { render_export("Save as a file", std::slice::from_ref(draft)) }
            { button("Delete", ondelete) }
        </li>
    }
}

/// `23 Nov 2026, 02:40 UTC · 3 lines · 612 bytes`.
fn note(draft: &Draft) -> String {
    let texts = &draft.saved.texts;
    let lines = match texts
        .lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
    {
        1 => "1 line".to_owned(),
        n => format!("{} lines", group_thousands(n)),
    };
    let when = scan_time(draft.when, None).utc;
    let n_bytes = group_thousands(texts.paste.len());
    format!("{when} · {lines} · {n_bytes} bytes of fingerprint")
}

fn bring_back(list: &UseStateHandle<KeptDrafts>) -> Callback<MouseEvent> {
    let (set, deleted) = (list.setter(), list.deleted.clone());
    Callback::from(move |event: MouseEvent| {
        pass_focus(&event, HEADING);
        if let Some((idx, draft)) = deleted.clone() {
            set.set(KeptDrafts::change(DraftChange::BringBack(idx, draft)));
        }
    })
}

/// A link that saves drafts as a text file.
fn render_export(label: &'static str, drafts: &[Draft]) -> Html {
    let text = String::from(encode_uri_component(&export_drafts(drafts)));
    html! {
        <a
            class="button button--small"
            href={format!("data:text/plain;charset=utf-8,{text}")}
            download="sflens-drafts.txt"
        >
            { label }
        </a>
    }
}

fn render_foot(document: &DocumentHandle, drafts: &[Draft]) -> Html {
    let before = kept_before().map(std::rc::Rc::new);
    let open_before = |saved: std::rc::Rc<Saved>| {
        let action =
            move |_: MouseEvent| Action::OpenSaved("Opened what was there before.", saved.clone());
        button("Open what was there before", document.on(action))
    };
    html! {
        <p class="tool__row">
            if drafts.len() > 1 {
                { render_export("Save all as one file", drafts) }
            }
            if let Some(before) = before {
                { open_before(before) }
                <span class="tool__note">
                    { "the texts before the last example, file, link or new start" }
                </span>
            }
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Texts;
    use crate::model::samples::{fingerprint, verdict};
    use sflens::results::Report;
    use std::rc::Rc;

    #[test]
    fn a_draft_says_what_it_holds() {
        let texts = Texts {
            paste: "x".repeat(1_200).into(),
            lines: "match a m|a|\n\n".into(),
        };
        let draft = Draft {
            name: String::new(),
            when: 0x3f5a_961c,
            saved: Saved {
                texts,
                ..Saved::default()
            },
        };
        assert_eq!(
            note(&draft),
            "7 Sep 2003, 02:21 UTC · 1 line · 1,200 bytes of fingerprint"
        );
    }

    #[test]
    fn a_name_is_suggested() {
        let mut known = fingerprint(vec![]);
        known.verdict = Some(verdict());
        let report = Report {
            fingerprints: vec![known],
            ..Report::default()
        };
        let last = Evaluation {
            report: Rc::new(report),
            ..Evaluation::default()
        };
        assert_eq!(suggested_name(&last, 0), "21/tcp ftp");
        assert_eq!(suggested_name(&Evaluation::default(), 0), "Match lines");
    }
}
