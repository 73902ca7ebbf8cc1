//! A button that makes a change to one of the page's two texts, as if the user had typed it.

use sflens::results::EditRecord;
use yew::prelude::*;

use crate::hooks::replace_in_field;
use crate::model::byte_range_to_utf16;
use crate::widgets::render_prose;

/// The field and its text that a change is offered for.
pub(super) struct EditTarget<'a> {
    /// The id of the field.
    pub(super) field: &'a AttrValue,
    /// The text that the change is about.
    pub(super) text: &'a str,
    /// False while the field holds another text than that.
    pub(super) is_current: bool,
}

/// The button. `label` has code in backticks. Nothing for a change that is not UTF-8: it cannot be typed.
pub(super) fn render_edit_button(
    edit: &EditRecord,
    target: &EditTarget<'_>,
    label: &str,
) -> Option<Html> {
    let replacement = String::from_utf8(edit.replacement.0.clone()).ok()?;
    let range = byte_range_to_utf16(target.text, edit.span.start, edit.span.end);
    let field = target.field.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        replace_in_field(&field, range.clone(), &replacement);
    });
    Some(html! {
        <button
            type="button"
            class="button button--small"
            {onclick}
            disabled={!target.is_current}
        >
            <span>{ render_prose(label) }</span>
        </button>
    })
}
