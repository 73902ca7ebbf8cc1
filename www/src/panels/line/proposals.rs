//! What could be written where the caret is: a row of buttons under the editor, each of which writes
//! the rest of a word. Its place is kept, so that nothing moves.
//!
//! ```text
//! match ft|          ftp 12   ftp-proxy 3
//! ```

use std::rc::Rc;

use sflens::results::{CompletionRecord, ProposalRecord};
use yew::prelude::*;

use crate::hooks::{LINES_FIELD, replace_in_field};
use crate::model::byte_range_to_utf16;

/// `caret` is the byte where the caret is now; proposals for another place are not shown.
pub(super) fn render_proposals(
    completion: Option<&Rc<CompletionRecord>>,
    caret: Option<usize>,
    text: &Rc<str>,
    is_current: bool,
) -> Html {
    if text.is_empty() {
        return Html::default();
    }
    let shown = completion.filter(|completion| caret == Some(completion.at as usize));
    html! {
        <ul class="lines__proposals" aria-label="Proposals for the caret's place">
            { for shown.into_iter().flat_map(|completion| {
                let write = |proposal| write_proposal(completion, proposal, text, is_current);
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
    is_current: bool,
) -> Callback<MouseEvent> {
    let range = byte_range_to_utf16(text, completion.span.start, completion.span.end);
    let written = proposal.text.clone();
    Callback::from(move |_| {
        if is_current {
            replace_in_field(LINES_FIELD, range.clone(), &written);
        }
    })
}

fn render_proposal(proposal: &ProposalRecord, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <li>
            <button type="button" class="button button--small" {onclick}>
                <code translate="no">{ proposal.text.trim_end() }</code>
                if let Some(note) = note(proposal) {
                    { " " }<span class="lines__proposal-note">{ note }</span>
                }
            </button>
        </li>
    }
}

/// What the word means, or how many lines have it.
fn note(proposal: &ProposalRecord) -> Option<String> {
    match (&proposal.meaning, proposal.lines) {
        (Some(meaning), _) => Some(meaning.clone()),
        (None, 0) => None,
        (None, 1) => Some("in 1 line".to_owned()),
        (None, n) => Some(format!("in {n} lines")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{render_html, text_of};
    use sflens::results::SpanRecord;

    fn completion() -> Rc<CompletionRecord> {
        let proposal = |text: &str, meaning: Option<&str>, lines| ProposalRecord {
            text: text.to_owned(),
            meaning: meaning.map(str::to_owned),
            lines,
        };
        Rc::new(CompletionRecord {
            at: 8,
            span: SpanRecord { start: 6, end: 8 },
            proposals: vec![
                proposal("ftp", None, 12),
                proposal("d/", Some("device type"), 0),
            ],
        })
    }

    #[track_caller]
    fn check(caret: Option<usize>, expected: &str) {
        let html = render_proposals(Some(&completion()), caret, &"match ft".into(), true);
        assert_eq!(text_of(&render_html(html)), expected);
    }

    #[test]
    fn proposals_are_shown_at_their_place_only() {
        check(Some(8), "ftp in 12 linesd/ device type");
        check(Some(7), "");
        check(None, "");
    }
}
