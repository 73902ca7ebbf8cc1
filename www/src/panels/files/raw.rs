//! A response that comes without a fingerprint: the user says what it is, and it becomes one.

use std::rc::Rc;

use sflens::bytes::{ByteForm, latin1_bytes};
use sflens::results::ResponseBytes;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::hooks::files::{Encoded, use_raw};
use crate::hooks::{
    DocumentHandle, FIRST_HEADING, chosen_index, pass_focus, use_card_focus, use_document,
};
use crate::model::Action;
use crate::protocol::RawResponse;
use crate::widgets::{group_thousands, render_prose};

/// Probes that are offered; any name can be written.
const PROBES: [&str; 8] = [
    "NULL",
    "GenericLines",
    "GetRequest",
    "HTTPOptions",
    "Help",
    "SSLSessionReq",
    "DNSVersionBindReq",
    "SNMPv1public",
];

/// What [`RawCard`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RawCardProps {
    /// The response or what stands for it, as far as the user has it; bytes as characters of the
    /// same number.
    pub text: Rc<str>,
    /// Called when the user is done.
    pub onclose: Callback<()>,
}

/// What the user says of the response, as it is written in the fields.
#[derive(Clone, PartialEq)]
struct Said {
    text: Rc<str>,
    form: Option<ByteForm>,
    probe: Rc<str>,
    port: Rc<str>,
    is_udp: bool,
    is_tls: bool,
    /// Unix seconds at which the card was opened.
    time: u64,
}

impl Said {
    fn of(text: &Rc<str>) -> Self {
        Self {
            text: text.clone(),
            form: None,
            probe: "NULL".into(),
            port: "21".into(),
            is_udp: false,
            is_tls: false,
            time: (js_sys::Date::now() / 1000.0) as u64,
        }
    }

    fn response(&self) -> RawResponse {
        RawResponse {
            given: given(&self.text),
            form: self.form.map(|form| form.name().to_owned()),
            probe: probe_name(&self.probe),
            port: self.port.parse().unwrap_or_default(),
            is_udp: self.is_udp,
            is_tls: self.is_tls,
            time: self.time,
        }
    }
}

/// See the head of this file.
#[component]
pub(super) fn RawCard(props: &RawCardProps) -> Html {
    let said = use_state(|| Said::of(&props.text));
    let document = use_document();
    let raw = said.response();
    let encoded = use_raw(&raw);
    let change = {
        let said = said.clone();
        move |make: fn(&mut Said, &Event)| {
            let said = said.clone();
            Callback::from(move |event: Event| {
                let mut next = (*said).clone();
                make(&mut next, &event);
                said.set(next);
            })
        }
    };
    let typed = |make: fn(&mut Said, &Event)| change(make).reform(|event: InputEvent| event.into());
    let focus = use_card_focus();
    let heading = focus.heading.clone();
    let close = props.onclose.reform(move |()| focus.give_back());
    let onclick = close.reform(|_: MouseEvent| ());
    let is_typed = said.text != props.text;
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // Where characters are composed, Escape ends that; what was typed goes by the button only.
        if event.key() == "Escape" && !event.is_composing() && !is_typed {
            close.emit(());
        }
    });
    html! {
        <section class="card raw" aria-labelledby="raw-title" {onkeydown}>
            <div class="card__head">
                <h2 class="card__title" id="raw-title" tabindex="-1" ref={heading}>
                    { "A response without a fingerprint" }
                </h2>
                <div class="card__actions">
                    <button type="button" class="button button--quiet button--small" {onclick}>
                        { "Close" }
                    </button>
                </div>
            </div>
            <div class="card__part raw__parts">
                <label class="raw__text">
                    { "Response, or a dump of it" }
                    <textarea
                        class="raw__field"
                        rows="5"
                        spellcheck="false"
                        autocomplete="off"
                        translate="no"
                        placeholder="A dump of xxd, hexdump -C or Wireshark, hexadecimal, base64, a C or Python literal, or the text itself"
                        value={said.text.to_string()}
                        oninput={typed(|said, event| said.text = area_value(event).into())}
                    />
                </label>
                { render_facts(&said, &change, &typed) }
                { render_read(&encoded, raw.given.is_empty()) }
                { render_make(&encoded, props, &document) }
            </div>
        </section>
    }
}

/// Text as it is, unless each character is a byte and not all of them are ASCII.
fn given(text: &str) -> ResponseBytes {
    let is_bytes = text
        .chars()
        .any(|c| c.is_control() && !c.is_ascii_whitespace());
    let bytes = is_bytes.then(|| latin1_bytes(text)).flatten();
    ResponseBytes(bytes.unwrap_or_else(|| text.as_bytes().to_vec()))
}

