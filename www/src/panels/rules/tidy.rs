//! What tidying would change, before it is done.

use std::rc::Rc;

use yew::prelude::*;

use super::changes::render_changes;
use super::question::{PAUSE, TOO_LONG, use_tidy_question};
use crate::hooks::{LINES_FIELD, pass_focus, replace_in_field, use_document, use_newest};
use crate::model::{Difference, byte_range_to_utf16};
use crate::protocol::{RuleChoice, Tidied};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Done {
    /// In words.
    pub words: String,
    /// The lines after it.
    pub lines: Rc<str>,
}

/// What [`Tidy`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TidyProps {
    /// The choice of rules.
    pub choice: RuleChoice,
    /// Only the line of this number.
    pub line: Option<u32>,
    /// Called when it is over, with what was done.
    pub ondone: Callback<Option<Done>>,
}

/// See the head of this file.
#[component]
pub(super) fn Tidy(props: &TidyProps) -> Html {
    let document = use_document();
    let lines = document.texts.lines.clone();
    let question = use_tidy_question(&document, &props.choice, props.line);
    let answer = use_newest(question.clone(), PAUSE);
    let cancel = props.ondone.reform(|event: MouseEvent| {
        pass_focus(&event, "rules-title");
        None
    });
    let current = answer
        .last
        .filter(|last| question.as_ref() == Some(&last.0));
    let has_changes = current.as_ref().is_some_and(|last| last.1.n_changed > 0);
    let body = match (&current, &answer.fault) {
        _ if question.is_none() => html! { <p class="rules__word">{ TOO_LONG }</p> },
        (Some(last), _) if last.1.n_changed == 0 => html! {
            <p class="rules__word">{ nothing_words(props.line) }</p>
        },
        (Some(last), _) => {
            let (tidied, ondone) = (&last.1, props.ondone.clone());
            let done = Done {
                words: done_words(tidied),
                lines: String::from_utf8_lossy(&tidied.text.0).into(),
            };
            let (range, written) = replacement(&lines, &done.lines);
            let apply = Callback::from(move |_: MouseEvent| {
                ondone.emit(Some(done.clone()));
                replace_in_field(LINES_FIELD, range.clone(), &written);
            });
            html! {
                <>
                    { render_changes(&tidied.changed, tidied.n_changed) }
                    <p class="card__note">
                        { "Each of these edits was proved to change no answer. " }
                        { applied_words(tidied) }
                    </p>
                    <div class="rules__row">
                        <button type="button" class="button" onclick={apply}>{ "Make these changes" }</button>
                        { render_close(cancel.clone()) }
                    </div>
                </>
            }
        }
        (None, Some(fault)) => html! {
            <p class="rules__word" role="alert">{ format!("Nothing to show: {fault}.") }</p>
        },
        (None, None) => Html::default(),
    };
    html! {
        <div class="rules__tidy" role="group" aria-label="Tidy">
            { body }
            if !has_changes {
                { render_close(cancel) }
            }
        </div>
    }
}

fn render_close(onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="button button--quiet" {onclick}>{ "Close" }</button>
    }
}

fn nothing_words(line: Option<u32>) -> String {
    match line {
        Some(line) => format!("Line {line} is tidy."),
        None => "The lines are tidy.".to_owned(),
    }
}

fn done_words(tidied: &Tidied) -> String {
    let lines = if tidied.n_changed == 1 {
        "line"
    } else {
        "lines"
    };
    format!(
        "Tidied {} {lines}. Undo in the editor takes it back.",
        tidied.n_changed
    )
}

/// `template-order 2, line-spacing 1`.
fn applied_words(tidied: &Tidied) -> String {
    let applied = tidied.applied.iter();
    let applied = applied.map(|record| format!("{} {}", record.rule, record.edits));
    applied.collect::<Vec<_>>().join(", ")
}

/// The smallest range that has to be written anew, in UTF-16 units, and what is written there.
fn replacement(old: &str, new: &str) -> (std::ops::Range<u32>, String) {
    let difference = Difference::between(old, new);
    let ([before, replaced, _], [_, written, _]) = (difference.cut(old), difference.cut(new));
    let (start, end) = (before.len(), before.len() + replaced.len());
    let range = byte_range_to_utf16(old, start as u32, end as u32);
    (range, written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str) {
        let (range, written) = replacement(old, new);
        let mut units: Vec<u16> = old.encode_utf16().collect();
        let written = written.encode_utf16();
        units.splice(range.start as usize..range.end as usize, written);
        assert_eq!(String::from_utf16(&units).expect("characters"), new);
    }

    #[test]
    fn only_what_changes_is_written_anew() {
        assert_eq!(replacement("ab\ncd", "ab\nxd"), (3..4, "x".to_owned()));
        check("é é  é", "é é é");
        check("aé", "aè");
        check("𝄞 b", "𝄟 b");
        check("a a", "a");
        check("", "a");
    }
}
