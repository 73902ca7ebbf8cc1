//! What the user gave: the paste, what its header says, and what is wrong with it.

use std::rc::Rc;

use yew::prelude::*;

use super::chooser::render_chooser;
use super::facts::render_facts;
use super::open_file::render_open_files;
use crate::hooks::{
    DocumentHandle, Given, GivenHandle, field_value, use_document, use_evaluation, use_given,
};
use crate::model::{Action, Evaluation, Texts, header_facts};
use crate::panels::findings::Findings;
use crate::persist::PASTE;

/// The id of the field that holds the paste.
pub const PASTE_FIELD: &str = "paste";

const PLACEHOLDER: &str = "SF-Port21-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%r(NULL,…\n\n\
    Paste what Nmap printed: a block that begins with SF-Port, or a whole scan report.";

/// See the head of this file.
#[component]
pub fn FingerprintCard() -> Html {
    let document = use_document();
    let evaluation = use_evaluation();
    let given = use_given();
    let ongive = {
        let given = given.clone();
        Callback::from(move |what| given.give(what))
    };
    let oninput = document.on(|event: InputEvent| Action::SetPaste(field_value(&event).into()));
    let last = &evaluation.last;
    html! {
            <section class="card fingerprint" aria-labelledby="fingerprint-title">
                <div class="card__head">
                    <h2 class="card__title" id="fingerprint-title">{ "Fingerprint" }</h2>
                    <div class="card__actions">
                        if !document.texts.are_blank() {
                            <button
                                type="button"
                                class="button button--quiet"
                                onclick={document.on(|_: MouseEvent| Action::StartOver)}
                            >
                                { "Start over" }
                            </button>
                        }
                        { render_open_files(&ongive) }
                    </div>
                </div>
                { render_header(last, &document, &given) }
                <div class="card__part fingerprint__well">
                    <label class="aside" for={PASTE_FIELD}>{ "Fingerprint as Nmap printed it" }</label>
                    <textarea
                        id={PASTE_FIELD}
                        class="fingerprint__field"
                        data-keep={PASTE}
                        value={document.texts.paste.to_string()}
                        placeholder={PLACEHOLDER}
                        rows={n_rows(&document.texts.paste).to_string()}
                        spellcheck="false"
                        autocomplete="off"
                        autocapitalize="off"
                        translate="no"
                        aria-describedby="paste-findings"
                        {oninput}
                    />
                </div>
                { render_raw_offer(last, &document.texts, &given) }
                <div id="paste-findings">
                    <Findings
                        findings={Rc::from(last.paste_findings())}
                        text={last.texts.paste.clone()}
                        field={AttrValue::Static(PASTE_FIELD)}
                        is_current={last.texts.paste == document.texts.paste}
                        label="About the fingerprint"
                    />
                </div>
            </section>
    }
}

fn render_header(last: &Evaluation, document: &DocumentHandle, given: &GivenHandle) -> Html {
    let chosen = document.fingerprint_idx;
    let Some(fingerprint) = last.fingerprint(chosen) else {
        return Html::default();
    };
    let (given, text) = (given.clone(), last.texts.paste.clone());
    let onlist = Callback::from(move |_| given.give(Given::Listed(text.clone())));
    let onchoose = document.on(Action::ChooseFingerprint);
    html! {
        <div class="card__part fingerprint__header">
            { render_chooser(&last.report, chosen, &onchoose, &onlist) }
            { render_facts(&header_facts(fingerprint)) }
        </div>
    }
}

/// Rows of the field: as many as the text has, within what leaves room for the rest.
fn n_rows(paste: &str) -> usize {
    paste.lines().count().clamp(6, 12)
}

/// Where there is no fingerprint there may be a response without one.
fn render_raw_offer(last: &Evaluation, texts: &Texts, given: &GivenHandle) -> Html {
    let is_none_found = last.texts == *texts && last.report.fingerprints.is_empty();
    if !is_none_found {
        return Html::default();
    }
    let (given, text) = (given.clone(), texts.paste.clone());
    let onclick = Callback::from(move |_: MouseEvent| given.give(Given::Raw(text.clone())));
    html! {
        <p class="card__foot">
            <button type="button" class="button button--small" {onclick}>
                { "Make a fingerprint from a raw response…" }
            </button>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paste_does_not_push_the_rest_away() {
        assert_eq!(n_rows(""), 6);
        assert_eq!(n_rows(&"SF:\n".repeat(9)), 9);
        assert_eq!(n_rows(&"SF:\n".repeat(900)), 12);
    }
}