fn render_facts(
    said: &Said,
    change: &impl Fn(fn(&mut Said, &Event)) -> Callback<Event>,
    typed: &impl Fn(fn(&mut Said, &Event)) -> Callback<InputEvent>,
) -> Html {
    html! {
        <div class="raw__facts">
            <label>
                { "Written as " }
                <select class="chooser__field" onchange={change(|said, event| {
                    let form = chosen_index(event).checked_sub(1);
                    said.form = form.and_then(|idx| ByteForm::ALL.get(idx).copied());
                })}>
                    <option selected={said.form.is_none()}>{ "what it looks like" }</option>
                    { for ByteForm::ALL.iter().map(|form| html! {
                        <option selected={said.form == Some(*form)}>{ form_words(form.name()) }</option>
                    }) }
                </select>
            </label>
            <label>
                { "Answer to " }
                <input
                    class="chooser__field"
                    list="raw-probes"
                    value={said.probe.to_string()}
                    autocomplete="off"
                    spellcheck="false"
                    oninput={typed(|said, event| said.probe = field_value(event).into())}
                />
                <datalist id="raw-probes">
                    { for PROBES.iter().map(|name| html! { <option value={*name} /> }) }
                </datalist>
            </label>
            <label>
                { "Port " }
                <input
                    class="chooser__field raw__port"
                    inputmode="numeric"
                    value={said.port.to_string()}
                    autocomplete="off"
                    oninput={typed(|said, event| said.port = field_value(event).into())}
                />
            </label>
            <label>
                { "Protocol " }
                <select class="chooser__field" onchange={change(|said, event| {
                    said.is_udp = chosen_index(event) == 1;
                })}>
                    <option selected={!said.is_udp}>{ "TCP" }</option>
                    <option selected={said.is_udp}>{ "UDP" }</option>
                </select>
            </label>
            <label>
                <input type="checkbox" onchange={change(|said, event| said.is_tls = is_checked(event))} />
                { " inside TLS" }
            </label>
        </div>
    }
}

fn area_value(event: &Event) -> String {
    let field: Option<HtmlTextAreaElement> = event.target().and_then(|it| it.dyn_into().ok());
    field.map_or_else(String::new, |field| field.value())
}

fn field(event: &Event) -> Option<HtmlInputElement> {
    event.target().and_then(|it| it.dyn_into().ok())
}

fn field_value(event: &Event) -> String {
    field(event).map_or_else(String::new, |field| field.value())
}

fn is_checked(event: &Event) -> bool {
    field(event).is_some_and(|field| field.checked())
}

/// A name that a fingerprint can have: `NULL` when nothing is left of it.
fn probe_name(text: &str) -> String {
    let name: String = text
        .chars()
        .filter(|c| c.is_ascii_graphic() && !matches!(c, ',' | '(' | ')' | '"'))
        .collect();
    match name.is_empty() {
        true => "NULL".to_owned(),
        false => name,
    }
}

fn form_words(form: &str) -> &'static str {
    match form {
        "dump" => "a dump",
        "hex" => "hexadecimal",
        "base64" => "base64",
        "literal" => "a string literal",
        "numbers" => "a list of numbers",
        _ => "the bytes themselves",
    }
}

/// What was made of the text.
fn render_read(encoded: &Encoded, is_blank: bool) -> Html {
    let form = form_words(&encoded.form);
    let words = match &encoded.bytes {
        _ if is_blank => "Nothing is there yet.".to_owned(),
        None if encoded.form.is_empty() => String::new(),
        None => format!("This is not {form}."),
        Some(bytes) => {
            let n_bytes = group_thousands(bytes.len());
            let start = sflens::bytes::encode_escaped(bytes.get(..24).unwrap_or(bytes));
            let more = if bytes.len() > 24 { "…" } else { "" };
            format!("Read as {form}: {n_bytes} bytes, `{start}{more}`")
        }
    };
    html! { <p class="raw__read" role="status">{ render_prose(&words) }</p> }
}

fn render_make(encoded: &Encoded, props: &RawCardProps, document: &DocumentHandle) -> Html {
    let document = document.on(|action| action);
    let (text, onclose): (Rc<str>, _) = (encoded.text.as_str().into(), props.onclose.clone());
    let is_ready = encoded
        .bytes
        .as_ref()
        .is_some_and(|bytes| !bytes.is_empty());
    let onclick = Callback::from(move |event: MouseEvent| {
        pass_focus(&event, FIRST_HEADING);
        document.emit(Action::MakeFingerprint(text.clone()));
        onclose.emit(());
    });
    html! {
        <button type="button" class="button" disabled={!is_ready} {onclick}>
            { "Make the fingerprint" }
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stay_bytes_and_text_stays_text() {
        assert_eq!(given("\u{0}\u{ff}").0, [0, 0xff]);
        assert_eq!(given("é\n").0, "é\n".as_bytes());
    }

    #[test]
    fn a_probe_name_has_nothing_that_ends_it() {
        assert_eq!(probe_name(" Get,Request\"( "), "GetRequest");
        assert_eq!(probe_name(",\u{e9}"), "NULL");
    }
}
