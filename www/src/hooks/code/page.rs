//! The functions that the editor calls, as one object.

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint32Array};
use sflens::results::{CompletionRecord, ProposalRecord};
use wasm_bindgen::prelude::*;

use super::Shared;
use super::binding::object;
use crate::hooks::asked::{Asked, ask_later};
use crate::model::{byte_range_to_utf16, proposal_note, utf16_to_byte};
use crate::protocol::{CompleteRequest, HelpRequest, Later, PlaceWords};

/// The object.
pub(super) fn make_page(shared: &Rc<Shared>) -> JsValue {
    let with = || shared.clone();
    object(&[
        ("changed", changed(with())),
        ("moved", moved(with())),
        ("hovered", hovered(with())),
        ("said", said(with())),
        ("tokens", tokens(with())),
        ("brackets", brackets(with())),
        ("help", help(with())),
        ("complete", complete(with())),
    ])
}

fn changed(shared: Rc<Shared>) -> JsValue {
    let changed = move |text: String| {
        shared.take(&text);
        shared.tell(|events| events.onchange.emit(text));
    };
    Closure::<dyn Fn(String)>::new(changed).into_js_value()
}

fn moved(shared: Rc<Shared>) -> JsValue {
    let moved = move |line, at| {
        let at = utf16_to_byte(&shared.told.borrow(), at);
        shared.tell(|events| events.oncaret.emit((line, at)));
    };
    Closure::<dyn Fn(u32, u32)>::new(moved).into_js_value()
}

/// Group 0 is none.
fn hovered(shared: Rc<Shared>) -> JsValue {
    let hovered = move |line, group| {
        let group = (group > 0).then_some((line, group));
        shared.tell(|events| events.onhover.emit(group));
    };
    Closure::<dyn Fn(u32, u8)>::new(hovered).into_js_value()
}

fn said(shared: Rc<Shared>) -> JsValue {
    let said = move |words| shared.tell(|events| events.onsay.emit(words));
    Closure::<dyn Fn(String)>::new(said).into_js_value()
}

fn tokens(shared: Rc<Shared>) -> JsValue {
    let tokens = move |text: String| {
        let grammar = shared.grammar.get();
        numbers(grammar.map(|grammar| (grammar.tokens)(&text)))
    };
    Closure::<dyn Fn(String) -> JsValue>::new(tokens).into_js_value()
}

fn brackets(shared: Rc<Shared>) -> JsValue {
    let brackets = move |line: String, at| {
        let grammar = shared.grammar.get();
        numbers(grammar.map(|grammar| (grammar.brackets)(&line, at)))
    };
    Closure::<dyn Fn(String, u32) -> JsValue>::new(brackets).into_js_value()
}

/// An array of numbers, or nothing.
fn numbers(numbers: Option<Vec<u32>>) -> JsValue {
    numbers.map_or(JsValue::NULL, |numbers| {
        Uint32Array::from(numbers.as_slice()).into()
    })
}

fn help(shared: Rc<Shared>) -> JsValue {
    let help = move |line: String, at| {
        let question = HelpRequest {
            at: utf16_to_byte(&line, at) as u32,
            line: line.clone(),
        };
        promise(&shared, &question, move |place| {
            Some(place_object(&line, place.as_ref()?))
        })
    };
    Closure::<dyn Fn(String, u32) -> Promise>::new(help).into_js_value()
}

fn complete(shared: Rc<Shared>) -> JsValue {
    let complete = move |at| {
        let text = shared.told.borrow().clone();
        let question = CompleteRequest {
            lines: text.to_string(),
            at: utf16_to_byte(&text, at) as u32,
            release: shared.release.get().name().to_owned(),
        };
        promise(&shared, &question, move |found| {
            Some(completion_object(&text, found.as_ref()?))
        })
    };
    Closure::<dyn Fn(u32) -> Promise>::new(complete).into_js_value()
}

fn place_object(line: &str, place: &PlaceWords) -> JsValue {
    let range = byte_range_to_utf16(line, place.start, place.end);
    object(&[
        ("from", range.start.into()),
        ("to", range.end.into()),
        ("words", place.words.as_str().into()),
    ])
}

fn completion_object(text: &str, found: &CompletionRecord) -> JsValue {
    let from = byte_range_to_utf16(text, found.span.start, found.span.end).start;
    let options: Array = found.proposals.iter().map(option_object).collect();
    object(&[("from", from.into()), ("options", options.into())])
}

fn option_object(proposal: &ProposalRecord) -> JsValue {
    let mut members = vec![("label", proposal.text.as_str().into())];
    members.extend(proposal_note(proposal).map(|note| ("detail", note.into())));
    object(&members)
}

/// Answers a promise, with nothing when it is dropped: a question that a newer one replaced.
struct Answer(Option<Function>);

impl Answer {
    fn give(&mut self, value: Option<JsValue>) {
        if let Some(resolve) = self.0.take() {
            let value = value.unwrap_or(JsValue::NULL);
            // A function of the browser's own, which does not throw.
            let _ = resolve.call1(&JsValue::UNDEFINED, &value);
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.give(None);
    }
}

/// The promise of what the worker answers, as an object; of nothing where it does not.
fn promise<Q: Later>(
    shared: &Shared,
    question: &Q,
    to_object: impl FnOnce(&Q::Answer) -> Option<JsValue> + 'static,
) -> Promise {
    let client = shared.client.borrow().clone();
    let mut asking = client.map(|client| (client, to_object));
    Promise::new(&mut |resolve, _| {
        let mut answer = Answer(Some(resolve));
        if let Some((client, to_object)) = asking.take() {
            ask_later(&client, question, move |asked| {
                if let Asked::Ready(found) = asked {
                    answer.give(to_object(&found));
                }
            });
        }
    })
}
