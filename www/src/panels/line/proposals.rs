//! What could be written where the caret is: a row of buttons under the plain text area, each of
//! which writes the rest of a word. Its place is kept, so that nothing moves.
//!
//! ```text
//! match ft|          ftp 12   ftp-proxy 3
//! ```

use std::rc::Rc;

use sflens::results::{CompletionRecord, ProposalRecord};
use yew::prelude::*;

use crate::hooks::{Asked, LINES_FIELD, replace_in_field, use_asked, use_document};
use crate::model::{byte_range_to_utf16, proposal_note};
use crate::protocol::CompleteRequest;

/// What [`Proposals`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ProposalsProps {
    /// The text.
    pub text: Rc<str>,
    /// The byte where the caret is.
    pub caret: usize,
}

/// See the head of this file.
#[component]
pub(super) fn Proposals(props: &ProposalsProps) -> Html {
    let document = use_document();
    let asked = use_asked(CompleteRequest {
        lines: props.text.to_string(),
        at: props.caret as u32,
        release: document.release.name().to_owned(),
    });
    match asked {
        Asked::Ready(found) => render_proposals(found.as_ref().as_ref(), &props.text),
        Asked::Waiting | Asked::Failed(_) => render_proposals(None, &props.text),
    }
}

/// The row, which is there without proposals too.
pub(super) fn render_proposals(completion: Option<&CompletionRecord>, text: &Rc<str>) -> Html {
    html! {
        <ul class="lines__proposals" aria-label="Proposals for the caret's place">
            { for completion.into_iter().flat_map(|completion| {
                let write = |proposal| write_proposal(completion, proposal, text);
                completion.proposals.iter().map(move |proposal| render_proposal(proposal, write(proposal)))
            }) }
        </ul>
    }
}

/// Writes the proposal in the place of what is written already.
fn write_proposal(
    completion: &CompletionRecord,
    proposal: &ProposalRecord,
    text: &Rc<str>,
) -> Callback<MouseEvent> {
    let range = byte_range_to_utf16(text, completion.span.start, completion.span.end);
    let written = proposal.text.clone();
    Callback::from(move |_| replace_in_field(LINES_FIELD, range.clone(), &written))
}

fn render_proposal(proposal: &ProposalRecord, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <li>
            <button type="button" class="button button--small" {onclick}>
                <code translate="no">{ proposal.text.trim_end() }</code>
                if let Some(note) = proposal_note(proposal) {
                    { " " }<span class="lines__proposal-note">{ note }</span>
                }
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};
    use sflens::results::SpanRecord;

    #[test]
    fn proposals_are_buttons_with_what_is_said_of_them() {
        let proposal = |text: &str, meaning: Option<&str>, lines| ProposalRecord {
            text: text.to_owned(),
            meaning: meaning.map(str::to_owned),
            lines,
        };
        let completion = CompletionRecord {
            at: 8,
            span: SpanRecord { start: 6, end: 8 },
            proposals: vec![
                proposal("ftp", None, 12),
                proposal("d/", Some("device type"), 0),
            ],
        };
        let shown = |completion| {
            text_of(&render_html(render_proposals(
                completion,
                &"match ft".into(),
            )))
        };
        assert_eq!(shown(Some(&completion)), "ftp in 12 linesd/ device type");
        assert_eq!(shown(None), "");
    }
}
