//! What the user gave: the paste, what its header says, and what is wrong with it.

use std::rc::Rc;

use yew::prelude::*;

use super::chooser::render_chooser;
use super::facts::render_facts;
use super::open_file::OpenFile;
use crate::hooks::{field_value, use_document, use_evaluation};
use crate::model::{Action, Evaluation, header_facts};
use crate::panels::findings::Findings;
use crate::persist::PASTE;
use crate::widgets::DropArea;

/// The id of the field that holds the paste.
pub const PASTE_FIELD: &str = "paste";

const PLACEHOLDER: &str = "SF-Port21-TCP:V=7.95%I=7%D=3/9%Time=67CD8A10%r(NULL,…\n\n\
    Paste what Nmap printed: a block that begins with SF-Port, or a whole scan report.";

/// See the head of this file.
#[component]
pub fn FingerprintCard() -> Html {
    let document = use_document();
    let evaluation = use_evaluation();
    let onopen = document.on(|bytes: Vec<u8>| Action::OpenPaste(text_of_file(bytes)));
    let oninput = document.on(|event: InputEvent| Action::SetPaste(field_value(&event).into()));
    let last = &evaluation.last;
    html! {
        <DropArea class="card fingerprint" hint="Drop it here" ondrop={onopen.clone()}>
            <section aria-labelledby="fingerprint-title">
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
                        <OpenFile {onopen} />
                    </div>
                </div>
                { render_header(last, document.fingerprint_idx, &document.on(Action::ChooseFingerprint)) }
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
        </DropArea>
    }
}

fn render_header(last: &Evaluation, chosen: usize, onchoose: &Callback<usize>) -> Html {
    let Some(fingerprint) = last.fingerprint(chosen) else {
        return Html::default();
    };
    html! {
        <div class="card__part fingerprint__header">
            { render_chooser(&last.report, chosen, onchoose) }
            { render_facts(&header_facts(fingerprint)) }
        </div>
    }
}

/// Rows of the field: as many as the text has, within what leaves room for the rest.
fn n_rows(paste: &str) -> usize {
    paste.lines().count().clamp(6, 12)
}

/// A file that is not UTF-8 is read byte by byte, so that none is lost.
fn text_of_file(bytes: Vec<u8>) -> Rc<str> {
    match String::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(error) => sflens::bytes::latin1_text(error.as_bytes()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_other_bytes_keeps_them_all() {
        assert_eq!(&*text_of_file(b"SF:\xff".to_vec()), "SF:\u{ff}");
        assert_eq!(&*text_of_file("é".into()), "é");
    }

    #[test]
    fn a_long_paste_does_not_push_the_rest_away() {
        assert_eq!(n_rows(""), 6);
        assert_eq!(n_rows(&"SF:\n".repeat(9)), 9);
        assert_eq!(n_rows(&"SF:\n".repeat(900)), 12);
    }
}
