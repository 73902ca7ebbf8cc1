//! A comment above a line that allows a finding there, with its reason.
//!
//! ```text
//! # sflens: allow pattern-unanchored: a greeting of any length stands before
//! match acme m|ACME ready| p/Acme DB/
//! ```

use std::rc::Rc;

use yew::prelude::*;

use crate::hooks::{LINES_FIELD, input_value, replace_in_field};
use crate::model::byte_range_to_utf16;

/// What [`Allow`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct AllowProps {
    /// The id of the rule.
    pub rule: AttrValue,
    /// The number of the line, from 1.
    pub line: u32,
    /// The lines.
    pub text: Rc<str>,
    /// The field still holds them.
    pub is_current: bool,
    /// Called when the comment is written.
    pub ondone: Callback<()>,
}

/// A field for the reason, and a button that writes the comment.
#[component]
pub(super) fn Allow(props: &AllowProps) -> Html {
    let reason = use_state(String::new);
    let comment = comment(&props.rule, &reason);
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |event: InputEvent| reason.set(input_value(&event)))
    };
    let is_ready = comment.is_some() && props.is_current;
    let onsubmit = {
        let (props, comment) = (props.clone(), comment.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(comment) = comment.as_ref().filter(|_| props.is_current) {
                let at = line_start(&props.text, props.line);
                let range = byte_range_to_utf16(&props.text, at, at);
                props.ondone.emit(());
                replace_in_field(LINES_FIELD, range, comment);
            }
        })
    };
    html! {
        <form class="rules__allow" {onsubmit}>
            <label>
                { "Why it is right here " }
                <input
                    class="tool__field"
                    type="text"
                    autocomplete="off"
                    maxlength="200"
                    value={(*reason).clone()}
                    {oninput}
                />
            </label>
            <button type="submit" class="button button--small" disabled={!is_ready}>
                { "Write the comment" }
            </button>
        </form>
    }
}

/// The comment with its line feed; nothing without a reason.
fn comment(rule: &str, reason: &str) -> Option<String> {
    let words: Vec<&str> = reason.split_whitespace().collect();
    let reason = words.join(" ");
    (!reason.is_empty()).then(|| format!("# sflens: allow {rule}: {reason}\n"))
}

/// The byte at which a line begins.
fn line_start(text: &str, number: u32) -> u32 {
    let before = text.split_inclusive('\n').take(number as usize - 1);
    before.map(str::len).sum::<usize>() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_has_a_reason_on_its_line() {
        assert_eq!(comment("a-b", "  "), None);
        assert_eq!(
            comment("a-b", " as\u{2028}it was ").as_deref(),
            Some("# sflens: allow a-b: as it was\n")
        );
    }

    #[test]
    fn it_stands_above_its_line() {
        assert_eq!(line_start("ab\nc\nd", 1), 0);
        assert_eq!(line_start("ab\nc\nd", 3), 5);
        assert_eq!(line_start("é\nc", 2), 3);
    }
}
