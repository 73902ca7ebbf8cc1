//! Makes a link and texts, on request only: first what may be confidential, then what is given.

use std::rc::Rc;

use sflens::link::{SAFE_LENGTH, encode_link};
use sflens::results::RedactionRecord;
use yew::prelude::*;

use super::found::{Kept, lines_that_tell, render_found};
use super::texts::Shared;
use crate::hooks::{
    Asked, DocumentHandle, EvaluationHandle, page_address, use_asked, use_document, use_evaluation,
};
use crate::model::{Saved, Texts};
use crate::panels::line::report_in_words;
use crate::panels::tool_card::ToolCard;
use crate::protocol::RedactRequest;
use crate::widgets::{CopyButton, group_thousands, render_switch};

/// See the head of this file.
#[component]
pub(super) fn Share() -> Html {
    let document = use_document();
    let evaluation = use_evaluation();
    let has_fingerprint = use_state(|| true);
    let kept = use_state(Kept::new);
    let made = use_state(|| None::<(Saved, Rc<str>)>);
    let paste = if *has_fingerprint {
        document.texts.paste.to_string()
    } else {
        String::new()
    };
    let answer = use_asked(RedactRequest {
        paste,
        kept: kept.iter().cloned().collect(),
    });
    let redaction = match &answer {
        Asked::Ready(redaction) => Some(&**redaction),
        _ => None,
    };
    let onfingerprint = {
        let set = has_fingerprint.setter();
        Callback::from(move |choice: bool| set.set(choice))
    };
    let onkept = {
        let set = kept.setter();
        Callback::from(move |values: Kept| set.set(values))
    };
    html! {
        <ToolCard id="share" title="Share">
            <p class="tool__lead">
                { "A link holds everything itself, in the part of the address that no browser \
                   sends. Nothing is uploaded, and whoever has the link can read all of it." }
            </p>
            if !document.texts.paste.trim().is_empty() {
                { render_switch("With the fingerprint", *has_fingerprint, &onfingerprint) }
            }
            { match (&answer, redaction) {
                (_, _) if !*has_fingerprint || document.texts.paste.trim().is_empty() => Html::default(),
                (_, Some(redaction)) => render_found(redaction, &kept, &onkept),
                (Asked::Failed(reason), _) => html! {
                    <p class="tool__fault" role="alert">
                        { format!("The fingerprint could not be looked through: {reason}.") }
                    </p>
                },
                _ => Html::default(),
            } }
            { redaction.map(|redaction| {
                let shared = Saved {
                    texts: Texts {
                        paste: redaction.text.as_str().into(),
                        lines: document.texts.lines.clone(),
                    },
                    ..document.saved()
                };
                render_making(&document, &evaluation, redaction, &kept, shared, &made)
            }) }
        </ToolCard>
    }
}

/// The button that makes the link, and what was made of these very texts.
fn render_making(
    document: &DocumentHandle,
    evaluation: &EvaluationHandle,
    redaction: &RedactionRecord,
    kept: &Kept,
    shared: Saved,
    made: &UseStateHandle<Option<(Saved, Rc<str>)>>,
) -> Html {
    let telling = lines_that_tell(&shared.texts.lines, redaction, kept);
    let link = made
        .as_ref()
        .filter(|(of, _)| *of == shared)
        .map(|(_, link)| link.clone());
    let onmake = {
        let (made, shared) = (made.setter(), shared.clone());
        Callback::from(move |_: MouseEvent| {
            let link = format!("{}#{}", page_address(), encode_link(&shared));
            made.set(Some((shared.clone(), link.into())));
        })
    };
    html! {
        <>
            if !telling.is_empty() {
                <p class="tool__fault" role="status">{ told_by(&telling) }</p>
            }
            <p class="tool__row">
                <button
                    type="button"
                    class="button"
                    disabled={shared.texts.are_blank()}
                    onclick={onmake}
                >
                    { "Make the link" }
                </button>
            </p>
            if let Some(link) = link {
                { render_made(document, evaluation, redaction, kept, &shared, &link) }
            }
        </>
    }
}

/// `Line 2 still holds …`.
fn told_by(lines: &[u32]) -> String {
    let numbers: Vec<String> = lines.iter().map(u32::to_string).collect();
    match lines.len() {
        1 => format!(
            "Line {} holds a value that the fingerprint no longer does.",
            numbers[0]
        ),
        _ => format!(
            "Lines {} hold values that the fingerprint no longer does.",
            numbers.join(", ")
        ),
    }
}

fn render_made(
    document: &DocumentHandle,
    evaluation: &EvaluationHandle,
    redaction: &RedactionRecord,
    kept: &Kept,
    shared: &Saved,
    link: &str,
) -> Html {
    let fingerprint = evaluation.last.fingerprint(document.fingerprint_idx);
    // The texts say by themselves which lines are refused.
    let verdict = fingerprint.map(|fingerprint| report_in_words(fingerprint, &[]));
    let verdict = verdict.unwrap_or_default();
    let n_kept = redaction
        .found
        .iter()
        .filter(|one| kept.contains(&one.value))
        .count();
    let refused = evaluation.last.refused_lines();
    let texts = Shared {
        fingerprint,
        verdict: &verdict,
        paste: &shared.texts.paste,
        lines: &shared.texts.lines,
        link,
        refused: &refused,
        n_kept,
    };
    let copy = |label: &'static str, text: String| {
        html! { <CopyButton {label} {text} what="to the clipboard" /> }
    };
    html! {
        <>
            <label class="tool__label" for="share-link">{ "The link" }</label>
            <textarea id="share-link" class="tool__field share__link" rows="3" readonly={true}
                translate="no" spellcheck="false" value={link.to_owned()} />
            <p class="tool__note" role="status">{ size_words(link.len()) }</p>
            if link.starts_with("file:") {
                <p class="tool__note">
                    { "It leads to a file on your disk. Put what stands behind # behind the \
                       address of a page that your reader has." }
                </p>
            }
            <p class="tool__row">
                { copy("Copy the link", link.to_owned()) }
                { copy("Copy as Markdown", texts.markdown()) }
                { copy("Copy as plain text", texts.mail()) }
                { copy("Copy a checklist", texts.checklist()) }
                if let Some(frame) = texts.frame() {
                    { copy("Copy as an iframe", frame) }
                }
            </p>
        </>
    }
}

fn size_words(n_characters: usize) -> String {
    let n = group_thousands(n_characters);
    match n_characters > SAFE_LENGTH {
        true => format!("{n} characters: some messengers and browsers cut a link of this length."),
        false => format!("{n} characters."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_link_is_warned_of() {
        assert_eq!(size_words(SAFE_LENGTH), "8,000 characters.");
        assert!(size_words(SAFE_LENGTH + 1).contains("cut"));
    }

    #[test]
    fn lines_that_tell_are_named() {
        assert!(told_by(&[2]).starts_with("Line 2 holds"));
        assert!(told_by(&[2, 3]).starts_with("Lines 2, 3 hold"));
    }
}
