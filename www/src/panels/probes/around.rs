//! A line of a probes file, with its neighbors and a way into the editor.

use yew::prelude::*;

use super::words::written;
use crate::hooks::{ask_probes, use_document, use_evaluation};
use crate::model::Action;
use crate::protocol::{ProbesReply, ProbesRequest};
use sflens::results::TextLineRecord;

/// What [`Around`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct AroundProps {
    /// The file.
    pub file: AttrValue,
    /// The line's number.
    pub line: u32,
}

/// Two buttons; the neighbors come when they are asked for.
#[component]
pub(super) fn Around(props: &AroundProps) -> Html {
    let document = use_document();
    let client = use_evaluation().client;
    let lines = use_state(|| None::<Vec<TextLineRecord>>);
    let number = props.line;
    let request = ProbesRequest::Around {
        release: document.release.name().to_owned(),
        file: props.file.to_string(),
        number,
    };
    let show = {
        let (lines, client, request) = (lines.clone(), client.clone(), request.clone());
        Callback::from(move |_: MouseEvent| {
            if lines.is_some() {
                return lines.set(None);
            }
            let lines = lines.setter();
            ask_probes(&client, &request, move |outcome| lines.set(told(outcome)));
        })
    };
    let take = Callback::from(move |_: MouseEvent| {
        let document = document.clone();
        ask_probes(&client, &request, move |outcome| {
            let lines = told(outcome).unwrap_or_default();
            if let Some(line) = lines.into_iter().find(|line| line.number == number) {
                document.apply(Action::AppendLine(written(&line.text).into()));
            }
        });
    });
    let name = format!(" line {number}");
    html! {
        <div class="probes__around">
            <button
                type="button"
                class="button button--small button--quiet"
                aria-expanded={if lines.is_some() { "true" } else { "false" }}
                onclick={show}
            >
                { "Show in the file" }<span class="aside">{ &name }</span>
            </button>
            <button type="button" class="button button--small button--quiet" onclick={take}>
                { "Copy to the editor" }<span class="aside">{ &name }</span>
            </button>
            if let Some(lines) = &*lines {
                <pre class="probes__lines" role="group" translate="no" tabindex="0" aria-label={format!("Around line {number}")}>
                    { for lines.iter().map(|line| render_line(line, number)) }
                </pre>
            }
        </div>
    }
}

fn render_line(line: &TextLineRecord, number: u32) -> Html {
    let text = format!("{:>6}  {}\n", line.number, written(&line.text));
    match line.number == number {
        true => html! { <mark class="probes__line">{ text }</mark> },
        false => html! { { text } },
    }
}

/// A line that is not told stays where it is; asking again is one press.
fn told(outcome: Result<ProbesReply, String>) -> Option<Vec<TextLineRecord>> {
    match outcome {
        Ok(ProbesReply::Around(lines)) => Some(lines),
        _ => None,
    }
}
