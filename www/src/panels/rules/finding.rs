//! One finding of a rule: its words, its place, what mends it, what the rule teaches, and a way to
//! allow it.

use std::rc::Rc;

use sflens::results::LintRecord;
use yew::prelude::*;

use super::about::About;
use super::allow::Allow;
use super::toggle::render_toggle;
use crate::hooks::{LINES_FIELD, select_in_field};
use crate::model::{Excerpt, byte_range_to_utf16};
use crate::panels::edit_button::{EditTarget, render_edit_button};
use crate::panels::findings::{edit_label, shape};
use crate::widgets::{render_prose, render_shape};

/// Characters of an edit that stand on its button.
const LABEL: usize = 48;

/// How the buttons look that open something.
const QUIET: Option<&str> = Some("button--quiet");

/// What [`RuleFinding`] shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RuleFindingProps {
    /// The finding.
    pub record: LintRecord,
    /// The lines that it is about.
    pub text: Rc<str>,
    /// The field still holds them.
    pub is_current: bool,
}

/// What is open under the finding.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    About,
    Allow,
}

/// See the head of this file.
#[component]
pub(super) fn RuleFinding(props: &RuleFindingProps) -> Html {
    let open = use_state(|| None);
    let finding = &props.record.diagnostic;
    let rule = AttrValue::from(finding.rule.clone());
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    html! {
        <li class={classes!("finding", "rules__finding", format!("finding--{}", finding.severity))}>
            <p class="finding__title">
                { render_shape(shape(&finding.severity)) }
                <span class="finding__severity">{ &finding.severity }</span>
                <span>{ render_prose(&finding.title) }</span>
            </p>
            { render_place(props) }
            if let Some(help) = &finding.help {
                <p class="finding__help">{ render_prose(help) }</p>
            }
            <div class="finding__actions">
                { render_edit(props) }
                { render_toggle("About the rule", Open::About, &open, QUIET) }
                if can_be_allowed(&finding.rule) {
                    { render_toggle("Allow it here", Open::Allow, &open, QUIET) }
                }
            </div>
            { match *open {
                None => Html::default(),
                Some(Open::About) => html! { <About {rule} /> },
                Some(Open::Allow) => html! {
                    <Allow
                        {rule}
                        line={finding.line}
                        text={props.text.clone()}
                        is_current={props.is_current}
                        ondone={close}
                    />
                },
            } }
        </li>
    }
}

/// A finding about such a comment is mended there.
fn can_be_allowed(rule: &str) -> bool {
    rule != "lint-bad-comment"
}

/// The place in its line: pressed, it is selected in the editor.
fn render_place(props: &RuleFindingProps) -> Html {
    let finding = &props.record.diagnostic;
    let excerpt = Excerpt::of(&props.text, finding.span);
    let range = byte_range_to_utf16(&props.text, finding.span.start, finding.span.end);
    let onclick = Callback::from(move |_: MouseEvent| select_in_field(LINES_FIELD, range.clone()));
    html! {
        <button type="button" class="rules__place" disabled={!props.is_current} {onclick}>
            <code class="finding__line" translate="no">
                { &excerpt.before }
                <span class="finding__mark">{ &excerpt.marked }</span>
                { &excerpt.after }
            </code>
            <span class="finding__label">
                <span class="finding__position">
                    { format!("line {}, column {}", finding.line, finding.column) }
                </span>
                if let Some(label) = &finding.label {
                    <span>{ render_prose(label) }</span>
                }
            </span>
        </button>
    }
}

/// The edit, and what is known about it.
fn render_edit(props: &RuleFindingProps) -> Html {
    let finding = &props.record.diagnostic;
    let edit = finding.edit.as_ref();
    let label = edit.and_then(|edit| {
        let replaced = props
            .text
            .get(edit.span.start as usize..edit.span.end as usize)?;
        let replacement = std::str::from_utf8(&edit.replacement).ok()?;
        Some(edit_label(&shorten(replaced), &shorten(replacement)))
    });
    let Some((edit, label)) = edit.zip(label) else {
        return Html::default();
    };
    let field = AttrValue::Static(LINES_FIELD);
    let target = EditTarget {
        field: &field,
        text: &props.text,
        is_current: props.is_current,
    };
    let words = match props.record.fix.as_deref() {
        Some("safe") => "safe: changes no answer",
        _ => "suggested: may change answers",
    };
    html! {
        <span class="rules__edit">
            { render_edit_button(edit, &target, &label) }
            <span class="card__note">{ words }</span>
        </span>
    }
}

/// What of an edit stands on its button; blanks alone can be seen.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(LABEL) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None if text.trim().is_empty() => text.replace('\t', "→").replace(' ', "␣"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::finding;
    use crate::testing::{render, text_of};
    use sflens::results::{EditRecord, ResponseBytes, SpanRecord};

    fn show(fix: Option<&str>) -> String {
        let mut diagnostic = finding("lines", 6, "template-order");
        diagnostic.edit = fix.map(|_| EditRecord {
            span: SpanRecord { start: 6, end: 7 },
            replacement: ResponseBytes(b"b".to_vec()),
        });
        let html = render::<RuleFinding>(RuleFindingProps {
            record: LintRecord {
                diagnostic,
                fix: fix.map(str::to_owned),
                allowed: None,
            },
            text: "match a m|(|".into(),
            is_current: true,
        });
        text_of(&html)
    }

    #[test]
    fn safe_and_suggested_edits_are_told_apart() {
        assert!(show(Some("safe")).contains("Write b instead of asafe: changes no answer"));
        assert!(show(Some("suggested")).contains("suggested: may change answers"));
        let none = show(None);
        assert!(
            none.contains("About the rule") && !none.contains("instead of"),
            "{none}"
        );
    }

    #[test]
    fn a_long_edit_is_cut_on_its_button_and_blanks_are_seen() {
        assert_eq!(shorten(" \t"), "␣→");
        assert_eq!(shorten(&"é".repeat(LABEL)), "é".repeat(LABEL));
        assert_eq!(shorten(&"é".repeat(LABEL + 1)), "é".repeat(LABEL) + "…");
    }
}
