//! The empty page: what it is for, and how to begin, for someone who never wrote a match line.

use yew::prelude::*;

use crate::hooks::{DocumentHandle, FIRST_HEADING, pass_focus, use_document};
use crate::model::{Action, EXAMPLES};
use crate::widgets::render_prose;

/// See the head of this file.
#[component]
pub fn Welcome() -> Html {
    let document = use_document();
    html! {
        <section class="card welcome" aria-labelledby="welcome-title">
            <div class="welcome__head">
                <h2 class="welcome__title" id="welcome-title">
                    { "From an unknown service to a name" }
                </h2>
                <p>
                    { "When Nmap meets a service that it cannot name, it prints a fingerprint: \
                       everything the service answered. A match line teaches Nmap the name." }
                </p>
            </div>
            { render_examples(&document) }
            <ol class="welcome__steps">
                { step("Paste the fingerprint", html! {
                    <>
                        <p>
                            { "The block that begins with " }<code class="inline">{ "SF-Port" }</code>
                            { ", or the whole scan report around it. Quoted, indented or damaged \
                               text is fine." }
                        </p>
                        <pre class="welcome__code" translate="no">
                            <b>{ "SF-Port21-TCP" }</b>{ ":V=7.95%I=7%D=3/9%Time=67CD8A10" }{ "\n" }{ "SF:%r(" }
                            <b>{ "NULL" }</b>{ ",F,\"220\\x20stage\\x20FTP\\r\\n\");" }
                        </pre>
                    </>
                }) }
                { step("Write a match line", html! {
                    <>
                        <p>
                            { "The pattern says what the service answers. Brackets capture what \
                               changes; " }
                            <code class="inline">{ "$1" }</code>{ " puts it into the report." }
                        </p>
                        { render_anatomy() }
                    </>
                }) }
                { step("Read what Nmap would report", html! {
                    <>
                        <p>
                            { "At every keystroke: which line matched which answer, where a line \
                               that does not match stopped, what each capture took, and what \
                               each field says." }
                        </p>
                        <pre class="welcome__code" translate="no">
                            { "21/tcp open ftp Acme ftpd" }{ "\n" }
                            { "Service Info: Host: " }
                            <mark class="mark mark--1">{ "stage" }<sup>{ "1" }</sup></mark>
                        </pre>
                    </>
                }) }
            </ol>
            <p class="welcome__foot">
                <button
                    type="button"
                    class="button button--small"
                    onclick={document.on(|_: MouseEvent| Action::Tour(Some(0)))}
                >
                    { "Take the tour" }
                </button>
                <a href="#learn">{ "Learn what every part means" }</a>
                <span>{ "What you type stays in this browser, and is there again at your next visit." }</span>
            </p>
        </section>
    }
}

fn render_examples(document: &DocumentHandle) -> Html {
    html! {
        <ul class="welcome__examples" aria-label="Examples">
            { for EXAMPLES.iter().map(|example| html! {
                <li>
                    <button
                        type="button"
                        class="welcome__example"
                        onclick={document.on(move |event: MouseEvent| {
                            pass_focus(&event, FIRST_HEADING);
                            Action::LoadExample(example)
                        })}
                    >
                        <strong>{ example.title() }</strong>
                        <span>{ render_prose(example.lesson()) }</span>
                    </button>
                </li>
            }) }
        </ul>
    }
}

fn step(title: &'static str, content: Html) -> Html {
    html! {
        <li class="welcome__step"><h3>{ title }</h3>{ content }</li>
    }
}

/// One line with its parts named below it.
fn render_anatomy() -> Html {
    let part = |class: &'static str, code: Html, name: &'static str| {
        html! {
            <span class="anatomy__part">
                <code class={class}>{ code }</code>
                <span class="anatomy__name">{ name }</span>
            </span>
        }
    };
    let group = html! { <mark class="mark mark--1">{ "(\\w+)" }</mark> };
    let filled = html! { <mark class="mark mark--1">{ "$1" }</mark> };
    html! {
        <div class="anatomy" translate="no">
            { part("code__keyword", html! { { "match" } }, "keyword") }
            { part("", html! { { "ftp" } }, "service") }
            { part("", html! { <>{ "m|^220 " }{ group }{ " FTP|" }</> }, "pattern") }
            { part("", html! { <>{ "p/Acme ftpd/" }</> }, "product") }
            { part("", html! { <>{ "h/" }{ filled }{ "/" }</> }, "host name") }
        </div>
    }
}
